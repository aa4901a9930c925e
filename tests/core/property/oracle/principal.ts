/** The caller, and how a resource policy's Principal element means it (G-50, E-31). */

import type { Context } from './pattern.ts';
import { type Statement, closedBy, listOf, recordOf, textsOf } from './read.ts';

export interface Caller {
  readonly kind: 'root' | 'user' | 'session' | 'federated-user' | 'service' | 'provider' | 'anonymous';
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  /** The identity behind the session: its role, or the user who federated. */
  readonly behind: string | undefined;
}

const builtInProviders = [
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
];

export function callerOf(input: {
  principal: string;
  principalRoleArn?: string;
  federatingUserArn?: string;
}): Caller {
  const name = input.principal;
  const [, partition = '', , , account = '', resource = ''] = name.split(':');
  const nobody = { name, partition: '', account: '', behind: undefined };
  if (name === '*') return { ...nobody, kind: 'anonymous' };
  if (builtInProviders.includes(name)) return { ...nobody, kind: 'provider' };
  if (!name.startsWith('arn:')) return { ...nobody, kind: 'service' };
  const known = { name, partition, account };
  if (/^(saml|oidc)-provider\//.test(resource)) return { ...nobody, kind: 'provider' };
  if (resource === 'root') return { ...known, kind: 'root', behind: undefined };
  if (resource.startsWith('user/')) return { ...known, kind: 'user', behind: undefined };
  if (resource.startsWith('federated-user/')) {
    return { ...known, kind: 'federated-user', behind: input.federatingUserArn };
  }
  const pathless = `arn:${partition}:iam::${account}:role/${resource.split('/')[1] ?? ''}`;
  return { ...known, kind: 'session', behind: input.principalRoleArn ?? pathless };
}

export const ofAnAccount = ({ kind }: Caller): boolean =>
  kind === 'root' || kind === 'user' || kind === 'session' || kind === 'federated-user';

/** The ways in which an Allow names the caller, weakest first (E-31). */
export const grants = ['none', 'account', 'behind', 'direct'] as const;
export type Grant = (typeof grants)[number];

/**
 * The strongest way in which the statement names the caller. NotPrincipal names directly or not at all: a
 * Deny everybody whose identities are not all listed (G-56), an Allow everybody of whom none is listed.
 */
export function grantOf(statement: Statement, caller: Caller, context: Context, hasBoundary: boolean): Grant {
  const strongest = (element: 'Principal' | 'NotPrincipal') => {
    const found = namesIn(statement.raw[element]).map((one) => grantOfName(one, caller, context));
    return grants.findLast((grant) => found.includes(grant)) ?? 'none';
  };
  if ('Principal' in statement.raw) return strongest('Principal');
  if (!('NotPrincipal' in statement.raw)) return closedBy(statement) ? 'direct' : 'none';
  if (statement.raw['Effect'] === 'Allow') return strongest('NotPrincipal') === 'none' ? 'direct' : 'none';
  return hasBoundary || notPrincipalMeans(statement, caller, context) ? 'direct' : 'none'; // G-57
}

interface Name {
  readonly type: string;
  readonly value: string;
}

function namesIn(element: Statement['raw'][string] | undefined): Name[] {
  if (typeof element === 'string') return [{ type: 'AWS', value: element }];
  return Object.entries(recordOf(element)).flatMap(([type, values]) =>
    textsOf(listOf(values)).map((value) => ({ type, value })),
  );
}

function grantOfName({ type, value }: Name, caller: Caller, context: Context): Grant {
  if (type === 'AWS' && value === '*') return 'direct';
  const meant = value === '*' || value === caller.name;
  if (type === 'Service') return caller.kind === 'service' && meant ? 'direct' : 'none';
  if (type === 'Federated') return caller.kind === 'provider' && meant ? 'direct' : 'none';
  if (type !== 'AWS' || !ofAnAccount(caller)) return 'none';
  if (isAccount(value, caller)) return 'account';
  if (caller.kind === 'root') return 'none';
  if (value === caller.name) return 'direct';
  if (value === caller.behind) return 'behind'; // E-20, E-23
  const id = String(context.get('aws:userid'));
  if (caller.kind === 'user' && /^AIDA/.test(value) && id === value) return 'direct'; // G-52
  if (caller.kind === 'session' && /^AROA/.test(value) && id.startsWith(`${value}:`)) return 'behind';
  return 'none';
}

const isAccount = (value: string, { partition, account }: Caller): boolean =>
  value === account || value === `arn:${partition}:iam::${account}:root`;

/** Tells whether a NotPrincipal element means the caller: it does unless every identity of the caller is listed (G-56). */
function notPrincipalMeans(statement: Statement, caller: Caller, context: Context): boolean {
  const names = namesIn(statement.raw['NotPrincipal']);
  if (names.some(({ type, value }) => type === 'AWS' && value === '*')) return false;
  const lists = (identity: Grant) => names.some((name) => grantOfName(name, caller, context) === identity);
  switch (caller.kind) {
    case 'anonymous':
    case 'service':
    case 'provider':
      return !lists('direct');
    case 'root':
      return !lists('account');
    case 'user':
    case 'federated-user':
      return !(lists('account') && lists('direct'));
    case 'session':
      return !(lists('account') && lists('behind') && lists('direct'));
  }
}
