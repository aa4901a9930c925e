import type { AccountRecord, PasswordPolicy } from '../model/records.ts';

/**
 * What a new password of a user must have, rule by rule, to be ticked off while it is typed; and a password
 * that keeps them all. Section 6: P-03 where the account has no policy of its own, P-08 where it has. Reuse
 * (P-07) is not told in advance: only AWS knows the old ones.
 */
export interface PasswordRule {
  /** `At least 8 characters`. */
  readonly text: string;
  readonly met: boolean;
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const symbols = "!@#$%^&*()_+-=[]{}|'";
const defaultLength = 8;
/** The default policy wants three of the four kinds of characters. */
const defaultKinds = 3;

const has = (password: string, characters: string): boolean =>
  [...password].some((character) => characters.includes(character));

export function passwordRules(account: AccountRecord, password: string): PasswordRule[] {
  const { passwordPolicy: policy } = account;
  return policy ? policyRules(policy, password) : defaultRules(account, password);
}

function policyRules(policy: PasswordPolicy, password: string): PasswordRule[] {
  const wanted = [
    [policy.requireUppercaseCharacters, 'An uppercase letter (A–Z)', upper],
    [policy.requireLowercaseCharacters, 'A lowercase letter (a–z)', lower],
    [policy.requireNumbers, 'A number (0–9)', digits],
    [policy.requireSymbols, `A symbol: ${symbols}`, symbols],
  ] as const;
  return [
    lengthRule(policy.minimumPasswordLength, password),
    ...wanted.flatMap(([asked, text, characters]) =>
      asked ? [{ text, met: has(password, characters) }] : [],
    ),
  ];
}

function defaultRules({ name, email }: AccountRecord, password: string): PasswordRule[] {
  const kinds = [upper, lower, digits, symbols].filter((characters) => has(password, characters)).length;
  return [
    lengthRule(defaultLength, password),
    {
      text: `Three of: uppercase letters, lowercase letters, numbers, symbols ${symbols}`,
      met: kinds >= defaultKinds,
    },
    {
      text: 'Not the name or the email address of the account',
      met: password !== '' && password !== name && password !== email,
    },
  ];
}

const lengthRule = (length: number, password: string): PasswordRule => ({
  text: `At least ${length} characters`,
  met: [...password].length >= length,
});

const leastGenerated = 20;

/** A password that any policy of the account takes; `random` gives numbers in [0, 1). */
export function generatedPassword(account: AccountRecord, random: () => number): string {
  const length = Math.max(leastGenerated, account.passwordPolicy?.minimumPasswordLength ?? 0);
  const kinds = [upper, lower, digits, '!@#$%^&*()_+-=[]{}|'];
  const pick = (characters: string) => characters.charAt(Math.floor(random() * characters.length));
  const characters = kinds.map(pick);
  while (characters.length < length) characters.push(pick(kinds.join('')));
  for (let at = characters.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}
