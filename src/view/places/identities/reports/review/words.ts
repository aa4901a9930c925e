/** Says in words why a row is in a review. */

import type { ReviewKind, ReviewRow } from '#core/findings/review.ts';
import type { Width } from '#core/findings/wide-grants.ts';
import type { KindOfThing } from '#view/ui/data/kinds.ts';

export const reviewKindWords: Readonly<Record<ReviewKind, string>> = {
  user: 'user',
  'access-key': 'access key',
  role: 'role',
  group: 'group',
  policy: 'policy',
  'inline-policy': 'inline policy',
};
export const kindShapes: Readonly<Record<ReviewKind, KindOfThing>> = {
  user: 'user',
  'access-key': 'user',
  role: 'role',
  group: 'group',
  policy: 'policy',
  'inline-policy': 'policy',
};
const widthWords: Readonly<Record<Width, string>> = {
  everything: 'allows every action on everything',
  'everything-but': 'allows everything except',
  service: 'allows every action of',
  'any-resource': 'allows on everything',
};

export function findingWords({ finding, kind }: ReviewRow): string {
  switch (finding.is) {
    case 'idle':
      return finding.never ? `never used in ${finding.days} days` : `not used for ${finding.days} days`;
    case 'use-unknown':
      return kind === 'role'
        ? 'no known use in the last 400 days'
        : 'use not known: the imported file does not say';
    case 'unattached':
      return 'not attached';
    case 'empty-group':
      return 'no members';
    case 'open-trust':
      return finding.danger.message;
    case 'wide': {
      const named =
        finding.width === 'service'
          ? finding.actions.filter((action) => action.endsWith(':*')).map((action) => action.slice(0, -2))
          : finding.actions;
      const shown =
        finding.width === 'everything'
          ? ''
          : ` ${named.slice(0, 3).join(', ')}${named.length > 3 ? ' …' : ''}`;
      return `${widthWords[finding.width]}${shown} (${usesWords(finding)})`;
    }
  }
}

/** Returns `attached to 2, boundary of 1`. As a boundary alone, a policy gives nobody a permission. */
function usesWords({ holders, boundaries }: Extract<ReviewRow['finding'], { is: 'wide' }>): string {
  const attached = holders === 0 ? 'not attached' : `attached to ${holders}`;
  return boundaries === 0 ? attached : `${attached}, boundary of ${boundaries}`;
}
