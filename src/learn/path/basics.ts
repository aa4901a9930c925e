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
    {
      id: 'root-and-admin',
      title: 'The root user and the first administrator',
      purpose: 'Protect the root user, and stop working as it.',
      minutes: 6,
      steps: 4,
      file: () => import('../../../public/levels/root-and-admin.json'),
    },
    {
      id: 'groups',
      title: 'One group, the same rights',
      purpose: 'Give two people one right, once.',
      minutes: 5,
      steps: 2,
      file: () => import('../../../public/levels/groups.json'),
    },
    {
      id: 'groups-add-up',
      title: 'Groups add up',
      purpose: 'One editor comes, another goes.',
      minutes: 4,
      steps: 2,
      file: () => import('../../../public/levels/groups-add-up.json'),
    },
    {
      id: 'bucket-and-objects',
      title: 'The bucket and its files',
      purpose: 'Find the ARN that each action asks about.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/bucket-and-objects.json'),
    },
    {
      id: 'policy-versions',
      title: 'Back to the good version',
      purpose: 'Undo a change that allowed too much.',
      minutes: 5,
      steps: 1,
      file: () => import('../../../public/levels/policy-versions.json'),
    },
    {
      id: 'access-key',
      title: 'A key for a program',
      purpose: 'Give a program a key of its own.',
      minutes: 8,
      steps: 4,
      file: () => import('../../../public/levels/access-key.json'),
    },
  ],
};
