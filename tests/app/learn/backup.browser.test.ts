/** Progress goes with backups and comes back by a merge; it is a file of its own too, and a wipe deletes it. */

import { expect, test } from 'vitest';
import { gainOf, openProgress, progressText } from '#app/learn/progress-file.ts';
import { gainWords, progressWords } from '#app/learn/progress-words.ts';
import { progressKind } from '#app/learn/stored-progress.ts';
import { memoryFile } from '#app/recovery/backup.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { wholeWorkspace, type FileChoice } from '#app/workspaces/file-choice.ts';
import { openLocked } from '#app/workspaces/locked-file.ts';
import { noProgress } from '#learn/progress/none.ts';
import type { Progress } from '#learn/progress/file.ts';
import { mergedProgress } from '#learn/progress/merge.ts';
import golden from '../../learn/fixtures/progress-1.json?raw';
import { opened, solved } from '../../learn/progress/random-progress.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { newSession, openSession } from '../test-session.ts';
import { MemoryStore } from '#store/memory-store.ts';

const saved = '2026-11-27T12:00:00.000Z';

/** A session of a browser of its own, with one workspace. */
async function browser(progress: Progress = noProgress): Promise<Session> {
  const name = newName();
  const session = await openSession(await dexieStore(name), { channel: name });
  await session.progress.add(progress);
  return session;
}

async function fileOf(session: Session, choice: FileChoice = wholeWorkspace, passphrase?: string) {
  const ids = session.workspaces.list.map(({ id }) => id);
  const file = await session.tools.copies.file(ids, choice, saved, passphrase);
  if (!file) throw new Error('no file');
  return file.parts.join('');
}

const restored = async (session: Session, text: string) => {
  const result = await session.tools.copies.restore({ name: 'backup.json', text }).done;
  if (result.kind !== 'restored') throw new Error(JSON.stringify(result));
  return result;
};
const levels = ({ progress }: Session) => Object.keys(progress.current.levels);
const given = (text: string) => new File([text], 'progress.json');

test('a restore merges the progress of a backup into what is there, and a second one brings nothing new', async () => {
  const text = await fileOf(await browser(solved('first-policy', 'deny-wins')));
  const other = await browser(solved('many-hats', 'first-policy'));
  expect((await restored(other, text)).gain).toBe('1 level and 3 stars are new.');
  expect(levels(other)).toEqual(['deny-wins', 'first-policy', 'many-hats']);
  expect((await restored(other, text)).gain).toBe('Nothing in it is new.');
  expect(other.workspaces.list).toHaveLength(3);
});

test('a locked backup holds progress, and gives it back with the passphrase', async () => {
  const locked = await fileOf(await browser(solved('first-policy')), wholeWorkspace, 'open sesame');
  expect(locked).not.toContain('first-policy');
  const text = await openLocked(locked, 'open sesame');
  const other = await browser();
  expect((await restored(other, text.ok ? text.value : '')).gain).toBe('1 level and 3 stars are new.');
  expect(levels(other)).toEqual(['first-policy']);
});

test('a backup holds what another tab has added meanwhile', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name), { channel: `${name}-a` });
  await session.progress.load();
  const other = newSession(await dexieStore(name), { channel: `${name}-b` });
  await other.progress.add(opened('deny-wins'));
  expect(await fileOf(session)).toContain('deny-wins');
});

test('a file for others holds no progress, and a file without progress changes none', async () => {
  const session = await browser(solved('first-policy'));
  const text = await fileOf(session, { ...wholeWorkspace, progress: false });
  expect(text).not.toContain('first-policy');
  expect((await restored(session, text)).gain).toBeUndefined();
  expect(levels(session)).toEqual(['first-policy']);
});

test('a backup with bad progress is refused, and neither workspaces nor progress change', async () => {
  const text = (await fileOf(await browser(solved('deny-wins')))).replace('"watched":false', '"watched":1');
  const other = await browser(opened('first-policy'));
  const result = await other.tools.copies.restore({ name: 'backup.json', text }).done;
  expect(result).toMatchObject({ kind: 'refused' });
  expect([levels(other), other.workspaces.list.length]).toEqual([['first-policy'], 1]);
});

