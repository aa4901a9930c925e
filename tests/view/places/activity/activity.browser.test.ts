/** Activity has filters in the address, says why, shows the account as it was, and makes a branch of it. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent as userEvents } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import type { TrailEntry } from '#store/rows.ts';
import type { TrailQuery } from '#store/store.ts';
import { newSession } from '../../../app/test-session.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const iam = 'arn:aws:iam::111122223333';
const users = ({ state }: Session) => [...state.world.users.values()].map(({ userName }) => userName).sort();

async function withHistory(): Promise<Session> {
  const session = await exampleSession('first-minutes');
  for (const name of ['bob', 'carol', 'dave'])
    await session.dispatch('iam', 'CreateUser', { UserName: name });
  return session;
}

test('the address of Activity shows the calls of one user, also those under an earlier name', async () => {
  const session = await withHistory();
  session.identity.actAs(`${iam}:user/alice`);
  await session.dispatch('iam', 'CreateUser', { UserName: 'eve' });
  session.identity.actAs(`${iam}:root`);
  await session.dispatch('iam', 'UpdateUser', { UserName: 'alice', NewUserName: 'alicia' });
  openPage(session, '#/activity?user=alicia');
  const table = await screen.findByRole('table', { name: 'Events' });
  await screen.findByText('1 event matches');
  within(table).getByText(/AccessDenied/);
});

/** One event in this store is damaged: it is found and counted, and never shown. */
class OneDamaged extends MemoryStore {
  override async trail(id: string, query: TrailQuery): Promise<TrailEntry[]> {
    return (await super.trail(id, query)).filter(({ seq }) => seq !== 250);
  }
}

test('a long trail is read page by page, each event once, and ends although one is damaged', async () => {
  const session = newSession(new OneDamaged());
  await session.workspaces.createFromExample('first-minutes');
  for (let at = session.trail.length; at < 410; at += 1) await session.dispatch('iam', 'ListUsers', {});
  openPage(session, '#/activity');
  const table = await screen.findByRole('table', { name: 'Events' });
  const rows = () => Number(table.getAttribute('aria-rowcount')) - 1;
  await screen.findByText('410 events');
  expect(rows()).toBe(199);
  await person.click(screen.getByRole('button', { name: 'Show older events' }));
  await expect.poll(rows).toBe(399);
  await person.click(screen.getByRole('button', { name: 'Show older events' }));
  await expect.poll(rows).toBe(409);
  expect(screen.queryByRole('button', { name: 'Show older events' })).toBeNull();
});

test('a refused call leads to Ask with that very request', async () => {
  const session = await withHistory();
  session.identity.actAs(`${iam}:user/mallory`);
  await session.dispatch('iam', 'DeleteUser', { UserName: 'bob' });
  openPage(session, '#/activity');
  await person.click(await screen.findByRole('button', { name: 'DeleteUser' }));
  const why = await screen.findByRole('link', { name: 'Why?' });
  const asked = new URLSearchParams(why.getAttribute('href')?.split('?')[1]);
  expect(Object.fromEntries(asked)).toEqual({
    p: `${iam}:user/mallory`,
    a: 'iam:DeleteUser',
    r: `${iam}:user/bob`,
  });
});

test('the slider shows the account as it was, on all places, and lets nothing be changed', async () => {
  const session = await withHistory();
  const before = users(session);
  openPage(session, '#/activity');
  const slider = await screen.findByRole('slider', { name: 'Show the account as it was' });
  slider.focus();
  await person.click(screen.getByRole('button', { name: 'Previous change' }));
  await screen.findByText(/The account as it was on .*, after “.*carol.*”/);
  expect(users(session)).toEqual(before.filter((name) => name !== 'dave'));
  const refused = await session.dispatch('iam', 'CreateUser', { UserName: 'frank' });
  expect(refused.ok || refused.error.message).toMatch(/^This is the past: nothing can be changed here/);
  await person.click(screen.getByRole('button', { name: 'Back to now' }));
  await expect.poll(() => users(session)).toEqual(before);
  expect(session.readOnlyWorld).toBeUndefined();
});

test('the slider names each change with its time, and the arrow keys go from change to change', async () => {
  const session = await withHistory();
  openPage(session, '#/activity');
  const slider = await screen.findByRole('slider', { name: 'Show the account as it was' });
  const said = () => slider.getAttribute('aria-valuetext');
  expect(said()).toMatch(/^Now, after “.*dave.*”, .* UTC$/);
  slider.focus();
  await userEvents.keyboard('{ArrowLeft}');
  await expect.poll(said).toMatch(/^after “.*carol.*”, .* UTC$/);
  await screen.findByText(/^after “.*carol.*”, .* UTC\./);
  await userEvents.keyboard('{Home}');
  await expect.poll(said).toBe('at the start, before the first change');
  expect(document.activeElement).toBe(slider);
  await userEvents.hover(slider, { position: { x: 12, y: 8 } });
  await screen.findByText('at the start, before the first change', { selector: '.popup' });
  await userEvents.keyboard('{End}');
  await expect.poll(said).toMatch(/^Now, after/);
  expect(session.readOnlyWorld).toBeUndefined();
});

test('an undone change is called so on the slider', async () => {
  const session = await withHistory();
  await session.undo();
  openPage(session, '#/activity');
  const slider = await screen.findByRole('slider', { name: 'Show the account as it was' });
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^Now, after “.*carol.*”/);
  await person.click(screen.getByRole('button', { name: 'Next change' }));
  await screen.findByText(/This change was undone\. You can redo it\./);
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^Undone: after “.*dave.*”/);
});

