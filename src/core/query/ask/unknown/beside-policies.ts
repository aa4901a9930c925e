/** Facts about AWS that no policy holds: grants of KMS keys (Y-07) and S3 Block Public Access (Y-06). */

import type { ActionName } from '../../../eval/action.ts';
import { type CompiledStatement, compile } from '../../../policy/compile.ts';
import { kindServices } from '../../../model/resource-kinds/lookup.ts';
import { parseOperator } from '../../../policy/operator-names.ts';

/** Actions that a grant can allow, from AWS's page on grant operations. */
const grantOperations: ReadonlySet<string> = new Set(
  (
    'decrypt encrypt generatedatakey generatedatakeywithoutplaintext generatedatakeypair ' +
    'generatedatakeypairwithoutplaintext reencryptfrom reencryptto sign verify getpublickey generatemac ' +
    'verifymac derivesharedsecret creategrant retiregrant describekey'
  ).split(' '),
);

export const isGrantOperation = ({ service, name }: ActionName): boolean =>
  service === 'kms' && grantOperations.has(name);

/** Services that answer calls without a signature (unverified). All others want credentials first. */
const unsigned: ReadonlySet<string> = new Set([
  ...['es', 'execute-api', 'mediastore'],
  ...kindServices.flatMap(({ prefix, takesUnsigned }) => (takesUnsigned ? [prefix] : [])),
]);

export const takesUnsigned = ({ service, full }: ActionName): boolean =>
  unsigned.has(service) || full === 'lambda:invokefunctionurl';

/** AWS's page "The meaning of public": an Allow for everyone that no fixed value of certain keys narrows. */
export const isPublicPolicy = (document: string): boolean => compile(document).statements.some(isPublic);

const isPublic = ({ effect, principals, notPrincipals, conditions = [] }: CompiledStatement): boolean =>
  effect === 'Allow' &&
  (notPrincipals !== undefined || principals?.some(({ value }) => value === '*') === true) &&
  !conditions.some(({ operator, key, values }) => isNarrowing(operator, key, values));

const narrowing: ReadonlySet<string> = new Set(
  (
    'aws:sourceip aws:sourcearn aws:sourcevpc aws:sourcevpce aws:sourceowner aws:sourceaccount aws:userid ' +
    's3:x-amz-server-side-encryption-aws-kms-key-id'
  ).split(' '),
);

/** Operators that hold for fixed values alone; with a set operator or `…IfExists` they also hold for none. */
const fixing: ReadonlySet<string> = new Set(
  'stringequals stringequalsignorecase stringlike arnequals arnlike ipaddress'.split(' '),
);

function isNarrowing(operator: string, key: string, values: readonly string[]): boolean {
  const { base, set, ifExists } = parseOperator(operator);
  if (!fixing.has(base) || set || ifExists || !narrowing.has(key.toLowerCase())) return false;
  return values.every((value) =>
    key.toLowerCase() === 'aws:sourceip' ? !isWideRange(value) : !/[*?]|\$\{/.test(value),
  );
}

/** Ranges wider than /8 of IPv4 and /32 of IPv6 are public. */
function isWideRange(range: string): boolean {
  const bits = range.split('/')[1];
  return bits !== undefined && Number(bits) < (range.includes(':') ? 32 : 8);
}
