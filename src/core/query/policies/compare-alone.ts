/**
 * Compares two documents of one place without the account: a request that only the second allows, and one that only the
 * first does. It tells of a policy that nobody has, and of principals that the account does not hold.
 */

import { everythingText } from '../../analysis/everything.ts';
import { type GrantsMore, type GrantsMoreOptions, grantsMoreInSteps } from '../../analysis/grants-more.ts';
import type { GrantingKind } from '../../analysis/grants/kinds.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';

export interface ComparedAlone {
  readonly as: GrantingKind;
  /** Tells whether the second allows more. */
  readonly gained: GrantsMore;
  /** Tells whether the first does. */
  readonly lost: GrantsMore;
}

/** `before` absent: there was no policy. Returns `undefined` when one of them is no policy. */
export function* compareAlone(
  before: string | undefined,
  after: string,
  as: GrantingKind,
  options: GrantsMoreOptions,
): Generator<undefined, ComparedAlone | undefined, undefined> {
  const earlier = before ?? withoutPolicy(as);
  if (!parsePolicy(earlier).ok || !parsePolicy(after).ok) return undefined;
  const gained = yield* grantsMoreInSteps(earlier, after, as, options);
  const lost = yield* grantsMoreInSteps(after, earlier, as, options);
  return { as, gained, lost };
}

/** A limit that is not there takes nothing away; without any other policy nothing is allowed. */
const withoutPolicy = (as: GrantingKind): string =>
  as === 'scp' || as === 'rcp' || as === 'boundary' ? everythingText : '{"Statement":[]}';
