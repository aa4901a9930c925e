/** A world that was not made for these tests, with all of its principals as callers. */

import type { DecisionEnv } from '#core/authz/authorize.ts';
import { defaultVersion } from '#core/authz/gather.ts';
import { rootArn } from '#core/model/arn.ts';
import { type Holder, type World, findByArn } from '#core/model/world/world.ts';
import { statementsOf } from '../../property/oracle/read.ts';
import type { Caller, Made, Statement } from './world.ts';

export function givenWorld(world: World, env: DecisionEnv, actions: readonly string[]): Made {
  const rows = <T>(table: ReadonlyMap<string, T>): T[] => [...table.values()];
  const shared = [
    ...rows(world.controlPolicies).map(({ content }) => content),
    ...rows(world.resources).flatMap(({ policy }) => policy ?? []),
    ...rows(world.roles).map(({ assumeRolePolicyDocument }) => assumeRolePolicyDocument),
  ].flatMap(rawStatements);
  const managed = (arn: string): Statement[] => {
    const policy = findByArn(world, 'policies', arn);
    return policy ? rawStatements(defaultVersion(policy).document) : [];
  };
  const held = ({ inlinePolicies, attachedPolicies }: Holder): Statement[] => [
    ...inlinePolicies.flatMap(({ document }) => rawStatements(document)),
    ...attachedPolicies.flatMap(managed),
  ];
  const bound = (arn: string | undefined) => (arn === undefined ? [] : managed(arn));
  const callers: Caller[] = [
    ...rows(world.accounts).map(({ id }) => ({ principal: rootArn(id), statements: shared })),
    ...rows(world.users).map((user) => ({
      principal: user.arn,
      statements: [
        ...held(user),
        ...bound(user.permissionsBoundary),
        ...user.groups.flatMap((id) => world.groups.get(id) ?? []).flatMap(held),
        ...shared.slice(0, 20),
      ],
    })),
    ...rows(world.roles).map((role) => ({
      principal: role.arn,
      statements: [...held(role), ...bound(role.permissionsBoundary), ...shared.slice(0, 20)],
    })),
  ];
  const resources = [world.resources, world.roles, world.users].flatMap((table) =>
    [...table.values()].map(({ arn }) => arn),
  );
  return {
    world,
    env,
    actions,
    resources,
    callers: callers.filter(({ statements }) => statements.length > 0),
  };
}

const rawStatements = (document: string): Statement[] => statementsOf(document).map(({ raw }) => raw);
