/**
 * Lockout after failed sign-ins: a simulator extension (P-12), off unless the account turns it on. It applies
 * to users. The root user is never locked out, since it must be able to undo a lockout.
 */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeEntityId } from '../../model/ids.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { SignInExtensions } from '../../model/records/account.ts';
import type { SignInRecord } from '../../model/records/sign-ins.ts';
import { failuresId } from '../../model/world/row-ids.ts';
import type { World } from '../../model/world/world.ts';
import { extensionTexts } from '../errors/texts.ts';
import { type SignInOwner, isRoot } from './owner.ts';
import { signinError } from './operation.ts';
import { defined } from '../../model/defined.ts';

type LockoutRule = NonNullable<SignInExtensions['lockout']>;
type Failures = Extract<SignInRecord, { readonly kind: 'failures' }>;

const ruleFor = (owner: SignInOwner) => (isRoot(owner) ? undefined : owner.account.signInExtensions?.lockout);

function failuresOf(world: World, owner: SignInOwner): Failures | undefined {
  const row = world.signIns.get(failuresId(owner.id));
  return row?.kind === 'failures' ? row : undefined;
}

export function refuseLocked(world: World, owner: SignInOwner, now: number) {
  const rule = ruleFor(owner);
  const until = failuresOf(world, owner)?.lockedUntil;
  return rule && until !== undefined && now < Date.parse(until) ? locked(rule) : undefined;
}

const locked = ({ attempts, minutes }: LockoutRule) =>
  signinError('SignInLocked', extensionTexts.lockedOut(attempts, minutes));

/** Counts one more failure, and returns the refusal if it locks the owner out. */
export function countFailure(world: World, owner: SignInOwner, now: number) {
  const rule = ruleFor(owner);
  if (!rule) return { marks: [] };
  const before = failuresOf(world, owner);
  // Counting starts again after a lockout.
  const count = before && before.lockedUntil === undefined ? before.count + 1 : 1;
  const until = count >= rule.attempts ? isoSeconds(now + rule.minutes * 60_000) : undefined;
  const after: SignInRecord = {
    id: unsafeEntityId(failuresId(owner.id)),
    account: owner.account.id,
    kind: 'failures',
    owner: owner.id,
    count,
    ...defined({ lockedUntil: until }),
  };
  return {
    marks: [before ? replaced('signIns', before, after) : created('signIns', after)],
    ...(until === undefined ? {} : { error: locked(rule) }),
  };
}

export function forgetFailures(world: World, owner: SignInOwner): Change[] {
  const before = failuresOf(world, owner);
  return before ? [deleted('signIns', before)] : [];
}
