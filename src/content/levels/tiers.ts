/** The tiers, in the order of the path, and the cards of the short ones. */

import type { TierCards } from '../../learn/level/format.ts';
import { attack } from './attack.ts';
import { basics } from './basics.ts';
import { policies } from './policies.ts';
import { roles } from './roles.ts';

const federation: TierCards = {
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

const organizations: TierCards = {
  id: 'organizations',
  title: 'Organizations',
  text: 'Limits for whole accounts, which their administrators cannot remove.',
  levels: [
    {
      id: 'region-guard-rail',
      title: 'A limit for regions',
      purpose: 'Keep an account in Europe, whatever its administrator does.',
      scenario: 'region-guard-rail',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/region-guard-rail.json'),
    },
    {
      id: 'every-level-allows',
      title: 'Every level must allow',
      purpose: 'Open one service for one account of a unit.',
      minutes: 8,
      steps: 3,
      file: () => import('../../../public/levels/every-level-allows.json'),
    },
    {
      id: 'resource-guard-rail',
      title: 'Buckets stay in the organization',
      purpose: 'Keep outsiders away from every bucket.',
      minutes: 8,
      steps: 2,
      file: () => import('../../../public/levels/resource-guard-rail.json'),
    },
  ],
};

const incidents: TierCards = {
  id: 'incidents',
  title: 'Incidents',
  text: 'Something went wrong: close the door, and keep the work going.',
  levels: [
    {
      id: 'leaked-key',
      title: 'A key is on the internet',
      purpose: 'Stop a leaked key without stopping the program.',
      scenario: 'leaked-key',
      minutes: 6,
      steps: 4,
      file: () => import('../../../public/levels/leaked-key.json'),
    },
    {
      id: 'public-bucket',
      title: 'A bucket open to everybody',
      purpose: 'Close a public bucket for all but your own people.',
      scenario: 'public-bucket',
      minutes: 5,
      steps: 1,
      file: () => import('../../../public/levels/public-bucket.json'),
    },
    {
      id: 'messy-account',
      title: 'An account that grew',
      purpose: 'Take away what is dangerous, and keep what works.',
      scenario: 'messy-account',
      minutes: 10,
      steps: 6,
      file: () => import('../../../public/levels/messy-account.json'),
    },
  ],
};

export const tierCards: readonly TierCards[] = [
  basics,
  policies,
  roles,
  federation,
  organizations,
  incidents,
  attack,
];
