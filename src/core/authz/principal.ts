/**
 * Finds the principal of a request. A request names it as text; this module finds the identity behind the
 * text in this world, with the record that has its policies and tags. Context keys, the gathering of
 * policies, the trail and the door all start from it.
 */

import { type ArnParts, arnName, parseArn, roleArn, rootArn, sessionArn } from '../model/arn.ts';
import {
  type AccountId,
  type Arn,
  type EntityId,
  parseAccountId,
  unsafeAccountId,
  unsafeArn,
} from '../model/ids.ts';
import { anyAccount } from '../model/request/unsigned-calls.ts';
import type { RoleRecord, UserRecord } from '../model/records/identities.ts';
import type { SessionRecord } from '../model/records/sessions.ts';
import { type World, findByArn, findByName } from '../model/world/world.ts';

export type Principal =
  | ({ readonly kind: 'root'; readonly arn: Arn; readonly account: AccountId } & Presented)
  | ({
      readonly kind: 'user';
      readonly arn: Arn;
      readonly account: AccountId;
      readonly user: UserRecord;
    } & Presented)
  | ({
      readonly kind: 'role-session';
      /** `arn:aws:sts::A:assumed-role/{role}/{session}`, for example. */
      readonly arn: Arn;
      readonly account: AccountId;
      readonly role: RoleRecord;
      readonly sessionName: string;
    } & Presented)
  | ({
      readonly kind: 'federated-user';
      readonly arn: Arn;
      readonly account: AccountId;
      readonly name: string;
      /** The user who federated it; absent for the root user, or when a question only assumes the session. */
      readonly user?: UserRecord;
    } & Presented)
  /** An IAM identity that this world does not have: another account's, or one that does not exist. */
  | {
      readonly kind: 'outside';
      readonly arn: string;
      readonly account: string;
      /** The role of an outside role session, without the path, which a session ARN does not have. */
      readonly roleArn?: string;
    }
  /** A SAML or OIDC provider as caller of AssumeRoleWith…, which is not signed. */
  | { readonly kind: 'federated'; readonly arn: string }
  | { readonly kind: 'service'; readonly arn: string }
  | { readonly kind: 'anonymous'; readonly arn: '*' };

/** The credentials that a caller showed; empty when somebody only plays an identity. */
interface Presented {
  readonly accessKeyId?: string;
  /** The row of temporary credentials. Its frozen parts count (E-63). */
  readonly session?: SessionRecord;
}

export type KnownPrincipal = Extract<
  Principal,
  { readonly kind: 'root' | 'user' | 'role-session' | 'federated-user' }
>;

/** Stands for somebody in an account of their own: no organization, and all that a policy there can give (E-40). */
export const strangerArn = 'arn:aws:iam::000000000001:user/anybody';
const stranger = { kind: 'outside', arn: strangerArn, account: '000000000001' } as const;

export const isAnyAccount = (principal: Principal): boolean =>
  'account' in principal && principal.account === stranger.account;

/** The session name when a question names a role and not one of its sessions. */
const defaultSessionName = 'session';

/**
 * Returns the principal behind `text`: the ARN of a root, user, role (meaning a session of it), role session,
 * federated user or provider, a service (`ec2.amazonaws.com`), `*`, or `AWS:*`. Never fails: a principal that is not
 * in the world is `outside`, and no policies of it are known.
 */
export function resolvePrincipal(world: World, text: string, sessionName = defaultSessionName): Principal {
  const ref = world.index.byArn.get(text);
  if (ref?.table === 'users') {
    const user = world.users.get(ref.id);
    if (user) return { kind: 'user', arn: user.arn, account: user.account, user };
  }
  if (ref?.table === 'roles') {
    const role = world.roles.get(ref.id);
    if (role) return roleSession(role, sessionName);
  }
  if (text === '*') return { kind: 'anonymous', arn: '*' };
  if (text === anyAccount) return stranger;
  const arn = parseArn(text);
  if (!arn)
    return text.includes('.') ? { kind: 'service', arn: text } : { kind: 'outside', arn: text, account: '' };
  const account = parseAccountId(arn.account);
  if (arn.service === 'iam' && /^(saml|oidc)-provider\//.test(arn.resource))
    return { kind: 'federated', arn: text };
  if (account && world.accounts.has(account)) {
    if (arn.service === 'iam' && arn.resource === 'root')
      return { kind: 'root', arn: rootArn(account), account };
    if (arn.service === 'sts') return stsSession(world, account, text, arn.resource);
  }
  return outside(text, arn, sessionName);
}

function outside(text: string, arn: ArnParts, sessionName: string): Principal {
  const { account, service, resource } = arn;
  const [type, name = '', session] = resource.split('/');
  if (service === 'sts' && type === 'assumed-role' && session) {
    return { kind: 'outside', arn: text, account, roleArn: roleArn(unsafeAccountId(account), '/', name) };
  }
  if (service === 'iam' && type === 'role') {
    const session = sessionArn(unsafeAccountId(account), arnName(text), sessionName);
    return { kind: 'outside', arn: session, account, roleArn: text };
  }
  return { kind: 'outside', arn: text, account };
}

/**
 * Returns the identity of an ARN that somebody plays; `undefined` means `InvalidClientTokenId` (E-77). For
 * credentials see credentials.ts.
 */
export function authenticate(world: World, arn: string): KnownPrincipal | undefined {
  const principal = resolvePrincipal(world, arn);
  switch (principal.kind) {
    case 'root':
    case 'user':
    case 'role-session':
    case 'federated-user':
      return principal;
    default:
      return undefined;
  }
}

export const roleSession = (
  role: RoleRecord,
  sessionName: string,
): Extract<Principal, { readonly kind: 'role-session' }> => ({
  kind: 'role-session',
  arn: sessionArn(role.account, role.roleName, sessionName),
  account: role.account,
  role,
  sessionName,
});

function stsSession(world: World, account: AccountId, text: string, resource: string): Principal {
  const [type, name, session, ...rest] = resource.split('/');
  if (type === 'federated-user' && name && session === undefined) {
    return { kind: 'federated-user', arn: unsafeArn(text), account, name };
  }
  const role = name && session && rest.length === 0 ? findByName(world, 'roles', account, name) : undefined;
  // The role name in a session ARN is case-sensitive (S-04).
  if (type !== 'assumed-role' || !role || role.roleName !== name || !session) {
    return { kind: 'outside', arn: text, account };
  }
  return roleSession(role, session);
}

/** Returns `UserId` of GetCallerIdentity, which is `aws:userid` (K-31). */
export function principalId(principal: KnownPrincipal): string {
  switch (principal.kind) {
    case 'root':
      return principal.account;
    case 'user':
      return principal.user.id;
    case 'role-session':
      return `${principal.role.id}:${principal.sessionName}`;
    case 'federated-user':
      return `${principal.account}:${principal.name}`;
  }
}

/** Returns the record of the principal's policies, tags and boundary. Root and federated users have none. */
export function principalRecord(principal: Principal): UserRecord | RoleRecord | undefined {
  if (principal.kind === 'user') return principal.user;
  if (principal.kind === 'role-session') return principal.role;
  return undefined;
}

/** Returns the key of the user or role whose last use a call marks (N-22, N-23). */
export const usedEntity = (principal: Principal): EntityId | undefined => principalRecord(principal)?.id;

/** Returns the user or role that `arn` names, for principals in saved policies (G-52, G-53). */
export const entityOfArn = (world: World, arn: string): UserRecord | RoleRecord | undefined =>
  findByArn(world, 'users', arn) ?? findByArn(world, 'roles', arn);
