/**
 * The caller's identities, read from its string. AWS sees one caller as several principals at once: a session
 * is itself, its role and its account. `PrincipalView` has all of them, so that Principal elements are
 * compared with each (G-50).
 */

import { splitFields } from './arn.ts';

export const principalElementKinds = [
  'root',
  'user',
  'role-session',
  'federated-user',
  'service',
  'federated-provider',
  'anonymous',
] as const;
export type PrincipalElementKind = (typeof principalElementKinds)[number];

export interface PrincipalView {
  readonly kind: PrincipalElementKind;
  /** The text as the caller wrote it. */
  readonly text: string;
  /** Twelve digits; empty for services, providers and anonymous callers. */
  readonly account: string;
  /** `arn:{partition}:`, the start of every ARN of the caller's partition; else empty. */
  readonly arnStart: string;
  /** `arn:{partition}:iam::{account}:root`; else empty. */
  readonly rootArn: string;
  /** The role behind a session: as given, else without its path. */
  readonly roleArn: string | undefined;
  /** The user behind a federated-user session (E-23). */
  readonly userArn: string | undefined;
  /** Value of `aws:PrincipalArn` (K-30): for sessions the role's ARN. */
  readonly principalArn: string | undefined;
  /** Value of `aws:PrincipalType` (K-31). */
  readonly type: string | undefined;
  /** Value of `aws:username`: IAM users only, without the path. */
  readonly userName: string | undefined;
  /** SCPs and RCPs do not apply to service-linked roles (E-53). */
  readonly isServiceLinked: boolean;
}

/** Names of the web identity providers that IAM knows without an ARN (G-50). */
const builtInProviders: ReadonlySet<string> = new Set([
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
]);
const serviceName = /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|aws\.internal)$/;

const parsed = new Map<string, PrincipalView>();
const mostCachedPrincipals = 20_000;

/** Returns the view of any text as principal; `roleArn` and `userArn` are those of EvaluationInput. */
export function principalView(text: string, roleArn?: string, userArn?: string): PrincipalView {
  if (roleArn !== undefined || userArn !== undefined) return parsePrincipal(text, roleArn, userArn);
  let view = parsed.get(text);
  if (!view) {
    view = parsePrincipal(text, undefined, undefined);
    if (parsed.size >= mostCachedPrincipals) parsed.clear();
    parsed.set(text, view);
  }
  return view;
}

function parsePrincipal(
  text: string,
  roleArn: string | undefined,
  userArn: string | undefined,
): PrincipalView {
  const [scheme, partition = '', service, , account = '', resource = ''] = splitFields(text);
  if (scheme !== 'arn') return outsider(text);
  if (/^(saml|oidc)-provider\//.test(resource)) return outsider(text, 'federated-provider');
  const rootArn = `arn:${partition}:iam::${account}:root`;
  const base = {
    text,
    arnStart: `arn:${partition}:`,
    account,
    rootArn,
    roleArn: undefined,
    userArn: undefined,
    userName: undefined,
  };
  if (service === 'sts' && resource.startsWith('assumed-role/')) {
    const name = resource.split('/')[1] ?? '';
    const role = roleArn ?? `arn:${partition}:iam::${account}:role/${name}`;
    return session({ ...base, roleArn: role });
  }
  if (service === 'sts' && resource.startsWith('federated-user/')) {
    return {
      ...base,
      kind: 'federated-user',
      userArn,
      principalArn: text,
      type: 'FederatedUser',
      isServiceLinked: false,
    };
  }
  // A role without a session: queries ask about it ("can this role …").
  if (resource.startsWith('role/')) return session({ ...base, roleArn: text });
  if (resource === 'root') {
    return { ...base, kind: 'root', principalArn: text, type: 'Account', isServiceLinked: false };
  }
  const userName = text.slice(text.lastIndexOf('/') + 1);
  return { ...base, kind: 'user', principalArn: text, type: 'User', userName, isServiceLinked: false };
}

function session(
  base: Omit<PrincipalView, 'kind' | 'principalArn' | 'type' | 'isServiceLinked'>,
): PrincipalView {
  const isServiceLinked = splitFields(base.roleArn ?? '')[5]?.startsWith('role/aws-service-role/') === true;
  return { ...base, kind: 'role-session', principalArn: base.roleArn, type: 'AssumedRole', isServiceLinked };
}

function outsider(text: string, kind?: PrincipalElementKind): PrincipalView {
  const isService = !builtInProviders.has(text) && serviceName.test(text);
  const outside = kind ?? (text === '*' ? 'anonymous' : isService ? 'service' : 'federated-provider');
  return {
    kind: outside,
    text,
    account: '',
    arnStart: '',
    rootArn: '',
    roleArn: undefined,
    userArn: undefined,
    principalArn: undefined,
    type: outside === 'anonymous' ? 'Anonymous' : undefined,
    userName: undefined,
    isServiceLinked: false,
  };
}
