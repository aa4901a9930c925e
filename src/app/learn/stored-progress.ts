/**
 * The progress as it is stored: one setting of the browser, above all workspaces. Loaded with the first question for it, so
 * that a first visit goes without.
 *
 * INVARIANT: what is stored and cannot be read is never overwritten, but by a person who starts again.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { noProgress } from '../../learn/progress/none.ts';
import { type Progress, readProgress } from '../../learn/progress/file.ts';
import { progressFile } from '../../learn/progress/write.ts';
import { merged } from '../../learn/progress/merge.ts';
import { pathText } from '../../core/model/schema/fault.ts';
import type { Store, StoreFailure } from '../../store/store.ts';

export { merged } from '../../learn/progress/merge.ts';
export { isNothing, progressWords } from './progress-words.ts';

export const progressKey = 'learn/progress';

/** `unread`: why what is stored cannot be read. */
export type ProgressFailure = StoreFailure | { readonly code: 'unread'; readonly detail: string };

/** Returns what is stored; `undefined` where nothing ever was. */
export async function storedProgress(
  store: Pick<Store, 'setting'>,
): Promise<Result<Progress | undefined, ProgressFailure>> {
  const value = await store.setting(progressKey);
  if (value === undefined) return ok(undefined);
  const read = readProgress(value);
  if (read.ok) return read;
  return err({ code: 'unread', detail: `${pathText(read.error.path)}: ${read.error.message}` });
}

/** Writes what is stored with `part` in it. Called under the lock of `progressKey`. */
export async function putMerged(
  store: Pick<Store, 'setting' | 'putSetting'>,
  part: Progress,
): Promise<Result<Progress, ProgressFailure>> {
  const stored = await storedProgress(store);
  if (!stored.ok) return stored;
  const whole = merged(stored.value ?? noProgress, part);
  const put = await store.putSetting(progressKey, progressFile(whole));
  return put.ok ? ok(whole) : put;
}

/** Writes an empty progress, which other tabs tell from data that the browser lost. */
export const putNone = (store: Pick<Store, 'putSetting'>): Promise<Result<void, StoreFailure>> =>
  store.putSetting(progressKey, progressFile(noProgress));

/** Returns a plain copy. Throws where a part is none: that is a bug of the page. */
export function checked(part: Progress): Progress {
  const read = readProgress(progressFile(part));
  if (read.ok) return read.value;
  throw new Error(`no progress, at ${pathText(read.error.path)}: ${read.error.message}`);
}

/**
 * Merges what `from` holds into what `to` holds. Stored progress that `to` cannot read stays as it is, and
 * `LearnProgress` says so when it is asked for.
 */
export async function carryProgress(from: Store, to: Store): Promise<Result<void, StoreFailure>> {
  const part = await storedProgress(from);
  if (!part.ok || part.value === undefined) return ok();
  const { value } = part;
  const put = await to.lock(progressKey, () => putMerged(to, value));
  return put.ok || put.error.code === 'unread' ? ok() : err(put.error);
}
