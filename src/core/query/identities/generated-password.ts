/** Makes a console password that the account's rules accept, as AWS's console does. */

import { passwordRules } from '../../model/passwords/rules.ts';
import type { AccountRecord } from '../../model/records/account.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const symbols = '!@#$%^&*()_+-=[]{}|';
const kinds = [upper, lower, digits, symbols];

const usualLength = 20;

/** Returns a password with all four kinds of characters; `random` gives numbers in [0, 1). */
export function generatedPassword(account: AccountRecord, random: () => number): string {
  const limits = passwordRules(account, '');
  const least = limits.find(({ name }) => name === 'minimum-length')?.limit ?? 0;
  const most = limits.find(({ name }) => name === 'maximum-length')?.limit ?? usualLength;
  const length = Math.max(least, Math.min(usualLength, most));
  const pick = (characters: string) => characters.charAt(Math.floor(random() * characters.length));
  const characters = kinds.map(pick);
  while (characters.length < length) characters.push(pick(kinds.join('')));
  for (let at = characters.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}
