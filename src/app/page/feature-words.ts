/** Says what the absence of a feature of the browser means for the person. What loses work has its own warning. */

import type { FeatureName, MissingFeature } from '../../platform/features.ts';

export const absenceOf = ({ feature, warning = sentences[feature] }: MissingFeature): string => warning;

const sentences: Readonly<Record<FeatureName, string>> = {
  'indexed-db': 'This browser saves no data for this page.',
  'web-locks':
    'Web Locks are missing, because the page does not come over https or from localhost. Two tabs use a note in the database instead, which is a little slower.',
  'broadcast-channel':
    'Tabs cannot send messages to each other here. Another tab shows a change when you go back to it.',
  'service-worker':
    'The page cannot work offline here, because service workers need https or localhost. It needs its server to load.',
  'crypto-subtle':
    'WebCrypto is missing, because the page does not come over https or from localhost. The page cannot check signatures of identity providers, and cannot lock or unlock files.',
  'persistent-storage':
    'This browser cannot promise to keep the data if the disk is full. Export what you want to keep.',
  'web-worker': 'Background workers are missing. The page stops for a moment while it reads a large file.',
};
