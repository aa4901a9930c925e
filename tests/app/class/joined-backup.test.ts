/** A backup holds the class that a student joined, so that "New student" costs nobody their work. */

import { expect, test } from 'vitest';
import { memoryFile } from '#app/recovery/backup.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { variantOf } from '#learn/class/student.ts';
import type { LevelResult } from '#learn/class/joined.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { plan } from '../../learn/class/sample.ts';
import { newSession, openSession } from '../test-session.ts';

const other = { ...plan, id: 'zzzz2222', title: 'Roles on Monday' };

async function play(session: Session, name: string, part: Partial<LevelResult> = {}, of = plan) {
  const joined = await session.joined();
  await joined.join(of);
  await joined.name(name);
  await joined.note('groups', variantOf(of, name), part);
}

const workOf = async (session: Session) => (await (await session.joined()).latest()).work;

async function backupOf(session: Session, classes = true): Promise<string> {
  const ids = session.workspaces.list.map(({ id }) => id);
  const file = await session.tools.copies.file(ids, { ...wholeWorkspace, classes }, '2026-11-27T12:00:00Z');
  return file?.parts.join('') ?? '';
}

const restore = (session: Session, text: string) =>
  session.tools.copies.restore({ name: 'backup.json', text }).done;

test('a backup before the next student brings class, name and work back, and a file for others never has them', async () => {
  const store = new MemoryStore();
  const session = await openSession(store);
  await play(session, 'Ana', { stars: ['solved'], seconds: 90 });
  const work = await workOf(session);
  expect(await backupOf(session, false)).not.toContain(plan.key);
  const text = await backupOf(session);

  await session.tools.storage.wipe(new Map(session.workspaces.list.map(({ id }) => [id, undefined])));
  const next = newSession(store);
  expect(await workOf(next)).toBeUndefined();
  const words = `You are in the class “${plan.title}” again.`;
  expect(await restore(next, text)).toMatchObject({ kind: 'restored', gain: words });
  expect(await workOf(next)).toEqual(work);
});

test('a backup adds to the work of the same student, and a student of another class keeps theirs', async () => {
  const session = await openSession(new MemoryStore());
  await play(session, 'Ana', { stars: ['solved'], seconds: 90 });
  const text = await backupOf(session);

  const same = newSession(new MemoryStore());
  await play(same, 'ana', { hints: 2 });
  await restore(same, text);
  expect(await workOf(same)).toMatchObject({ levels: [{ stars: ['solved'], seconds: 90, hints: 2 }] });

  const elsewhere = newSession(new MemoryStore());
  await play(elsewhere, 'Ben', { hints: 1 }, other);
  const before = await workOf(elsewhere);
  const { gain = '' } = (await restore(elsewhere, text)) as { gain?: string };
  expect(gain).toBe(
    `Its class “${plan.title}” is left out: leave “${other.title}” first, then restore it again.`,
  );
  expect(await workOf(elsewhere)).toEqual(before);
});

test('the backup of work that is only in memory holds the class', async () => {
  const session = await openSession(new MemoryStore());
  await play(session, 'Ana');
  expect((await memoryFile(session)).parts.join('')).toContain(plan.key);
});
