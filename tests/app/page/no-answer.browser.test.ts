/** The page waits for a database that may never answer, and tells the person in time. */

import { expect, test, vi } from 'vitest';
import { answeredInTime, silenceMs, unopened } from '#app/page/no-answer.ts';
import { LateData } from '#app/recovery/late-data.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { opened } from '../../learn/progress/random-progress.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, until, userNames } from '../test-session.ts';

/** A wait that ends when the test says so. */
function clock() {
  const waits: { milliseconds: number; end: () => void }[] = [];
  const wait = (milliseconds: number) =>
    new Promise<void>((end) => {
      waits.push({ milliseconds, end });
    });
  return { wait, waits };
}

function silent() {
  let answer = (_text: string) => {};
  const opening = new Promise<string>((resolve) => (answer = resolve));
  return { opening, answer };
}

test('a database that answers in time is never asked about', async () => {
  const { wait, waits } = clock();
  const ask = vi.fn(() => () => undefined);
  expect(await answeredInTime(Promise.resolve('database'), { wait, ask })).toBe('database');
  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([silenceMs]);
  waits[0]?.end();
  await Promise.resolve();
  expect([silenceMs, ask.mock.calls.length]).toEqual([5_000, 0]);
});

test('a late answer takes the question away and counts, if the person has not answered', async () => {
  const { wait, waits } = clock();
  const { opening, answer } = silent();
  const takenAway = vi.fn();
  const ask = vi.fn(() => takenAway);
  const result = answeredInTime(opening, { wait, ask });
  waits[0]?.end();
  await expect.poll(() => ask.mock.calls.length).toBe(1);
  answer('database');
  expect([await result, takenAway.mock.calls.length]).toEqual(['database', 1]);
});

test('a person who does not want to wait works in memory', async () => {
  const { wait, waits } = clock();
  const takenAway = vi.fn();
  const result = answeredInTime(silent().opening, {
    wait,
    ask: (workInMemory) => {
      workInMemory();
      return takenAway;
    },
  });
  waits[0]?.end();
  expect(await result).toBe('in memory');
  expect(takenAway).toHaveBeenCalledOnce();
});

test('work in memory is added to saved data that answer late, under a free name; an untouched example is not', async () => {
  const name = newName();
  await openSession(await dexieStore(name), { channel: newName() });
  const memory = new MemoryStore();
  const session = newSession(memory, { channel: newName() });
  await session.workspaces.createFromExample('first-minutes');
  await openSession(memory, { channel: newName() });
  const mine = (await memory.list()).find((row) => row.name === 'test');
  await session.workspaces.open(mine?.id ?? '');
  await createUser(session, 'bob');
  await session.progress.add(opened('first-policy'));
  const before = newSession(await dexieStore(name), { channel: newName() });
  await before.progress.add(opened('deny-wins'));

  const late = new LateData(memory, await dexieStore(name));
  expect((await late.take(mine?.id)).ok).toBe(true);
  const next = newSession(await dexieStore(name), { channel: newName() });
  await next.workspaces.start();
  expect(next.workspaces.list.map((one) => one.name).sort()).toEqual(['test', 'test (2)']);
  expect([next.workspaces.current?.name, userNames(next)]).toEqual(['test (2)', ['alice', 'bob']]);
  await next.undo();
  expect(userNames(next)).toEqual(['alice']);
  await next.progress.load();
  expect(Object.keys(next.progress.current.levels)).toEqual(['deny-wins', 'first-policy']);
});

test('a lost connection that is never opened again is told in time, and a later answer is taken', async () => {
  const { wait, waits } = clock();
  const store = await dexieStore();
  const session = await openSession(store, { wait, channel: newName() });
  const { opening, answer } = silent();
  const reopen = store.reopen.bind(store);
  vi.spyOn(store, 'reopen').mockImplementationOnce(() => opening.then(reopen));
  session.savedData.databaseClosed({ kind: 'lost', full: false });
  waits[0]?.end();
  await until(() => session.savedData.onlyHere);
  expect(session.savedData.trouble).toMatchObject({ kind: 'unreachable', full: false });
  answer('now');
  await session.savedData.retry();
  expect(session.savedData.trouble).toBeUndefined();
});

const why = [
  ['QuotaExceededError: full disk', 'full', /^The disk is full, so/],
  ['UnknownError: Internal error opening backing store', 'closed', /^The browser cannot open the saved data/],
  ['SecurityError: denied', 'failed', /IndexedDB is missing or blocked/],
] as const;

test.each(why)(
  'a database that does not open because of %s is told as what it is',
  (detail, code, sentence) => {
    expect(unopened({ kind: 'unavailable', detail, code })?.warning).toMatch(sentence);
  },
);

test('saved data that are open, or of a newer version, are not said to be missing', () => {
  expect(unopened({ kind: 'newer', version: 9 })).toBeUndefined();
  expect(unopened('in memory')?.warning).toMatch(/^The browser has not opened the saved data yet\./);
});
