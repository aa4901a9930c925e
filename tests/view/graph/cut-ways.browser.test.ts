/** A person lets the page find what closes ways, chooses among the changes, makes them as one act and takes them back. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../mounted.ts';

let session: Session;

const document = (action: string | readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const row = (name: string) => screen.findByRole('row', { name: new RegExp(`^User ${name} `) });
const inline = (name: string) =>
  [...session.state.world.users.values()].find(({ userName }) => userName === name)?.inlinePolicies ?? [];

async function openWays(from?: string) {
  session = await exampleSession('small-company');
  const actions = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 's3:ListAllMyBuckets'];
  const may = { UserName: 'mallory', PolicyName: 'Up', PolicyDocument: document(actions) };
  await session.dispatch('iam', 'PutUserPolicy', may);
  const arn = `arn:aws:iam::${session.account}:user/${from}`;
  openPage(session, `#/graph/ways${from === undefined ? '' : `?from=${encodeURIComponent(arn)}`}`);
  await row('mallory');
}

async function openCut(button = 'Cut these ways') {
  const opener = await screen.findByRole('button', { name: button });
  await waitFor(() => expect(opener.getAttribute('aria-disabled')).not.toBe('true'));
  await userEvent.click(opener);
  return screen.findByRole('dialog');
}

const offered = (dialog: HTMLElement) =>
  within(dialog).findByText(/closes? every way/, {}, { timeout: 20_000 });
const titles = (dialog: HTMLElement) =>
  within(dialog)
    .getAllByText(/^(?:Take|Deny|Delete|Detach|Remove) /)
    .filter((one) => one.matches('li > p'))
    .map((one) => one.textContent.trim());

test('the changes are made as one act, no way is left, and Undo brings the ways back', async () => {
  await openWays('mallory');
  const before = session.history.entries.length;
  const dialog = await openCut();
  await offered(dialog);
  expect(within(dialog).getByText(/No smaller set of such changes does/)).toBeTruthy();
  expect(titles(dialog).length).toBeGreaterThan(1);
  expect(session.history.entries).toHaveLength(before);
  await within(dialog).findAllByText(/mallory loses .*No other user or role here loses anything/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Apply' }));
  await within(dialog).findByText('No way is left');
  expect(session.history.entries).toHaveLength(before + 1);
  expect(session.history.undoable?.label).toBe('Cut the ways from mallory to administrator');
  expect(
    inline('mallory')
      .map(({ document: text }) => text)
      .join(),
  ).toContain('s3:ListAllMyBuckets');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect((await row('mallory')).textContent).toMatch(/1 step/);
});

test('fewest changes takes the whole policy, and the least away leaves the rest of it', async () => {
  await openWays('mallory');
  const dialog = await openCut();
  await offered(dialog);
  const fewest = await within(dialog).findByRole('radio', { name: /Fewest changes: 1 change/ });
  await userEvent.click(fewest);
  await within(dialog).findByText('1 change closes every way from mallory to administrator.');
  expect(titles(dialog)).toEqual([expect.stringMatching(/^Delete .*Up/)]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Apply' }));
  await within(dialog).findByText('No way is left');
  expect(inline('mallory').map(({ policyName }) => policyName)).not.toContain('Up');
});

test('another change can be chosen in the place of one, and the offer has it', async () => {
  await openWays('mallory');
  const dialog = await openCut();
  await offered(dialog);
  const [first = ''] = titles(dialog);
  const [choose] = within(dialog).getAllByText('Choose another change instead');
  if (!choose) throw new Error('no choice');
  await userEvent.click(choose);
  const [other] = await within(dialog).findAllByRole('button', { name: /^Choose: / });
  const name = other?.getAttribute('aria-label')?.replace('Choose: ', '') ?? '';
  if (!other) throw new Error('nothing else');
  await userEvent.click(other);
  await waitFor(() => expect(titles(dialog)).toContain(name));
  expect(titles(dialog)).not.toContain(first);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Apply' }));
  await within(dialog).findByText('No way is left');
});

test('an offer of an account that changed since says so, and cannot be applied', async () => {
  await openWays('mallory');
  const dialog = await openCut();
  await offered(dialog);
  await session.dispatch('iam', 'CreateUser', { UserName: 'newcomer' });
  await within(dialog).findByText('The account changed');
  const before = session.history.entries.length;
  const apply = within(dialog).getByRole('button', { name: 'Apply' });
  apply.click();
  expect(session.history.entries).toHaveLength(before);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Search again' }));
  await waitFor(() => expect(within(dialog).queryByText('The account changed')).toBeNull());
  await offered(dialog);
});

test('the ways of everybody are cut with the keyboard alone, and administrators stay', async () => {
  await openWays();
  const opener = await screen.findByRole('button', { name: 'Cut all these ways' });
  await waitFor(() => expect(opener.getAttribute('aria-disabled')).not.toBe('true'));
  opener.focus();
  await userEvent.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog');
  await offered(dialog);
  expect(within(dialog).getByText(/^Outsiders are not part of this search/)).toBeTruthy();
  const apply = within(dialog).getByRole('button', { name: 'Apply' });
  await waitFor(() => expect(apply.getAttribute('aria-disabled')).not.toBe('true'));
  for (let at = 0; at < 60 && window.document.activeElement !== apply; at += 1)
    await userEvent.keyboard('{Tab}');
  expect(window.document.activeElement).toBe(apply);
  await userEvent.keyboard('{Enter}');
  await within(dialog).findByText('No way is left');
  expect(dialog.contains(window.document.activeElement)).toBe(true);
  await userEvent.keyboard('{Escape}');
  expect((await row('alice')).textContent).toMatch(/is administrator/);
  await waitFor(() => expect(screen.queryByRole('row', { name: /^User mallory / })).toBeNull());
});

test('a stopped search offers nothing and can be begun again', async () => {
  await openWays('mallory');
  // A fast search would be over before anybody could stop it, and Stop that of what follows it.
  await session.catalogue.loadAllActions();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const load = vi.spyOn(session.catalogue, 'loadAllActions').mockReturnValue(held);
  const dialog = await openCut();
  await waitFor(() => expect(load).toHaveBeenCalled());
  (await within(dialog).findByRole('button', { name: 'Stop' })).click();
  await within(dialog).findByText(/^Stopped after \d+ s\./);
  letGo();
  await held;
  expect(within(dialog).queryByText(/every way/)).toBeNull();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Try again' }));
  await offered(dialog);
});
