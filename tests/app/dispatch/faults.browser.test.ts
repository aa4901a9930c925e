/** A write that fails leaves the screen and the database as they were, and says so. */

import { afterEach, expect, test } from 'vitest';
import { Catalogue } from '#app/dispatch/catalogue.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { DexieStore } from '#store/dexie/store.ts';
import type { Commit, Written } from '#store/store.ts';
import { commit } from '../../store/samples.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { abortAt, quotaAt } from '../../store/dexie/faults.ts';
import { createUser, newSession, openSession, until, userNames } from '../test-session.ts';

let mend = () => {};
afterEach(() => mend());

interface Everything {
  readonly screen: unknown;
  readonly database: unknown;
}

async function everything(session: Session, store: DexieStore): Promise<Everything> {
  const { database } = store;
  const tables = [
    database.workspaces,
    database.records,
    database.history,
    database.journal,
    database.retired,
    database.trail,
  ];
  return {
    screen: [session.state, session.history.snapshot, session.trail.length, userNames(session)],
    database: await Promise.all(tables.map((table) => table.toArray())),
  };
}

async function expectNothingChanged(
  fault: () => () => void,
  act: (session: Session) => Promise<unknown>,
  code: string,
): Promise<void> {
  const store = await dexieStore();
  const session = await openSession(store);
  await createUser(session, 'bob');
  const before = await everything(session, store);
  mend = fault();
  const outcome = await act(session);
  mend();
  expect(session.problems.current?.code).toBe(code);
  if (outcome) expect(outcome).toMatchObject({ ok: false, error: { code: 'ServiceFailure' }, changes: [] });
  expect(await everything(session, store)).toEqual(before);
  session.problems.dismiss();
  expect((await createUser(session, 'carol')).ok).toBe(true);
  expect(session.problems.current).toBeUndefined();
}

test.each(['workspaces', 'records', 'history', 'journal', 'trail'])(
  'full storage while writing %s refuses the request and changes nothing',
  async (table) => {
    await expectNothingChanged(
      () => quotaAt(table),
      (session) => createUser(session, 'carol'),
      'storage-full',
    );
  },
);

test.each(['workspaces', 'records', 'history', 'journal', 'trail'])(
  'an aborted transaction while writing %s refuses the request and changes nothing',
  async (table) => {
    await expectNothingChanged(
      () => abortAt(table),
      (session) => createUser(session, 'carol'),
      'write-failed',
    );
  },
);

test.each(['workspaces', 'records', 'journal'])(
  'an undo that fails while writing %s changes nothing',
  async (table) => {
    await expectNothingChanged(
      () => quotaAt(table),
      (session) => session.undo(),
      'storage-full',
    );
  },
);

test('a database that is closed under the page refuses the step, says so, and is opened again', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const session = await openSession(store);
  const before = session.state;
  store.database.close();
  expect(await createUser(session, 'bob')).toMatchObject({ ok: false, error: { code: 'ServiceFailure' } });
  expect([session.problems.current?.code, session.state]).toEqual(['database-closed', before]);
  await until(() => !session.savedData.busy);
  expect(session.problems.current?.title).toBe('Your last step was not saved');
  expect((await createUser(session, 'bob')).ok).toBe(true);

  const again = newSession(await dexieStore(name));
  await again.workspaces.start();
  expect(userNames(again)).toEqual(['alice', 'bob']);
});

/** A store that somebody else writes to, without our lock, just before each of the first `times` commits. */
class Overtaken extends DexieStore {
  times = 0;

  override async commit(wanted: Commit): Promise<Written> {
    if (this.times > 0) {
      this.times -= 1;
      const stranger = commit(wanted.base, `stranger${this.times}`, { workspace: wanted.workspace });
      await super.commit(stranger);
    }
    return super.commit(wanted);
  }
}

async function overtaken() {
  const { database } = await dexieStore();
  const store = new Overtaken(database);
  return { store, session: await openSession(store) };
}

test('a revision that moved once is caught up with, and the request is handled on the newer world', async () => {
  const { store, session } = await overtaken();
  store.times = 1;
  expect((await createUser(session, 'bob')).ok).toBe(true);
  expect(userNames(session)).toEqual(['alice', 'bob', 'stranger0']);
});

test('a revision that keeps moving refuses, shows the newest state and says so', async () => {
  const { store, session } = await overtaken();
  store.times = 2;
  expect((await createUser(session, 'bob')).ok).toBe(false);
  expect(session.problems.current?.code).toBe('revision-moved');
  await session.follow();
  expect(userNames(session)).toEqual(['alice', 'stranger0', 'stranger1']);
});

test('a bug in a request is thrown, and the next request is served', async () => {
  let broken = false;
  const clock = () => {
    if (broken) throw new Error('bug');
    return 0;
  };
  const session = await openSession(await dexieStore(), { clock });
  broken = true;
  await expect(createUser(session, 'bob')).rejects.toThrow('bug');
  broken = false;
  expect((await createUser(session, 'bob')).ok).toBe(true);
});

test('a catalogue that does not arrive refuses the request that needs it', async () => {
  const catalogue = new Catalogue();
  catalogue.loadManagedPolicies = () => Promise.reject(new TypeError('Failed to fetch'));
  const session = await openSession(await dexieStore(), { catalogue });
  const before = session.state;
  const attach = { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
  expect(await session.dispatch('iam', 'AttachUserPolicy', attach)).toMatchObject({
    error: { code: 'ServiceFailure' },
  });
  expect([session.problems.current?.code, session.state]).toEqual(['catalogue-missing', before]);
  expect((await createUser(session, 'bob')).ok).toBe(true);
});
