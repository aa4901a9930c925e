/** The words of each recommendation: what it asks for, why, and where it is done. */

import { href } from '#app/navigation/routes.svelte.ts';
import type { Recommendation, RecommendationId } from '#core/findings/recommendations.ts';

export interface RecommendationWords {
  readonly title: string;
  readonly done: string;
  readonly why: string;
  readonly how: string;
  readonly place: { readonly label: string; readonly href: string };
}

const users = { label: 'Open users', href: href('identities', [], { tab: 'users' }) };
const root = { label: 'Open the root user', href: href('identities', ['root']) };

export const recommendationWords: Readonly<Record<RecommendationId, RecommendationWords>> = {
  'root-mfa': {
    title: 'Add MFA for the root user',
    done: 'The root user has MFA',
    why: 'Anybody with the root password controls the whole account. With a second factor, the password alone is not enough.',
    how: 'Act as root. Then assign an authenticator app (simulated or real) or a hardware token.',
    place: root,
  },
  'root-keys': {
    title: 'Delete the access keys of the root user',
    done: 'The root user has no access keys',
    why: 'A root key never expires, and no identity policy limits it. An administrator or a role can do the same work within limits.',
    how: 'Delete each key. An inactive key is not enough, because somebody can activate it again.',
    place: root,
  },
  administrator: {
    title: 'Have an administrator other than root',
    done: 'There is an administrator other than root',
    why: 'Use root only for the few tasks that need it. For daily work, use an identity that policies can limit and events can name.',
    how: 'Create a group with AdministratorAccess and a user in it, or a role that people assume.',
    place: { label: 'Create a user', href: href('identities', ['create', 'user']) },
  },
  'user-mfa': {
    title: 'Add MFA for everybody who signs in',
    done: 'Every user with a password has MFA',
    why: 'Attackers can guess or steal a password. With a second factor, the password alone is not enough.',
    how: 'On the user’s page, under Security credentials, assign a device.',
    place: users,
  },
  'password-policy': {
    title: 'Set a strong password policy',
    done: 'The password policy is strong',
    why: 'Without its own policy, the account has AWS’s default. Your policy should require 8 characters or more, of at least three kinds.',
    how: 'Choose “Custom”, then save.',
    place: { label: 'Open the password policy', href: href('identities', ['password-policy']) },
  },
  'unused-credentials': {
    title: 'Remove credentials that nobody uses',
    done: 'No password or key was unused for 90 days',
    why: 'Nobody notices when an unused credential is stolen. Remove passwords and active keys that were unused for 90 days.',
    how: 'First deactivate a key, then delete it if everything still works. Disable unused console access.',
    place: users,
  },
  'key-age': {
    title: 'Rotate access keys every 90 days',
    done: 'No active key is older than 90 days',
    why: 'A key never expires by itself. An old key may have copies in many places.',
    how: 'Create a second key, give it to the program, deactivate the old key, then delete it.',
    place: users,
  },
  'two-keys': {
    title: 'Keep one active key per user',
    done: 'Nobody has two active keys',
    why: 'A second key is for rotation. Two active keys over a long time mean that a rotation did not finish.',
    how: 'Deactivate the older key.',
    place: users,
  },
  'direct-policies': {
    title: 'Give permissions through groups',
    done: 'No user has policies of its own',
    why: 'People forget policies on single users, for example after a job change. A group shows in one place what its members can do.',
    how: 'Put the user in a group with these policies, then detach them.',
    place: users,
  },
  'full-access': {
    title: 'Remove your own policies that allow everything',
    done: 'Only AdministratorAccess allows everything',
    why: 'Such a policy makes a user an administrator, but its name does not say so.',
    how: 'Allow only the actions that are used. The last accessed data show them.',
    place: {
      label: 'Review wide policies',
      href: href('identities', ['reports', 'review'], { tab: 'wide' }),
    },
  },
};

/** Returns `2 of 10 done, 7 not known`. */
export function doneWords(found: readonly Recommendation[]): string {
  const count = (wanted: Recommendation['state']) => found.filter(({ state }) => state === wanted).length;
  const unknown = count('unknown');
  return `${count('done')} of ${found.length} done${unknown > 0 ? `, ${unknown} not known` : ''}`;
}
