/** A console password that is being chosen: AWS's two ways, and whether it must be changed at first sign-in. */

import type { AccountRecord } from '../../../../../core/model/records/tables.ts';
import { generatedPassword } from '../../../../../core/query/identities/generated-password.ts';

export class PasswordDraft {
  way = $state<'auto' | 'custom'>('auto');
  custom = $state('');
  mustChange = $state(true);

  /** The password to send; a generated one is new at every asking. */
  make(account: AccountRecord, random: () => number): string {
    return this.way === 'auto' ? generatedPassword(account, random) : this.custom;
  }

  get missing(): boolean {
    return this.way === 'custom' && this.custom === '';
  }
}
