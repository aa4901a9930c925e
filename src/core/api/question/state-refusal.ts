/**
 * Refusals that no policy gives and that a question can tell: something is there already, is missing, is in use, or
 * is AWS's own. A refusal of what the question leaves open, like a password, would be one of our own call.
 */

import type { AwsError } from '../../model/request/request.ts';
import type { Operation, Call } from '../operation.ts';

/** Codes about what an account holds; the first part of a code names the resource. */
const ofState =
  /^NoSuch|NotFound|NonExistentQueue|Already(Exists|Owned)|ResourceExists|Conflict|InUse|NotEmpty|^Feature(En|Dis)abled$|^Report(NotPresent|InProgress|Expired)$|^UnmodifiableEntity$|InvalidStateException$/;

/** Codes that are certain whatever the parameters are: AWS's own resources (N-31, N-32) and the account's settings. */
const ofAnyCall: ReadonlySet<string> = new Set([
  'UnmodifiableEntity',
  'FeatureDisabled',
  'FeatureEnabled',
  'OutboundWebIdentityFederationDisabledException',
]);

/** Keeps a refusal that the question tells. `isPartial`: some parameters are stand-ins, which nothing has. */
export function certain(error: AwsError, isPartial: boolean): AwsError | undefined {
  return (isPartial ? ofAnyCall.has(error.code) : ofState.test(error.code)) ? error : undefined;
}

/** Returns how the operation refuses a call that is allowed, as far as the question tells. */
export function stateRefusal(
  operation: Operation,
  call: Call<unknown>,
  isPartial: boolean,
): AwsError | undefined {
  const ofCaller = operation.refuseCaller?.(call);
  if (ofCaller) return ofCaller.error;
  const isDisabled =
    operation.name === 'GetWebIdentityToken' && call.account.outboundFederation?.enabled !== true;
  if (operation.service !== 'iam' && !isDisabled) return undefined;
  const result = operation.run(call);
  return result.ok ? undefined : certain(result.error, isPartial);
}
