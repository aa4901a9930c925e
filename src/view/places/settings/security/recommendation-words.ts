/** The words of each recommendation: what it asks for, why, and where it is done. */

import { href } from '../../../../app/navigation/routes.svelte.ts';
import type { RecommendationId } from '../../../../core/findings/recommendations.ts';

export interface RecommendationWords {
  readonly title: string;
  readonly done: string;
  readonly why: string;
  /** Advice about one finding, or about the whole recommendation. */
  readonly how: string;
  readonly place: { readonly label: string; readonly href: string };
}

const users = { label: 'Open users', href: href('identities', [], { tab: 'users' }) };
const root = { label: 'Open the root user', href: href('identities', ['root']) };

export const recommendationWords: Readonly<Record<RecommendationId, RecommendationWords>> = {
  'root-mfa': {
    title: 'Add MFA for the root user',
    done: 'The root user has MFA',
    why: 'Whoever has the root password has the whole account: no policy limits root. A second factor makes the password alone worthless.',
    how: 'Act as root and assign a virtual device (the simulated phone, or a real authenticator app) or a token.',
    place: root,
  },
  'root-keys': {
    title: 'Delete the access keys of the root user',
    done: 'The root user has no access keys',
    why: 'A key of root may do everything, for ever, from anywhere. Nothing needs one: an administrator or a role does the same within limits.',
    how: 'Delete each of them; an inactive one can be made active again.',
    place: root,
  },
  administrator: {
    title: 'Have an administrator other than root',
    done: 'There is an administrator other than root',
    why: 'Root is for the few tasks that nobody else can do. Everyday work belongs to an identity that a policy can limit and the trail can name.',
    how: 'Make a group with AdministratorAccess and a user in it, or a role that people assume.',
    place: { label: 'Create a user', href: href('identities', ['create', 'user']) },
  },
  'user-mfa': {
    title: 'MFA for everybody who signs in',
    done: 'Every user with a password has MFA',
    why: 'A password is guessed, reused and phished. With a second factor that is no longer enough.',
    how: 'On the user’s page, under Security credentials, assign a device.',
    place: users,
  },
  'password-policy': {
    title: 'Set a strong password policy',
    done: 'The password policy is strong',
    why: 'Without a policy of its own the account has AWS’s default. A policy says what you ask for: 8 characters or more, at least three of the four kinds.',
    how: 'Choose “Custom” and save.',
    place: { label: 'Open the password policy', href: href('settings', ['password-policy']) },
  },
  'unused-credentials': {
    title: 'Remove credentials that nobody uses',
    done: 'No password or key has been idle for 90 days',
    why: 'What nobody uses nobody misses when it leaks. Passwords and active keys that were idle for 90 days should go.',
    how: 'Make a key inactive first, delete it when nothing broke; take console access away.',
    place: users,
  },
  'key-age': {
    title: 'Rotate access keys every 90 days',
    done: 'No active key is older than 90 days',
    why: 'A key does not end by itself. The older it is, the more places it may have been copied to.',
    how: 'Create a second key, put it in place, make the old one inactive, delete it.',
    place: users,
  },
  'two-keys': {
    title: 'One active key per user',
    done: 'Nobody has two active keys',
    why: 'The second key is there for rotating. Two active ones for long mean that a rotation was not finished.',
    how: 'Make the older key inactive.',
    place: users,
  },
  'direct-policies': {
    title: 'Give permissions through groups',
    done: 'No user has policies of its own',
    why: 'Policies on single users are overlooked when somebody changes the team. A group shows at one place what its members may do.',
    how: 'Put the user in a group with these policies, then detach them.',
    place: users,
  },
  'full-access': {
    title: 'No policies of your own that allow everything',
    done: 'Only AdministratorAccess allows everything',
    why: 'A policy with every action on every resource makes its holder an administrator without saying so in its name.',
    how: 'Narrow it to the actions that are used: last accessed data show which.',
    place: { label: 'Review wide policies', href: href('settings', ['review'], { tab: 'wide' }) },
  },
};
