/**
 * The way from a person at an identity provider to temporary credentials, in four pieces: people, provider,
 * roles, credentials. Says what each piece holds, and which pieces are missing. It does not decide a login:
 * conditions of a trust policy are the engine's.
 */

import { actionMatches, actionName } from '../../eval/action.ts';
import { isBuiltIn, issuerName } from '../../model/federation/issuers.ts';
import type { AccountId } from '../../model/ids.ts';
import type { OutsideApplication, OutsideProviderRecord } from '../../model/records/outside-providers.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { principalsIn, statementsIn, stringsIn } from '../../model/trust-principals.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type AccountProvider, accountProviders, knowsSigningKey, rolesTrusting } from './providers.ts';
import { defined } from '../../model/defined.ts';

/** The pieces that can be missing, in the order of the way. */
export const gaps = [
  'application',
  'people',
  'provider',
  'metadata-expired',
  'signing-key',
  'audience',
  'keys',
  'role',
  'trust',
  'offer',
] as const;
export type SignInGap = (typeof gaps)[number];

export interface TrustingRole {
  readonly role: RoleRecord;
  /** Groups that the outside provider offers the role to, `undefined` for everybody. SAML only. */
  readonly offeredTo: readonly (string | undefined)[];
}

export interface SignInPath {
  readonly protocol: 'saml' | 'oidc';
  /** Names of the people and programs that can sign in; absent when no simulated provider is behind it. */
  readonly people?: readonly string[];
  /** The account's provider, or the issuer that AWS knows by itself. Absent when the account has none. */
  readonly provider?: AccountProvider | { readonly builtIn: string };
  readonly roles: readonly TrustingRole[];
  /** The longest session that a role on this way allows, in seconds. Absent without a role. */
  readonly longestSession?: number;
  /** The application that sends the length of a SAML session; absent when none does. */
  readonly lengthFrom?: OutsideApplication;
  /** The missing pieces, in the order of the way. Empty: somebody can sign in, if the conditions of the trust policy hold. */
  readonly gaps: readonly SignInGap[];
}

/** A time in milliseconds since the epoch decides if metadata are expired. */
interface At {
  readonly world: World;
  readonly account: AccountId;
  readonly now: number;
}

export const pathOfProvider = (at: At, provider: AccountProvider): SignInPath =>
  pathThrough(at, { protocol: provider.kind, arn: provider.arn, provider, outside: provider.outside });

/** Returns the way of an outside provider with the fewest gaps: through a provider of the account, or none. */
export function pathOfOutside(at: At, outside: OutsideProviderRecord): SignInPath {
  const known = accountProviders(at.world, at.account).filter((one) => one.outside?.id === outside.id);
  const issuer = issuerName(outside.issuer ?? '');
  const ways = known.map((provider) => pathOfProvider(at, provider));
  if (isBuiltIn(issuer)) {
    ways.push(pathThrough(at, { protocol: 'oidc', arn: issuer, provider: { builtIn: issuer }, outside }));
  }
  const protocol = outside.entityId === undefined ? 'oidc' : 'saml';
  const [best] = ways.toSorted((a, b) => a.gaps.length - b.gaps.length);
  return best ?? pathThrough(at, { protocol, outside });
}

interface Way {
  readonly protocol: 'saml' | 'oidc';
  readonly arn?: string;
  readonly provider?: SignInPath['provider'];
  readonly outside?: OutsideProviderRecord | undefined;
}

function pathThrough(at: At, { protocol, arn, provider, outside }: Way): SignInPath {
  const applications = outside?.applications.filter((one) => one.protocol === protocol) ?? [];
  const people = outside && peopleOf(outside, protocol);
  const trusting = arn === undefined ? [] : rolesTrusting(at.world, arn);
  const roles = trusting
    .filter(({ account }) => account === at.account)
    .map((role) => ({
      role,
      offeredTo: applications
        .flatMap(({ grants }) => grants)
        .filter(({ roleArn, providerArn }) => roleArn === role.arn && providerArn === arn)
        .map(({ group }) => group),
    }));
  const lets = (role: RoleRecord) => arn !== undefined && allowsSignIn(role, arn, protocol);
  const found: Partial<Record<SignInGap, boolean>> = {
    application: outside !== undefined && applications.length === 0,
    people: people?.length === 0,
    provider: provider === undefined,
    ...(provider && 'arn' in provider ? gapsOfProvider(at, provider, applications) : {}),
    role: roles.length === 0,
    trust: roles.length > 0 && !roles.some(({ role }) => lets(role)),
    offer:
      protocol === 'saml' &&
      outside !== undefined &&
      roles.length > 0 &&
      roles.every(({ offeredTo }) => offeredTo.length === 0),
  };
  const setsLength = applications.find(
    ({ sessionDuration, sessionDurationFrom }) => (sessionDuration ?? sessionDurationFrom) !== undefined,
  );
  return {
    protocol,
    roles,
    gaps: gaps.filter((gap) => found[gap]),
    ...defined({ people, provider }),
    ...(roles.length > 0
      ? { longestSession: roles.reduce((most, { role }) => Math.max(most, role.maxSessionDuration), 0) }
      : {}),
    ...defined({ lengthFrom: setsLength }),
  };
}

const peopleOf = ({ people, workloads }: OutsideProviderRecord, protocol: 'saml' | 'oidc'): string[] =>
  [...people, ...(protocol === 'oidc' ? workloads : [])].map(({ name }) => name);

/** Returns what the account's record lacks to accept a login (SAML-02, SAML-03, OIDC-03, OIDC-04). */
function gapsOfProvider(
  { world, now }: At,
  { kind, arn, outside }: AccountProvider,
  applications: readonly OutsideApplication[],
): Partial<Record<SignInGap, boolean>> {
  if (kind === 'saml') {
    const saml = [...world.samlProviders.values()].find((one) => one.arn === arn);
    return {
      'metadata-expired': saml !== undefined && Date.parse(saml.validUntil) <= now,
      'signing-key': saml !== undefined && outside !== undefined && !knowsSigningKey(saml, outside),
    };
  }
  const oidc = findByArn(world, 'oidcProviders', arn);
  const accepted = oidc?.clientIds ?? [];
  const keys = outside ? outside.keys : (oidc?.jwks ?? []);
  return {
    audience: outside ? !applications.some(({ id }) => accepted.includes(id)) : accepted.length === 0,
    keys: keys.length === 0,
  };
}

const signInActions = { saml: 'sts:AssumeRoleWithSAML', oidc: 'sts:AssumeRoleWithWebIdentity' } as const;

/** Returns true when a statement of the trust policy allows the sign-in for this provider. */
function allowsSignIn(
  { assumeRolePolicyDocument }: RoleRecord,
  provider: string,
  protocol: 'saml' | 'oidc',
): boolean {
  const action = actionName(signInActions[protocol]);
  return statementsIn(assumeRolePolicyDocument).some(
    ({ Effect, Principal, Action, NotAction }) =>
      Effect === 'Allow' &&
      principalsIn(Principal).some(({ type, value }) => type === 'Federated' && value === provider) &&
      stringsIn(Action ?? NotAction).some((pattern) => actionMatches(pattern, action)) ===
        (Action !== undefined),
  );
}
