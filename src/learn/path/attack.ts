/** The cards of the last tier: ways to more rights, and how to close them. */

import type { TierCards } from './card.ts';
import { defence } from './defence.ts';
import { waysUp } from './ways-up.ts';

export const attack: TierCards = {
  id: 'attack',
  title: 'Attack and defence',
  text: 'Find the ways by which somebody could become an administrator, and close them.',
  levels: [
    ...waysUp,
    {
      id: 'passrole-way-up',
      title: 'Passing a strong role',
      purpose: 'Stop a developer who could use an administrator’s role.',
      scenario: 'passrole-way-up',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/passrole-way-up.json'),
    },
    {
      id: 'self-service-escalation',
      title: 'A team that changes its own policy',
      purpose: 'Let a team change policies, but not its own.',
      minutes: 7,
      steps: 1,
      file: () => import('../../../public/levels/self-service-escalation.json'),
    },
    ...defence,
    {
      id: 'six-ways-up',
      title: 'Six ways up',
      purpose: 'Close six ways to administrator, and keep the daily work.',
      minutes: 10,
      steps: 4,
      file: () => import('../../../public/levels/six-ways-up.json'),
    },
  ],
};
