/**
 * Calls after which another call is possible, although nobody has more rights yet: something new is made, which the calls
 * after it strengthen and gain, or a tag is set that a condition asks for.
 */

import type { Method } from '../../core/analysis/ways/format.ts';
import { forceBoundary, keepTags, need } from './shared.ts';

const ownPolicies = 'Let nobody attach a policy that they have written themselves.';

/** Nobody has the new thing yet: a way goes on with it at once. */
const makers: readonly Method[] = [
  {
    id: 'before-make-policy',
    name: 'New policy',
    gain: 'new',
    isPreparation: true,
    needs: [need('iam:CreatePolicy', 'made')],
    how: 'The actor writes a policy that allows everything.',
    stop: ownPolicies,
    source: 'own',
  },
  {
    id: 'before-make-group',
    name: 'New group',
    gain: 'new',
    isPreparation: true,
    needs: [need('iam:CreateGroup', 'made')],
    how: 'The actor creates a group.',
    stop: 'Leave groups and their members to administrators.',
    source: 'own',
  },
  {
    id: 'before-make-user',
    name: 'New user',
    gain: 'new',
    isPreparation: true,
    needs: [need('iam:CreateUser', 'made')],
    how: 'The actor creates a user.',
    stop: forceBoundary,
    source: 'own',
  },
  {
    id: 'before-make-role',
    name: 'New role',
    gain: 'new',
    isPreparation: true,
    needs: [need('iam:CreateRole', 'made')],
    how: 'The actor creates a role that trusts it, or the service that gets the role.',
    stop: forceBoundary,
    source: 'own',
  },
];

export const tagMethods: readonly Method[] = [
  {
    id: 'before-tag-role',
    name: 'Tag on a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:TagRole', 'target')],
    how: 'The actor gives a role the tag that a policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-untag-role',
    name: 'Tag taken from a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:UntagRole', 'target')],
    how: 'The actor takes the tag from a role that protects it.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-tag-user',
    name: 'Tag on another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:TagUser', 'target')],
    how: 'The actor gives another user the tag that a policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-untag-user',
    name: 'Tag taken from another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:UntagUser', 'target')],
    how: 'The actor takes the tag from another user that protects it.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-tag-policy-role',
    name: 'Tag on the policy of a role',
    gain: 'role',
    isPreparation: true,
    needs: [need('iam:TagPolicy', 'policy')],
    how: 'The actor gives a policy of a role the tag that another policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-tag-policy-user',
    name: 'Tag on the policy of another user',
    gain: 'user',
    isPreparation: true,
    needs: [need('iam:TagPolicy', 'policy')],
    how: 'The actor gives a policy of another user the tag that another policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-tag-instance',
    name: 'Tag on an instance',
    gain: 'role',
    isPreparation: true,
    needs: [need('ec2:CreateTags', 'resource')],
    exists: { type: 'AWS::EC2::Instance', role: 'target' },
    how: 'The actor gives an instance the tag that a policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'before-tag-own-policy',
    name: 'Tag on an own policy',
    gain: 'self',
    isPreparation: true,
    needs: [need('iam:TagPolicy', 'policy')],
    how: 'The actor gives a policy that it has the tag that another policy asks for.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'own-untag-user',
    name: 'Tag taken from oneself',
    gain: 'self',
    by: 'user',
    isPreparation: true,
    needs: [need('iam:UntagUser', 'self')],
    how: 'The user takes the tag from itself that limits it.',
    stop: keepTags,
    source: 'own',
  },
  {
    id: 'own-untag-role',
    name: 'Tag taken from one’s own role',
    gain: 'self',
    by: 'role',
    isPreparation: true,
    needs: [need('iam:UntagRole', 'self')],
    how: 'The session takes the tag from its role that limits it.',
    stop: keepTags,
    source: 'own',
  },
];

/** All of them, with `preparations`, are on a way only where it fails without them. */
export const enabling: readonly Method[] = [...makers, ...tagMethods];
