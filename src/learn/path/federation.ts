/** The cards of the tier in which people and programs sign in with a provider outside AWS. */

import type { TierCards } from './card.ts';

export const federation: TierCards = {
  id: 'federation',
  title: 'Federation',
  text: 'People and programs sign in with their own provider, without an IAM user.',
  levels: [
    {
      id: 'saml-checks',
      title: 'A login must pass every check',
      purpose: 'Let the trust policy check where an assertion was sent.',
      scenario: 'saml-sign-in',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/saml-checks.json'),
    },
    {
      id: 'pipeline',
      title: 'Only main may deploy',
      purpose: 'Let one branch deploy, and no pull request.',
      scenario: 'pipeline-oidc',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/pipeline.json'),
    },
    {
      id: 'directory-tags',
      title: 'The directory says which files',
      purpose: 'Give each doctor the files of one department.',
      minutes: 8,
      steps: 2,
      file: () => import('../../../public/levels/directory-tags.json'),
    },
  ],
};
