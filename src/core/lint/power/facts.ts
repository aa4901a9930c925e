/** The checks for statements that give much power, and for roles that they pass. */

import type { Facts } from '../facts.ts';

export const powerFacts = {
  administrator: {
    severity: 'warning',
    title: 'It allows everything',
    why: 'Everybody who has it is an administrator.',
  },
  'self-escalation': {
    severity: 'warning',
    title: 'It lets its holder get every permission',
    why: 'Whoever can change permissions can take all.',
  },
  'not-action-with-allow': {
    severity: 'warning',
    title: 'Allow with NotAction',
    why: 'It allows everything that is not listed, also actions that AWS adds later.',
  },
  'not-resource-with-allow': {
    severity: 'warning',
    title: 'Allow with NotResource',
    why: 'It includes everything that is not listed, also resources that come later.',
  },
  'pass-role-with-star-in-resource': {
    code: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    title: 'It can pass any role',
    why: 'A service with an administrator’s role can do everything.',
  },
  'pass-role-with-star-in-action-and-resource': {
    code: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE',
    title: 'A pattern of actions can pass any role',
    why: 'A service with an administrator’s role can do everything.',
  },
} as const satisfies Facts;
