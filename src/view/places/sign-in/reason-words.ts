/** Says what was wrong, for learners. AWS does not tell it (SI-06). */

import type { WhyRefused } from '../../../core/query/identities/sign-in.ts';

export const reasonWords: Readonly<Record<WhyRefused, string>> = {
  'no-account': 'No account of this simulation has that id or alias.',
  'no-user': 'The account has no user of that name.',
  'no-email': 'No root user has that e-mail address.',
  'no-password':
    'The user has no console password (no login profile): an administrator has to enable console access.',
  'wrong-password': 'Account and name are right; the password is not.',
};
