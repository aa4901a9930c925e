/**
 * Finds outside parties that a role lets in without a condition. The engine decides for other accounts and for everybody:
 * they call with all permissions of their own and without any of the keys that a trust policy asks for, such as an external
 * id. For identity providers the checks of trust policies decide (trust-dangers.ts).
 */

import { type DecisionEnv, inputFor } from '../authz/authorize.ts';
import { evaluate } from '../authz/evaluate.ts';
import { identityPolicies } from '../authz/gather.ts';
import { mfaJustNow } from '../authz/keys/session-keys.ts';
import { type Principal, isAnyAccount, resolvePrincipal } from '../authz/principal.ts';
import { parseArn } from '../model/arn.ts';
import { type AccountId, unsafeAccountId, unsafeArn } from '../model/ids.ts';
import { memoBy } from '../model/memo.ts';
import type { RoleRecord } from '../model/records/identities.ts';
import { anyAccount } from '../model/request/unsigned-calls.ts';
import type { TrustedPrincipal } from '../model/trust-principals.ts';
import type { World } from '../model/world/world.ts';
import { trustWarnings } from '../policy/checks/trust-dangers.ts';

/** Returns true when the party is outside and its trust asks nothing of it. A service of AWS is no such party. */
export function entersFreely(
  world: World,
  role: RoleRecord,
  { type, value }: TrustedPrincipal,
  env: DecisionEnv,
): boolean {
  if (type === 'Federated') {
    const isWarned = warnedProviders(role).has(value);
    return isWarned && decided(world, role, resolvePrincipal(world, value), env) !== 'explicit-deny';
  }
  if (type !== 'AWS') return false;
  const caller = callerOf(world, role.account, value);
  return caller !== undefined && decided(world, role, caller, env) === 'allowed';
}

const warnedProviders = memoBy(
  ({ assumeRolePolicyDocument }: RoleRecord) =>
    new Set(trustWarnings(assumeRolePolicyDocument).map(({ principal }) => principal)),
);

/** Returns somebody whom the text means; `undefined` for somebody of the account or of its organization. */
function callerOf(world: World, own: AccountId, value: string): Principal | undefined {
  if (value === '*') return resolvePrincipal(world, anyAccount);
  const arn = parseArn(value);
  const account = /^\d{12}$/.test(value) ? value : arn?.account;
  if (account === undefined || !/^\d{12}$/.test(account) || isOwn(world, own, account)) return undefined;
  if (arn && arn.resource !== 'root') return resolvePrincipal(world, value);
  const id = unsafeAccountId(account);
  return { kind: 'outside', arn: unsafeArn(`arn:aws:iam::${account}:user/anybody`), account: id };
}

/** An organization from a file may name accounts that the world does not hold. */
function isOwn(world: World, own: AccountId, account: string): boolean {
  if (account === own) return true;
  const id = world.accounts.get(own)?.membership?.organization;
  const organization = id && world.organizations.get(id);
  if (!organization) return false;
  return (
    organization.account === account ||
    world.accounts.get(account)?.membership?.organization === id ||
    Object.hasOwn(organization.details?.accountNames ?? {}, account)
  );
}

/** Asks the trust policy and the resource control policies. What binds the caller at home is not asked. */
function decided(world: World, role: RoleRecord, caller: Principal, env: DecisionEnv) {
  const question = {
    action: caller.kind === 'federated' ? federatedAction(caller.arn) : 'sts:AssumeRole',
    resource: role.arn,
    // Everybody may have an MFA device, so that asking for one keeps out nobody.
    ...(isAnyAccount(caller) && { context: mfaJustNow }),
  };
  const {
    absent: _absent,
    unknown: _unknown,
    serviceControlPolicies: _controls,
    permissionsBoundary: _boundary,
    ...input
  } = inputFor(world, caller, question, env);
  const all = identityPolicies(world, resolvePrincipal(world, anyAccount));
  return evaluate({ ...input, identityPolicies: all }).reason;
}

const federatedAction = (provider: string): string =>
  provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
