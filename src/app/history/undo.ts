/** Undo and Redo of the open workspace, one press after the other. */

import { type Result, ok } from '../../core/model/result.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { RunningRecording } from '../level-editor/running.ts';
import type { Diagnostics, ProblemBoard } from '../problems/board.svelte.ts';
import { answerKept, historyMoved, startKept } from '../problems/problem.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import type { History } from './history.svelte.ts';

interface UndoMeans {
  readonly openWorkspace: OpenWorkspace;
  readonly session: {
    readonly problems: ProblemBoard;
    readonly diagnostics: Diagnostics;
    readonly readOnlyWorld: object | undefined;
    readonly recording: RunningRecording | undefined;
    readonly history: History;
    readonly memory: WorkspaceMemory;
    readonly workspaces: {
      readonly current: WorkspaceInfo | undefined;
      settle(result: Result<unknown, StoreFailure>): boolean;
    };
  };
}

export class UndoRedo {
  readonly #means: UndoMeans;
  #turn: Promise<void> = Promise.resolve();

  constructor(means: UndoMeans) {
    this.#means = means;
  }

  async move(kind: 'undo' | 'redo'): Promise<void> {
    const { readOnlyWorld, recording, problems } = this.#means.session;
    if (readOnlyWorld) return;
    if (kind === 'undo' && recording?.keepsStart) problems.show(startKept);
    else if (kind === 'redo' && !(await this.#isRedoable())) problems.show(answerKept);
    else await this.#inTurn(kind);
  }

  /** A recorded answer does not come back into the start of the level that is written. */
  async #isRedoable(): Promise<boolean> {
    const { session } = this.#means;
    if (!session.workspaces.current?.guide?.exercise || !session.history.canRedo) return true;
    return (await import('../level-editor/running.ts')).isRedoable(session);
  }

  /** Quick presses take turns: the second takes back what is the newest change after the first. */
  #inTurn(kind: 'undo' | 'redo'): Promise<void> {
    const turn = this.#turn.then(async () => {
      this.#means.session.workspaces.settle(await this.#moved(kind));
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Does nothing, and says so, when another tab has moved the history meanwhile. */
  async #moved(kind: 'undo' | 'redo'): Promise<Result<void, StoreFailure>> {
    const { openWorkspace, session } = this.#means;
    const { history } = openWorkspace;
    const seen = kind === 'undo' ? history.undoable : history.redoable;
    if (!seen) return ok();
    const began = performance.now();
    const result = await openWorkspace.move(kind, seen);
    const code = !result.ok ? result.error.code : result.value === 'done' ? 'ok' : result.value;
    session.diagnostics.timed('history', kind, code, began);
    if (!result.ok) return result;
    if (result.value === 'history-moved')
      session.problems.show(historyMoved(kind === 'undo' ? history.undoLabel : history.redoLabel));
    return ok();
  }
}
