/** The first role, and MFA: permissions for some time, and proof of who asks. */

import type { LessonPart } from './part.ts';

export const firstRole: LessonPart = {
  title: 'Your first role, and MFA',
  minutes: 15,
  scenario: 'mfa-only',
  levels: ['first-role'],
  sheet: {
    situation: [
      'A role has permissions but no password: a person assumes it for some time.',
      'In the level, `alice` publishes a page with the role `Deploy`, and `bob` only looks.',
    ],
    look: {
      question: 'Open the trust policy of `Deploy`. Who can assume the role before you change it?',
      answer: 'Only the service EC2, `ec2.amazonaws.com`. No person can assume it yet.',
    },
  },
  aim: 'A role gives temporary credentials. MFA counts only where a policy asks for it.',
  say: [
    'A user has a password or a key that stays. A role has neither. Its trust policy says who can assume it. AWS then gives credentials that end by themselves.',
    'MFA is a second proof: a code from a phone. AWS asks for it at sign-in, but a request with a stored key carries no code.',
  ],
  show: [
    'Omar’s key lists the buckets without a code. The request does not tell about MFA, so the Deny does not match.',
    'With BoolIfExists in the new version, AWS refuses the key. Omar with MFA still works.',
    'Then the class plays the level: one statement in the trust policy, and one flow.',
  ],
  checkpoints: [
    {
      pin: 'omar-by-key',
      text: 'Omar’s long-term access key can list the buckets',
      after: [],
      reads: 'Yes',
    },
    {
      pin: 'omar-by-key',
      text: 'Omar’s long-term access key can list the buckets',
      after: [2],
      reads: 'No',
    },
    {
      pin: 'omar-with-mfa',
      text: 'Omar, signed in with MFA, can list the buckets',
      after: [2],
      reads: 'Yes',
    },
  ],
  questions: [
    {
      question: 'Why does a role have no password?',
      answer: 'Nobody signs in as a role. A person or a program that is already signed in assumes it.',
    },
    {
      question: 'Why must Pia be able to set up her device without MFA?',
      answer: 'She has no device yet, so she cannot show a code before she has one.',
    },
  ],
};
