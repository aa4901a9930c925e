/**
 * A lesson of 90 minutes over seven scenarios of the gallery, for a teacher: what to say and show, what the screen must
 * read at the checkpoints, which levels everybody plays, and what to ask. A test replays the checkpoints, so that the script
 * cannot promise what the page does not do.
 */

import type { LessonPart } from './part.ts';
import { arriving } from './arriving.ts';
import { denyWins } from './deny-wins.ts';
import { externalId } from './external-id.ts';
import { firstRole } from './first-role.ts';
import { messyAccount } from './messy-account.ts';
import { pipelineOidc } from './pipeline-oidc.ts';
import { tutorialAccount } from './tutorial-account.ts';

export type { LessonCheckpoint, LessonPart } from './part.ts';

export const lesson: { readonly title: string; readonly text: string; readonly before: readonly string[] } = {
  title: 'Who may do what, and why',
  text: 'A first lesson on AWS identity and access management, in 90 minutes. It needs a browser on every desk and no network.',
  before: [
    'Open the page once on your own computer. Without a network, copy the single file to every computer, or hand it out on a USB stick.',
    'Nobody needs an AWS account. Nothing here can cost money or break anything.',
    'For results, make a class under Teach. Students open its link, file or page, and type their names.',
    'Print the student sheet once for each student, and the answers for yourself.',
    'Does the class have ten questions before and after? Students answer the first ten while they arrive, before minute 0. The levels wait for them.',
    'The ten questions after are for the last minutes of “Closing”, or for home. Each ten take about five minutes.',
    'In each part, open its scenario here and press “Keep a copy”. The guide has “Do it for me” for each change.',
    'Students watch the projector and write on the sheet. Then everybody plays the level of the part.',
    'Hints help students who are lost. Students who are done early choose the next level under Learn.',
  ],
};

/** The five rules of the lesson, and the results of the class. */
const closing: LessonPart = {
  title: 'Closing',
  minutes: 5,
  levels: [],
  sheet: { situation: ['AWS decides every request by a few rules.', 'Now say them in your own words.'] },
  aim: 'One sentence each.',
  say: [
    'The default is No. A Deny wins. A role gives temporary credentials, which are better than stored keys. MFA counts only where a policy asks for it. Across accounts, both must allow.',
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

/** The parts in the order of the lesson. */
export const lessonParts: readonly LessonPart[] = [
  arriving,
  tutorialAccount,
  denyWins,
  firstRole,
  externalId,
  pipelineOidc,
  messyAccount,
  closing,
];

/** Ids of the levels of the whole lesson, in its order: a class can begin with them. */
export const lessonLevels: readonly string[] = lessonParts.flatMap(({ levels }) => levels);
