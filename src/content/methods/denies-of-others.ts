/**
 * Calls that take away from another user or role what denies or fills a quota, without gaining it: a way needs them where
 * there is no room for another policy or group, or where a Deny of the one that is gained, or of the actor itself when
 * another one makes the call, stands between.
 */

import type { Method } from '../../core/analysis/ways/format.ts';
import { keepDeny, need } from './shared.ts';

export const denyPreparations: readonly Method[] = [
  {
    id: 'before-detach-role',
    name: 'Detaching what is in the way from a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:DetachRolePolicy', 'target')],
    how: 'The actor detaches a policy of a role that denies, or leaves its place to another.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-delete-role-policy',
    name: 'Deleting what denies from a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:DeleteRolePolicy', 'target')],
    how: 'The actor deletes an inline policy whose Deny limits a role.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-older-version-role',
    name: 'Older version of the policy of a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:SetDefaultPolicyVersion', 'policy')],
    how: 'The actor goes back to an older, wider version of a policy that a role has.',
    stop: 'Delete wide versions, and leave the choice of versions to administrators.',
    source: 'own',
  },
  {
    id: 'before-detach-user',
    name: 'Detaching what is in the way from another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:DetachUserPolicy', 'target')],
    how: 'The actor detaches a policy of another user that denies, or leaves its place to another.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-delete-user-policy',
    name: 'Deleting what denies from another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:DeleteUserPolicy', 'target')],
    how: 'The actor deletes an inline policy whose Deny limits another user.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-older-version-user',
    name: 'Older version of the policy of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:SetDefaultPolicyVersion', 'policy')],
    how: 'The actor goes back to an older, wider version of a policy that another user has.',
    stop: 'Delete wide versions, and leave the choice of versions to administrators.',
    source: 'own',
  },
  {
    id: 'before-detach-group',
    name: 'Detaching what is in the way from a group of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:DetachGroupPolicy', 'group')],
    how: 'The actor detaches a policy of another user’s group that denies, or leaves its place to another.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-delete-group-policy',
    name: 'Deleting what denies from a group of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:DeleteGroupPolicy', 'group')],
    how: 'The actor deletes an inline policy whose Deny limits a group of another user.',
    stop: keepDeny,
    source: 'own',
  },
  {
    id: 'before-leave-group',
    name: 'Another user out of a group that is in the way',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:RemoveUserFromGroup', 'group')],
    how: 'The actor removes another user from a group that denies, or leaves its place to another.',
    stop: keepDeny,
    source: 'own',
  },
];
