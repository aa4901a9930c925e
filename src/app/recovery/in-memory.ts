/**
 * The open workspace as it is in memory: what can be written again, or to a file, when the browser lost the saved
 * data. The world is whole. Of history and trail this tab holds only what it saw.
 */

import { recordsOf } from '../../share/world-records.ts';
import { keptEvents } from '../../store/rows.ts';
import type { Dump } from '../../store/store.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import { storable } from '../workspaces/store-rows.ts';
import { defined } from '../../core/model/defined.ts';

export interface InMemory {
  readonly id: string;
  readonly dump: Dump;
  /** Names what was saved and is not in memory, as a sentence. */
  readonly missing: string;
}

export interface MemorySource {
  readonly openWorkspace: OpenWorkspace;
  readonly session: {
    readonly memory: WorkspaceMemory;
    readonly workspaces: { readonly current: WorkspaceInfo | undefined };
  };
}

export function inMemory({ openWorkspace, session }: MemorySource): InMemory | undefined {
  const open = session.workspaces.current;
  if (!open) return undefined;
  const { id, name, account, createdAt, changedAt, origin, notices, guide } = open;
  const about = { name, account, createdAt, changedAt, origin, notices };
  const { remembered, history, trailLength } = openWorkspace;
  const dump: Dump = {
    ...remembered,
    about: { ...about, ...defined({ guide }) },
    records: storable(recordsOf(openWorkspace.state.world)),
    checkpoints: [],
    kept: session.memory.of(id),
  };
  const changes = history.entries.length - remembered.batches.length;
  const events = Math.min(trailLength, keptEvents) - remembered.trail.length;
  return { id, dump, missing: missingWords(changes, events) };
}

function missingWords(changes: number, events: number): string {
  const parts = [
    ...(changes > 0
      ? [changes === 1 ? 'one older change for Undo' : `${changes} older changes for Undo`]
      : []),
    ...(events > 0 ? [events === 1 ? 'one older event' : `${events} older events`] : []),
    'its checkpoints, if it had any',
  ];
  const last = parts.pop() ?? '';
  return `Not in memory: ${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last}.`;
}
