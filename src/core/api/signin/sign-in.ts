/**
 * The first page of a sign-in, and the order of the pages after it (SI-01…SI-06): password, then a code if
 * there is a device, then a new password if one is due, then the console.
 */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import type { LoginProfileRecord, MfaDeviceRecord } from '../../model/records/credentials.ts';
import { newUuid, unsafeEntityId } from '../../model/ids.ts';
import { type AwsError, isoSeconds } from '../../model/request/request.ts';
import type { SignInRecord } from '../../model/records/sign-ins.ts';
import type { World } from '../../model/world/world.ts';
import { passwordState } from '../../model/passwords/rules.ts';
import { verifyPassword } from '../iam/credentials/password-hashes.ts';
import { extensionTexts, unverifiedSigninTexts } from '../errors/texts.ts';
import { type SignedIn, consoleSession, pruned, signedIn } from './console-session.ts';
import { consoleLogin, failedAuthentication, ownerIdentity, signinEvent, unknownLogin } from './events.ts';
import { countFailure, refuseLocked } from './lockout.ts';
import { type SigninAnswer, type SigninCall, signinError, signinOperation } from './operation.ts';
import { type SignInOwner, accountByName, devicesOf, rootByEmail, userByName } from './owner.ts';

export type SignInStep = WantedCode | WantedPassword | SignedIn;

export interface WantedCode {
  readonly Next: 'mfa';
  readonly SignInId: string;
  readonly Devices: readonly { readonly SerialNumber: string; readonly Kind: MfaDeviceRecord['kind'] }[];
}

export interface WantedPassword {
  readonly Next: 'new-password';
  readonly SignInId: string;
  readonly Reason: 'first-sign-in' | 'expired';
}

export type Pending = Extract<SignInRecord, { readonly kind: 'pending' }>;

const refused = () => signinError('AuthenticationFailed', unverifiedSigninTexts.failed);

const asRoot = signinOperation<{ readonly Email: string; readonly Password: string }>(
  'SignInAsRoot',
  (call) => {
    const { Email, Password } = call.params;
    const pasted = refusePastedKey(call.world, Email, Password);
    if (pasted) return { ok: false, error: pasted };
    const owner = rootByEmail(call.world, Email);
    return owner ? withPassword(call, owner, Password) : { ok: false, error: refused() };
  },
);

interface UserInput {
  readonly Account: string;
  readonly UserName: string;
  readonly Password: string;
}

const asUser = signinOperation<UserInput>('SignInAsUser', (call) => {
  const { Account, UserName, Password } = call.params;
  const pasted = refusePastedKey(call.world, UserName, Password);
  if (pasted) return { ok: false, error: pasted };
  const account = accountByName(call.world, Account);
  if (!account) return { ok: false, error: refused() };
  const owner = userByName(call.world, account, UserName);
  if (!owner) return { ok: false, error: refused(), events: [unknownLogin(call, account.id)] };
  return withPassword(call, owner, Password);
});

/** SI-02, SI-06: a missing password and a wrong one get the same answer. */
function withPassword(
  call: SigninCall<unknown>,
  owner: SignInOwner,
  password: string,
): SigninAnswer<SignInStep> {
  const { world, env } = call;
  const locked = refuseLocked(world, owner, env.now);
  if (locked) return { ok: false, error: locked, events: [failedLogin(call, owner)] };
  if (!world.loginProfiles.has(owner.id) || !verifyPassword(world, owner.id, password)) {
    const { marks, error = refused() } = countFailure(world, owner, env.now);
    return { ok: false, error, marks, events: [failedLogin(call, owner)] };
  }
  const devices = devicesOf(world, owner);
  if (devices.length === 0) return proceed(call, owner, undefined);
  const pending = newPending(call, owner, { step: 'mfa' });
  return {
    ok: true,
    response: {
      Next: 'mfa',
      SignInId: pending.id,
      Devices: devices.map(({ id, kind }) => ({ SerialNumber: id, Kind: kind })),
    },
    marks: [...pruned(world, owner.account.id, env.now), created('signIns', pending)],
    events: [
      signinEvent(call, {
        name: 'CheckMfa',
        account: owner.account.id,
        userIdentity: ownerIdentity(owner),
        more: { MfaType: mfaType(devices) },
      }),
    ],
  };
}

