/**
 * Changes the root user's own password on the account page (N-43: nobody else can). A root user without one
 * (an imported account, a member account) gets a password as if by the link that AWS sends by e-mail.
 */

import { authenticateCaller } from '../../authz/credentials.ts';
import { type Change, created, replaced } from '../../model/world/change.ts';
import type { LoginProfileRecord } from '../../model/records/credentials.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { refuseRootPassword, verifyPassword } from '../iam/credentials/password-hashes.ts';
import { passwordChange } from '../iam/credentials/login-profiles.ts';
import { unverifiedSigninTexts, unverifiedTexts } from '../errors/texts.ts';
import { userIdentity } from '../trail.ts';
import { signinEvent } from './events.ts';
import { type SigninCall, signinError, signinOperation } from './operation.ts';
import { rootOwner } from './owner.ts';

interface Input {
  readonly CurrentPassword?: string;
  readonly NewPassword: string;
}

const updateRootPassword = signinOperation<Input>('UpdateRootPassword', (call) => {
  const { world, env, params, request, now } = call;
  const who = authenticateCaller(world, request.caller, env.now);
  if (!who.ok) return who;
  const principal = who.value;
  const account = world.accounts.get(principal.account);
  if (principal.kind !== 'root' || principal.session?.kind === 'assumed-root' || !account) {
    return { ok: false, error: signinError('InvalidSession', unverifiedSigninTexts.rootOnly) };
  }
  const profile = world.loginProfiles.get(account.id);
  if (profile && !verifyPassword(world, account.id, params.CurrentPassword ?? '')) {
    return { ok: false, error: signinError('AuthenticationFailed', unverifiedTexts.oldPasswordWrong) };
  }
  const refused = refuseRootPassword(account, params.NewPassword);
  if (refused) return { ok: false, error: refused.error };
  const identity = userIdentity(world, principal, now);
  const names = profile ? ['PasswordUpdated'] : ['PasswordRecoveryRequested', 'PasswordRecoveryCompleted'];
  return {
    ok: true,
    response: {},
    changes: changesOf(call, account, profile),
    events: names.map((name) => signinEvent(call, { name, account: account.id, userIdentity: identity })),
  };
});

function changesOf(
  { world, env, params, now }: SigninCall<Input>,
  account: AccountRecord,
  before: LoginProfileRecord | undefined,
): Change[] {
  const { id } = rootOwner(account);
  const after: LoginProfileRecord = {
    createDate: now,
    ...before,
    id,
    account: account.id,
    owner: id,
    passwordResetRequired: false,
    passwordDate: now,
  };
  return [
    before ? replaced('loginProfiles', before, after) : created('loginProfiles', after),
    passwordChange({ world, account, env }, id, params.NewPassword),
  ];
}

export const rootPasswordOperations = [updateRootPassword];
