/** These are the works on whole workspaces, one by one, for tests that let each of them fail. */

import { createAccountWorkspace } from '#app/workspaces/new.ts';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { joinOpen } from '#app/import/join-open.ts';
import type { ImportRunResult } from '#app/import/run.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { DexieStore } from '#store/dexie/store.ts';
import type { Store } from '#store/store.ts';
import { createUser, openSession } from '../test-session.ts';

export interface Work {
  /** The tables that it writes. */
  readonly tables: readonly string[];
  /** Prepared while nothing fails; the second part is what fails. */
  readonly begin: (session: Session) => Promise<() => Promise<unknown>>;
}

export const account = (id: string, users: number) =>
  JSON.stringify({
    UserDetailList: Array.from({ length: users }, (_, at) => ({
      Path: '/',
      UserName: `user${at}`,
      UserId: `AIDA${String(at)
        .padStart(17, 'A')
        .replace(/[0189]/g, 'B')}`,
      Arn: `arn:aws:iam::${id}:user/user${at}`,
      CreateDate: '2026-01-01T00:00:00Z',
      GroupList: [],
      AttachedManagedPolicies: [],
    })),
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  });

/** A backup of everything that is there, as text. */
export async function backupOf(session: Session): Promise<string> {
  const ids = session.workspaces.list.map(({ id }) => id);
  const file = await session.tools.copies.file(ids, wholeWorkspace, '2026-03-01T00:00:00Z');
  if (!file) throw new Error(session.problems.current?.detail);
  return file.parts.join('');
}

export const openId = (session: Session): string => session.workspaces.current?.id ?? '';

/** A checkpoint `before` of what stands there, and one more change. */
async function kept(session: Session) {
  await session.tools.checkpoints.keep('before');
  await createUser(session, 'carol');
  const [checkpoint] = session.tools.checkpoints.list;
  if (!checkpoint) throw new Error('no checkpoint');
  return checkpoint;
}

const written = ['workspaces', 'records'] as const;
const whole = [...written, 'history', 'retired', 'checkpoints', 'trail', 'meta'] as const;
const committed = [...written, 'history', 'journal'] as const;
const done = (work: () => Promise<unknown>) => Promise.resolve(work);

export const works = {
  'duplicating a workspace': {
    tables: whole,
    begin: (session) => done(() => session.tools.copies.duplicate(openId(session))),
  },
  'restoring a backup of two workspaces': {
    tables: whole,
    begin: async (session) => {
      const text = await backupOf(session);
      return () => session.tools.copies.restore({ name: 'backup.json', text }).done;
    },
  },
  'importing an account': {
    tables: written,
    begin: (session) =>
      done(
        () => session.workspaces.importFiles([{ name: 'a.json', text: account('210987654321', 700) }]).done,
      ),
  },
  'adding an account to the open workspace': {
    tables: committed,
    begin: (session) =>
      done(() => joinOpen(session, [{ name: 'a.json', text: account('210987654321', 3) }]).done),
  },
  'making an account': {
    tables: written,
    begin: (session) => done(() => createAccountWorkspace(session, { AccountName: 'Bakery' })),
  },
  'keeping a checkpoint': {
    tables: ['checkpoints'],
    begin: (session) => done(() => session.tools.checkpoints.keep('now')),
  },
  'deleting a checkpoint': {
    tables: ['checkpoints'],
    begin: async (session) => {
      const checkpoint = await kept(session);
      return () => session.tools.checkpoints.remove(checkpoint);
    },
  },
  'going back to a checkpoint': {
    tables: committed,
    begin: async (session) => {
      const checkpoint = await kept(session);
      return () => session.tools.checkpoints.goBack(checkpoint);
    },
  },
  'going on from a checkpoint': {
    tables: written,
    begin: async (session) => {
      const checkpoint = await kept(session);
      return () => session.tools.checkpoints.branch(checkpoint);
    },
  },
  'going on from a moment of the past': {
    tables: written,
    begin: async (session) => {
      await session.past.show(0);
      return async () => session.readOnlyWorld?.keep?.();
    },
  },
  'renaming a workspace': {
    tables: ['workspaces'],
    begin: (session) => done(() => session.workspaces.rename(openId(session), 'mine')),
  },
  'archiving a workspace': {
    tables: ['workspaces'],
    begin: (session) => done(() => session.workspaces.archive(openId(session), true)),
  },
  'saving the guide': {
    tables: ['workspaces'],
    begin: (session) =>
      done(() =>
        session.workspaces.saveGuide(
          { purpose: 'p', notes: ['n'], questions: [], steps: [] },
          session.workspaces.current?.guide,
        ),
      ),
  },
  'deleting a workspace': {
    tables: whole,
    begin: (session) => done(() => session.workspaces.remove(openId(session))),
  },
  'wiping everything': {
    tables: [...whole, 'journal', 'setAside'],
    begin: (session) =>
      done(() =>
        session.tools.storage.wipe(
          new Map(session.workspaces.list.map(({ id }) => [id, undefined] as const)),
        ),
      ),
  },
} satisfies Record<string, Work>;

export type WorkName = keyof typeof works;
export const workNames = Object.keys(works) as WorkName[];

/** Two workspaces with history, a secret that was replaced, trail, a checkpoint and a setting; the second is open. */
export async function busySession(store: Store, more: Parameters<typeof openSession>[1] = {}) {
  const session = await openSession(store, more);
  for (const name of ['first', 'second']) {
    const copy = name === 'second' ? await session.tools.copies.duplicate(openId(session)) : undefined;
    const open = copy?.id ?? openId(session);
    await session.workspaces.open(open);
    await session.workspaces.rename(open, name);
    await createUser(session, 'bob');
    await session.dispatch('iam', 'CreateAccessKey', { UserName: 'bob' });
    await session.tools.checkpoints.keep(`checkpoint of ${name}`);
    await session.memory.keep('flow', { step: 1 });
  }
  if (session.problems.current) throw new Error(session.problems.current.detail);
  return session;
}

/** Returns what became of a work: the code of the problem, and the text that the person reads. */
export function saidBy(session: Session, outcome: unknown): { code: string | undefined; text: string } {
  const { kind, problems, problem, code, message } = (outcome ?? {}) as Partial<
    Extract<ImportRunResult, { kind: 'refused' }> & {
      problem: Session['problems']['current'];
      code: string;
      message: string;
    }
  >;
  const shown = problem ?? session.problems.current;
  const text =
    problems?.map((one) => one.message).join(' ') ?? message ?? `${shown?.title}. ${shown?.detail}`;
  return { code: kind === 'refused' ? 'refused' : (code ?? shown?.code), text };
}

/** Every row of every table, but for the note of what was open last. */
export async function rowsOf({ database }: DexieStore): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of database.tables) {
    const rows: unknown[] = await table.toArray();
    all[table.name] = rows.filter((row) => (row as { key?: string }).key !== 'last-workspace');
  }
  return all;
}
