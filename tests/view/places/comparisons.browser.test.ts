/** Two workspaces, checkpoints, and both sides of a change of history are compared by what everyone can do. */

import { screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
const iam = 'arn:aws:iam::111122223333';
const attach = (session: Session, UserName = 'alice') =>
  session.dispatch('iam', 'AttachUserPolicy', { UserName, PolicyArn: `${iam}:policy/ReadPayroll` });
const textOf = (element: Element | undefined) => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
const everyone = async () => within(await screen.findByRole('region', { name: 'What everyone can do' }));
/** The lists of what is newly allowed, or no longer. */
const said = async (title: 'Newly allowed' | 'No longer allowed') => {
  const list = await (await everyone()).findByRole('list', { name: title });
  return within(list).getAllByRole('listitem').map(textOf);
};
const dialog = (name: string | RegExp) => screen.findByRole('dialog', { name });

test('two workspaces are compared by what everyone can do, not by samples, with users of one alone named', async () => {
  const session = await exampleSession('first-minutes');
  const first = session.workspaces.current;
  const copy = await session.tools.copies.duplicate(first?.id ?? '');
  await attach(session);
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session, `#/workspaces?tab=compare&one=${copy?.id ?? ''}&other=${first?.id ?? ''}`);
  expect((await said('Newly allowed')).join()).toMatch(/S3, Read: GetObject on .*payroll/);
  const found = await everyone();
  expect(textOf(found.getByRole('heading', { name: /^For/ }))).toBe('For alice');
  found.getByRole('region', { name: `Only in “${first?.name ?? ''}”` });
  found.getByText('bob');
  expect(found.queryByRole('list', { name: 'No longer allowed' })).toBeNull();
  expect(screen.queryByText(/even sample/)).toBeNull();
});

test('a checkpoint is compared with the account now and with another checkpoint', async () => {
  const session = await exampleSession('first-minutes');
  const { checkpoints } = session.tools;
  await checkpoints.keep('Start');
  await attach(session);
  await checkpoints.keep('Attached');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session, '#/settings/history');
  await person.click(await screen.findByRole('button', { name: 'Compare Start' }));
  const panel = within(await dialog('What changed since “Start”?'));
  expect(textOf(await panel.findByRole('region', { name: 'Records that differ' }))).toMatch(/alice.*bob/);
  expect(await said('Newly allowed')).toHaveLength(2);
  (await everyone()).getByRole('region', { name: 'Only now' });
  const choice = panel.getByRole('combobox', { name: 'Compare “Start” with' });
  await person.selectOptions(choice, checkpoints.list[1]?.id ?? '');
  await expect.poll(() => panel.queryByRole('region', { name: 'Only now' })).toBeNull();
  expect(await said('Newly allowed')).toHaveLength(2);
  expect(panel.queryByRole('link')).toBeNull();
  await person.click(panel.getAllByRole('button', { name: 'Close' })[1] ?? document.body);
  await person.click(await screen.findByRole('button', { name: 'Compare Attached' }));
  const later = within(await dialog('What changed since “Attached”?'));
  await (await everyone()).findByText(/Nothing changes/);
  await person.selectOptions(
    later.getByRole('combobox', { name: 'Compare “Attached” with' }),
    checkpoints.list[0]?.id ?? '',
  );
  await dialog('What changed since “Start”?');
  expect(await said('Newly allowed')).toHaveLength(2);
});

test('a change of history tells what it meant, and its example opens in the account as the change left it', async () => {
  const session = await exampleSession('first-minutes');
  await attach(session);
  await session.dispatch('iam', 'DetachUserPolicy', {
    UserName: 'alice',
    PolicyArn: `${iam}:policy/ReadPayroll`,
  });
  openPage(session, '#/settings/history');
  const name = /^Attach ReadPayroll to alice.*what did this change mean/;
  await person.click(await screen.findByRole('button', { name }));
  const panel = within(await dialog('What did this change mean?'));
  panel.getByText(/“Attach ReadPayroll to alice”, by root, /);
  expect(await said('Newly allowed')).toHaveLength(2);
  await person.click((await everyone()).getByRole('link', { name: /^s3:GetObject on / }));
  await screen.findByText(/The account as it was on .*, after “Attach ReadPayroll to alice”/);
  expect(location.hash).toMatch(/^#\/ask\?p=.*alice/);
  await expect.poll(() => textOf(screen.getByRole('status', { name: 'Answer' }))).toMatch(/^Yes/);
});

test('Activity asks what an event and the change on the slider meant', async () => {
  const session = await exampleSession('first-minutes');
  await attach(session);
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session, '#/activity');
  await person.click(await screen.findByRole('button', { name: 'AttachUserPolicy' }));
  const event = within(await dialog('AttachUserPolicy'));
  await person.click(event.getByRole('button', { name: 'What did this change mean?' }));
  await dialog('What did this change mean?');
  expect(await said('Newly allowed')).toHaveLength(2);
  await person.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await person.click(screen.getByRole('button', { name: 'What did this change mean?' }));
  const found = await everyone();
  await found.findByRole('region', { name: 'Only after' });
  found.getByText('bob');
  await found.findByText(/Nothing changes/);
});

test('a comparison is stopped and begun again', async () => {
  const session = await exampleSession('hospital');
  const first = session.workspaces.current?.id ?? '';
  const copy = await session.tools.copies.duplicate(first);
  // A fast comparison would be over before anybody could stop it.
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const load = vi.spyOn(session.catalogue, 'loadAllActions').mockReturnValue(held);
  openPage(session, `#/workspaces?tab=compare&one=${first}&other=${copy?.id ?? ''}`);
  const found = await everyone();
  await person.click(await found.findByRole('button', { name: 'Stop' }));
  load.mockRestore();
  letGo();
  found.getByText(/^Stopped after \d+ s\./);
  await person.click(found.getByRole('button', { name: 'Try again' }));
  await found.findByText(/Nothing changes/);
});

test('nothing is said of links where a change meant nothing for anybody', async () => {
  const session = await exampleSession('first-minutes');
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' }],
  });
  await session.dispatch('iam', 'PutUserPolicy', { UserName: 'mallory', PolicyName: 'Same', PolicyDocument });
  await attach(session);
  openPage(session, '#/settings/history');
  const name = /mallory.*what did this change mean/;
  await person.click(await screen.findByRole('button', { name }));
  await dialog('What did this change mean?');
  await (await everyone()).findByText(/Nothing changes/);
  expect(screen.queryByText(/^A link opens the account/)).toBeNull();
});
