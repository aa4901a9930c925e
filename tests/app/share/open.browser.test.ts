/** A shared link or file opens as a preview, and only "Keep a copy" makes a workspace of it. */

import { expect, test } from 'vitest';
import { go } from '#app/navigation/routes.svelte.ts';
import { share } from '#app/share/offer.ts';
import { openLink, openScenarioText } from '#app/share/open.ts';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { readScenario } from '#share/scenario/file.ts';
import { dexieStore } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, userNames } from '../test-session.ts';

const file = JSON.stringify({
  format: 'iam-playground/scenario',
  version: 2,
  title: 'Shared',
  notes: ['Look at zoe.'],
  accounts: [
    {
      id: '444455556666',
      name: 'Shared',
      users: [{ userName: 'zoe', console: {}, accessKeys: [{}], mfaDevices: [{ name: 'phone' }] }],
    },
  ],
});
function scenario() {
  const result = readScenario(file);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a preview that is shown again after a reload keeps the address, and a new one opens where it begins', async () => {
  const session = await openSession(await dexieStore());
  const link = encodeLink(scenario());
  go('learn', ['lesson']);
  await openLink(session, link, { stay: true });
  expect([session.readOnlyWorld?.name, location.hash]).toEqual(['Shared', '#/learn/lesson']);
  await openLink(session, link);
  expect(location.hash).toBe('#/ask');
});

test('a link opens as a preview over the person’s own work, and a kept copy is a workspace of its own', async () => {
  const session = await openSession(await dexieStore());
  await createUser(session, 'bob');
  const own = session.workspaces.current?.id ?? '';
  expect(await openLink(session, encodeLink(scenario()))).toBe(true);
  expect([userNames(session), session.account, session.workspaces.list.length]).toEqual([
    ['zoe'],
    '444455556666',
    1,
  ]);
  // Secrets that the file leaves out are made anew.
  expect([...session.state.world.secrets.values()].map(({ kind }) => kind).sort()).toEqual([
    ...['access-key', 'password', 'totp'],
  ]);
  expect(await createUser(session, 'eve')).toMatchObject({ ok: false, error: { code: 'ReadOnly' } });
  await session.readOnlyWorld?.keep?.();
  expect([session.readOnlyWorld, session.workspaces.list.length, session.workspaces.current?.origin]).toEqual(
    [undefined, 2, 'shared'],
  );
  expect((await createUser(session, 'eve')).ok).toBe(true);
  await session.workspaces.open(own);
  expect(userNames(session)).toEqual(['alice', 'bob']);
});

test('a scenario file opens as a preview like a link', async () => {
  const session = await openSession(await dexieStore());
  expect(await openScenarioText(session, 'lesson.json', file)).toBe(true);
  expect([session.readOnlyWorld?.title, userNames(session)]).toEqual(['Preview of “Shared”', ['zoe']]);
});

test('an account that was opened from a level knows its level: as a workspace, in a backup, and shared', async () => {
  const session = await openSession(await dexieStore());
  const variant = { level: 'first-policy', variant: 'k3f9x2' };
  const ofLevel = JSON.stringify({ ...(JSON.parse(file) as object), version: 6, ...variant });
  expect(await openScenarioText(session, 'level.json', ofLevel)).toBe(true);
  await session.readOnlyWorld?.keep?.();
  const { current } = session.workspaces;
  expect(current?.guide).toMatchObject(variant);

  const { copies } = session.tools;
  const backup = await copies.file([current?.id ?? ''], wholeWorkspace, '2026-03-01T12:00:00Z');
  const restored = await copies.restore({ name: 'backup.json', text: backup?.parts.join('') ?? '' }).done;
  if (restored.kind !== 'restored') throw new Error(restored.kind);
  expect(restored.workspaces.map(({ guide }) => guide)).toMatchObject([variant]);

  const choice = { title: 'Again', notes: '', question: undefined, withSecrets: false, anonymous: false };
  const shared = await share(session, choice);
  expect(decodeLink(shared.code)).toMatchObject({ ok: true, value: variant });
  const anonymous = await share(session, { ...choice, anonymous: true });
  expect(anonymous.file.text).not.toMatch(/first-policy|k3f9x2/);
});

test.each([
  ['a cut link', (link: string) => link.slice(0, 90), /cut off after 90 of \d+ characters/],
  ['an altered link', (link: string) => link.replace(/.(?=\.\w{7}$)/, '~'), /changed on the way/],
  ['a link of another version', (link: string) => link.replace('s1', 's7'), /link format 7/],
])('%s is reported, stores nothing, and the page lives', async (_, broken, words) => {
  const session = await openSession(await dexieStore());
  const before = session.state;
  expect(await openLink(session, broken(encodeLink(scenario())))).toBe(false);
  expect(session.problems.current?.detail).toMatch(words);
  expect([session.readOnlyWorld, session.state, session.workspaces.list.length]).toEqual([
    undefined,
    before,
    1,
  ]);
  expect((await createUser(session, 'bob')).ok).toBe(true);
});

test('a scenario file that is wrong is refused with the place of the fault', async () => {
  const session = newSession(await dexieStore());
  await session.workspaces.start({ example: false });
  expect(await openScenarioText(session, 'lesson.json', file.replace('"zoe"', '"z o e"'))).toBe(false);
  expect(session.problems.current).toMatchObject({ title: 'lesson.json was not opened' });
  expect(session.problems.current?.detail).toMatch(
    /Line 1, column \d+: accounts\[0\].users\[0\].userName: expected a name/,
  );
  expect(await openScenarioText(session, 'deep.json', '['.repeat(5_000_000))).toBe(false);
  expect(session.problems.current?.detail).toMatch(/nested too deeply/);
  expect(session.workspaces.list).toEqual([]);
});
