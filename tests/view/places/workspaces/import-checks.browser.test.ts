/** The preview of an import and its result say what AWS thinks of the policies in the files, and list them on demand. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { checksSentence } from '#view/places/workspaces/import/checks-sentence.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { button, person } from './page.ts';

const inline = (PolicyName: string, Action: string) => ({
  PolicyName,
  PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } },
});
const user = (name: string, more: object = {}) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name.toUpperCase()}`,
  Arn: `arn:aws:iam::444455556666:user/${name}`,
  CreateDate: '2026-01-01T00:00:00Z',
  GroupList: [],
  AttachedManagedPolicies: [],
  UserPolicyList: [
    inline('pass', 'iam:PassRole'),
    inline('wrong', 'nothing'),
    inline('list', 's3:ListAllMyBuckets'),
  ],
  ...more,
});
const account = (...users: object[]) =>
  JSON.stringify({ UserDetailList: users, GroupDetailList: [], RoleDetailList: [], Policies: [] });

beforeEach(async () => openPage(await exampleSession('first-minutes'), '#/workspaces?tab=import'));

async function pick(text: string): Promise<void> {
  await button('Choose files');
  const input = document.querySelector<HTMLInputElement>('input[data-import]');
  if (!input) throw new Error('no input for files');
  await person.upload(input, [new File([text], 'account.json')]);
}

const sentence = 'Of 3 policies, 1 would be refused by AWS today and 1 has security warnings.';

test('the preview says what AWS thinks of the policies before anything is imported', async () => {
  await pick(account(user('ann'), user('bob', { CreateDate: 'yesterday' })));
  const dialog = within(await screen.findByRole('dialog', { name: 'One record cannot be read' }));
  await dialog.findByText(sentence);
  await person.click(await button('Import without this one'));
  await screen.findByText(/This is a new workspace/);
  await screen.findByText(sentence);
});

test('the policies are listed on demand, the refused one first, each with its gravest finding', async () => {
  await pick(account(user('ann')));
  await person.click(await screen.findByText('Show these policies'));
  const list = screen.getByRole('list', { name: 'Policies with errors or security warnings' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^Refused wrong Inline policy of ann /),
    expect.stringMatching(/^Security warning pass Inline policy of ann /),
  ]);
});

test.each([
  [{ policies: 0, refused: 0, security: 0, faulty: 0 }, 'The files hold no policies to check.'],
  [
    { policies: 1, refused: 0, security: 0, faulty: 0 },
    '1 policy checked: no errors and no security warnings.',
  ],
  [
    { policies: 48, refused: 3, security: 12, faulty: 0 },
    'Of 48 policies, 3 would be refused by AWS today and 12 have security warnings.',
  ],
  [
    { policies: 9, refused: 2, security: 1, faulty: 1 },
    'Of 9 policies, 2 would be refused by AWS today, 1 has security warnings and 1 has errors that AWS saves.',
  ],
])('the counts %j are said in words', (counts, said) => {
  expect(checksSentence(counts)).toBe(said);
});
