/** The recommendations of AWS are open for a named reason, and turn green by doing. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const row = (name: RegExp) =>
  within(screen.getByRole('list', { name: 'Recommendations' }))
    .getAllByRole('listitem')
    .find((item) => name.test(item.textContent));

test('an old key is named and made inactive here, and the recommendation turns green', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 91 * 86_400 });
  openPage(session, '#/identities/reports/security');
  await screen.findByText(/^\d+ of 10 done$/);
  expect(row(/^\s*Rotate access keys/)?.textContent).toMatch(/AKIA\w+ is 91 days old/);
  const [button] = screen.getAllByRole('button', { name: /^Deactivate AKIA/ });
  if (button) await person.click(button);
  await expect.poll(() => row(/No active key is older than 90 days/)).toBeTruthy();
  await person.click(screen.getByRole('button', { name: 'Undo' }));
  await expect.poll(() => row(/^\s*Rotate access keys/)).toBeTruthy();
});

test('the count of recommendations follows changes that are made elsewhere', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/identities/reports/security');
  const count = async () => (await screen.findByText(/of 10 done/)).textContent;
  const before = Number.parseInt(await count(), 10);
  await session.dispatch('iam', 'UpdateAccountPasswordPolicy', {
    MinimumPasswordLength: 14,
    RequireNumbers: true,
    RequireSymbols: true,
    RequireLowercaseCharacters: true,
  });
  await screen.findByText(`${before + 1} of 10 done`);
});

test('a person who may not read the account summary sees AWS’s refusal instead of the recommendations', async () => {
  const session = await exampleSession('first-minutes');
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  openPage(session, '#/identities/reports/security');
  await screen.findByText(/not authorized to perform: iam:GetAccountSummary/);
  expect(screen.queryByRole('list', { name: 'Recommendations' })).toBeNull();
});
