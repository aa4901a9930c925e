/** Needs and advice that rows of several files have in common. */

import type { Need, NeededOn } from '../../core/analysis/ways/format.ts';

export const need = (action: string, on: NeededOn, or?: readonly NeededOn[]): Need => ({
  action,
  on,
  ...(or && { or }),
});

export const needsPassRole = need('iam:PassRole', 'target');

export const listPassedRoles = 'List in the policy which roles `iam:PassRole` can pass.';
export const onlyDeployers = 'Allow these calls only to who deploys, and only on named resources.';
export const onlyWeakRoles = 'Give such resources no strong role, and allow the calls only on named ones.';
export const forceBoundary =
  'Ask for a boundary with `iam:PermissionsBoundary` wherever principals are created.';
export const keepDeny = 'Put what must stay denied into a control policy or a boundary.';
export const keepTags = 'Leave the tags that decide about access to administrators.';
