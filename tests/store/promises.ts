/** Every store keeps these promises: memory is asked in Node, and IndexedDB in Chromium. */

import { expect, test } from 'vitest';
import { created, replaced, reverseChanges } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { type NewRecord, keptBatches, keptEvents, keptKey, keptRevisions } from '#store/rows.ts';
import type { Commit, Committed, Store, TrailQuery, Written } from '#store/store.ts';
import {
  about,
  account,
  attached,
  batchAt,
  commit,
  doing,
  event,
  seedRecords,
  usage,
  user,
} from './samples.ts';
import { guidedBy, renamedTo } from '#store/history.ts';

export async function withWorkspace(store: Store, id = 'w'): Promise<Store> {
  const result = await store.create(about(id), seedRecords);
  if (!result.ok) throw new Error(result.error.detail);
  return store;
}

async function recordsOf(store: Store, id = 'w'): Promise<NewRecord[] | undefined> {
  const records: NewRecord[] = [];
  const loaded = await store.load(id, (chunk) =>
    records.push(...chunk.map(({ table, id: key, row }) => ({ table, id: key, row }))),
  );
  return loaded && records.sort((a, b) => a.id.localeCompare(b.id));
}

export const names = async (store: Store, id = 'w') =>
  (await recordsOf(store, id))?.flatMap(({ row }) => ('userName' in row ? row.userName : []));

