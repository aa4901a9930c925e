/** Judges a goal that nobody finds a way: to administrator, to a thing, or to a role. Every open way is told by its first step. */

import type { AttackPath } from '../../core/analysis/ways/attack-path.ts';
import { WaySearch } from '../../core/analysis/ways/search/way-search.ts';
import { arnName, parseArn } from '../../core/model/arn.ts';
import type { NoWayUpCheck } from './format.ts';
import type { Judged, Place } from './standing.ts';

export function judgeWay(
  { principal, to, account }: NoWayUpCheck,
  { world, env }: Pick<Place, 'world' | 'env'>,
): Judged {
  const search = new WaySearch(world, env, { ...(to && { to }), ...(account && { account }) });
  // The shortest ways of everybody cost much less than all ways of one.
  const shortest = search.shortest().find(({ from }) => from === principal);
  const { paths, isComplete } = shortest ? { paths: [shortest], isComplete: true } : search.ways(principal);
  const [way] = paths;
  if (way) return { now: true, reached: false, why: firstStepText(way, to) };
  return isComplete ? { now: false, reached: true } : { now: false, reached: false, why: stoppedText };
}

const stoppedText = 'There is too much to try here, so a way may be left.';

/** Says the first step of a way, with names: `dara creates a function …`. */
function firstStepText({ from, steps, to }: AttackPath, wanted: string | undefined): string {
  const [first] = steps;
  if (!first)
    return wanted === undefined
      ? `\`${arnName(to)}\` is an administrator.`
      : `\`${nameOf(from)}\` reaches \`${arnName(wanted)}\` at once.`;
  const { method } = first;
  const text = method.how.replace(/^The (actor|user|session|outsider)\b/, `\`${nameOf(first.from)}\``);
  const gained = first.from === first.to ? '' : arnName(first.to);
  if (steps.length === 1) return gained ? `A way leads to \`${gained}\`. ${text}` : text;
  const count = `first of ${steps.length} steps`;
  return gained ? `The ${count} leads to \`${gained}\`. ${text}` : `This is the ${count}. ${text}`;
}

/** An outsider is known by its whole subject. */
const nameOf = (principal: string): string => (parseArn(principal) ? arnName(principal) : principal);
