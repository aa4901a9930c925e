/**
 * Messages between tabs. A message only says that there is something new in the store; the tab reads it
 * there. So a lost or late message loses nothing.
 */

import { type Channel, openChannel } from '../../platform/channel.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { newerVersion } from '../problems/problem.ts';

/** @internal */
export const tabVersion = 1;

export type TabNews =
  | { readonly kind: 'revision'; readonly workspace: string }
  | { readonly kind: 'shelf' }
  /** The progress in Learn changed, or a class of this browser. */
  | { readonly kind: 'progress' }
  /** Everything was wiped for the next person. Nothing of it may stay on a screen. */
  | { readonly kind: 'wiped' };

export class Tabs {
  readonly #channel: Channel;

  /** Messages of older versions of the page are ignored; a newer version is shown as a problem. */
  constructor(name: string, problems: ProblemBoard, onNews: (news: TabNews) => void) {
    this.#channel = openChannel(name, (message) => {
      const { version, news } = (message ?? {}) as { version?: unknown; news?: TabNews };
      if (version === tabVersion && news) onNews(news);
      else if (typeof version === 'number' && version > tabVersion)
        problems.show(newerVersion('Another open tab', version));
    });
  }

  tell(news: TabNews): void {
    this.#channel.post({ version: tabVersion, news });
  }

  close(): void {
    this.#channel.close();
  }
}
