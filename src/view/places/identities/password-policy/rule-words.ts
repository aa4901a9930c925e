/** Words a rule for passwords for the person who must follow it. */

import type { PasswordRule } from '../../../../core/model/passwords/rules.ts';

export function ruleWords({ name, limit }: PasswordRule): string {
  switch (name) {
    case 'minimum-length':
      return `at least ${limit} characters`;
    case 'maximum-length':
      return `at most ${limit} characters (extension)`;
    case 'three-kinds':
      return 'three of these: uppercase, lowercase, number, symbol';
    case 'not-the-account':
      return 'not the account’s name or e-mail';
    default:
      return `at least one ${name}`;
  }
}

/** Common passwords that show at once what a policy rejects. */
export const examplePasswords = [
  'password',
  'Summer2026',
  'Tr0ub4dor&3',
  'correct-horse-battery',
  'Blue-Kettle-Sings-42',
];
