/**
 * The page's store, as jobs in the worker see it: what they create or restore is sent to the page, which writes it. The
 * worker never opens the database, because on a page from a disk WebKit gives a worker another, empty one.
 */

import type { NewRecord, NewWorkspace } from '../../store/rows.ts';
import type { Copy, CreateOptions, Created, Restored } from '../../store/store.ts';
import { type JobNews, type StoreAnswer, type StoreCall, workerVersion } from './messages.ts';
import { takeApart } from './pieces.ts';

const version = workerVersion;

export class PageStore {
  readonly #post: (news: JobNews) => void;
  #answer: ((answer: StoreAnswer) => void) | undefined;

  constructor(post: (news: JobNews) => void) {
    this.#post = post;
  }

  create(about: NewWorkspace, records: readonly NewRecord[], options: CreateOptions = {}): Promise<Created> {
    return this.#call({ kind: 'create', about, records }, options) as Promise<Created>;
  }

  restore(copies: readonly Copy[], options: CreateOptions = {}): Promise<Restored> {
    return this.#call({ kind: 'restore', copies }, options) as Promise<Restored>;
  }

  /** Takes what the page says about the call in progress. */
  take(answer: StoreAnswer): void {
    this.#answer?.(answer);
  }

  #call(call: StoreCall, { onProgress }: CreateOptions): Promise<Created | Restored> {
    return new Promise((resolve) => {
      this.#answer = (answer) => {
        if (answer.kind === 'written') resolve(answer.result);
        else onProgress?.(answer.count);
      };
      const { lean, pieces } = takeApart(call);
      this.#post({ version, kind: 'write', call: lean, pieces: pieces.length });
      for (const piece of pieces) this.#post({ version, kind: 'piece', piece });
    });
  }
}