export async function done(written: Promise<Written>): Promise<Committed> {
  const result = await written;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

export function promises(kind: string, make: (keep?: number) => Promise<Store>): void {
  const fresh = async () => withWorkspace(await make());

  test(`a store in ${kind} creates, lists and loads a workspace`, async () => {
    const store = await fresh();
    expect(
      (await store.list()).map(({ id, revision, cursor, state }) => [id, revision, cursor, state]),
    ).toEqual([['w', 0, 0, 'ready']]);
    expect(await recordsOf(store)).toEqual(seedRecords);
    expect(await store.load('nowhere', () => undefined)).toBeUndefined();
  });

  test(`a commit in ${kind} writes records, history, marks and trail at once`, async () => {
    const store = await fresh();
    const mark = created('usage', usage('alice'));
    const written = await done(
      store.commit(commit(0, 'bob', { marks: [mark], events: [event('CreateUser')] })),
    );
    expect(written.row).toMatchObject({ revision: 1, cursor: 1, top: 1, trail: 1 });
    expect(await names(store)).toEqual(['alice', 'bob']);
    expect((await recordsOf(store))?.some(({ table }) => table === 'usage')).toBe(true);
    const batch = await batchAt(store, 'w', 1);
    expect(batch?.changes).toEqual([created('users', user('bob'))]);
    expect(batch?.entry).toMatchObject({ position: 1, revision: 1, label: 'create bob', size: 1 });
    expect((await store.trail('w', { offset: 0, limit: 9 })).map(({ event }) => event.eventName)).toEqual([
      'CreateUser',
    ]);
  });

  test(`a batch with secrets comes back whole from ${kind}, and a new one in its place has only its own`, async () => {
    const store = await fresh();
    const secret = (base32: string) => ({ id: unsafeEntityId('S'), account, kind: 'totp' as const, base32 });
    const first = [created('users', user('bob')), created('secrets', secret('ONE'))];
    await done(store.commit(commit(0, '', { changes: first })));
    const second = [replaced('secrets', secret('ONE'), secret('TWO'))];
    await done(store.commit(commit(1, '', { changes: second })));
    expect((await batchAt(store, 'w', 1))?.changes).toEqual(first);
    expect((await batchAt(store, 'w', 2))?.changes).toEqual(second);
    await done(store.commit(commit(2, '', { intent: { kind: 'undo' }, changes: reverseChanges(second) })));
    await done(store.commit(commit(3, 'carol')));
    expect((await batchAt(store, 'w', 2))?.changes).toEqual([created('users', user('carol'))]);
    expect((await recordsOf(store))?.find(({ table }) => table === 'secrets')?.row).toEqual(secret('ONE'));
  });

  test(`a moved revision in ${kind} refuses and changes nothing`, async () => {
    const store = await fresh();
    await done(store.commit(commit(0, 'bob')));
    const before = [
      await recordsOf(store),
      await store.list(),
      await store.trail('w', { offset: 0, limit: 9 }),
    ];
    const late = await store.commit(commit(0, 'carol', { events: [event('CreateUser')] }));
    expect(late).toMatchObject({ ok: false, error: { code: 'moved' } });
    expect([
      await recordsOf(store),
      await store.list(),
      await store.trail('w', { offset: 0, limit: 9 }),
    ]).toEqual(before);
  });

  test(`a deleted workspace in ${kind} refuses every change`, async () => {
    const store = await fresh();
    expect(await store.remove('w')).toMatchObject({ ok: true });
    expect(await store.commit(commit(0, 'bob'))).toMatchObject({ ok: false, error: { code: 'gone' } });
    expect(await store.since('w', 0)).toBe('gone');
    expect(await store.describe('w', renamedTo('x'))).toMatchObject({ error: { code: 'gone' } });
    expect(await store.describe('w', guidedBy({}, undefined))).toMatchObject({ error: { code: 'gone' } });
  });

  test(`events alone leave the revision in ${kind}, and marks alone leave the history`, async () => {
    const store = await fresh();
    const trace = { intent: { kind: 'trace' }, changes: [] } as const;
    const refused = await done(
      store.commit(commit(0, '', { ...trace, events: [event('ListUsers', 'AccessDenied')] })),
    );
    expect(refused.row).toMatchObject({ revision: 0, trail: 1 });
    expect(refused.journal).toBeUndefined();
    const marked = await done(
      store.commit(commit(0, '', { ...trace, marks: [created('usage', usage('alice'))] })),
    );
    expect(marked.row).toMatchObject({ revision: 1, cursor: 0, top: 0 });
  });

  test(`undo and redo move the cursor in ${kind}, and a new change drops what was undone`, async () => {
    const store = await fresh();
    for (const [at, name] of ['b', 'c', 'd'].entries()) await done(store.commit(commit(at, name)));
    const undo = async (base: number, position: number): Promise<Commit> =>
      commit(base, '', {
        intent: { kind: 'undo' },
        changes: reverseChanges((await batchAt(store, 'w', position))?.changes ?? []),
      });
    expect((await done(store.commit(await undo(3, 3)))).row).toMatchObject({
      revision: 4,
      cursor: 2,
      top: 3,
    });
    expect((await done(store.commit(await undo(4, 2)))).row).toMatchObject({
      revision: 5,
      cursor: 1,
      top: 3,
    });
    expect(await names(store)).toEqual(['alice', 'b']);
    const redo = commit(5, '', {
      intent: { kind: 'redo' },
      changes: (await batchAt(store, 'w', 2))?.changes ?? [],
    });
    expect((await done(store.commit(redo))).row).toMatchObject({ revision: 6, cursor: 2, top: 3 });
    expect((await done(store.commit(commit(6, 'e')))).row).toMatchObject({ revision: 7, cursor: 3, top: 3 });
    expect(await names(store)).toEqual(['alice', 'b', 'c', 'e']);
    const loaded = await store.load('w', () => undefined);
    expect(loaded?.entries.map(({ label }) => label)).toEqual(['create b', 'create c', 'create e']);
  });

  test(`history in ${kind} keeps the newest ${keptBatches} batches`, async () => {
    const store = await fresh();
    for (let base = 0; base < keptBatches + 3; base += 1) {
      const change =
        base % 2 === 0 ? attached('alice', 'arn:x') : reverseChanges([attached('alice', 'arn:x')])[0];
      await done(
        store.commit(commit(base, '', { intent: doing(`${base + 1}`), changes: change ? [change] : [] })),
      );
    }
    const entries = (await store.load('w', () => undefined))?.entries ?? [];
    expect([entries.length, entries[0]?.position, entries.at(-1)?.position]).toEqual([
      keptBatches,
      4,
      keptBatches + 3,
    ]);
    expect(await batchAt(store, 'w', 3)).toBeUndefined();
  });

  test(`the trail in ${kind} keeps the newest events, as many as it may, and pages from the newest`, async () => {
    const keep = 50;
    const store = await withWorkspace(await make(keep));
    const many = Array.from({ length: keep + 5 }, (_, at) => event(`E${at}`));
    await done(store.commit(commit(0, '', { intent: { kind: 'trace' }, changes: [], events: many })));
    await done(
      store.commit(commit(0, '', { intent: { kind: 'trace' }, changes: [], events: [event('Last')] })),
    );
    const page = async (offset: number, limit: number) =>
      (await store.trail('w', { offset, limit })).map(({ event: { eventName } }) => eventName);
    expect(await page(0, 3)).toEqual(['Last', `E${keep + 4}`, `E${keep + 3}`]);
    expect(await page(keep - 1, 9)).toEqual(['E6']);
    expect(await store.countTrail('w', {})).toBe(keep);
    expect(keptEvents).toBe(100_000);
  });

  test(`events in ${kind} are found by each facet, by several and by time, newest first`, async () => {
    const store = await withWorkspace(await fresh(), 'other');
    const at = (minute: number) => `2026-01-31T12:${String(minute).padStart(2, '0')}:00Z`;
    const by = (userName: string) => ({ userIdentity: { type: 'IAMUser', userName, accessKeyId: 'AKIA1' } });
    const events = Array.from({ length: 30 }, (_, minute) => ({
      ...event(minute % 3 ? 'GetUser' : 'CreateUser', minute % 5 ? undefined : 'AccessDenied'),
      ...by(minute % 2 ? 'alice' : 'bob'),
      eventTime: at(minute),
      readOnly: minute % 3 > 0,
      requestParameters: { userName: `user-${minute}`, path: '/' },
    }));
    const trace = { intent: { kind: 'trace' }, changes: [] } as const;
    await done(store.commit(commit(0, '', { ...trace, events })));
    await done(
      store.commit({ ...commit(0, '', { ...trace, events: [event('GetUser')] }), workspace: 'other' }),
    );
    const find = async (query: Partial<TrailQuery>) =>
      (await store.trail('w', { offset: 0, limit: 3, ...query })).map(({ seq }) => seq - 1);
    const name = { kind: 'name', value: 'CreateUser' } as const;
    const alice = { kind: 'user', value: 'alice' } as const;
    expect(await find({ facets: [name] })).toEqual([27, 24, 21]);
    expect(await find({ facets: [name], offset: 8 })).toEqual([3, 0]);
    expect(await find({ facets: [name, alice] })).toEqual([27, 21, 15]);
    expect(await find({ facets: [name, alice, { kind: 'result', value: 'refused' }] })).toEqual([15]);
    expect(await find({ facets: [alice], from: at(3), to: at(9), limit: 9 })).toEqual([9, 7, 5, 3]);
    expect(await find({ to: at(1) })).toEqual([1, 0]);
    expect(await find({ facets: [{ kind: 'resource', value: 'user-4' }] })).toEqual([4]);
    expect(await find({ facets: [{ kind: 'access', value: 'read' }], limit: 1 })).toEqual([29]);
    expect(await find({ facets: [{ kind: 'key', value: 'AKIA1' }], limit: 1 })).toEqual([29]);
    expect(await find({ facets: [{ kind: 'error', value: 'AccessDenied' }], limit: 2 })).toEqual([25, 20]);
    expect(await find({ facets: [{ kind: 'name', value: 'Create' }] })).toEqual([]);
    expect(await store.countTrail('w', { facets: [name, alice] })).toBe(5);
    expect(await store.trailValues('w', 'user')).toEqual(['alice', 'bob']);
    expect(await store.trailValues('other', 'user')).toEqual(['root']);
  });

  test(`events in ${kind} are found that fulfil two conditions which thousands fulfil, also those added later`, async () => {
    const store = await fresh();
    const events = Array.from({ length: 4_300 }, (_, at) =>
      event(at % 2 ? 'GetUser' : 'CreateUser', at < 2_100 ? 'AccessDenied' : undefined),
    );
    const trace = { intent: { kind: 'trace' }, changes: [] } as const;
    await done(store.commit(commit(0, '', { ...trace, events })));
    const facets = [
      { kind: 'name', value: 'CreateUser' },
      { kind: 'result', value: 'refused' },
    ] as const;
    const newest = async () =>
      (await store.trail('w', { offset: 0, limit: 2, facets })).map(({ seq }) => seq - 1);
    expect(await newest()).toEqual([2098, 2096]);
    expect(await store.countTrail('w', { facets })).toBe(1050);
    await done(store.commit(commit(0, '', { ...trace, events: [event('CreateUser', 'AccessDenied')] })));
    expect(await newest()).toEqual([4300, 2098]);
    expect(await store.countTrail('w', { facets })).toBe(1051);
  });

  test(`an event in ${kind} knows the history position and revision after it`, async () => {
    const store = await fresh();
    await done(store.commit(commit(0, 'bob', { events: [event('CreateUser')] })));
    await done(
      store.commit(commit(1, '', { intent: { kind: 'trace' }, changes: [], events: [event('GetUser')] })),
    );
    expect((await store.trail('w', { offset: 0, limit: 9 })).map(({ after }) => after)).toEqual([
      { position: 1, revision: 1 },
      { position: 1, revision: 1 },
    ]);
  });

  test(`batches in ${kind} are read from one position to another`, async () => {
    const store = await fresh();
    for (const [at, name] of ['bob', 'carol', 'dave'].entries()) await done(store.commit(commit(at, name)));
    expect((await store.batches('w', 2, 3)).map(({ entry }) => entry.label)).toEqual([
      'create carol',
      'create dave',
    ]);
  });

  test(`the guide of a workspace in ${kind} is replaced, and nothing else is`, async () => {
    const store = await fresh();
    // A first visit writes its row anew when it is saved, with the time of that moment: any such request saves it.
    await store.setAside();
    const [before] = await store.list();
    const guide = { purpose: 'p', notes: ['n'], questions: [], steps: [] };
    expect(await store.describe('w', guidedBy(guide, undefined))).toMatchObject({ ok: true });
    expect(await store.list()).toEqual([{ ...before, guide }]);
    expect(await done(store.commit(commit(0, 'bob')))).toMatchObject({ row: { guide } });
    const other = { ...guide, purpose: 'q' };
    expect(await store.describe('w', guidedBy(other, undefined))).toMatchObject({ error: { code: 'moved' } });
    expect(await store.list()).toMatchObject([{ guide }]);
    expect(await store.describe('w', guidedBy(other, { ...guide }))).toMatchObject({ ok: true });
  });

  test(`workspaces in ${kind} stand side by side`, async () => {
    const store = await withWorkspace(await fresh(), 'other');
    await done(store.commit(commit(0, 'bob')));
    await store.describe('other', renamedTo('renamed'));
    expect(await names(store, 'other')).toEqual(['alice']);
    await store.remove('w');
    expect((await store.list()).map(({ name }) => name)).toEqual(['renamed']);
    expect(await names(store, 'other')).toEqual(['alice']);
  });

  test(`a cancelled creation in ${kind} leaves nothing`, async () => {
    const store = await make();
    const created = await store.create(about('w'), seedRecords, { signal: AbortSignal.abort() });
    expect(created).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await store.list()).toEqual([]);
    expect(await recordsOf(store)).toBeUndefined();
  });

  test(`settings of a workspace in ${kind} go with it`, async () => {
    const store = await fresh();
    await store.putSetting(keptKey('w', 'flow'), 1);
    await store.putSetting(keptKey('w2', 'flow'), 2);
    await store.remove('w');
    expect([await store.setting(keptKey('w', 'flow')), await store.setting(keptKey('w2', 'flow'))]).toEqual([
      undefined,
      2,
    ]);
  });

  test(`settings in ${kind} are kept`, async () => {
    const store = await make();
    expect(await store.setting('k')).toBeUndefined();
    await store.putSetting('k', { a: 1 });
    expect(await store.setting('k')).toEqual({ a: 1 });
  });

  test(`the lock in ${kind} lets one work run after the other`, async () => {
    const store = await fresh();
    const log: string[] = [];
    const work = (name: string) => () =>
      store.setting(name).then(() => {
        log.push(`${name} in`);
        return store.setting(name).then(() => log.push(`${name} out`));
      });
    await Promise.all([store.lock('w', work('a')), store.lock('w', work('b'))]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out']);
    await expect(store.lock('w', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    expect(await store.lock('w', () => Promise.resolve(1))).toBe(1);
  });

  if (kind !== 'indexeddb') return;

  test(`the journal in ${kind} tells other tabs what was written, as far back as it reaches`, async () => {
    const store = await fresh();
    for (let base = 0; base < keptRevisions + 2; base += 1)
      await done(store.commit(commit(base, `u${base}`)));
    expect(await store.since('w', keptRevisions + 2)).toEqual([]);
    const news = await store.since('w', keptRevisions);
    expect(Array.isArray(news) && news.map(({ revision }) => revision)).toEqual([
      keptRevisions + 1,
      keptRevisions + 2,
    ]);
    expect(Array.isArray(news) && news[0]?.changes).toEqual([created('users', user(`u${keptRevisions}`))]);
    expect(await store.since('w', 2)).toHaveLength(keptRevisions);
    expect(await store.since('w', 1)).toBe('too-far');
  });

  test(`a workspace in ${kind} loads in chunks of one moment`, async () => {
    const store = await make();
    const users = Array.from({ length: 1_234 }, (_, at) => user(`u${at}`));
    await store.create(about('w'), [
      { table: 'accounts', id: account, row: seedRecords[0]?.row as never },
      ...users.map((row) => ({ table: 'users' as const, id: row.id, row })),
    ]);
    const sizes: number[] = [];
    await store.load('w', (chunk) => sizes.push(chunk.length));
    expect(sizes).toEqual([500, 500, 235]);
  });
}
