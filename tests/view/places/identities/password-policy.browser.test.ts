/** A person sees the password policy before and after it is set. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const iam = 'arn:aws:iam::111122223333';

const policyOf = (session: Awaited<ReturnType<typeof exampleSession>>) =>
  session.state.world.accounts.get(session.account)?.passwordPolicy;

test('custom password rules are saved, and turned back to the default', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/identities/password-policy');
  await person.click(await screen.findByRole('radio', { name: /^Custom/ }));
  const length = screen.getByRole('spinbutton', { name: 'Minimum length: characters' });
  await person.clear(length);
  await person.type(length, '16');
  await person.click(screen.getByRole('checkbox', { name: /at least one symbol/ }));
  await person.click(screen.getByRole('checkbox', { name: 'Turn on password expiration' }));
  await person.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect
    .poll(() => policyOf(session))
    .toMatchObject({
      minimumPasswordLength: 16,
      requireSymbols: false,
      maxPasswordAge: 90,
      hardExpiry: false,
    });
  await screen.findByText('No unsaved changes');
  await person.click(screen.getByRole('radio', { name: /^IAM default/ }));
  await person.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect.poll(() => policyOf(session)).toBeUndefined();
});

test('each password rule shows whether it holds while one types, for the policy in the form', async () => {
  openPage(await exampleSession('first-minutes'), '#/identities/password-policy');
  const box = await screen.findByRole('textbox', { name: 'Password' });
  const rules = screen.getByRole('list', { name: 'Rules' });
  const held = () =>
    within(rules)
      .getAllByRole('listitem')
      .map((item) => item.textContent.replaceAll(/\s+/g, ' ').trim());
  await person.type(box, 'Summer2026');
  expect(held()).toEqual([
    'at least 8 characters met',
    'three of these: uppercase, lowercase, number, symbol met',
    'not the account’s name or e-mail met',
  ]);
  // P-13
  await person.click(screen.getByRole('button', { name: 'Use the CIS Benchmark values' }));
  expect(held()).toContain('at least 14 characters not met');
  expect(held()).toContain('at least one symbol not met');
});

test('an expiry that is not saved yet already names the users whom it meets', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateLoginProfile', { UserName: 'alice', Password: 'Correct-Horse-7' });
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 100 * 86_400 });
  openPage(session, '#/identities/password-policy');
  await screen.findByText('Nobody needs to change a password now.');
  await person.click(screen.getByRole('radio', { name: /^Custom/ }));
  await person.click(screen.getByRole('checkbox', { name: 'Turn on password expiration' }));
  await screen.findByText('expired: must change it at next sign-in');
  await person.click(screen.getByRole('checkbox', { name: /administrator reset/ }));
  await screen.findByText('expired: an administrator must set a new password');
});

test('maximum length and lockout are marked as extensions and kept apart from the policy', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/identities/password-policy');
  const beyond = await screen.findByRole('region', { name: 'Beyond AWS' });
  within(beyond).getByText('simulator extension');
  await person.click(within(beyond).getByRole('checkbox', { name: 'Lock out after failed sign-ins' }));
  await person.click(within(beyond).getByRole('button', { name: 'Save extensions' }));
  await expect
    .poll(() => session.state.world.accounts.get(session.account)?.signInExtensions)
    .toEqual({ lockout: { attempts: 5, minutes: 30 } });
  expect(policyOf(session)).toBeUndefined();
});

test('a person who may not read the password policy is told so by AWS, with a way to why', async () => {
  const session = await exampleSession('first-minutes');
  session.identity.actAs(`${iam}:user/mallory`);
  openPage(session, '#/identities/password-policy');
  await screen.findByText(/not authorized to perform: iam:GetAccountPasswordPolicy/);
  screen.getByRole('link', { name: 'Why?' });
  expect(screen.queryByRole('radio')).toBeNull();
});
