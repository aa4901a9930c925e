/** The cards of the third tier: roles, and the sessions that STS makes of them. */

import type { TierCards } from '../../learn/level/format.ts';

export const roles: TierCards = {
  id: 'roles',
  title: 'Roles and STS',
  text: 'Permissions that a person, a server or another account borrows for a short time.',
  levels: [
    {
      id: 'server-role',
      title: 'A server with a role',
      purpose: 'Give a server a role, and not the strongest one.',
      minutes: 8,
      steps: 3,
      file: () => import('../../../public/levels/server-role.json'),
    },
    {
      id: 'trust-and-permission',
      title: 'Two sides of a role',
      purpose: 'Find out when the trust policy alone is enough.',
      minutes: 6,
      steps: 2,
      file: () => import('../../../public/levels/trust-and-permission.json'),
    },
    {
      id: 'session-policy',
      title: 'A session with fewer rights',
      purpose: 'Make one session smaller than its role.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/session-policy.json'),
    },
    {
      id: 'role-chain',
      title: 'A chain of roles',
      purpose: 'Replace a chain of roles whose sessions are too short.',
      scenario: 'role-chain',
      minutes: 8,
      steps: 2,
      file: () => import('../../../public/levels/role-chain.json'),
    },
    {
      id: 'cross-account',
      title: 'Across two accounts',
      purpose: 'Let Ines read files in another account.',
      minutes: 7,
      steps: 2,
      file: () => import('../../../public/levels/cross-account.json'),
    },
    {
      id: 'external-id',
      title: 'The external ID of a vendor',
      purpose: 'Let a vendor act for you only.',
      scenario: 'external-id',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/external-id.json'),
    },
    {
      id: 'service-deputy',
      title: 'A service acts for many',
      purpose: 'Let a service act for your account only.',
      scenario: 'service-deputy',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/service-deputy.json'),
    },
    {
      id: 'service-linked-role',
      title: 'A role for one service',
      purpose: 'Give a service the role that only it can use.',
      minutes: 6,
      steps: 3,
      file: () => import('../../../public/levels/service-linked-role.json'),
    },
  ],
};
