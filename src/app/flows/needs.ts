/**
 * Finds the choices that a flow needs and that the world has none of, without making a list of them, so that the list
 * of flows costs nothing at full quota.
 */

import type { AccountId } from '../../core/model/ids.ts';
import { countOwned, ownedBy, type World } from '../../core/model/world/world.ts';
import { isFederatedRole, loginsOf } from './fields.ts';

type Has = (world: World, account: AccountId) => boolean;
const some =
  (table: 'users' | 'roles' | 'samlProviders'): Has =>
  (world, account) =>
    countOwned(world, table, account) > 0;
const anywhere =
  (has: Has): Has =>
  (world) =>
    [...world.accounts.values()].some(({ id }) => has(world, id));

const needs = {
  user: some('users'),
  role: some('roles'),
  userAnywhere: anywhere(some('users')),
  roleAnywhere: anywhere(some('roles')),
  otherAccount: (world: World) => world.accounts.size > 1,
  samlPerson: (world: World) => loginsOf(world, 'saml').length > 0,
  oidcCaller: (world: World) => loginsOf(world, 'oidc').length > 0,
  samlProvider: some('samlProviders'),
  federatedRole: (world: World, account: AccountId) => ownedBy(world, 'roles', account).some(isFederatedRole),
} satisfies Readonly<Record<string, Has>>;
export type FlowNeed = keyof typeof needs;

/** The needs by flow and by the name of the field that asks for the choice, in the order in which a person makes them. */
const ofFlows: Readonly<Record<string, Readonly<Record<string, FlowNeed>>>> = {
  'assume-role': { caller: 'userAnywhere', role: 'roleAnywhere' },
  'session-token': { caller: 'user' },
  'scoped-credentials': { caller: 'user' },
  'lambda-role': { role: 'role' },
  'instance-profile': { role: 'role' },
  'role-chain': { caller: 'user', role1: 'role' },
  'revoke-sessions': { caller: 'userAnywhere', role: 'roleAnywhere' },
  saml: { login: 'samlPerson', provider: 'samlProvider', role: 'federatedRole' },
  oidc: { login: 'oidcCaller', role: 'federatedRole' },
  'assume-root': { caller: 'user', target: 'otherAccount' },
  'federation-token': { caller: 'user' },
};

export interface Lack {
  readonly field: string;
  readonly need: FlowNeed;
}

export const lacksOf = (flow: string, world: World, account: AccountId): Lack[] =>
  Object.entries(ofFlows[flow] ?? {})
    .filter(([, need]) => !needs[need](world, account))
    .map(([field, need]) => ({ field, need }));

const scenarios: Readonly<Record<string, string>> = {
  'assume-role': 'role-chain',
  'session-token': 'mfa-only',
  'scoped-credentials': 'tutorial-account',
  'lambda-role': 'passrole-way-up',
  'instance-profile': 'tutorial-account',
  'role-chain': 'role-chain',
  'revoke-sessions': 'role-chain',
  saml: 'saml-sign-in',
  oidc: 'pipeline-oidc',
};
export const scenarioOf = (flow: string): string | undefined => scenarios[flow];
