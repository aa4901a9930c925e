/** All of the lesson in one account that nobody cleaned up. */

import type { LessonPart } from '../format.ts';

export const messyAccount: LessonPart = {
  title: 'Clean up a real account',
  minutes: 14,
  scenario: 'messy-account',
  levels: ['messy-account'],
  sheet: {
    situation: [
      'A ferry company has had its account for seven years, and nobody cleaned up.',
      'Work in pairs: take away what is dangerous, and keep what works.',
    ],
    look: 'In Identities, open Access reports, then Security.',
  },
  aim: 'Use everything: find what is dangerous, fix it, and keep the company working.',
  say: [
    'Work in pairs for ten minutes. Find the most dangerous things and fix them. Rosa and the billing robot must still be able to read bookings.',
  ],
  show: [
    'The security recommendations in Identities → Access reports, and the questions “who can do this?” in Ask.',
    'After ten minutes, do steps 2 to 5 of the guide on the projector.',
    'At the end, collect on the board what the pairs found, and what to fix first.',
  ],
  checkpoints: [
    {
      pin: 'temp-fix-climbs',
      text: 'The user of the outage can give itself a policy',
      after: [2],
      reads: 'No',
    },
    {
      pin: 'stranger-reports',
      text: 'A stranger can assume the report role',
      after: [2, 3],
      reads: 'No',
    },
    {
      pin: 'support-reads',
      text: 'Rosa of support can still read a booking',
      after: [2, 3, 4, 5],
      reads: 'Yes',
    },
    {
      pin: 'billing-robot',
      text: 'The billing robot can still read a booking',
      after: [2, 3, 4, 5],
      reads: 'Yes',
    },
  ],
  questions: [
    {
      question: 'What is the most dangerous thing in it?',
      answer:
        'The user temp-fix. Its active key may change IAM itself, and somebody created it at night, ten days ago. The role that trusts everybody comes next.',
    },
    {
      question: 'Why is NotAction with Allow a trap?',
      answer:
        'It also allows every new action that AWS adds later. The author thought only of what to forbid.',
    },
  ],
};
