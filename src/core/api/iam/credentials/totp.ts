/**
 * One-time codes of MFA devices: RFC 6238 with HMAC-SHA1, six digits, steps of 30 seconds (F-01). A device's
 * clock may have an offset (F-03), and a code works once (F-06).
 */

import { createGuardrails, generateSync } from 'otplib';
import type { MfaDeviceRecord } from '#core/model/records/credentials.ts';
import { type Change, created, replaced } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { type Env, isoSeconds } from '#core/model/request/request.ts';
import type { UsageRecord } from '#core/model/records/tables.ts';
import type { World } from '#core/model/world/world.ts';
import { base32Alphabet } from '../../base64.ts';

const stepMilliseconds = 30_000;
/** F-03: codes so many steps around the expected one are taken at sign-in [choice]. */
const signInWindow = 1;
/** F-03: two consecutive codes are looked for so many steps around the expected one [choice]. */
const searchWindow = 300;

/** Seeds of real devices have other lengths than otplib asks for: a scenario may give 26 to 128 characters. */
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 128 });

/** Returns the six-digit code of a step. */
export const totpCode = (base32: string, step: number): string =>
  generateSync({ strategy: 'hotp', secret: bytesOfBase32(base32), counter: step, guardrails });

/** Reads base32 of any length, without padding; otplib refuses the lengths that would want some. */
function bytesOfBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text) {
    bits = ((bits << 5) | base32Alphabet.indexOf(character)) & 0xffff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
  }
  return Uint8Array.from(bytes);
}

type Clock = Pick<Env, 'now' | 'wallNow'>;

/** Returns the step that our clock shows. A real authenticator app goes by the real time. */
export function currentStep(
  { clock }: Pick<MfaDeviceRecord, 'clock'>,
  { now, wallNow = now }: Clock,
): number {
  return Math.floor((clock === 'wall' ? wallNow : now) / stepMilliseconds);
}

/** Returns the marks of the used code (F-06); `undefined` when the device does not show it, or did before. */
export function verifyTotp(
  world: World,
  clock: Clock,
  device: MfaDeviceRecord,
  code: string,
): readonly Change[] | undefined {
  const seed = world.secrets.get(device.id);
  if (seed?.kind !== 'totp') return undefined;
  const expected = currentStep(device, clock) + device.offset;
  for (const away of outwards(signInWindow)) {
    const step = expected + away;
    if (!isUsed(world, device, step) && totpCode(seed.base32, step) === code) {
      return usedCode(world, device, step, clock.now);
    }
  }
  return undefined;
}

/**
 * Returns the clock offset that two consecutive codes imply, if the device shows the second one now
 * (F-02…F-04). `undefined` when no two consecutive steps near us have these codes.
 */
export function clockOffsetOf(
  world: World,
  clock: Clock,
  device: MfaDeviceRecord,
  [first, second]: readonly [string, string],
): { readonly offset: number; readonly marks: readonly Change[] } | undefined {
  const seed = world.secrets.get(device.id);
  if (seed?.kind !== 'totp' || first === second) return undefined;
  const now = currentStep(device, clock);
  for (const offset of outwards(searchWindow)) {
    const step = now + offset;
    if (step < 1 || totpCode(seed.base32, step) !== second) continue;
    if (totpCode(seed.base32, step - 1) !== first) continue;
    return { offset, marks: usedCode(world, device, step, clock.now) };
  }
  return undefined;
}

/** Yields 0, -1, 1, -2, 2 … */
function* outwards(window: number): Iterable<number> {
  yield 0;
  for (let away = 1; away <= window; away += 1) {
    yield -away;
    yield away;
  }
}

const useId = (device: MfaDeviceRecord): string => `${device.id}/code`;

/** A code uses up its own step and earlier ones, but not far earlier ones: then the clock moved back. */
function isUsed(world: World, device: MfaDeviceRecord, step: number): boolean {
  const last = world.usage.get(useId(device))?.step;
  return last !== undefined && step <= last && last - step <= 2 * signInWindow;
}

function usedCode(world: World, device: MfaDeviceRecord, step: number, now: number): Change[] {
  const id = unsafeEntityId(useId(device));
  const before = world.usage.get(id);
  const after: UsageRecord = {
    id,
    account: device.account,
    principal: device.id,
    service: 'mfa',
    lastUsed: isoSeconds(now),
    region: 'us-east-1',
    step,
  };
  return [before ? replaced('usage', before, after) : created('usage', after)];
}