const mfaType = (devices: readonly MfaDeviceRecord[]): string =>
  devices.length > 1 ? 'Multiple MFA Devices' : mfaTypes[devices[0]?.kind ?? 'virtual'];

const mfaTypes = { virtual: 'Virtual MFA', hardware: 'Hardware MFA', passkey: 'U2F MFA' };

export const failedLogin = (call: SigninCall<unknown>, owner: SignInOwner, mfaDevice?: string) =>
  consoleLogin(call, owner, { mfaDevice, failed: failedAuthentication });

/** SI-04, SI-05: goes on after every factor was right. `pending` is the row of the steps so far. */
export function proceed(
  call: SigninCall<unknown>,
  owner: SignInOwner,
  pending: Pending | undefined,
): SigninAnswer<SignInStep> {
  const { world, env } = call;
  const profile = profileOf(world, owner);
  const state = passwordState(owner.account, profile, env.now);
  const stored = pending && world.signIns.get(pending.id);
  if (state === 'hard-expired') {
    return {
      ok: false,
      error: signinError('PasswordExpired', unverifiedSigninTexts.passwordExpired),
      marks: stored ? [deleted('signIns', stored)] : [],
      events: [failedLogin(call, owner, pending?.mfaDevice)],
    };
  }
  if (state === 'valid') {
    const answer = signedIn(call, owner, consoleSession(call, owner, pending ?? {}), pending ?? {});
    return stored ? { ...answer, marks: [deleted('signIns', stored), ...(answer.marks ?? [])] } : answer;
  }
  const next = newPending(call, owner, { ...pending, step: 'new-password' });
  const marks: Change[] = stored ? [replaced('signIns', stored, next)] : [created('signIns', next)];
  const Reason = state === 'expired' ? 'expired' : 'first-sign-in';
  return { ok: true, response: { Next: 'new-password', SignInId: next.id, Reason }, marks };
}

function profileOf(world: World, owner: SignInOwner): LoginProfileRecord {
  const profile = world.loginProfiles.get(owner.id);
  if (!profile) throw new Error(`\`${owner.arn}\` gave a password and has none`);
  return profile;
}

/** Minutes that a page may stay open between two steps [choice]. */
const pendingMinutes = 15;

/** Makes the row for the next step. It has everything that the steps before found. */
const newPending = (
  { env }: SigninCall<unknown>,
  owner: SignInOwner,
  sofar: Partial<Pending> & Pick<Pending, 'step'>,
): SignInRecord & Pending => ({
  id: unsafeEntityId(newUuid(env.random)),
  account: owner.account.id,
  kind: 'pending',
  owner: owner.id,
  expiration: isoSeconds(env.now + pendingMinutes * 60_000),
  wrongCodes: 0,
  ...sofar,
});

export const signInOperations = [asRoot, asUser];

// Access keys that somebody typed as name and password: AWS answers as to any wrong password. Here the answer
// explains the mistake, since otherwise nobody learns it (curriculum row 13).

function refusePastedKey(world: World, name: string, password: string): AwsError | undefined {
  const isKey = [name, password].some((text) => /^(AKIA|ASIA)[A-Z2-7]{16}$/.test(text.trim()));
  return isKey || isSecretKey(world, password)
    ? signinError('AccessKeyPasted', extensionTexts.accessKeyPasted)
    : undefined;
}

function isSecretKey(world: World, text: string): boolean {
  if (!/^[A-Za-z0-9+/]{40}$/.test(text)) return false;
  for (const secret of world.secrets.values())
    if (secret.kind === 'access-key' && secret.secretAccessKey === text) return true;
  return false;
}
