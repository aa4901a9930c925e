/**
 * Collects the policies that take part in a request. Every policy gets a name that leads back to it: a
 * managed policy its ARN, an inline policy `{holder ARN}#{policy name}`, a trust policy the role's ARN, a
 * resource policy the resource's. Records never change, so each record's compiled policies are cached.
 */

import { isClosed } from '../model/world/dates.ts';
import { parseArn, rootArn } from '../model/arn.ts';
import { firstOfService } from '../model/resource-kinds/lookup.ts';
import { type AccountId, awsAccount } from '../model/ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../model/records/identities.ts';
import type { ResourceRecord } from '../model/records/tables.ts';
import type { SessionPolicy } from '../model/records/sessions.ts';
import { type Holder, type World, findByArn } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import type { NamedPolicy } from './decision.ts';
import { organizationTarget } from './organization.ts';
import { type Principal, isAnyAccount, principalRecord } from './principal.ts';
import { currentResourceDocument, currentTrustPolicy } from './trust-ids.ts';
import { memoBy, memoByKey } from '../model/memo.ts';

export const inlinePolicyName = (holder: { readonly arn: string }, policyName: string): string =>
  `${holder.arn}#${policyName}`;

/** Returns the principal's identity policies: its own, and a user's from all groups (E-60). Root has none. */
export function identityPolicies(world: World, principal: Principal): NamedPolicy[] {
  const found: NamedPolicy[] = [];
  if (principal.kind === 'user') {
    addPolicies(world, principal.user, found);
    for (const id of principal.user.groups) {
      const group = world.groups.get(id);
      if (group) addPolicies(world, group, found);
    }
    const own = selfService(world, principal.account);
    if (own) found.push(own);
  } else if (isAnyAccount(principal)) found.push({ name: ownersPolicy, document: compile(everything) });
  else if (principal.kind === 'role-session') addPolicies(world, principal.role, found);
  else if (principal.kind === 'federated-user' && principal.session)
    return federatedPolicies(world, principal);
  return found;
}

/**
 * Returns the permissions that every user of the account has when the account's password policy lets users change their
 * password (E-80, P-03). The call only changes the caller's own password. An explicit deny still wins.
 */
export const selfService = (world: World, account: AccountId): NamedPolicy | undefined =>
  world.accounts.get(account)?.passwordPolicy?.allowUsersToChangePassword
    ? { name: 'AllowUsersToChangePassword', document: compile(ownPassword) }
    : undefined;
const ownPassword =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ChangePassword","iam:GetAccountPasswordPolicy"],"Resource":"*"}]}';

/** Gives a federated user at most what its federating user may do; root may do everything (S-20). */
function federatedPolicies(
  world: World,
  { account, arn, user }: Extract<Principal, { readonly kind: 'federated-user' }>,
): NamedPolicy[] {
  if (user) return identityPolicies(world, { kind: 'user', arn, account, user });
  return [{ name: rootArn(account), document: compile(everything) }];
}

/** Anybody can write this policy in an account of their own. */
const ownersPolicy = 'a policy of the caller’s own account';

const everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** Returns the session policies that were frozen at issue (E-63); `undefined` when none were passed. */
export function sessionPolicies(principal: Principal): readonly NamedPolicy[] | undefined {
  const session = 'session' in principal ? principal.session : undefined;
  return session?.sessionPolicies && compiled(session.sessionPolicies);
}

/** Returns the policies of GetScopedCredentials, oldest first; `undefined` when none were passed (Y-01). */
export function scopeDownPolicies(principal: Principal): readonly NamedPolicy[] | undefined {
  const session = 'session' in principal ? principal.session : undefined;
  return session?.scope && compiled(session.scope.policies);
}

const compiled = memoBy((policies: readonly SessionPolicy[]): readonly NamedPolicy[] =>
  policies.map(({ name, document }) => ({ name, document: compile(document) })),
);

function addPolicies(
  world: World,
  holder: UserRecord | GroupRecord | RoleRecord,
  found: NamedPolicy[],
): void {
  if (holder.inlinePolicies.length > 0) found.push(...inlinePolicies(holder));
  for (const arn of holder.attachedPolicies) {
    const policy = managedPolicy(world, arn);
    if (policy) found.push(policy);
  }
}

