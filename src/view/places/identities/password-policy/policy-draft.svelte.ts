/** The password policy that a person is editing: the form's fields, and the AWS parameters that they make. */

import type { AccountRecord, PasswordPolicy } from '#core/model/records/account.ts';
import { defined } from '#core/model/defined.ts';

const strict: PasswordPolicy = {
  minimumPasswordLength: 14,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
  passwordReusePrevention: 24,
  hardExpiry: false,
};

/** The values that AWS's console fills in when the custom policy is turned on. */
const suggested: PasswordPolicy = {
  minimumPasswordLength: 8,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
  hardExpiry: false,
};

export const characterRules = [
  ['requireUppercaseCharacters', 'Require at least one uppercase letter (A–Z)'],
  ['requireLowercaseCharacters', 'Require at least one lowercase letter (a–z)'],
  ['requireNumbers', 'Require at least one number'],
  ['requireSymbols', "Require at least one symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')"],
] as const;

export class PolicyDraft {
  custom = $state(false);
  length = $state(8);
  require = $state({
    requireUppercaseCharacters: true,
    requireLowercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
  });
  expires = $state(false);
  days = $state(90);
  hard = $state(false);
  change = $state(true);
  reuse = $state(false);
  remembered = $state(5);

  constructor(account: AccountRecord) {
    this.custom = account.passwordPolicy !== undefined;
    this.fill(account.passwordPolicy ?? suggested);
  }

  fill(policy: PasswordPolicy): void {
    this.length = policy.minimumPasswordLength;
    for (const [name] of characterRules) this.require[name] = policy[name];
    this.expires = policy.maxPasswordAge !== undefined;
    this.days = policy.maxPasswordAge ?? 90;
    this.hard = policy.hardExpiry;
    this.change = policy.allowUsersToChangePassword;
    this.reuse = policy.passwordReusePrevention !== undefined;
    this.remembered = policy.passwordReusePrevention ?? 5;
  }

  /** P-13: fills in the values of the CIS benchmark. */
  fillStrict(): void {
    this.custom = true;
    this.fill(strict);
  }

  /** The policy in the form. `undefined` is AWS's default (P-03). */
  get policy(): PasswordPolicy | undefined {
    if (!this.custom) return undefined;
    return {
      minimumPasswordLength: this.length,
      ...this.require,
      allowUsersToChangePassword: this.change,
      hardExpiry: this.expires && this.hard,
      ...(this.expires ? { maxPasswordAge: this.days } : {}),
      ...(this.reuse ? { passwordReusePrevention: this.remembered } : {}),
    };
  }

  get call(): { readonly operation: string; readonly params: Readonly<Record<string, unknown>> } {
    const { policy } = this;
    if (!policy) return { operation: 'DeleteAccountPasswordPolicy', params: {} };
    const { maxPasswordAge, passwordReusePrevention } = policy;
    return {
      operation: 'UpdateAccountPasswordPolicy',
      params: {
        MinimumPasswordLength: policy.minimumPasswordLength,
        RequireSymbols: policy.requireSymbols,
        RequireNumbers: policy.requireNumbers,
        RequireUppercaseCharacters: policy.requireUppercaseCharacters,
        RequireLowercaseCharacters: policy.requireLowercaseCharacters,
        AllowUsersToChangePassword: policy.allowUsersToChangePassword,
        ...(maxPasswordAge === undefined
          ? {}
          : { MaxPasswordAge: maxPasswordAge, HardExpiry: policy.hardExpiry }),
        ...defined({ PasswordReusePrevention: passwordReusePrevention }),
      },
    };
  }

  same(account: AccountRecord): boolean {
    const normal = (policy: PasswordPolicy | undefined) =>
      policy && JSON.stringify(Object.entries(policy).sort(([a], [b]) => (a < b ? -1 : 1)));
    return normal(this.policy) === normal(account.passwordPolicy);
  }
}
