/** The checks for parts that change nothing. */

import type { Facts } from '../facts.ts';

export const redundantFacts = {
  'covered-action': {
    code: 'REDUNDANT_ACTION',
    title: 'Another action covers this one',
    why: 'A policy is easier to read, and smaller, without it.',
  },
  'covered-resource': {
    code: 'REDUNDANT_RESOURCE',
    title: 'Another resource covers this one',
    why: 'A policy is easier to read, and smaller, without it.',
  },
  'redundant-statement': {
    code: 'REDUNDANT_STATEMENT',
    title: 'Another statement covers this one',
    why: 'A statement that changes nothing misleads whoever edits it.',
  },
  'statement-without-effect': {
    severity: 'warning',
    title: 'A Deny takes back all that the statement allows',
    why: 'A Deny always wins, so the statement allows nothing.',
  },
} as const satisfies Facts;
