/** Says what was wrong, for learners. AWS does not tell it (SI-06). */

import type { WhyRefused } from '../../../core/query/identities/sign-in.ts';

export const reasonWords: Readonly<Record<WhyRefused, string>> = {
  'no-account': 'No account in this workspace has that ID or alias.',
  'no-user': 'The account has no user with that name.',
  'no-email': 'No root user has that e-mail address.',
  'no-password':
    'The user has no console password (login profile). An administrator must enable console access.',
  'wrong-password': 'The account and the name are right, but the password is wrong.',
};
