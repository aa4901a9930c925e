/** Everybody opens the page, sees one answer, and plays the first level. */

import type { LessonPart } from '../format.ts';

export const arriving: LessonPart = {
  title: 'Arriving',
  minutes: 8,
  levels: ['first-policy'],
  sheet: {
    situation: [
      'Alice works in accounting and needs the payroll file.',
      'Mallory left the company in May and must not read it any more.',
    ],
    look: 'Who has the policy `ReadPayroll` now, and who needs it?',
  },
  aim: 'Everybody has the page open and has seen one answer.',
  say: [
    'AWS checks every single request: who asks, what they want to do, and with which resource.',
    'The answer is No unless something says Yes. In 90 minutes we learn what that something is.',
  ],
  show: [
    'The sentence at the top of Ask, and the large No under it.',
    'The levels under Learn, and how a level is opened.',
  ],
  checkpoints: [],
  questions: [
    {
      question: 'Why is No the better default?',
      answer:
        'You notice a missing permission the same day. You notice a missing prohibition only after an attack.',
    },
  ],
};
