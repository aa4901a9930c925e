/** The callers that the principals of policies tell apart: one of each, and one that no policy names. */

import { splitFields } from '../../eval/arn.ts';
import {
  type CompiledPolicy,
  type CompiledStatement,
  type PlainPrincipal,
  compile,
} from '../../policy/compile.ts';

export interface SampleCaller {
  readonly arn: string;
  readonly roleArn?: string;
  /** Principals are not read: it may be user `w` of any account, that of the resource. */
  readonly isAnybody?: true;
}

export const ownAccount = '111122223333';

export const userOf = (account: string, partition = 'aws'): string =>
  `arn:${partition}:iam::${account}:user/w`;

export const anybodyCaller: SampleCaller = { arn: userOf(ownAccount), isAnybody: true };

const someProvider = `arn:aws:iam::${ownAccount}:oidc-provider/w`;
const outsider: SampleCaller = { arn: userOf('999900001111') };

export function callersOf(statements: readonly CompiledStatement[]): SampleCaller[] {
  const found = new Map<string, SampleCaller>();
  for (const caller of [{ arn: userOf(ownAccount) }, outsider]) found.set(caller.arn, caller);
  for (const { principals = [], notPrincipals = [] } of statements)
    for (const principal of [...principals, ...notPrincipals])
      for (const caller of callersNamed(principal)) found.set(caller.arn, found.get(caller.arn) ?? caller);
  return [...found.values()];
}

function callersNamed({ type, value }: PlainPrincipal): SampleCaller[] {
  if (type === 'Service') return [{ arn: value === '*' ? 'w.amazonaws.com' : value }];
  if (type === 'Federated') return [{ arn: value === '*' ? someProvider : value }];
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

interface Written {
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

export function namingCaller(policy: CompiledPolicy, { arn }: SampleCaller): CompiledPolicy {
  const [, partition = '', , , account = ''] = splitFields(arn);
  const names: readonly unknown[] = [account, `arn:${partition}:iam::${account}:root`];
  const isMeant = ({ type, value }: PlainPrincipal) => type === 'AWS' && names.includes(value);
  const named = policy.statements.flatMap(({ principals = [], notPrincipals = [] }) => [
    ...principals,
    ...notPrincipals,
  ]);
  if (account === '' || !named.some(isMeant)) return policy;
  const widened = (principal: unknown): unknown => {
    const { AWS } = principal as { readonly AWS?: unknown };
    const listed = [AWS].flat();
    return listed.some((one) => names.includes(one))
      ? { ...(principal as object), AWS: [...listed, arn] }
      : principal;
  };
  const { Statement, ...rest } = JSON.parse(policy.text) as { Statement: Written | readonly Written[] };
  const statements = [Statement].flat().map((one: Written) => ({
    ...one,
    ...('Principal' in one && { Principal: widened(one.Principal) }),
    ...('NotPrincipal' in one && { NotPrincipal: widened(one.NotPrincipal) }),
  }));
  return compile(JSON.stringify({ ...rest, Statement: statements }));
}
