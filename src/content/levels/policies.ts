/** The cards of the second tier: documents that say exactly what is wanted, and the policies around them. */

import type { TierCards } from '../../learn/level/format.ts';

export const policies: TierCards = {
  id: 'policies',
  title: 'Policies',
  text: 'Allow exactly what is needed: actions, resources, conditions, tags and boundaries.',
  levels: [
    {
      id: 'least-privilege',
      title: 'Only what the work needs',
      purpose: 'Replace a wide policy with the three actions that are used.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/least-privilege.json'),
    },
    {
      id: 'deny-wins',
      title: 'A deny wins',
      purpose: 'Stop an administrator at one bucket, and nowhere else.',
      scenario: 'deny-wins',
      minutes: 6,
      steps: 2,
      file: () => import('../../../public/levels/deny-wins.json'),
    },
    {
      id: 'not-action',
      title: 'Everything but IAM',
      purpose: 'Give a team three services, and close all others.',
      minutes: 8,
      steps: 1,
      file: () => import('../../../public/levels/not-action.json'),
    },
    {
      id: 'source-address',
      title: 'Only from the office',
      purpose: 'Allow reading from the office network only.',
      minutes: 6,
      steps: 1,
      file: () => import('../../../public/levels/source-address.json'),
    },
    {
      id: 'mfa-required',
      title: 'Nothing without MFA',
      purpose: 'Ask every request for MFA, and give Pia a device.',
      scenario: 'mfa-only',
      minutes: 9,
      steps: 3,
      file: () => import('../../../public/levels/mfa-required.json'),
    },
    {
      id: 'resource-policy',
      title: 'The bucket allows one person',
      purpose: 'Give access in the policy of the bucket.',
      minutes: 5,
      steps: 1,
      file: () => import('../../../public/levels/resource-policy.json'),
    },
    {
      id: 'tags-decide',
      title: 'Tags decide',
      purpose: 'Move people to another project without a new policy.',
      scenario: 'tags-decide',
      minutes: 5,
      steps: 2,
      file: () => import('../../../public/levels/tags-decide.json'),
    },
    {
      id: 'boundary',
      title: 'Roles inside a boundary',
      purpose: 'Let a developer do more, inside the same limit.',
      scenario: 'boundary-delegation',
      minutes: 9,
      steps: 2,
      file: () => import('../../../public/levels/boundary.json'),
    },
  ],
};
