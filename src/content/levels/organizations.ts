/** The cards of the tier in which an organization limits whole accounts. */

import type { TierCards } from '../../learn/level/format.ts';

export const organizations: TierCards = {
  id: 'organizations',
  title: 'Organizations',
  text: 'Limits for whole accounts, which their administrators cannot remove.',
  levels: [
    {
      id: 'region-guard-rail',
      title: 'A limit for regions',
      purpose: 'Keep an account in Europe, whatever its administrator does.',
      scenario: 'region-guard-rail',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/region-guard-rail.json'),
    },
    {
      id: 'every-level-allows',
      title: 'Every level must allow',
      purpose: 'Open one service for one account of a unit.',
      minutes: 8,
      steps: 3,
      file: () => import('../../../public/levels/every-level-allows.json'),
    },
    {
      id: 'resource-guard-rail',
      title: 'Buckets stay in the organization',
      purpose: 'Keep outsiders away from every bucket.',
      minutes: 8,
      steps: 2,
      file: () => import('../../../public/levels/resource-guard-rail.json'),
    },
  ],
};
