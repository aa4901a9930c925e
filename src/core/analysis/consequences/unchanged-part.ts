/** The part of a changed region that both sides allow, as patterns and conditions say it. */

import type { Reach } from '../effective/reach.ts';
import { conditionsOf, patternsOf } from '../effective/reach-words.ts';
import type { UnchangedPart } from './consequence.ts';

/** `other`: a region of the other side that has a part of `reach`. */
export function unchangedPart(reach: Reach, other: Reach): UnchangedPart {
  const conditions = conditionsOf(other.tests);
  const own = new Set(reach.resources);
  const sets = [...(other.only ? [other.only.set] : []), ...other.resources].filter((set) => !own.has(set));
  const except = sets.flatMap(({ isListed, texts }) => (isListed ? [] : texts));
  const given = patternsOf(reach);
  const met = patternsOf({ ...reach, resources: [...reach.resources, ...sets] });
  // Patterns with variables cannot be met: those of the other side say what is left.
  const hasVariable = sets.some(({ isListed, texts }) => isListed && texts.some((one) => one.includes('${')));
  const isUnmet = hasVariable && met.join() === given.join();
  return {
    resources: isUnmet ? patternsOf(other) : met,
    ...(except.length > 0 && { except }),
    ...(conditions && { conditions }),
  };
}
