/** The work of restoring workspaces from a file, for a worker and for the main thread. */

import { newSeed, newToken, randomFromSeed } from '../../platform/random.ts';
import { textOfFile } from '../import/file-kinds.ts';
import type { Copy, Dump, Store } from '../../store/store.ts';
import type { ImportReport } from '../import/worker/jobs.ts';
import type { JobEnding, RestoreJob } from '../import/worker/jobs.ts';
import { readWorkspaces } from './file.ts';
import { freeWorkspaceName } from './info.ts';
import { defined } from '../../core/model/defined.ts';

export interface RestoreMeans {
  readonly store: Pick<Store, 'restore'>;
  readonly report: ImportReport;
  readonly signal: AbortSignal;
}

/** Reading is this part of the whole progress; writing is the rest. */
const readingShare = 0.4;

/** Reads and checks the whole file, and only then writes. Nothing that exists is overwritten. */
export async function runRestore(
  { file, names }: RestoreJob,
  { store, report, signal }: RestoreMeans,
): Promise<JobEnding> {
  report(0, 'reading');
  const text = await textOfFile(file.blob);
  const result = text.ok ? readWorkspaces(text.value, randomFromSeed(newSeed())) : text;
  if (!result.ok) return { kind: 'refused', problems: [{ file: file.name, message: result.error }] };
  const { dumps, minted, progress, classes, joined } = result.value;
  const total = dumps.reduce((sum, { records }) => sum + records.length, 0);
  const written = await store.restore(namedFreely(dumps, names), {
    signal,
    onProgress: (count) =>
      report(readingShare + (1 - readingShare) * (count / total), `saving ${count} of ${total}`),
  });
  if (written.ok)
    return {
      kind: 'restored',
      workspaces: written.value.map(({ id }) => id),
      minted,
      ...defined({ progress, classes, joined }),
    };
  if (written.error.code === 'cancelled') return { kind: 'cancelled' };
  return { kind: 'failed', failure: written.error };
}

function namedFreely(dumps: readonly Dump[], names: readonly string[]): Copy[] {
  const taken = [...names];
  return dumps.map((dump) => {
    const name = freeWorkspaceName(dump.about.name, taken);
    taken.push(name);
    return { id: newToken(), dump: { ...dump, about: { ...dump.about, name } } };
  });
}
