/** The four words: user, group, role and policy. */

import type { LessonPart } from './part.ts';

export const tutorialAccount: LessonPart = {
  title: 'Users, groups, roles, policies',
  minutes: 12,
  scenario: 'tutorial-account',
  levels: ['groups'],
  sheet: {
    situation: [
      'Sam joined the company this morning and is in no group.',
      'A server uses the role `WebServer` and has no password.',
    ],
    look: {
      question: 'In Identities, open the group `Developers`. Who is in it, and what does it allow?',
      answer:
        'At the beginning only `john` is in it. Its policy `DeveloperStorage` lists buckets, reads where a bucket is, and uploads and reads the objects of `tutorial-uploads`.',
    },
  },
  aim: 'Tell the four words apart and see that a new user can do nothing.',
  say: [
    'A user is a person or a program with credentials. A policy is a text that says what is allowed. A group hands its policies to its members.',
    'A role has policies too, but no permanent credentials. Somebody assumes it for a limited time. The web server here has a role.',
  ],
  show: [
    'Sam’s No and the reason: no policy allows anything for Sam.',
    'Adding Sam to Developers: one change, and Undo reverses it.',
    'The policy DeveloperStorage has two statements. Listing works on the account, and uploading works on objects.',
  ],
  checkpoints: [
    { pin: 'sam-lists', text: 'Sam, who is new, can list the buckets', after: [], reads: 'No' },
    { pin: 'sam-lists', text: 'Sam, who is new, can list the buckets', after: [2], reads: 'Yes' },
    { pin: 'server-deletes', text: 'The server deletes the report', after: [2], reads: 'No' },
  ],
  questions: [
    {
      question: 'Why not attach the policy to Sam directly?',
      answer:
        'It works, but every new person needs it again. People who leave the team keep it. A group is one place for all.',
    },
    {
      question: 'Where is the server’s password?',
      answer:
        'It has no password. The server gets temporary credentials of the role, and they expire by themselves.',
    },
  ],
};
