/** The cards of the second tier: documents that say exactly what is wanted, and the policies around them. */

import type { TierCards } from './card.ts';

export const policies: TierCards = {
  id: 'policies',
  title: 'Policies',
  text: 'Allow exactly what is needed: actions, resources, conditions, tags and boundaries.',
  levels: [
    {
      id: 'least-privilege',
      title: 'Only what the work needs',
      purpose: 'Replace a wide policy with the three actions that are used.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/least-privilege.json'),
    },
    {
      id: 'deny-wins',
      title: 'A deny wins',
      purpose: 'Stop an administrator at one bucket, and nowhere else.',
      minutes: 6,
      steps: 2,
      file: () => import('../../../public/levels/deny-wins.json'),
    },
    {
      id: 'not-action',
      title: 'Everything but IAM',
      purpose: 'Open three services to a team, and nothing that comes tomorrow.',
      minutes: 8,
      steps: 1,
      file: () => import('../../../public/levels/not-action.json'),
    },
    {
      id: 'source-address',
      title: 'Only from the office',
      purpose: 'Add a condition, and ask what happens without its key.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/source-address.json'),
    },
  ],
};
