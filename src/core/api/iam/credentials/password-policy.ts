/** The account's own password policy (P-14). Without one, AWS's default applies (P-03). */

import { replaced } from '#core/model/world/change.ts';
import type { PasswordPolicy } from '#core/model/records/account.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Operation, done } from '../../operation.ts';
import { errorTexts } from '../../errors/texts.ts';
import { accountOperation } from '../entities.ts';
import { defined } from '#core/model/defined.ts';

const updatePasswordPolicy = accountOperation('UpdateAccountPasswordPolicy', ({ account, params }) => {
  // P-02: the call replaces the whole policy; what is not sent goes back to its default.
  const { MaxPasswordAge, PasswordReusePrevention } = params;
  const passwordPolicy: PasswordPolicy = {
    minimumPasswordLength: params.MinimumPasswordLength ?? 6,
    requireSymbols: params.RequireSymbols ?? false,
    requireNumbers: params.RequireNumbers ?? false,
    requireUppercaseCharacters: params.RequireUppercaseCharacters ?? false,
    requireLowercaseCharacters: params.RequireLowercaseCharacters ?? false,
    allowUsersToChangePassword: params.AllowUsersToChangePassword ?? false,
    hardExpiry: params.HardExpiry ?? false,
    ...defined({ maxPasswordAge: MaxPasswordAge, passwordReusePrevention: PasswordReusePrevention }),
  };
  return done({}, [replaced('accounts', account, { ...account, passwordPolicy })]);
});

const getPasswordPolicy = accountOperation('GetAccountPasswordPolicy', ({ account }) =>
  account.passwordPolicy
    ? done({ PasswordPolicy: view(account.passwordPolicy) })
    : fail('NoSuchEntity', errorTexts.passwordPolicyMissing(account.id)),
);

const deletePasswordPolicy = accountOperation('DeleteAccountPasswordPolicy', ({ account }) => {
  if (!account.passwordPolicy) return fail('NoSuchEntity', errorTexts.noPasswordPolicyToDelete);
  const { passwordPolicy: _, ...rest } = account;
  return done({}, [replaced('accounts', account, rest)]);
});

function view(policy: PasswordPolicy): Api.PasswordPolicy {
  const { maxPasswordAge, passwordReusePrevention } = policy;
  return {
    MinimumPasswordLength: policy.minimumPasswordLength,
    RequireSymbols: policy.requireSymbols,
    RequireNumbers: policy.requireNumbers,
    RequireUppercaseCharacters: policy.requireUppercaseCharacters,
    RequireLowercaseCharacters: policy.requireLowercaseCharacters,
    AllowUsersToChangePassword: policy.allowUsersToChangePassword,
    ExpirePasswords: maxPasswordAge !== undefined,
    ...defined({ MaxPasswordAge: maxPasswordAge, PasswordReusePrevention: passwordReusePrevention }),
    ...(policy.hardExpiry ? { HardExpiry: true } : {}),
  };
}

export const passwordPolicyOperations: Operation[] = [
  updatePasswordPolicy,
  getPasswordPolicy,
  deletePasswordPolicy,
];
