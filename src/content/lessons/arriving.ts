/** Everybody opens the page, sees one answer, and plays the first level. */

import type { LessonPart } from './part.ts';

export const arriving: LessonPart = {
  title: 'Arriving',
  minutes: 8,
  scenario: 'first-minutes',
  levels: ['first-policy'],
  sheet: {
    situation: [
      'Alice works in accounting and needs the payroll file.',
      'Mallory left the company in May and must not read it any more.',
    ],
    look: {
      question: 'Before you change anything: who has the policy `ReadPayroll`, and who needs it?',
      answer: '`mallory` has it, and `alice` needs it.',
    },
  },
  aim: 'Everybody has the page open and has seen one answer.',
  say: [
    'Does your class have ten questions before the levels? Answer them while the others arrive. They take five minutes.',
    'AWS checks every single request: who asks, what they want to do, and with which resource.',
    'The answer is No unless something says Yes. In 90 minutes we learn what that something is.',
  ],
  show: [
    'The sentence at the top of Ask, and the large No under it. Do not change anything: students do that in the level.',
    'The levels under Learn and the page of the class, and how a level is opened.',
  ],
  checkpoints: [
    { pin: 'alice-reads', text: 'Alice can read the payroll', after: [], reads: 'No' },
    { pin: 'mallory-reads', text: 'Mallory can read the payroll', after: [], reads: 'Yes' },
  ],
  questions: [
    {
      question: 'Why is No the better default?',
      answer:
        'You notice a missing permission the same day. You notice a missing prohibition only after an attack.',
    },
  ],
};
