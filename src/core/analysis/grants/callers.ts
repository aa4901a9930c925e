/** The callers that the principals of policies tell apart: one of each, and one that no policy names. */

import { splitFields } from '../../eval/arn.ts';
import type { CompiledStatement, NamedPrincipal } from '../../policy/compile.ts';

export interface Caller {
  /** A user, a session, a service or a provider. Absent account: user `w` of the account of the resource. */
  readonly arn: string;
  /** The role of a session. */
  readonly roleArn?: string;
  readonly isUserW?: true;
}

/** The account of requests whose resource names none. */
export const ownAccount = '111122223333';

export const userOf = (account: string, partition = 'aws'): string =>
  `arn:${partition}:iam::${account}:user/w`;

/** User `w` of the account of the resource. */
export const userW: Caller = { arn: userOf(ownAccount), isUserW: true };

const outsider: Caller = { arn: userOf('999900001111') };

/** Returns the callers, those of the resource's own account first. */
export function callersOf(statements: readonly CompiledStatement[]): Caller[] {
  const found = new Map<string, Caller>([userW, outsider].map((caller) => [caller.arn, caller]));
  for (const { principals = [], notPrincipals = [] } of statements)
    for (const principal of [...principals, ...notPrincipals])
      for (const caller of callersNamed(principal)) found.set(caller.arn, found.get(caller.arn) ?? caller);
  return [...found.values()];
}

function callersNamed({ type, value }: NamedPrincipal): Caller[] {
  if (type === 'Service') return [{ arn: value === '*' ? 'w.amazonaws.com' : value }];
  if (type === 'Federated') return [{ arn: value }];
  if (type !== 'AWS' || value === '*') return [];
  if (/^\d{12}$/.test(value)) return [{ arn: userOf(value) }];
  const [, partition = 'aws', service, , account = '', resource = ''] = splitFields(value);
  if (service === 'iam' && resource === 'root') return [{ arn: userOf(account, partition) }];
  if (service === 'iam' && resource.startsWith('role/')) {
    const name = resource.slice(resource.lastIndexOf('/') + 1);
    return [{ arn: `arn:${partition}:sts::${account}:assumed-role/${name}/w`, roleArn: value }];
  }
  return account === '' ? [] : [{ arn: value }];
}
