/**
 * Undoes or redoes the batch that the person sees. Does nothing, and says so, when another tab has moved the
 * history meanwhile. Returns the failure when it cannot be written.
 */

import { type Result, ok } from '../../core/model/result.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { Diagnostics } from '../problems/diagnostics.svelte.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import { historyMoved } from '../problems/problem.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

export async function moveHistory(
  kind: 'undo' | 'redo',
  { openWorkspace, problems, diagnostics }: Parts,
): Promise<Result<void, StoreFailure>> {
  const { history } = openWorkspace;
  const seen = kind === 'undo' ? history.undoable : history.redoable;
  if (!seen) return ok();
  const began = performance.now();
  const result = await openWorkspace.move(kind, seen);
  const code = !result.ok ? result.error.code : result.value === 'done' ? 'ok' : result.value;
  diagnostics.timed('history', kind, code, began);
  if (!result.ok) return result;
  if (result.value === 'history-moved')
    problems.show(historyMoved(kind === 'undo' ? history.undoLabel : history.redoLabel));
  return ok();
}

interface Parts {
  readonly openWorkspace: OpenWorkspace;
  readonly problems: ProblemBoard;
  readonly diagnostics: Diagnostics;
}
