/** The search through history for what turned an answer: pages, its end, and records that were set aside. */

import { expect, test } from 'vitest';
import { type AnswerTurn, type SinceOptions, since } from '#app/history/since.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { type Change, created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import type { HistoryRow } from '#store/rows.ts';
import { accountRow, user } from '../../store/samples.ts';

const bob = user('bob');
const withPath = (at: number) => ({ ...bob, path: `/${at}/` });
const row = (position: number, changes: readonly Change[]): HistoryRow => ({
  workspace: 'w',
  position,
  changes,
  entry: {
    position,
    revision: position,
    label: `change ${position}`,
    operation: 'X',
    at: '',
    by: '',
    size: 1,
  },
});

/** Batch 1 makes bob, the others move him; alice is made by batch 130. */
function history(length = 250): { present: World; rows: readonly HistoryRow[] } {
  const present = createWorld({ freeze: true });
  apply(present, [created('accounts', accountRow)]);
  const rows = Array.from({ length }, (_, at) => {
    const move = at === 0 ? created('users', withPath(0)) : replaced('users', withPath(at - 1), withPath(at));
    const changes = at === 129 ? [move, created('users', user('alice'))] : [move];
    apply(present, changes);
    return row(at + 1, changes);
  });
  return { present, rows };
}

async function search(
  { present, rows }: ReturnType<typeof history>,
  more: Partial<SinceOptions<boolean>> & { readonly from?: number; readonly isUnread?: boolean } = {},
  pages: string[] = [],
) {
  const turns: AnswerTurn<boolean>[] = [];
  const reports: number[] = [];
  const asked = { times: 0 };
  const end = await since(
    { from: more.from ?? 0, now: rows.length },
    (low, high) => {
      pages.push(`${low}–${high}`);
      const found = rows.filter(({ position }) => position >= low && position <= high);
      return Promise.resolve(more.isUnread ? undefined : found);
    },
    {
      present,
      ask: (world) => {
        asked.times += 1;
        return world.users.has(user('alice').id);
      },
      isSame: (one, other) => one === other,
      onTurn: (turn) => turns.push(turn),
      report: (done) => reports.push(done),
      signal: new AbortController().signal,
      isSameWorld: () => true,
      ...more,
    },
  );
  return {
    end,
    turns: turns.map(({ entry, before, after }) => [entry.position, before, after]),
    reports,
    pages,
    asked,
  };
}

test('history is read in pages from the newest, and only a change of what was read is asked about', async () => {
  const found = await search(history());
  expect(found).toEqual({
    end: 'start',
    turns: [[130, false, true]],
    reports: [0.4, 0.8, 1],
    pages: ['151–250', '51–150', '1–50'],
    asked: { times: 2 },
  });
});

test('where the oldest changes are gone, the answer before them is said to be older than what is saved', async () => {
  const { end, turns } = await search(history(), { from: 200 });
  expect({ end, turns }).toEqual({ end: 'oldest', turns: [] });
});

test('the search ends where a batch is missing or a record of it was set aside, and tells what it found', async () => {
  const whole = history();
  const missing = await search({ ...whole, rows: whole.rows.filter(({ position }) => position !== 20) }, {});
  expect(missing.end).toBe('oldest');
  const other = row(100, [replaced('users', user('gone'), user('gone'))]);
  const aside = await search({
    ...whole,
    rows: whole.rows.map((one) => (one.position === 100 ? other : one)),
  });
  expect({ end: aside.end, turns: aside.turns }).toEqual({ end: 'oldest', turns: [[130, false, true]] });
});

test('nobody waits any more: the search ends without another page', async () => {
  const ending = new AbortController();
  const pages: string[] = [];
  const searching = search(history(), { signal: ending.signal, onTurn: () => ending.abort() }, pages);
  await expect(searching).rejects.toThrow(/abort/i);
  expect(pages).toEqual(['151–250', '51–150']);
});

test('a search in an account that changes meanwhile ends without a word about it', async () => {
  let isSame = true;
  const searching = search(history(), { isSameWorld: () => isSame, onTurn: () => (isSame = false) });
  await expect(searching).rejects.toThrow(/account changed/);
});

test('history that cannot be read says nothing of the answer before', async () => {
  const { end } = await search(history(), { isUnread: true });
  expect(end).toBe('unread');
});

test('the present world is not touched', async () => {
  const whole = history();
  const before = [...whole.present.users.values()];
  const names = [...(whole.present.index.owned.get(`users/${accountRow.id}`) ?? [])];
  await search(whole);
  expect([...whole.present.users.values()]).toEqual(before);
  expect([...(whole.present.index.owned.get(`users/${accountRow.id}`) ?? [])]).toEqual(names);
});
