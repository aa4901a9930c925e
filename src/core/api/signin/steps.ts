/** The pages after the password: a code or a passkey (SI-03, Y-11), and a new password (SI-04). */

import { type Change, deleted, replaced } from '../../model/world/change.ts';
import type { MfaDeviceRecord } from '../../model/records/credentials.ts';
import type { SignInRecord } from '../../model/records/sign-ins.ts';
import { loginProfileOperations } from '../iam/credentials/login-profiles.ts';
import { clockOffsetOf, verifyTotp } from '../iam/credentials/totp.ts';
import { iamModel } from '../model/generated/iam.ts';
import { perform, traced } from '../perform.ts';
import { unverifiedSigninTexts } from '../errors/texts.ts';
import { consoleSession, signedIn } from './console-session.ts';
import { countFailure, refuseLocked } from './lockout.ts';
import { type SigninAnswer, type SigninCall, signinError, signinOperation } from './operation.ts';
import { type SignInOwner, devicesOf, signInOwnerByKey, principalOf } from './owner.ts';
import { type Pending, type SignInStep, failedLogin, proceed } from './sign-in.ts';
import { defined } from '../../model/defined.ts';

interface Held {
  readonly row: SignInRecord & Pending;
  readonly owner: SignInOwner;
}

/** Returns the sign-in of the page; `undefined` when the page was open too long, or the user is gone. */
function held({ world, env }: SigninCall<unknown>, id: string, step: Pending['step']): Held | undefined {
  const row = world.signIns.get(id);
  if (row?.kind !== 'pending' || row.step !== step || env.now >= Date.parse(row.expiration)) return undefined;
  const owner = signInOwnerByKey(world, row.account, row.owner);
  return owner && world.loginProfiles.has(owner.id) ? { row, owner } : undefined;
}

const startAgain = (): SigninAnswer<SignInStep> => ({
  ok: false,
  error: signinError('SignInExpired', unverifiedSigninTexts.startAgain),
});

/** Returns the sign-in that waits for its second factor, or why it takes none now. */
function heldForFactor(call: SigninCall<unknown>, id: string): Held | SigninAnswer<SignInStep> {
  const found = held(call, id, 'mfa');
  if (!found) return startAgain();
  const locked = refuseLocked(call.world, found.owner, call.env.now);
  return locked ? { ok: false, error: locked, events: [failedLogin(call, found.owner)] } : found;
}

interface CodeInput {
  readonly SignInId: string;
  readonly SerialNumber?: string;
  readonly MFACode: string;
}

/** F-06, F-07: accepts a code of any device if none is named. A code works once. */
const verifyMfa = signinOperation<CodeInput>('VerifyMFA', (call) => {
  const { world, env, params, now } = call;
  const found = heldForFactor(call, params.SignInId);
  if (!('row' in found)) return found;
  const { row, owner } = found;
  const devices = devicesOf(world, owner).filter(
    ({ id }) => params.SerialNumber === undefined || id === params.SerialNumber,
  );
  for (const device of devices) {
    const marks = verifyTotp(world, env, device, params.MFACode);
    if (marks) return withMarks(proceed(call, owner, { ...row, mfaTime: now, mfaDevice: device.id }), marks);
  }
  return wrongFactor(call, found, params.SerialNumber ?? devices[0]?.id);
});

/** Y-11: the person touched the key. A key answers for its own user only. */
const verifyPasskey = signinOperation<{ readonly SignInId: string; readonly SerialNumber: string }>(
  'VerifyPasskey',
  (call) => {
    const { world, params, now } = call;
    const found = heldForFactor(call, params.SignInId);
    if (!('row' in found)) return found;
    const { row, owner } = found;
    const key = devicesOf(world, owner).find(
      ({ id, kind }) => kind === 'passkey' && id === params.SerialNumber,
    );
    if (!key) return wrongFactor(call, found, params.SerialNumber);
    return proceed(call, owner, { ...row, mfaTime: now, mfaDevice: key.id });
  },
);

