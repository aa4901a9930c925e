/**
 * Messages between tabs. A message only says that there is something new in the store; the tab reads it
 * there. So a lost or late message loses nothing.
 */

import { type Channel, openChannel } from '../../platform/channel.ts';

/** @internal */
export const tabVersion = 1;

export type TabNews =
  | { readonly kind: 'revision'; readonly workspace: string }
  /** The list of workspaces changed. */
  | { readonly kind: 'shelf' }
  /** The progress in Learn changed, or a class of this browser. */
  | { readonly kind: 'progress' }
  /** Everything was wiped for the next person. Nothing of it may stay on a screen. */
  | { readonly kind: 'wiped' };

export interface TabListener {
  readonly onNews: (news: TabNews) => void;
  /** Called when a tab has a newer version of the page. Messages of older versions are ignored. */
  readonly onNewer: (version: number) => void;
}

export class Tabs {
  readonly #channel: Channel;

  constructor(name: string, { onNews, onNewer }: TabListener) {
    this.#channel = openChannel(name, (message) => {
      const { version, news } = (message ?? {}) as { version?: unknown; news?: TabNews };
      if (version === tabVersion && news) onNews(news);
      else if (typeof version === 'number' && version > tabVersion) onNewer(version);
    });
  }

  tell(news: TabNews): void {
    this.#channel.post({ version: tabVersion, news });
  }

  close(): void {
    this.#channel.close();
  }
}
