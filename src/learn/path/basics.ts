/** The cards of the first tier: what the tutorial teaches. */

import type { TierCards } from './card.ts';

export const basics: TierCards = {
  id: 'basics',
  title: 'Basics',
  text: 'Users, groups, policies and passwords: what every account needs.',
  levels: [
    {
      id: 'first-policy',
      title: 'Nothing is allowed by default',
      purpose: 'Let one person in, and stop another.',
      minutes: 3,
      steps: 2,
      file: () => import('../../../public/levels/first-policy.json'),
    },
  ],
};
