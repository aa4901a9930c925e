/** A person silences a finding with a reason, sees who did and until when, and shows it again. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import OfDocument from '#view/entity/findings/OfDocument.svelte';
import { exampleSession, mountPart, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const arn = 'arn:aws:iam::111122223333:policy/Loose';
const page = `#/policies/${encodeURIComponent(arn)}`;
const document = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Roles', Effect: 'Allow', Action: action, Resource: '*' }],
  });
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreatePolicy', {
    PolicyName: 'Loose',
    PolicyDocument: document('iam:PassRole'),
  });
});

const silences = () => [...session.state.world.silences.values()];
const rows = () =>
  within(screen.getByRole('list', { name: 'Findings' })).queryAllByRole('button', { name: 'Silence…' });

async function silence(reason: string, end?: string): Promise<void> {
  const [first] = await screen.findAllByRole('button', { name: 'Silence…' });
  if (!first) throw new Error('nothing to silence');
  await person.click(first);
  const dialog = await screen.findByRole('dialog', { name: 'Silence this finding' });
  expect(within(dialog).getByRole('button', { name: 'Silence' })).toHaveProperty('disabled', true);
  await person.type(within(dialog).getByRole('textbox', { name: /Reason/ }), reason);
  if (end !== undefined) await person.click(within(dialog).getByRole('radio', { name: end }));
  await person.click(within(dialog).getByRole('button', { name: 'Silence' }));
  await screen.findByRole('button', { name: '1 silenced' });
}

test('a finding is silenced for 30 days with a reason, told with date and name, and shown again', async () => {
  openPage(session, page);
  await silence('Only the build account has it', 'In 30 days');
  expect(silences()).toMatchObject([
    { policy: arn, reason: 'Only the build account has it', by: 'arn:aws:iam::111122223333:root' },
  ]);
  expect(session.history.undoLabel).toMatch(/^Silence “.+”$/);
  await person.click(screen.getByRole('button', { name: '1 silenced' }));
  const list = within(await screen.findByRole('list', { name: 'Silenced findings' }));
  list.getByText('Only the build account has it');
  list.getByText('Silenced on 1 Mar 2026 by root, until 31 Mar 2026');
  await person.click(list.getByRole('button', { name: 'Show again' }));
  await expect.poll(() => screen.queryByText('1 silenced')).toBeNull();
  expect(silences()).toEqual([]);
});

test('after a finding is silenced the focus is on what tells of it', async () => {
  openPage(session, page);
  await silence('Known');
  const told = screen.getByRole('button', { name: '1 silenced' });
  await expect.poll(() => window.document.activeElement).toBe(told);
});

test('undo wakes a finding, redo silences it, and an edit of the flagged part wakes it', async () => {
  openPage(session, page);
  await silence('Known');
  const left = screen.queryByRole('list', { name: 'Findings' }) ? rows().length : 0;
  await session.undo();
  await expect.poll(() => rows().length).toBe(left + 1);
  await session.redo();
  await screen.findByRole('button', { name: '1 silenced' });
  const PolicyDocument = document('s3:GetObject').replace('"*"', '"arn:aws:s3:::b/*"');
  await session.dispatch('iam', 'CreatePolicyVersion', {
    PolicyArn: arn,
    PolicyDocument,
    SetAsDefault: true,
  });
  await expect.poll(() => screen.queryByText('1 silenced')).toBeNull();
  expect(silences()).toHaveLength(1);
});

test('a date of the past cannot be chosen as the end', async () => {
  openPage(session, page);
  const [first] = await screen.findAllByRole('button', { name: 'Silence…' });
  if (first) await person.click(first);
  const dialog = within(await screen.findByRole('dialog', { name: 'Silence this finding' }));
  await person.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Known');
  await person.click(dialog.getByRole('radio', { name: 'On a date' }));
  const date: HTMLInputElement = dialog.getByLabelText('Date');
  expect(date.min).toBe('2026-03-02');
  const submit: HTMLButtonElement = dialog.getByRole('button', { name: 'Silence' });
  await person.type(date, '2026-02-01');
  expect(submit.disabled).toBe(true);
  await person.clear(date);
  await person.type(date, '2026-04-01');
  expect(submit.disabled).toBe(false);
});

test('a policy of AWS can be silenced, which only can be read', async () => {
  openPage(session, `#/policies/${encodeURIComponent('arn:aws:iam::aws:policy/AdministratorAccess')}`);
  await silence('The emergency role needs it');
  expect(silences()).toMatchObject([{ account: '111122223333' }]);
});

test('nobody who is not signed in can silence a finding, and the button says why', async () => {
  session.identity.actAs('arn:aws:iam::111122223333:user/nobody');
  mountPart(session, OfDocument, {
    text: document('iam:PassRole'),
    kind: 'identity-managed' as const,
    edited: { kind: 'managed' as const, arn },
    label: 'Findings in the policy',
  });
  const [first] = await screen.findAllByRole('button', { name: 'Silence…' });
  expect(first).toHaveProperty('disabled', true);
  expect(first?.title).toBe('Sign in first. A silence names the person.');
});

test('a finding of a policy that is not saved has no button to silence it', async () => {
  const text = document('iam:PassRole');
  mountPart(session, OfDocument, {
    text,
    kind: 'identity-managed' as const,
    label: 'Findings in the policy',
  });
  await screen.findByRole('list', { name: 'Findings' });
  expect(screen.queryByRole('button', { name: 'Silence…' })).toBeNull();
});
