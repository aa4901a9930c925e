/** The last tier: the learner plays the attacker first, from easy to hard, and then closes the ways to more rights. */

import type { LevelCard, TierCards, TierPart } from '../../learn/level/format.ts';

/** @internal Read by tests. */
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

/** The daily work goes on while the ways are closed. */
const defence: readonly LevelCard[] = [
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
  {
    id: 'six-ways-up',
    title: 'Six ways up',
    purpose: 'Close six ways to administrator, and keep the daily work.',
    minutes: 10,
    steps: 4,
    file: () => import('../../../public/levels/six-ways-up.json'),
  },
];

const parts: readonly TierPart[] = [
  { title: 'Attack', levels: waysUp },
  { title: 'Defence', levels: defence },
];

export const attack: TierCards = {
  id: 'attack',
  title: 'Attack and defence',
  text: 'Find the ways by which somebody could become an administrator, and close them.',
  levels: parts.flatMap(({ levels }) => levels),
  parts,
};
