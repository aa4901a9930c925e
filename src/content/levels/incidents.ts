/** The cards of the tier in which something went wrong and has to be put right without stopping the work. */

import type { TierCards } from '../../learn/level/format.ts';

export const incidents: TierCards = {
  id: 'incidents',
  title: 'Incidents',
  text: 'Something went wrong: close the door, and keep the work going.',
  levels: [
    {
      id: 'leaked-key',
      title: 'A key is on the internet',
      purpose: 'Stop a leaked key without stopping the program.',
      scenario: 'leaked-key',
      minutes: 6,
      steps: 4,
      file: () => import('../../../public/levels/leaked-key.json'),
    },
    {
      id: 'public-bucket',
      title: 'A bucket open to everybody',
      purpose: 'Close a public bucket for all but your own people.',
      scenario: 'public-bucket',
      minutes: 5,
      steps: 1,
      file: () => import('../../../public/levels/public-bucket.json'),
    },
    {
      id: 'messy-account',
      title: 'An account that grew',
      purpose: 'Take away what is dangerous, and keep what works.',
      scenario: 'messy-account',
      minutes: 10,
      steps: 6,
      file: () => import('../../../public/levels/messy-account.json'),
    },
  ],
};