test('a person without a workspace backs up and restores progress alone', async () => {
  const session = await browser(solved('first-policy'));
  await session.workspaces.remove(session.workspaces.current?.id ?? '');
  const text = await fileOf(session);
  const other = await browser();
  expect(await restored(other, text)).toMatchObject({ workspaces: [], gain: '1 level and 3 stars are new.' });
});

test('the file that is saved from memory holds progress', async () => {
  const session = await browser(solved('first-policy'));
  const text = (await memoryFile(session)).parts.join('');
  const other = await browser();
  expect((await restored(other, text)).gain).toBe('1 level and 3 stars are new.');
});

test.each(['IndexedDB', 'memory'])('a wipe of %s deletes progress, and says so', async (kind) => {
  const store = kind === 'memory' ? new MemoryStore() : await dexieStore();
  const session = await openSession(store, { channel: newName() });
  await session.progress.add(solved('first-policy'));
  const known = new Map(session.workspaces.list.map(({ id }) => [id, undefined]));
  const wiped = await session.tools.storage.wipe(known);
  expect(wiped).toMatchObject({ kind: 'wiped' });
  expect(wiped.kind === 'wiped' && wiped.words).toContain(
    'Your progress in Learn goes too: 1 level, 3 stars.',
  );
  expect(await store.setting(progressKind.key)).toBeUndefined();
  const next = newSession(store, { channel: newName() });
  await next.progress.load();
  expect(next.progress.current).toEqual(noProgress);
});

test('a wipe says nothing of progress that is not there', async () => {
  const session = await browser();
  const wiped = await session.tools.storage.wipe(
    new Map([[session.workspaces.current?.id ?? '', undefined]]),
  );
  expect(wiped.kind === 'wiped' && wiped.words).not.toContain('Learn');
});

test('the golden file opens, and what is written is the golden file', async () => {
  const session = await browser();
  expect(await openProgress(given(golden), session.progress)).toEqual({
    ok: true,
    value: '1 level and 3 stars are new.',
  });
  expect(await progressText(session.progress)).toBe(golden);
});

test.each([
  ['a cut file', golden.slice(0, 300), /^It is cut off at line \d+, column \d+/],
  ['another file', '{"format":"iam-playground/scenario"}', /this is no progress/],
  ['a backup', '{"format":"iam-playground/workspaces","version":3}', /^This is a backup\./],
  ['a locked backup', '{"format":"iam-playground/locked","version":1}', /^This is a backup\./],
  ['a newer file', golden.replace('"version": 1', '"version": 7'), /^version \(line 3.*format 7/],
  ['a deep file', '['.repeat(100_000), /nested too deeply/],
  ['a large file', ' '.repeat(2 * 1024 * 1024 + 1), /larger than 2 MB/],
  ['a picture', '\u0089PNG\0\0', /./],
])('%s is refused in one sentence, and nothing changes', async (_, text, sentence) => {
  const session = await browser(opened('first-policy'));
  const result = await openProgress(given(text), session.progress);
  expect(result.ok ? 'it was opened' : result.error).toMatch(sentence);
  expect(result.ok).toBe(false);
  expect(levels(session)).toEqual(['first-policy']);
});

test.each<[string, Progress, Progress]>([
  ['1 level and 3 stars are new.', noProgress, solved('a')],
  ['2 levels and 6 stars are new.', solved('b'), solved('a', 'c')],
  ['Nothing in it is new.', solved('a'), noProgress],
  ['No level and no star is new, but some guesses, hints or times are.', solved('a'), opened('b')],
])('a merge says “%s”', (sentence, before, part) => {
  expect(gainWords(mergedProgress(before, noProgress), mergedProgress(before, part))).toBe(sentence);
});

test('one star alone is new in the singular', async () => {
  const session = await browser(solved('a'));
  const level = { ...session.progress.current.levels['a'], stars: ['solved'] } as Progress['levels'][string];
  const other = await browser({ levels: { a: level }, guesses: {} });
  await other.progress.add({ levels: { a: { ...level, stars: ['few-steps'] } }, guesses: {} });
  expect(await gainOf(session.progress.current, other.progress)).toBe('1 star is new.');
  expect(progressWords(other.progress.current)).toBe('1 level, 3 stars');
  expect(progressWords(noProgress)).toBe('0 levels, 0 stars');
});
