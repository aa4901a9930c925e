/**
 * How tabs tell each other that there is news. A message only points at the store: what was written is read
 * there, so a lost or late message loses nothing.
 */

import { type Channel, openChannel } from '../../platform/channel.ts';

export const tabVersion = 1;

export type TabNews =
  | { readonly kind: 'revision'; readonly workspace: string }
  /** The list of workspaces changed. */
  | { readonly kind: 'shelf' }
  /** Everything was wiped for the next person: nothing of it may stay on a screen. */
  | { readonly kind: 'wiped' };

export interface TabListener {
  readonly onNews: (news: TabNews) => void;
  /** A tab of a newer version of the page speaks; an older one is ignored, its writes are in the store. */
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
