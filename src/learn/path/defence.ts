/** The cards of the levels in which ways to more rights are closed, and the daily work goes on. */

import type { LevelCard } from './card.ts';

export const defence: readonly LevelCard[] = [
  {
    id: 'function-secret',
    title: 'The code decides who reads',
    purpose: 'Keep a secret from a developer, and the nightly job at work.',
    minutes: 6,
    steps: 1,
    file: () => import('../../../public/levels/function-secret.json'),
  },
  {
    id: 'partner-door',
    title: 'A door for a whole firm',
    purpose: 'Let in one role of a partner, and nobody else.',
    minutes: 6,
    steps: 1,
    file: () => import('../../../public/levels/partner-door.json'),
  },
  {
    id: 'self-tagging',
    title: 'Who can tag can rise',
    purpose: 'Let people change their phone number, and not their team.',
    minutes: 7,
    steps: 1,
    file: () => import('../../../public/levels/self-tagging.json'),
  },
  {
    id: 'any-repository',
    title: 'Two steps from any repository',
    purpose: 'Stop builds of any repository before the second role.',
    minutes: 8,
    steps: 1,
    file: () => import('../../../public/levels/any-repository.json'),
  },
  {
    id: 'left-behind',
    title: 'What a thief left behind',
    purpose: 'Close a leak, the way behind it, and what was left open.',
    minutes: 9,
    steps: 4,
    file: () => import('../../../public/levels/left-behind.json'),
  },
  {
    id: 'break-glass',
    title: 'A guard rail with one exception',
    purpose: 'Stop self-made administrators, and keep one role for emergencies.',
    minutes: 9,
    steps: 2,
    file: () => import('../../../public/levels/break-glass.json'),
  },
  {
    id: 'delegated-roles',
    title: 'Roles made by the team',
    purpose: 'Let a team lead make roles that stay inside a boundary.',
    minutes: 10,
    steps: 1,
    file: () => import('../../../public/levels/delegated-roles.json'),
  },
];
