import { type Channel, openChannel } from '../platform/channel.ts';

/**
 * How tabs tell each other that there is news. A message only points at the store: what was written is read
 * there, so a lost or late message loses nothing.
 */
export const tabVersion = 1;

export type TabNews =
  | { readonly kind: 'revision'; readonly workspace: string }
  /** The list of workspaces changed. */
  | { readonly kind: 'shelf' };

export interface TabListener {
  readonly onNews: (news: TabNews) => void;
  /** A tab of another version of the page speaks. */
  readonly onForeign: (version: unknown) => void;
}

export class Tabs {
  readonly #channel: Channel;

  constructor(name: string, { onNews, onForeign }: TabListener) {
    this.#channel = openChannel(name, (message) => {
      const { version, news } = (message ?? {}) as { version?: unknown; news?: TabNews };
      if (version === tabVersion && news) onNews(news);
      else onForeign(version);
    });
  }

  tell(news: TabNews): void {
    this.#channel.post({ version: tabVersion, news });
  }

  close(): void {
    this.#channel.close();
  }
}
