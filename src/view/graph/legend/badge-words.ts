/** Explains the badges, and says what they cannot know about an imported account. */

import type { Badge, UnknownCredential } from '#core/graph/model.ts';
import type { Projection } from '#core/graph/view.ts';
import { counted } from '../../entity/names.ts';

export const badgeMeaning: Readonly<Record<Badge, string>> = {
  'no-mfa': 'has a console password (root: always), but no MFA device',
  'access-key': 'has an active access key',
  'open-trust': 'lets in somebody outside without a condition (red line)',
  admin: 'allows everything, or has a policy that does',
  ways: 'could become administrator, step by step',
  boundary: 'has a permissions boundary',
};

export const wayMeaning = {
  way: 'a step of a way, by the method that its words name',
  'way-if': 'a step that depends on something unknown',
} as const;

export function risesWords({ status, ids, isComplete }: RisesKnown): string {
  if (status === 'searching') return 'Searching who could become administrator';
  if (status === 'unknown') return 'It is not known here who could become administrator.';
  if (ids.size > 0)
    return `${counted(ids.size, 'principal')} could become administrator.${isComplete ? '' : ' The search was stopped, so there may be more.'}`;
  return isComplete
    ? 'No other user or role could become administrator, by the methods that are known. Ways that depend on unknown things are left out.'
    : 'No other user or role was found that could become administrator, but the search was stopped.';
}
/** Says in the drawing of trust how many roles let in somebody outside without a condition; empty for none. */
export function openTrustWords({ layout, nodes }: Pick<Projection, 'layout' | 'nodes'>): string {
  const open = nodes.filter(({ badges }) => badges.includes('open-trust')).length;
  if (layout !== 'trust' || open === 0) return '';
  return `${counted(open, 'role')} ${open === 1 ? 'lets' : 'let'} in somebody outside without a condition: red lines.`;
}

interface RisesKnown {
  readonly status: 'searching' | 'known' | 'unknown';
  readonly ids: ReadonlySet<string>;
  /** The search ended: there is nobody but these. */
  readonly isComplete: boolean;
}

const partWords: Readonly<Record<UnknownCredential, string>> = {
  passwords: 'passwords',
  'access-keys': 'access keys',
  'mfa-devices': 'MFA devices',
};

/** Says "unknown", not "none": the imported file does not contain them. */
export function unknownWords(unknown: readonly UnknownCredential[]): string {
  const words = unknown.map((part) => partWords[part]);
  const parts = [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ');
  return `The ${parts} of this account are unknown, because the imported file does not hold them. The graph shows only those that you created here.`;
}
