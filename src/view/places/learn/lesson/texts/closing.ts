/** The five rules of the lesson, and the results of the class. */

import type { LessonPart } from '../format.ts';

export const closing: LessonPart = {
  title: 'Closing',
  minutes: 5,
  levels: [],
  sheet: { situation: ['AWS decides every request by a few rules.', 'Now say them in your own words.'] },
  aim: 'One sentence each.',
  say: [
    'The default is No. A Deny wins. A boundary limits and grants nothing. Across accounts, both must allow. Temporary credentials are better than stored keys.',
    'Your levels and stars stay in this browser. Learn shows the next level, also at home.',
  ],
  show: [
    'The levels under Learn, and what comes after the levels of today.',
    '“QR code” in the bar above: a phone opens the account on the screen. From a single file, save that account there as a file.',
    'The page of the class: what is solved, and the code for the teacher. The ten questions after are for the rest of the time or for home.',
  ],
  checkpoints: [],
  questions: [
    {
      question: 'Which two rules would you tell a new colleague first?',
      answer:
        'For example: the default is No, and a Deny wins. The other three matter as soon as roles come in.',
    },
  ],
};
