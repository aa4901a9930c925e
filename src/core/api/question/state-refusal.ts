/**
 * Refusals that no policy gives and that a question can tell: something is there already, is missing, is in use, or
 * is AWS's own. A refusal of what the question leaves open, like a password, would be one of our own call.
 */

import type { AwsError } from '../../model/request/request.ts';
import type { Operation, Call } from '../operation.ts';

/** Codes about what an account holds; the first part of a code names the resource. */
const ofState =
  /^NoSuch|NotFound|NonExistentQueue|Already(Exists|Owned)|ResourceExists|Conflict|InUse|NotEmpty|^Feature(En|Dis)abled$|^Report(NotPresent|InProgress|Expired)$|^UnmodifiableEntity$|InvalidStateException$/;

/** Codes about a resource that is missing. */
const ofMissing = /^NoSuch|NotFound|NonExistentQueue/;

/** Codes that are certain whatever the parameters are: AWS's own resources (N-31, N-32) and the account's settings. */
const ofAnyCall: ReadonlySet<string> = new Set([
  'UnmodifiableEntity',
  'FeatureDisabled',
  'FeatureEnabled',
  'OutboundWebIdentityFederationDisabledException',
]);

/** The parts of a call that limit which refusals are certain. */
export interface Known {
  /** Parameters that the question leaves open; nothing has them. */
  readonly standIns: ReadonlySet<string>;
  /** The account lacks the asked resource. */
  readonly isMissing: boolean;
  /** No part of the account is unknown. */
  readonly isWhole: boolean;
}

/** Keeps a refusal that the question tells. */
export function certain(error: AwsError, { standIns, isMissing, isWhole }: Known): AwsError | undefined {
  // The role's path tells that it is AWS's own, and all roles of an account are known.
  if (!isWhole) return error.code === 'UnmodifiableEntity' ? error : undefined;
  if (standIns.size === 0) return ofState.test(error.code) ? error : undefined;
  const isOpen = [...standIns].some((text) => text.length > 3 && error.message.includes(text));
  const isOfAsked = isMissing && !isOpen && ofMissing.test(error.code);
  return isOfAsked || ofAnyCall.has(error.code) ? error : undefined;
}

/** Returns how the operation refuses a call that is allowed, as far as the question tells. */
export function stateRefusal(operation: Operation, call: Call<unknown>, known: Known): AwsError | undefined {
  const ofCaller = operation.refuseCaller?.(call);
  if (ofCaller) return known.isWhole ? ofCaller.error : undefined;
  const isDisabled =
    operation.name === 'GetWebIdentityToken' && call.account.outboundFederation?.enabled !== true;
  if (operation.service !== 'iam' && !isDisabled) return undefined;
  const result = operation.run(call);
  return result.ok ? undefined : certain(result.error, known);
}
