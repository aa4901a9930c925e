/**
 * Checks policy documents before they are saved: the grammar of their kind (M-22: AWS reports the first
 * problem), the size (G-18), and principals that exist (G-53).
 */

import { arnOfId, isUniqueId, withTrustedIds } from '#core/authz/trust-ids.ts';
import { entityOfArn } from '#core/authz/principal.ts';
import { parseArn } from '#core/model/arn.ts';
import { parseAccountId } from '#core/model/ids.ts';
import { quotaOf } from '#core/model/quotas.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { type TrustedPrincipal, namedPrincipals } from '#core/model/trust-principals.ts';
import type { World } from '#core/model/world/world.ts';
import { type PolicyKind, checkPolicy } from '#core/policy/checks/check.ts';
import { policySize } from '#core/policy/syntax/format.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import type { Call } from '../../operation.ts';
import { errorTexts } from '../../errors/texts.ts';

export function refuseDocument(text: string, kind: PolicyKind): ApiFailure | undefined {
  const [problem] = checkPolicy(text, kind);
  return problem ? fail(problem.code, problem.message) : undefined;
}

export function savedTrustPolicy(
  { world, account }: Call<unknown>,
  text: string,
): Result<Pick<RoleRecord, 'assumeRolePolicyDocument' | 'trustedIds'>, AwsError> {
  const refused = refuseDocument(text, 'trust');
  if (refused) return refused;
  const quota = quotaOf(account, 'ACLSizePerRole');
  if (policySize(text) > quota) return fail('LimitExceeded', errorTexts.exceeded('ACLSizePerRole', quota));
  const principals = namedPrincipals(text);
  const invalid = refusePrincipals(world, principals);
  if (invalid) return invalid;
  return ok(withTrustedIds(world, text));
}

/** G-53: refuses the first principal that does not exist, as far as this world can tell. */
export function refusePrincipals(
  world: World,
  principals: readonly TrustedPrincipal[],
): ApiFailure | undefined {
  for (const { type, value } of principals) {
    if (type === 'AWS' && !existsAsPrincipal(world, value)) return invalid('AWS', value);
    if (type === 'Service' && !isServicePrincipal(value)) return invalid('SERVICE', value);
  }
  return undefined;
}

const invalid = (type: string, value: string): ApiFailure =>
  fail('MalformedPolicyDocument', errorTexts.invalidPrincipal(type, value));

/** The form is checked already; a principal of an account outside this world cannot be looked up. */
function existsAsPrincipal(world: World, value: string): boolean {
  if (isUniqueId(value)) return arnOfId(world, value) !== undefined;
  const arn = parseArn(value);
  if (arn?.service !== 'iam' || !/^(user|role)\//.test(arn.resource)) return true;
  const account = parseAccountId(arn.account);
  return !account || !world.accounts.has(account) || entityOfArn(world, value) !== undefined;
}

const isServicePrincipal = (value: string): boolean =>
  /^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/.test(value);
