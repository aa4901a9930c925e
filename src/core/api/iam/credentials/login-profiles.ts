/**
 * Console access of users (N-24) and changing one's own password (P-09). The root user's password is a login
 * profile too, but IAM calls reach it only from an AssumeRoot session (S-10).
 */

import { type Change, created, deleted, replaced } from '#core/model/world/change.ts';
import type { LoginProfileRecord } from '#core/model/records/credentials.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { checkOn } from '../entities.ts';
import { ownerOperation, type Owner, credentialOwnerOf } from './owners.ts';
import { refusePassword, verifyPassword, withPassword } from './password-hashes.ts';

const inAssumedRoot = ({ principal }: Call<unknown>): boolean => principal.session?.kind === 'assumed-root';

/** Returns the owner. A call without UserName means the root user only from an AssumeRoot session. */
function profileOwner(call: Call<unknown>, name: string | undefined): Result<Owner, AwsError> {
  if (name === undefined && call.principal.kind === 'root' && !inAssumedRoot(call)) {
    return fail('ValidationError', unverifiedTexts.rootPasswordByAssumeRoot);
  }
  return credentialOwnerOf(call, name);
}

interface Held {
  readonly owner: Owner;
  readonly profile: LoginProfileRecord;
}

function findProfile(
  call: Call<unknown>,
  name: string | undefined,
  missing = errorTexts.loginProfileMissing,
): Result<Held, AwsError> {
  const found = profileOwner(call, name);
  if (!found.ok) return found;
  const owner = found.value;
  const profile = call.world.loginProfiles.get(owner.id);
  return profile ? ok({ owner, profile }) : fail('NoSuchEntity', missing(owner.name));
}

const view = ({ owner, profile }: Held): Api.LoginProfile => ({
  UserName: owner.name,
  CreateDate: profile.createDate,
  PasswordResetRequired: profile.passwordResetRequired,
});

/** Returns the change that sets a password. Earlier passwords stay remembered. */
export function passwordChange(
  { world, account, env }: Pick<Call<unknown>, 'world' | 'account' | 'env'>,
  owner: Owner['id'],
  password: string,
): Change {
  const before = world.secrets.get(owner);
  const after = withPassword(before, { id: owner, account: account.id }, password, env.random);
  return before ? replaced('secrets', before, after) : created('secrets', after);
}

const createLoginProfile = ownerOperation('CreateLoginProfile', (call) => {
  const { UserName, Password, PasswordResetRequired = false } = call.params;
  const found = profileOwner(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const assumed = inAssumedRoot(call) && !owner.user;
  if (assumed && Password !== undefined)
    return fail('ValidationError', unverifiedTexts.noPasswordWithAssumeRoot);
  if (!assumed && Password === undefined) return fail('ValidationError', unverifiedTexts.passwordNeeded);
  if (call.world.loginProfiles.has(owner.id)) {
    return fail('EntityAlreadyExists', unverifiedTexts.loginProfileExists(owner.name));
  }
  const refused = Password === undefined ? undefined : refusePassword(call.account, Password, undefined);
  if (refused) return refused;
  const profile: LoginProfileRecord = {
    id: owner.id,
    account: call.account.id,
    owner: owner.id,
    createDate: call.now,
    passwordResetRequired: PasswordResetRequired,
    passwordDate: call.now,
  };
  return done({ LoginProfile: view({ owner, profile }) }, [
    created('loginProfiles', profile),
    ...(Password === undefined ? [] : [passwordChange(call, owner.id, Password)]),
  ]);
});

const getLoginProfile = ownerOperation('GetLoginProfile', (call) => {
  const held = findProfile(call, call.params.UserName);
  return held.ok ? done({ LoginProfile: view(held.value) }) : held;
});

/** P-08: a password that an administrator sets must conform too. */
const updateLoginProfile = iamOperation('UpdateLoginProfile', {
  checks: (call) => [checkOn(call, 'UpdateLoginProfile', 'users', call.params.UserName)],
  run: (call) => {
    const { UserName, Password, PasswordResetRequired } = call.params;
    const held = findProfile(call, UserName);
    if (!held.ok) return held;
    const { profile } = held.value;
    if (Password !== undefined) {
      const refused = refusePassword(call.account, Password, call.world.secrets.get(profile.id));
      if (refused) return refused;
    }
    const after = {
      ...profile,
      passwordResetRequired: PasswordResetRequired ?? profile.passwordResetRequired,
      passwordDate: Password === undefined ? profile.passwordDate : call.now,
    };
    return done({}, [
      replaced('loginProfiles', profile, after),
      ...(Password === undefined ? [] : [passwordChange(call, profile.id, Password)]),
    ]);
  },
});

const deleteLoginProfile = ownerOperation('DeleteLoginProfile', (call) => {
  const held = findProfile(call, call.params.UserName, errorTexts.noLoginProfileToDelete);
  if (!held.ok) return held;
  const secret = call.world.secrets.get(held.value.profile.id);
  return done({}, [
    deleted('loginProfiles', held.value.profile),
    ...(secret ? [deleted('secrets', secret)] : []),
  ]);
});

/** P-09. The forced change at sign-in makes this call too. E-80 adds its permission (authz/gather.ts). */
const changePassword = iamOperation('ChangePassword', {
  checks: (call) => {
    if (call.principal.kind !== 'user') return fail('InvalidUserType', unverifiedTexts.notAUser);
    return [checkOn(call, 'ChangePassword', 'users', call.principal.user.userName)];
  },
  run: (call) => {
    const { OldPassword, NewPassword } = call.params;
    const held = findProfile(call, undefined);
    if (!held.ok) return held;
    const { profile } = held.value;
    if (!verifyPassword(call.world, profile.id, OldPassword)) {
      return fail('AccessDenied', unverifiedTexts.oldPasswordWrong);
    }
    const refused = refusePassword(call.account, NewPassword, call.world.secrets.get(profile.id));
    if (refused) return refused;
    const after = { ...profile, passwordResetRequired: false, passwordDate: call.now };
    return done({}, [
      replaced('loginProfiles', profile, after),
      passwordChange(call, profile.id, NewPassword),
    ]);
  },
});

export const loginProfileOperations: Operation[] = [
  createLoginProfile,
  getLoginProfile,
  updateLoginProfile,
  deleteLoginProfile,
  changePassword,
];
