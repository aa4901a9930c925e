/** Federation with OpenID Connect: a build deploys without a stored key. */

import type { LessonPart } from './part.ts';

export const pipelineOidc: LessonPart = {
  title: 'A pipeline without a key',
  minutes: 11,
  scenario: 'pipeline-oidc',
  levels: ['pipeline'],
  sheet: {
    situation: [
      'Each build of the shop has a signed token, and AWS gives credentials for this token.',
      'The build of a pull request has a token, too.',
    ],
    look: {
      question: 'Open the trust policy of `DeployShop`. Which part of the token does it check?',
      answer:
        'It checks the audience exactly, and the subject `sub` by the pattern `repo:acme/shop:*`. So each build of the repository passes, also that of a pull request.',
    },
  },
  aim: 'A token says who the build is. The trust policy says which builds can assume the role.',
  say: [
    'A key in a pipeline appears in a log sooner or later. Instead, the build shows a signed token, and AWS gives it credentials for one hour.',
    'The service signs tokens for everybody who builds there. Our trust policy must name the repository and the branch.',
  ],
  show: [
    'The pull request that may deploy, and the pattern that allows it.',
    'StringEquals on the branch: pull requests are out, main still works.',
  ],
  checkpoints: [
    {
      pin: 'pull-request-deploys',
      text: 'A build of a pull request can deploy',
      after: [],
      reads: 'Yes',
    },
    {
      pin: 'pull-request-deploys',
      text: 'A build of a pull request can deploy',
      after: [2],
      reads: 'No',
    },
    { pin: 'main-deploys', text: 'A build of main can deploy', after: [2], reads: 'Yes' },
  ],
  questions: [
    {
      question: 'Who can open a pull request?',
      answer: 'In a public repository: anybody. Its build runs their code.',
    },
  ],
};
