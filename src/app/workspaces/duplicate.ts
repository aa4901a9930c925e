/** Makes duplicates and files of workspaces. Loaded when the first is asked for (tools.ts). */

import type { SetAside } from '../../store/rows.ts';
import type { Dump, Extent, Store } from '../../store/store.ts';
import { type FileChoice, type WrittenFile, wholeWorkspace } from './file-choice.ts';
import { setAsideProblem } from '../problems/problem.ts';
import type { Classes } from '../class/classes.svelte.ts';
import type { JoinedClass } from '../class/joined.svelte.ts';
import type { LearnProgress } from '../learn/progress.svelte.ts';
import { writeWorkspaces } from './file.ts';
import type { WorkspaceInfo } from './info.ts';
import type { WorkspaceList } from './list.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

export interface CopySource {
  readonly store: Store;
  readonly workspaceList: WorkspaceList;
  readonly session: {
    readonly problems: ProblemBoard;
    readonly progress: LearnProgress;
    readonly classes: () => Promise<Classes>;
    readonly joined: () => Promise<JoinedClass>;
  };
}

export async function duplicateOf(id: string, source: CopySource): Promise<WorkspaceInfo | undefined> {
  const [dump] = (await dumpsOf([id], wholeWorkspace, source)) ?? [];
  if (!dump) return undefined;
  const { workspaceList, session } = source;
  const { problems } = session;
  const made = await workspaceList.copy(dump, `${dump.about.name}, copy`);
  if (made.ok) return made.value;
  problems.show(problems.of(made.error));
  return undefined;
}

export async function workspaceFileOf(
  ids: readonly string[],
  choice: FileChoice,
  saved: string,
  source: CopySource,
): Promise<WrittenFile | undefined> {
  const dumps = await dumpsOf(ids, choice, source);
  if (!dumps) return undefined;
  const { session } = source;
  const progress = choice.progress ? await session.progress.latest() : undefined;
  const classes = choice.classes ? await (await session.classes()).latest() : undefined;
  const joined = choice.classes ? await (await session.joined()).latest() : undefined;
  return {
    parts: writeWorkspaces(dumps, { secrets: choice.secrets, saved, progress, classes, joined }),
    holds: new Map(dumps.map(({ id, revision }) => [id, revision])),
  };
}

/** Leaves out workspaces that are gone. `undefined` when none is left or the database does not answer. */
async function dumpsOf(
  ids: readonly string[],
  extent: Extent,
  { store, workspaceList, session }: CopySource,
): Promise<(Dump & { id: string })[] | undefined> {
  const { problems } = session;
  return problems.attempt(async () => {
    const dumps = [];
    const known = new Set((await store.setAside()).map(keyOf));
    for (const id of ids) {
      const dump = await store.dump(id, extent);
      if (dump) dumps.push({ ...dump, id });
    }
    const damaged = (await store.setAside()).filter((one) => !known.has(keyOf(one)));
    if (damaged.length > 0) problems.show(setAsideProblem(damaged));
    if (dumps.length > 0 || ids.length === 0) return dumps;
    await workspaceList.refresh();
    problems.show(problems.of({ code: 'gone', detail: `no workspace \`${ids.join('`, `')}\`` }));
    return undefined;
  });
}

const keyOf = ({ workspace, table, id, at }: SetAside): string => `${workspace}/${table}/${id}/${at}`;
