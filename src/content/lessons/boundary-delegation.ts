/** Permissions boundaries: how to let others make roles. */

import type { LessonPart } from './part.ts';

export const boundaryDelegation: LessonPart = {
  title: 'Handing out the right to make roles',
  minutes: 15,
  scenario: 'boundary-delegation',
  levels: ['boundary'],
  sheet: {
    situation: [
      'Ravi creates roles, and each role must have the boundary `AppBoundary`.',
      'The policy of the role `thumbnails` allows everything.',
    ],
    look: {
      question: 'In Policies, open `AppBoundary`. Which actions does it allow?',
      answer: '`s3:GetObject` and `s3:PutObject`. The level adds `sqs:SendMessage`.',
    },
  },
  aim: 'A boundary is a limit and grants nothing. Everybody who creates roles must keep it on.',
  say: [
    'Developers need roles for their functions. If Ravi may create any role, Ravi can become an administrator.',
    'A permissions boundary is a limit. Both the policy and the boundary must allow an action.',
  ],
  show: [
    'The role’s policy allows everything, and the answer is still No: the boundary decides.',
    'Ravi’s three statements: only with the boundary, never off, never changed.',
    'A new version of AppBoundary with one more action.',
  ],
  checkpoints: [
    {
      pin: 'role-creates-user',
      text: 'The role can create a user',
      after: [],
      reads: 'No',
    },
    { pin: 'role-queues', text: 'The role can send a message to its queue', after: [2], reads: 'Yes' },
    {
      pin: 'role-creates-user',
      text: 'The role can create a user',
      after: [2],
      reads: 'No',
    },
    {
      pin: 'ravi-creates-free',
      text: 'Ravi can create a role without the boundary',
      after: [2],
      reads: 'No',
    },
  ],
  questions: [
    {
      question: 'What may a role do that has the boundary and no policy?',
      answer: 'Nothing. The boundary allows nothing by itself.',
    },
    {
      question: 'Why may Ravi not change AppBoundary?',
      answer: 'Then Ravi could change the limit, and it would no longer be a limit.',
    },
  ],
};
