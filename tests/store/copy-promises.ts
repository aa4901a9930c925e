/** Every store keeps these promises of sizes, copies and checkpoints. */

import { expect, test } from 'vitest';
import { created, reverseChanges } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { keptHistoryBytes, keptKey } from '#store/rows.ts';
import type { Store } from '#store/store.ts';
import { done, names, withWorkspace } from './promises.ts';
import { about, account, batchAt, checkpoint, commit, event, seedRecords, user } from './samples.ts';
import { archivedAt } from '#store/history.ts';

export function copyPromises(kind: string, make: () => Promise<Store>): void {
  const fresh = async () => withWorkspace(await make());

  test(`history in ${kind} keeps the newest batches up to its bytes, and always the newest one`, async () => {
    const store = await fresh();
    const large = (name: string, bytes: number) =>
      created('users', user(name, { tags: [{ key: 'k', value: 'x'.repeat(bytes) }] }));
    const sizes = [0.5, 0.4, 0.3, 1.2, 0.1].map((part) => part * keptHistoryBytes);
    const positions: number[][] = [];
    for (const [base, bytes] of sizes.entries()) {
      const written = await done(store.commit(commit(base, '', { changes: [large(`u${base}`, bytes)] })));
      expect(written.row.history).toHaveLength(
        written.row.top - ((await store.load('w', () => 0))?.entries[0]?.position ?? 0) + 1,
      );
      positions.push(((await store.load('w', () => 0))?.entries ?? []).map(({ position }) => position));
      if (written.journal?.step.kind === 'do')
        expect(written.journal.step.oldest).toBe(positions.at(-1)?.[0]);
    }
    expect(positions).toEqual([[1], [1, 2], [2, 3], [4], [5]]);
  });

  test(`a workspace in ${kind} knows how much it holds`, async () => {
    const store = await fresh();
    const size = async () => (await store.list())[0]?.size;
    const [first, second] = seedRecords.map(({ row }) => JSON.stringify(row).length);
    const before = { records: 2, bytes: (first ?? 0) + (second ?? 0) };
    expect(await size()).toEqual(before);
    const changes = [created('users', user('bob'))];
    await done(store.commit(commit(0, '', { changes })));
    expect(await size()).toEqual({
      records: 3,
      bytes: before.bytes + JSON.stringify(user('bob')).length,
    });
    await done(store.commit(commit(1, '', { intent: { kind: 'undo' }, changes: reverseChanges(changes) })));
    expect(await size()).toEqual(before);
  });

  test(`a dump in ${kind} makes the same workspace again under another id, with its history, trail and checkpoints`, async () => {
    const store = await fresh();
    const secret = { id: unsafeEntityId('S'), account, kind: 'totp' as const, base32: 'ONE' };
    await done(store.commit(commit(0, 'bob', { events: [event('CreateUser')] })));
    await done(store.commit(commit(1, '', { changes: [created('secrets', secret)] })));
    await done(store.commit(commit(2, 'carol')));
    const undone = reverseChanges([created('users', user('carol'))]);
    await done(store.commit(commit(3, '', { intent: { kind: 'undo' }, changes: undone })));
    await store.addCheckpoint(checkpoint('start'), seedRecords);
    await store.putSetting(keptKey('w', 'flow'), { step: 1 });
    const dump = await store.dump('w', { history: true, trail: true });
    if (!dump) throw new Error('no dump');
    expect(await store.restore([{ id: 'copy', dump }])).toMatchObject({
      ok: true,
      value: [{ id: 'copy', state: 'ready' }],
    });
    expect(await store.dump('copy', { history: true, trail: true })).toEqual(dump);
    const [original, copy] = await store.list();
    const { id: _id, touchedAt: _touchedAt, ...face } = original ?? expect.fail();
    expect(copy).toMatchObject(face);
    expect(await store.checkpointRecords('copy', 'start')).toEqual(
      await store.checkpointRecords('w', 'start'),
    );
    expect(await store.setting(keptKey('copy', 'flow'))).toEqual({ step: 1 });
    const again = (await batchAt(store, 'copy', 3))?.changes ?? [];
    const redone = await done(
      store.commit({ ...commit(4, '', { intent: { kind: 'redo' }, changes: again }), workspace: 'copy' }),
    );
    expect(redone.row).toMatchObject({ cursor: 3, top: 3 });
    expect([await names(store, 'copy'), await names(store)]).toEqual([
      ['alice', 'bob', 'carol'],
      ['alice', 'bob'],
    ]);
    const bare = await store.dump('w', { history: false, trail: false });
    expect([bare?.batches, bare?.checkpoints, bare?.trail]).toEqual([[], [], []]);
    expect(await store.dump('nowhere', { history: true, trail: true })).toBeUndefined();
  });

  test(`a trail that is restored in ${kind} has no gaps, so that its ends count it: the next event goes after its newest`, async () => {
    const store = await fresh();
    const events = ['A', 'B', 'C', 'D'].map((name) => event(name));
    await done(store.commit(commit(0, 'bob', { events })));
    const dump = await store.dump('w', { history: true, trail: true });
    if (!dump) throw new Error('no dump');
    // The dump looks like one that left a damaged event out.
    const trail = dump.trail.filter(({ event: { eventName } }) => eventName !== 'B');
    await store.restore([{ id: 'copy', dump: { ...dump, trail } }]);
    const named = async (offset: number) =>
      (await store.trail('copy', { offset, limit: 9 })).map((entry) => [entry.seq, entry.event.eventName]);
    const restored = [
      [4, 'D'],
      [3, 'C'],
      [2, 'A'],
    ];
    expect([await named(0), await store.countTrail('copy', {})]).toEqual([restored, 3]);
    await done(store.commit({ ...commit(1, 'carol', { events: [event('E')] }), workspace: 'copy' }));
    expect([await named(0), await store.countTrail('copy', {})]).toEqual([[[5, 'E'], ...restored], 4]);
    expect(await store.countTrail('nowhere', {})).toBe(0);
  });

  test(`several copies in ${kind} are made together or not at all, and nothing is made over an existing workspace`, async () => {
    const store = await fresh();
    await done(store.commit(commit(0, 'bob')));
    const dump = await store.dump('w', { history: true, trail: true });
    if (!dump) throw new Error('no dump');
    const taken = { ok: false, error: { code: 'failed' } };
    const both = ['copy', 'w'].map((id) => ({ id, dump }));
    expect(await store.restore(both)).toMatchObject(taken);
    expect(await store.create(about('w'), seedRecords)).toMatchObject(taken);
    expect(await store.dump('w', { history: true, trail: true })).toEqual(dump);
    expect((await store.list()).map(({ id }) => id)).toEqual(['w']);
    const written: number[] = [];
    const copies = ['a', 'b'].map((id) => ({ id, dump }));
    expect(await store.restore(copies, { onProgress: (count) => written.push(count) })).toMatchObject({
      value: [{ id: 'a' }, { id: 'b' }],
    });
    expect([written, (await store.list()).length]).toEqual([[3, 6], 3]);
  });

  test(`a workspace in ${kind} that went on since the backup, or that nobody knows of, is not removed`, async () => {
    const store = await withWorkspace(await fresh(), 'other');
    await done(store.commit(commit(0, 'bob')));
    const late = { error: { code: 'moved' } };
    expect(await store.remove('w', new Map([['w', 0]]))).toMatchObject(late);
    const wiped = (...known: [string, number | undefined][]) => store.wipe(new Map(known));
    expect(await wiped(['w', undefined])).toMatchObject(late);
    expect(await wiped(['w', 0], ['other', 0])).toMatchObject(late);
    expect(await names(store)).toEqual(['alice', 'bob']);
    expect(await store.remove('w', new Map([['w', 1]]))).toMatchObject({ ok: true });
    expect(await store.remove('w', new Map([['w', 1]]))).toMatchObject({ ok: true });
    expect(await wiped(['w', 1], ['other', 0])).toMatchObject({ ok: true });
    expect(await store.list()).toEqual([]);
  });

  test(`checkpoints in ${kind} are listed, opened and removed, and go with the workspace`, async () => {
    const store = await fresh();
    const secret = { id: unsafeEntityId('S'), account, kind: 'totp' as const, base32: 'ONE' };
    const records = [...seedRecords, { table: 'secrets' as const, id: secret.id, row: secret }];
    expect(await store.addCheckpoint(checkpoint('a'), records)).toMatchObject({ ok: true });
    expect(await store.addCheckpoint(checkpoint('b'), seedRecords)).toMatchObject({ ok: true });
    expect((await store.checkpoints('w')).map(({ id, name, size }) => [id, name, size.records])).toEqual([
      ['a', 'checkpoint a', 3],
      ['b', 'checkpoint b', 2],
    ]);
    expect(await store.checkpointRecords('w', 'a')).toEqual(records);
    expect(await store.checkpointRecords('w', 'none')).toBeUndefined();
    expect(await store.removeCheckpoint('w', 'a')).toMatchObject({ ok: true });
    expect((await store.checkpoints('w')).map(({ id }) => id)).toEqual(['b']);
    await store.remove('w');
    expect(await store.checkpoints('w')).toEqual([]);
    expect(await store.addCheckpoint(checkpoint('c'), seedRecords)).toMatchObject({
      error: { code: 'gone' },
    });
  });

  test(`a workspace in ${kind} is archived and brought back, and everything is wiped`, async () => {
    const store = await withWorkspace(await fresh(), 'other');
    await store.describe('w', archivedAt('2026-02-01T00:00:00.000Z'));
    const archived = async () => (await store.list()).map(({ archived }) => archived);
    expect(await archived()).toEqual(['2026-02-01T00:00:00.000Z', undefined]);
    await store.describe('w', archivedAt(undefined));
    expect(await archived()).toEqual([undefined, undefined]);
    expect(await store.describe('none', archivedAt(undefined))).toMatchObject({ error: { code: 'gone' } });
    await store.addCheckpoint(checkpoint('a'), seedRecords);
    await store.putSetting('k', 1);
    expect(
      await store.wipe(
        new Map([
          ['w', undefined],
          ['other', 0],
        ]),
      ),
    ).toMatchObject({ ok: true });
    expect([await store.list(), await store.setting('k'), await store.checkpoints('w')]).toEqual([
      [],
      undefined,
      [],
    ]);
    expect(await store.commit(commit(0, 'bob'))).toMatchObject({ ok: false, error: { code: 'gone' } });
  });
}
