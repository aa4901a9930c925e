import { arnOfId, idsBehind, replacePrincipals } from '../../authz/trust-ids.ts';
import { entityOfArn } from '../../authz/principal.ts';
import { parseArn } from '../../model/arn.ts';
import { parseAccountId } from '../../model/ids.ts';
import { quotaOf } from '../../model/quotas.ts';
import type { RoleRecord } from '../../model/records.ts';
import { type NamedPrincipal, namedPrincipals } from '../../model/trust.ts';
import type { World } from '../../model/world.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { type Failure, fail } from '../errors.ts';
import type { Call } from '../operation.ts';
import { texts } from '../texts.ts';

/**
 * What a policy document must be before it is saved: the grammar of its kind (1.4, the first problem is
 * the one AWS reports), a size (G-18), and principals that exist (G-53).
 */
export function refuseDocument(text: string, _kind: PolicyKind): Failure | undefined {
  const parsed = parsePolicy(text);
  return parsed.ok ? undefined : fail('MalformedPolicyDocument', 'Syntax errors in policy.');
}

export type PolicyKind = 'managed' | 'inline' | 'trust' | 'resource';

/** Characters outside white space (G-18). */
export const policySize = (text: string): number => text.replace(/[ \t\r\n]/g, '').length;

/** A trust policy as it is saved with a role, or why AWS refuses it. */
export function savedTrustPolicy(
  { world, account }: Call<unknown>,
  text: string,
): Pick<RoleRecord, 'assumeRolePolicyDocument' | 'trustedIds'> | Failure {
  const refused = refuseDocument(text, 'trust');
  if (refused) return refused;
  const quota = quotaOf(account, 'ACLSizePerRole');
  if (policySize(text) > quota) return fail('LimitExceeded', texts.exceeded('ACLSizePerRole', quota));
  const principals = namedPrincipals(text);
  const invalid = refusePrincipals(world, principals);
  if (invalid) return invalid;
  const named = principals.filter(({ type }) => type === 'AWS').map(({ value }) => value);
  const document = named.some((value) => isUniqueId(value))
    ? replacePrincipals(text, (value) => (isUniqueId(value) ? (arnOfId(world, value) ?? value) : value))
    : text;
  const arns = named.map((value) => (isUniqueId(value) ? (arnOfId(world, value) ?? value) : value));
  return { assumeRolePolicyDocument: document, trustedIds: idsBehind(world, arns) };
}

const isUniqueId = (value: string): boolean => /^A(IDA|ROA)\w{4,}$/.test(value) || /^A(IDA|ROA)/.test(value);

/** G-51, G-53: the first principal that does not exist, as far as this world can tell. */
export function refusePrincipals(world: World, principals: readonly NamedPrincipal[]): Failure | undefined {
  for (const { type, value } of principals) {
    if (type === 'AWS' && !existsAsPrincipal(world, value)) return invalid('AWS', value);
    if (type === 'Service' && !isServicePrincipal(value)) return invalid('SERVICE', value);
  }
  return undefined;
}

const invalid = (type: string, value: string): Failure =>
  fail('MalformedPolicyDocument', texts.invalidPrincipal(type, value));

/** Principals of accounts outside this world cannot be looked up and are taken as they are. */
function existsAsPrincipal(world: World, value: string): boolean {
  if (value === '*' || parseAccountId(value)) return true;
  if (isUniqueId(value)) return arnOfId(world, value) !== undefined;
  const arn = parseArn(value);
  const account = arn && parseAccountId(arn.account);
  if (!arn || !account || !['iam', 'sts'].includes(arn.service)) return false;
  if (/[*?]/.test(value)) return false;
  if (arn.service === 'iam' && /^(user|role)\//.test(arn.resource) && world.accounts.has(account)) {
    return entityOfArn(world, value) !== undefined;
  }
  return arn.service === 'sts' || /^(root$|user\/|role\/)/.test(arn.resource);
}

const isServicePrincipal = (value: string): boolean =>
  /^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/.test(value);
