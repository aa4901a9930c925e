/** A console password while it is being chosen: generated or typed, and changed at first sign-in or not. */

import type { AccountRecord } from '#core/model/records/account.ts';
import { generatedPassword } from '#core/query/identities/generated-password.ts';

export class PasswordDraft {
  way = $state<'auto' | 'custom'>('auto');
  custom = $state('');
  mustChange = $state(true);

  /** Returns the password to send. A generated one is new at every call. */
  make(account: AccountRecord, random: () => number): string {
    return this.way === 'auto' ? generatedPassword(account, random) : this.custom;
  }
}
