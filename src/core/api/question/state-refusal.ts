/**
 * Refusals that no policy gives and that a question can tell: something is there already, is missing, is in use, or
 * is AWS's own. A refusal of what the question leaves open, like a password, would be one of our own call.
 */

import { parseArn } from '../../model/arn.ts';
import { unsafeAccountId } from '../../model/ids.ts';
import type { AwsError } from '../../model/request/request.ts';
import { unknownPartsOf } from '../../model/world/known-parts.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import type { Call, Operation } from '../operation.ts';
import type { AskedCall, CallQuestion } from '../../authz/authorize.ts';
import type { Reference } from '../../model/service-reference.ts';
import { takesResource } from '../../policy/arn-format.ts';

/** Codes about what an account holds; the first part of a code names the resource. */
const ofState =
  /^NoSuch|NotFound|NonExistentQueue|Already(Exists|Owned)|ResourceExists|Conflict|InUse|NotEmpty|^Feature(En|Dis)abled$|^Report(NotPresent|InProgress|Expired)$|^UnmodifiableEntity$|InvalidStateException$/;

const ofMissing = /^NoSuch|NotFound|NonExistentQueue/;

/** Codes about what is there, which no part that an import lacks can change. */
const ofHeld = /^DeleteConflict$|^EntityAlreadyExists$/;

/** Codes that are certain whatever the parameters are: AWS's own resources (N-31, N-32) and the account's settings. */
const ofAnyCall: ReadonlySet<string> = new Set([
  'UnmodifiableEntity',
  'FeatureDisabled',
  'FeatureEnabled',
  'OutboundWebIdentityFederationDisabledException',
]);

/** The parts of a call that limit which refusals are certain. */
export interface KnownState {
  /** Parameters that the question leaves open; nothing has them. */
  readonly standIns: ReadonlySet<string>;
  /** The account lacks the asked resource. */
  readonly isMissing: boolean;
  /** No part of the account is unknown. */
  readonly isWhole: boolean;
  /** The account holds everything of the asked resource's kind. */
  readonly isKindWhole: boolean;
}

const tables = { user: 'users', group: 'groups', role: 'roles', policy: 'policies' } as const;

/** A file of `--filter User` has empty lists of roles; no file has instance profiles without a role. */
export function isKindWhole(world: World, resource: string): boolean {
  const arn = parseArn(resource);
  const table = arn?.service === 'iam' && tables[(arn.resource.split('/')[0] ?? '') as keyof typeof tables];
  if (!arn || !table || unknownPartsOf(world, arn.account).includes('attached-policies')) return false;
  return ownedBy(world, table, unsafeAccountId(arn.account)).length > 0;
}

export function certain(error: AwsError, known: KnownState): AwsError | undefined {
  return isCertain(error, known) ? error : undefined;
}

function isCertain({ code, message }: AwsError, known: KnownState): boolean {
  const { standIns, isMissing, isWhole } = known;
  if (ofAnyCall.has(code)) return isWhole || code === 'UnmodifiableEntity';
  if (standIns.size === 0 && (isWhole ? ofState : ofHeld).test(code)) return true;
  const isOpen = [...standIns].some((text) => text.length > 3 && message.includes(text));
  return isMissing && !isOpen && (isWhole || known.isKindWhole) && ofMissing.test(code);
}

/** Returns how the operation refuses a call that is allowed, as far as the question tells. */
export function stateRefusal(
  operation: Operation,
  call: Call<unknown>,
  known: KnownState,
): AwsError | undefined {
  const ofCaller = operation.refuseCaller?.(call);
  if (ofCaller) return known.isWhole ? ofCaller.error : undefined;
  const isDisabled =
    operation.name === 'GetWebIdentityToken' && call.account.outboundFederation?.enabled !== true;
  if (operation.service !== 'iam' && !isDisabled) return undefined;
  const result = operation.run(call);
  return result.ok ? undefined : certain(result.error, known);
}

// Finds questions that no call of AWS fits: AWS has no such action, or the action takes no such resource. A policy
// may allow them all the same, so a yes would mean nothing.

/** Returns nothing while no reference is loaded. */
export function unfitOf(
  { action: name, resource }: CallQuestion,
  reference: Reference | undefined,
): Pick<AskedCall, 'unfit'> {
  if (!reference?.services?.().length) return {};
  const action = reference.action(name);
  if (action) return takesResource(action, resource) ? {} : { unfit: { kind: 'no-resource', action } };
  if (!/[*?]/.test(name) && !reference.service?.(name.split(':')[0] ?? ''))
    return { unfit: { kind: 'no-service' } };
  return { unfit: { kind: 'no-action' } };
}
