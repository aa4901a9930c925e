/** The cards of the tier in which people and programs sign in with a provider outside AWS. */

import type { TierCards } from '../../learn/level/format.ts';

export const federation: TierCards = {
  id: 'federation',
  title: 'Federation',
  text: 'People and programs sign in with their own provider, without an IAM user.',
  levels: [
    {
      id: 'saml-checks',
      title: 'Where a login was sent',
      purpose: 'Let the trust policy check the address of a login.',
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
      title: 'One role for all departments',
      purpose: 'Let each doctor read the files of one department.',
      minutes: 8,
      steps: 2,
      file: () => import('../../../public/levels/directory-tags.json'),
    },
  ],
};
