/** The checks for parts that change nothing. */

import type { Facts } from '#core/lint/facts.ts';

const shorter = 'A policy is easier to read, and smaller, without it.';
const misleads = 'A statement that changes nothing misleads whoever edits it.';

export const redundantFacts = {
  'covered-action': {
    code: 'REDUNDANT_ACTION',
    title: 'Another action covers this one',
    why: shorter,
  },
  'covered-resource': {
    code: 'REDUNDANT_RESOURCE',
    title: 'Another resource covers this one',
    why: shorter,
  },
  'redundant-statement': {
    code: 'REDUNDANT_STATEMENT',
    title: 'Two statements say the same',
    why: 'Whoever changes one of them may miss the other, and the old permission stays.',
  },
  'covered-statement': {
    severity: 'suggestion',
    title: 'Another statement covers this one',
    why: misleads,
    note: 'AWS finds only statements that are alike. This one is narrower than the other.',
  },
  'redundant-condition-value-num': {
    code: 'REDUNDANT_CONDITION_VALUE_NUM',
    title: 'Only one of several numbers counts',
    why: 'One value that matches is enough, so the widest limit decides alone. The others mislead readers.',
  },
  'redundant-key-due-to-wildcard-in-condition': {
    code: 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
    title: 'The condition compares a key with "*", which matches every value',
    why: 'It looks like a limit, but every value passes it.',
  },
  'redundant-statement-due-to-wildcard-in-condition': {
    code: 'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
    title: 'A condition that no value can meet',
    why: 'Each value matches a lone wildcard, so the statement never applies when the key is there.',
  },
  'redundant-principal-in-role-trust-policy': {
    code: 'REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY',
    title: 'The role of the session is already trusted',
    why: 'Trust in a role means all of its sessions, so the session adds nothing.',
    kinds: ['trust'],
  },
  'statement-without-effect': {
    severity: 'warning',
    title: 'A Deny takes back all that the statement allows',
    why: 'A Deny always wins, so the statement allows nothing. Whoever reads it may think that it does.',
  },
} as const satisfies Facts;
