/** Every rule that a password is held to, in AWS's order, and whether it holds. */

import { expect, test } from 'vitest';
import { passwordRules } from '#core/model/passwords/rules.ts';
import type { PasswordPolicy } from '#core/model/records/account.ts';

const policy: PasswordPolicy = {
  minimumPasswordLength: 12,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: false,
  hardExpiry: false,
};
const account = { name: 'Example-Corp1', email: 'root@example.com' };
const held = (rules: ReturnType<typeof passwordRules>) =>
  rules.map(({ name, holds }) => `${holds ? '+' : '-'}${name}`).join(' ');

test.each([
  ['Ab1!', '-minimum-length +uppercase letter +lowercase letter +number +symbol'],
  ['Correct-Horse-7', '+minimum-length +uppercase letter +lowercase letter +number +symbol'],
  ['correct horse 7', '+minimum-length -uppercase letter +lowercase letter +number -symbol'],
  // P-01: a quotation mark and a full stop are no symbols.
  ['Correct".Horse7', '+minimum-length +uppercase letter +lowercase letter +number -symbol'],
])('P-08 a policy of its own judges %s as %s', (password, rules) => {
  expect(held(passwordRules({ ...account, passwordPolicy: policy }, password))).toBe(rules);
});

test.each([
  ['short1A', '-minimum-length +three-kinds +not-the-account'],
  ['longenough', '+minimum-length -three-kinds +not-the-account'],
  ['Longenough1', '+minimum-length +three-kinds +not-the-account'],
  ['Example-Corp1', '+minimum-length +three-kinds -not-the-account'],
  ['root@example.com', '+minimum-length -three-kinds -not-the-account'],
])('P-03 AWS’s default policy judges %s as %s', (password, rules) => {
  expect(held(passwordRules(account, password))).toBe(rules);
});

test('P-12 the maximum length is an extension, checked last', () => {
  const rules = passwordRules({ ...account, signInExtensions: { maximumPasswordLength: 10 } }, 'Longenough1');
  expect(held(rules)).toBe('+minimum-length +three-kinds +not-the-account -maximum-length');
  expect(rules.at(-1)?.limit).toBe(10);
});