export const inlinePolicies = memoBy((holder: Holder): readonly NamedPolicy[] =>
  holder.inlinePolicies.map(({ policyName, document }) => ({
    name: inlinePolicyName(holder, policyName),
    document: compile(document),
  })),
);

const namedPolicy = memoBy((policy: PolicyRecord): NamedPolicy => ({
  name: policy.arn,
  document: compile(defaultVersion(policy).document),
}));

/** Returns the default version of a managed policy; `undefined` when the world has none of that ARN. */
export function managedPolicy(world: World, arn: string): NamedPolicy | undefined {
  const policy = findByArn(world, 'policies', arn);
  return policy && namedPolicy(policy);
}

export function defaultVersion(policy: PolicyRecord): PolicyRecord['versions'][number] {
  const version = policy.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
  if (!version)
    throw new Error(`policy \`${policy.arn}\` lacks its default version \`${policy.defaultVersionId}\``);
  return version;
}

export function boundaryOf(world: World, principal: Principal): NamedPolicy | undefined {
  const holder = principal.kind === 'federated-user' ? principal.user : principalRecord(principal);
  const arn = holder?.permissionsBoundary;
  if (arn === undefined) return undefined;
  // A boundary that cannot be read allows nothing (E-08).
  return managedPolicy(world, arn) ?? { name: arn, document: compile(nothing) };
}

const nothing = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"*","Resource":"*"}]}';

/** The resource of a request, as far as this world knows it. */
export interface Target {
  readonly policy?: NamedPolicy;
  /** The owning account when the ARN does not tell it, or has another (`aws`). */
  readonly account?: string;
  readonly resource?: ResourceRecord;
}

const assumeActions =
  /^sts:(assumerole(withsaml|withwebidentity)?|tagsession|setsourceidentity|setcontext)$/i;
const readsManagedPolicy = /^iam:(get|list|simulate|generate)/i;

/** Returns the policy of `resource`: a role's trust policy for `sts:AssumeRole*` (E-50), else its own. */
export function targetOf(world: World, action: string, resource: string): Target {
  if (resource === '*') return {};
  if (resource.startsWith('arn:aws:organizations:')) return organizationTarget(world, resource);
  const ref = world.index.byArn.get(resource);
  if (ref?.table === 'roles') {
    const role = world.roles.get(ref.id);
    const asksTrust = role !== undefined && assumeActions.test(action) && !isShut(world, role.account);
    return asksTrust ? { policy: currentTrustPolicy(world, role) } : {};
  }
  if (ref !== undefined && ref.table !== 'resources') return awsManaged(action, resource);
  const container = containerOf(world, resource);
  const record = (ref && world.resources.get(ref.id)) ?? container;
  if (!record) return awsManaged(action, resource);
  // An object in the world has no policy of its own, so its bucket's policy counts.
  const governing = isShut(world, record.account)
    ? undefined
    : record.policy === undefined
      ? container
      : record;
  return {
    account: record.account,
    resource: record,
    ...(governing?.policy === undefined ? {} : { policy: resourcePolicy(world, governing) }),
  };
}

/** Returns true for a closed account. No policy in it counts. */
function isShut(world: World, account: AccountId): boolean {
  const owner = world.accounts.get(account);
  return owner !== undefined && isClosed(owner);
}

/**
 * Makes `aws` the owner for all calls but reading (E-57). So identity policies may allow reading an AWS
 * managed policy, as if it were the account's own, but nobody is allowed any other call.
 */
const awsManaged = (action: string, resource: string): Target =>
  resource.startsWith(`arn:aws:iam::${awsAccount}:policy/`) && !readsManagedPolicy.test(action)
    ? { account: awsAccount }
    : {};

const resourcePolicyOf = memoByKey(
  ({ arn }: ResourceRecord, text: string): NamedPolicy => ({ name: arn, document: compile(text) }),
  1,
);

const resourcePolicy = (world: World, record: ResourceRecord): NamedPolicy =>
  resourcePolicyOf(record, currentResourceDocument(world, record) ?? '');

/** Returns the resource whose policy governs a part: object → bucket, index → table, alias → function. */
export function containerOf(world: World, text: string): ResourceRecord | undefined {
  const arn = parseArn(text);
  if (!arn) return undefined;
  const prefix = text.slice(0, text.length - arn.resource.length);
  const container = firstOfService(arn.service)?.whole?.exec(arn.resource)?.[0];
  return container === undefined ? undefined : findByArn(world, 'resources', prefix + container);
}
