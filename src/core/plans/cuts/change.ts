/** The shapes of changes that a cut is made of: each takes one thing away, or denies one thing. */

import type { PrincipalType } from '../../policy/syntax/tree.ts';

/** One part of a policy, by the name that decisions give it (authz/gather.ts). */
interface InPolicy {
  readonly policy: string;
  /** Position of the statement in the document as it is before the cut, from 0. */
  readonly statement: number;
}

export type CutChange =
  /** The action is taken out of an Allow, for all its resources. */
  | (InPolicy & { readonly kind: 'action'; readonly action: string })
  /** The resource is taken out of an Allow, for all its actions. */
  | (InPolicy & { readonly kind: 'resource'; readonly resource: string })
  /** One action on one resource is taken out of an Allow. */
  | (InPolicy & { readonly kind: 'pair'; readonly action: string; readonly resource: string })
  /** A trust policy or the policy of a resource no longer names the principal. */
  | (InPolicy & { readonly kind: 'principal'; readonly type: PrincipalType; readonly value: string })
  /** A managed policy is detached, an inline policy deleted. `holder`: the ARN of a user, group or role. */
  | { readonly kind: 'policy'; readonly holder: string; readonly policy: string }
  /** The user leaves the group. Both are ARNs. */
  | { readonly kind: 'membership'; readonly user: string; readonly group: string }
  /** A Deny in an inline policy of a user or role. */
  | { readonly kind: 'deny'; readonly holder: string; readonly action: string; readonly resource: string }
  /** A Deny in a boundary or a control policy, which others have too. */
  | {
      readonly kind: 'deny-all';
      readonly layer: 'permissions-boundary' | 'service-control';
      readonly policy: string;
      readonly action: string;
      readonly resource: string;
    }
  /** A role that nobody used is deleted. */
  | { readonly kind: 'role'; readonly role: string };

/** The inline policy that has the Denies of a cut. */
export const denyPolicyName = 'Deny-ways-to-power';

export const cutChangeId = (change: CutChange): string =>
  JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)));

export const writtenKind = ({ kind }: CutChange): 'deny' | 'removal' =>
  kind === 'deny' || kind === 'deny-all' ? 'deny' : 'removal';
