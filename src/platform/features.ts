/**
 * The features that this browser, or the way the page was opened, may lack. Each has one sentence that says
 * what its absence means for the person, since the page never fails silently. Over plain http on a LAN (a
 * teacher's laptop) browsers offer no service worker, WebCrypto and Web Locks.
 */

export const featureNames = [
  'indexed-db',
  'web-locks',
  'broadcast-channel',
  'service-worker',
  'crypto-subtle',
  'persistent-storage',
  'web-worker',
] as const;
export type FeatureName = (typeof featureNames)[number];

export interface MissingFeature {
  readonly feature: FeatureName;
  /** `loud`: work will be lost; the view shows it on every screen. `quiet`: Settings names it. */
  readonly weight: 'loud' | 'quiet';
  readonly sentence: string;
}

const sentences: Readonly<Record<FeatureName, Omit<MissingFeature, 'feature'>>> = {
  'indexed-db': {
    weight: 'loud',
    sentence:
      'This browser saves no data for this page. IndexedDB is missing or blocked, as in some private windows. You lose everything when the tab closes, so export the account before you leave.',
  },
  'web-locks': {
    weight: 'quiet',
    sentence:
      'Web Locks are missing, because the page does not come over https or from localhost. Two tabs use a note in the database instead, which is a little slower.',
  },
  'broadcast-channel': {
    weight: 'quiet',
    sentence:
      'Tabs cannot send messages to each other here. Another tab shows a change when you go back to it.',
  },
  'service-worker': {
    weight: 'quiet',
    sentence:
      'The page cannot work offline here, because service workers need https or localhost. It needs its server to load.',
  },
  'crypto-subtle': {
    weight: 'quiet',
    sentence:
      'WebCrypto is missing, because the page does not come over https or from localhost. The page cannot check signatures of identity providers, and cannot lock or unlock files.',
  },
  'persistent-storage': {
    weight: 'quiet',
    sentence:
      'This browser cannot promise to keep the data if the disk is full. Export what you want to keep.',
  },
  'web-worker': {
    weight: 'quiet',
    sentence: 'Background workers are missing. The page stops for a moment while it reads a large file.',
  },
};

export const missing = (feature: FeatureName): MissingFeature => ({ feature, ...sentences[feature] });

/**
 * Returns what `scope` (the window) lacks, in the order of `featureNames`. A blocked IndexedDB shows only
 * when it is opened: main.ts then adds `missing('indexed-db')`.
 */
export function missingFeatures(scope: typeof globalThis = globalThis): MissingFeature[] {
  const navigator = scope.navigator as Partial<Navigator> | undefined;
  const crypto = scope.crypto as Partial<Crypto> | undefined;
  const present: Readonly<Record<FeatureName, boolean>> = {
    'indexed-db': scope.indexedDB != null,
    'web-locks': navigator?.locks != null,
    'broadcast-channel': typeof scope.BroadcastChannel === 'function',
    'service-worker': navigator?.serviceWorker != null && !scope.location.protocol.startsWith('file'),
    'crypto-subtle': crypto?.subtle != null,
    'persistent-storage': typeof navigator?.storage?.persist === 'function',
    'web-worker': typeof scope.Worker === 'function',
  };
  return featureNames.filter((name) => !present[name]).map(missing);
}
