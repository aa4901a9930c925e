/** The cards of the levels in which the learner plays the attacker, from easy to hard. */

import type { LevelCard } from './card.ts';

export const waysUp: readonly LevelCard[] = [
  {
    id: 'join-the-group',
    title: 'A group that lets you in',
    purpose: 'You attack: put yourself into a strong group.',
    minutes: 4,
    steps: 1,
    file: () => import('../../../public/levels/join-the-group.json'),
  },
  {
    id: 'rewrite-own-policy',
    title: 'A policy that you may rewrite',
    purpose: 'You attack: save a new version of a policy that you hold.',
    minutes: 4,
    steps: 1,
    file: () => import('../../../public/levels/rewrite-own-policy.json'),
  },
  {
    id: 'remove-the-limit',
    title: 'A limit that you may remove',
    purpose: 'You attack: take away your own permissions boundary.',
    minutes: 4,
    steps: 1,
    file: () => import('../../../public/levels/remove-the-limit.json'),
  },
  {
    id: 'rewrite-the-trust',
    title: 'Rewrite who may enter',
    purpose: 'You attack: let yourself into a strong role.',
    minutes: 6,
    steps: 2,
    file: () => import('../../../public/levels/rewrite-the-trust.json'),
  },
  {
    id: 'code-of-a-function',
    title: 'The code of a function',
    purpose: 'You attack: run your code with the role of a function.',
    minutes: 6,
    steps: 2,
    file: () => import('../../../public/levels/code-of-a-function.json'),
  },
  {
    id: 'pass-a-strong-role',
    title: 'Pass a role and use it',
    purpose: 'You attack: create a function that works for you.',
    minutes: 7,
    steps: 2,
    file: () => import('../../../public/levels/pass-a-strong-role.json'),
  },
  {
    id: 'two-hops',
    title: 'Through two doors',
    purpose: 'You attack: reach another account through a role between.',
    minutes: 7,
    steps: 3,
    file: () => import('../../../public/levels/two-hops.json'),
  },
];