function wrongFactor(
  call: SigninCall<unknown>,
  { row, owner }: Held,
  device: string | undefined,
): SigninAnswer<SignInStep> {
  const { marks, error } = countFailure(call.world, owner, call.env.now);
  return {
    ok: false,
    error: error ?? signinError('InvalidMFACode', unverifiedSigninTexts.wrongCode),
    marks: [...marks, error ? deleted('signIns', row) : replaced('signIns', row, wrongCode(row))],
    events: [failedLogin(call, owner, device)],
  };
}

const wrongCode = (row: SignInRecord & Pending): SignInRecord => ({ ...row, wrongCodes: row.wrongCodes + 1 });

const withMarks = <Output>(answer: SigninAnswer<Output>, marks: readonly Change[]): SigninAnswer<Output> => ({
  ...answer,
  marks: [...marks, ...(answer.marks ?? [])],
});

interface ResyncInput {
  readonly SignInId: string;
  readonly SerialNumber: string;
  readonly MFACode1: string;
  readonly MFACode2: string;
}

/** SI-03, F-04: two codes bring a device back in step, and they count as the factor. */
const resyncMfa = signinOperation<ResyncInput>('ResyncMFA', (call) => {
  const { world, env, params, now } = call;
  const found = held(call, params.SignInId, 'mfa');
  if (!found) return startAgain();
  const { row, owner } = found;
  const device = devicesOf(world, owner).find(({ id }) => id === params.SerialNumber);
  const synced = device && clockOffsetOf(world, env, device, [params.MFACode1, params.MFACode2]);
  if (!synced) {
    return {
      ok: false,
      error: signinError('InvalidMFACode', unverifiedSigninTexts.wrongCode),
      marks: [replaced('signIns', row, wrongCode(row))],
      events: [failedLogin(call, owner, params.SerialNumber)],
    };
  }
  const answer = proceed(call, owner, { ...row, mfaTime: now, mfaDevice: device.id });
  return { ...withMarks(answer, synced.marks), ...(answer.ok ? { changes: inStep(device, synced) } : {}) };
});

const inStep = (device: MfaDeviceRecord, { offset }: { readonly offset: number }): Change[] =>
  offset === device.offset ? [] : [replaced('mfaDevices', device, { ...device, offset })];

interface PasswordInput {
  readonly SignInId: string;
  readonly OldPassword: string;
  readonly NewPassword: string;
}

/** SI-04: calls ChangePassword in the session that is about to begin, so its permission and MFA count. */
const setNewPassword = signinOperation<PasswordInput>('SetNewPassword', (call) => {
  const { world, env, params, request } = call;
  const found = held(call, params.SignInId, 'new-password');
  if (!found) return startAgain();
  const { row, owner } = found;
  const session = consoleSession(call, owner, row);
  const { OldPassword, NewPassword } = params;
  const outcome = changePassword(
    { world, env, request: { ...request, params: { OldPassword, NewPassword } } },
    owner,
    session,
  );
  const { marks, events, decision } = outcome;
  const left = { marks, events, ...defined({ decision }) };
  if (!outcome.ok) return { ok: false, error: outcome.error, ...left };
  const answer = signedIn(call, owner, session, { mfaDevice: row.mfaDevice, passwordDate: call.now });
  return {
    ...answer,
    ...left,
    changes: outcome.changes,
    marks: [...marks, deleted('signIns', row), ...(answer.marks ?? [])],
    events: [...events, ...(answer.events ?? [])],
  };
});

function changePassword(
  call: Pick<SigninCall<unknown>, 'world' | 'env' | 'request'>,
  owner: SignInOwner,
  { session }: { readonly session: ReturnType<typeof consoleSession>['session'] },
) {
  const operation = loginProfileOperations.find(({ name }) => name === 'ChangePassword');
  if (!operation) throw new Error('ChangePassword is not among the operations');
  const principal = { ...principalOf(owner), session, accessKeyId: session.id };
  const request = { ...call.request, service: 'iam', operation: 'ChangePassword' } as const;
  const step = { ...call, request, principal, model: iamModel };
  return traced(step, perform({ ...step, account: owner.account, operation }));
}

export const stepOperations = [verifyMfa, verifyPasskey, resyncMfa, setNewPassword];