test('the detail of an event says its result, who made it with the ARN, and on what', async () => {
  const session = await withHistory();
  session.identity.actAs(`${iam}:user/mallory`);
  await session.dispatch('iam', 'DeleteUser', { UserName: 'bob' });
  openPage(session, '#/activity');
  await person.click(await screen.findByRole('button', { name: 'DeleteUser' }));
  const detail = within(await screen.findByRole('dialog', { name: 'DeleteUser' }));
  const facts = () => [...document.querySelectorAll('dialog dt')].map((term) => term.textContent);
  expect(facts()).toEqual(['Result', 'Who', 'Resource', 'Service', 'Time', 'From']);
  detail.getByText('Refused');
  detail.getByRole('link', { name: 'User mallory' });
  detail.getByRole('button', { name: `Copy ARN ${iam}:user/mallory` });
  await person.keyboard('{Escape}');
});

test('a period in the address filters the events, and its button says which', async () => {
  openPage(await withHistory(), '#/activity?from=2001-01-01T00:00&to=2001-01-01T09:30');
  const button = await screen.findByRole('button', { name: 'Period: 1 Jan 2001, 00:00 to 09:30' });
  await screen.findByText('No event matches these filters');
  await person.click(button);
  await person.click(await screen.findByRole('button', { name: 'Any time' }));
  expect(location.hash).toBe('#/activity');
  await screen.findByRole('button', { name: 'Period: Any time' });
  await expect.poll(() => screen.queryAllByRole('button', { name: 'CreateUser' }).length).toBe(3);
});

test('an event shows the account after it; going on from there makes a workspace and loses nothing', async () => {
  const session = await withHistory();
  const [first, before] = [session.workspaces.current, users(session)];
  openPage(session, '#/activity');
  const events = await screen.findAllByRole('button', { name: 'CreateUser' });
  await person.click(events.at(-1) ?? document.body);
  await person.click(await screen.findByRole('button', { name: 'The account after this event' }));
  await expect.poll(() => users(session)).toEqual(before.filter((name) => !/carol|dave/.test(name)));
  await person.click(await screen.findByRole('button', { name: 'Continue from here' }));
  await expect.poll(() => session.workspaces.current?.id).not.toBe(first?.id);
  expect(users(session)).toEqual(before.filter((name) => !/carol|dave/.test(name)));
  expect((await session.dispatch('iam', 'CreateUser', { UserName: 'frank' })).ok).toBe(true);
  await session.workspaces.open(first?.id ?? '');
  expect(users(session)).toEqual(before);
});

test('an event that was undone and replaced cannot be shown, and the page says so', async () => {
  const session = await withHistory();
  await session.undo();
  await session.dispatch('iam', 'CreateUser', { UserName: 'erin' });
  const events = await session.trail.entries({ facets: [{ kind: 'name', value: 'CreateUser' }] });
  expect(events.map((entry) => session.past.positionOf(entry))).toEqual([3, undefined, 2, 1]);
  await session.past.show(3);
  expect(users(session)).toContain('erin');
});

test('an undone change can still be looked at, as long as it can be redone', async () => {
  const session = await withHistory();
  await session.undo();
  await session.undo();
  await session.past.show(3);
  expect(users(session)).toContain('dave');
  session.readOnly.close();
  expect(users(session)).not.toContain('carol');
  await session.redo();
  expect(users(session)).toContain('carol');
});

test('Activity tells allowed, refused and failed events apart, in words, filters and counts', async () => {
  const session = await withHistory();
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  session.identity.actAs(`${iam}:user/mallory`);
  await session.dispatch('iam', 'DeleteUser', { UserName: 'bob' });
  session.identity.actAs(`${iam}:root`);
  for (const UserName of ['bob', 'nobody-here'])
    await session.dispatch('signin', 'SignInAsUser', { Account: session.account, UserName, Password: 'x' });
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Auditor',
    AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"${iam}:user/bob"},"Action":"sts:AssumeRole"}}`,
  });
  session.identity.actAs(`${iam.replace(':iam:', ':sts:')}:assumed-role/Auditor/bob`);
  await session.dispatch('iam', 'ListRoles', {});
  session.identity.actAs(`${iam}:root`);
  openPage(session, '#/activity');
  const table = await screen.findByRole('table', { name: 'Events' });
  await within(table).findByText('EntityAlreadyExistsException');
  within(table).getByRole('link', { name: 'Role Auditor / bob' });
  expect(within(table).getAllByRole('link', { name: 'Root user Root user' }).length).toBeGreaterThan(0);
  within(table).getByText('unknown user name');
  const rowOf = (text: string) => within(table).getByText(text).closest('tr')?.textContent;
  expect(rowOf('EntityAlreadyExistsException')).toContain('Failed');
  expect(rowOf('Failed authentication')).toMatch(/ConsoleLogin.*Failed/);
  expect(within(table).getAllByText('Refused')).toHaveLength(2);
  const results = within(screen.getByRole('group', { name: 'Result' }));
  const chosen = () => results.getByRole('button', { pressed: true }).textContent.trim();
  expect(chosen()).toBe('All');
  await person.click(results.getByRole('button', { name: 'Failed' }));
  await screen.findByText('3 events match');
  expect(location.hash).toBe('#/activity?result=failed');
  expect(within(table).queryByText('Refused')).toBeNull();
  visit('#/activity?result=refused');
  await screen.findByText('2 events match');
  expect(chosen()).toBe('Refused');
  within(table).getAllByText('AccessDenied');
  await person.click(results.getByRole('button', { name: 'All' }));
  expect(location.hash).toBe('#/activity');
});
