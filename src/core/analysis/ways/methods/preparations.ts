/**
 * Calls that give another user or role more rights without gaining it. The catalogues have no rows for them; a way needs
 * them before a method that gains what they strengthen, for example before the role is passed to a service.
 */

import { type Method, need } from '../format.ts';

const stop = 'Leave the rights of others to administrators.';

export const preparations: readonly Method[] = [
  {
    id: 'before-attach-role',
    name: 'Managed policy on a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:AttachRolePolicy', 'target')],
    how: 'The actor attaches an administrator’s policy to a role.',
    stop,
    source: 'own',
  },
  {
    id: 'before-put-role',
    name: 'Inline policy on a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:PutRolePolicy', 'target')],
    how: 'The actor gives a role an inline policy that allows everything.',
    stop,
    source: 'own',
  },
  {
    id: 'before-version-role',
    name: 'New version of the policy of a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:CreatePolicyVersion', 'policy')],
    how: 'The actor widens a policy that a role has.',
    stop,
    source: 'own',
  },
  {
    id: 'before-unbind-role',
    name: 'Deleting the boundary of a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:DeleteRolePermissionsBoundary', 'target')],
    given: ['boundary'],
    how: 'The actor deletes the boundary that limits a role.',
    stop,
    source: 'own',
  },
  {
    id: 'before-attach-user',
    name: 'Managed policy on another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:AttachUserPolicy', 'target')],
    how: 'The actor attaches an administrator’s policy to another user.',
    stop,
    source: 'own',
  },
  {
    id: 'before-put-user',
    name: 'Inline policy on another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:PutUserPolicy', 'target')],
    how: 'The actor gives another user an inline policy that allows everything.',
    stop,
    source: 'own',
  },
  {
    id: 'before-version-user',
    name: 'New version of the policy of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:CreatePolicyVersion', 'policy')],
    how: 'The actor widens a policy that another user has.',
    stop,
    source: 'own',
  },
  {
    id: 'before-unbind-user',
    name: 'Deleting the boundary of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:DeleteUserPermissionsBoundary', 'target')],
    given: ['boundary'],
    how: 'The actor deletes the boundary that limits another user.',
    stop,
    source: 'own',
  },
];
