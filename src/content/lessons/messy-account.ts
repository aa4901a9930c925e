/** All of the lesson in one account that nobody cleaned up. */

import type { LessonPart } from './part.ts';

export const messyAccount: LessonPart = {
  title: 'Clean up a real account',
  minutes: 14,
  scenario: 'messy-account',
  levels: ['messy-account'],
  sheet: {
    situation: [
      'A ferry company has had its account for seven years, and nobody cleaned up.',
      'Work in pairs, each on your own page: take away what is dangerous, and keep what works.',
    ],
    look: {
      question:
        'In Identities, open Access reports, then Security. What does it say about root and about `old-admin`?',
      answer:
        'Root has an active access key and no MFA. `old-admin` has a password without MFA. Nobody ever used this password or the active key.',
    },
  },
  aim: 'Use everything: find what is dangerous, fix it, and keep the company working.',
  say: [
    'Work in pairs on the level of this part. Talk together, and each of you plays on your own page.',
    'You have ten minutes. Find what is dangerous and fix it. Rosa and the billing robot must still be able to read bookings.',
  ],
  show: [
    'First, for one minute: Identities → Access reports → Security. Then the pairs begin.',
    'After the level, for three minutes: press “Do it for me” in steps 2 to 5. The class says each time what was dangerous.',
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
        'The user temp-fix. It has an active key, and its policy JustForTonight allows everything in IAM. The role that trusts everybody comes next.',
    },
    {
      question: 'Why is NotAction with Allow a trap?',
      answer:
        'It also allows every new action that AWS adds later. The author thought only of what to forbid.',
    },
  ],
};
