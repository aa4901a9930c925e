/** Explicit deny, and the difference to an implicit one. */

import type { LessonPart } from './part.ts';

export const denyWins: LessonPart = {
  title: 'A deny wins',
  minutes: 12,
  scenario: 'deny-wins',
  levels: ['deny-wins'],
  sheet: {
    situation: [
      'Vera is an administrator, and her group also has a policy that denies.',
      'Omar is new and has no policy.',
    ],
    look: {
      question: 'In Policies, open `ProtectAudit`. Which actions does it deny, and in which bucket?',
      answer:
        '`s3:DeleteObject`, `s3:DeleteObjectVersion` and `s3:PutLifecycleConfiguration`, in `audit-trail`. The level adds one more.',
    },
  },
  aim: 'Explicit deny beats every Allow; order and width do not matter.',
  say: [
    'AWS collects every statement that matches the request. If one of them is a Deny, the answer is No. Only then does AWS look for an Allow.',
  ],
  show: [
    'The deciding statement, KeepTheTrail, marked in its policy.',
    'A second, exact Allow for Vera: nothing changes.',
    'Detaching ProtectAudit: now the answer is Yes.',
  ],
  checkpoints: [
    {
      pin: 'vera-deletes-audit',
      text: 'Vera can delete the old log of February',
      after: [],
      reads: 'No',
    },
    {
      pin: 'omar-deletes-backup',
      text: 'Omar, who has no policy, can delete a backup',
      after: [],
      reads: 'No',
    },
    {
      pin: 'vera-deletes-audit',
      text: 'Vera can delete the old log of February',
      after: [3],
      reads: 'Yes',
    },
  ],
  questions: [
    {
      question: 'Vera and Omar are both refused. What is the difference?',
      answer:
        'Vera’s No is explicit: a statement denies. Omar’s is implicit: nothing allows. An Allow would help Omar and not Vera.',
    },
    {
      question: 'Is the audit trail safe now?',
      answer:
        'Only from accidents. Vera may also detach the policy, as we just did. Real protection must be outside her account.',
    },
  ],
};
