/** Judges a goal that nobody finds a way: to administrator, to a thing, or to a role. Every open way is told by its first step. */

import type { AttackPath } from '../../core/analysis/ways/attack-path.ts';
import { WaySearch, type Ways } from '../../core/analysis/ways/search/way-search.ts';
import { arnName, parseArn } from '../../core/model/arn.ts';
import { runToEnd } from '../../core/model/steps.ts';
import type { NoWayUpCheck } from './format.ts';
import type { Judged, Place } from './standing.ts';

type WayPlace = Pick<Place, 'world' | 'env' | 'run'>;

/** The searches of one judgement: several goals with the same aim ask one search, one after the other. */
export class WaySearches {
  readonly #place: WayPlace;
  readonly #searches = new Map<string, WaySearch>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: WayPlace) {
    this.#place = place;
  }

  /** Returns one way, if there is any. */
  wayOf(check: Omit<NoWayUpCheck, 'kind'>): Promise<Ways> {
    const { run = atOnce } = this.#place;
    const found = this.#last.then(() => run(this.#to(check).anyInSteps(check.principal)));
    this.#last = found.catch(() => undefined);
    return found;
  }

  #to({ to, account }: Pick<NoWayUpCheck, 'to' | 'account'>): WaySearch {
    const key = JSON.stringify([to, account]);
    let search = this.#searches.get(key);
    if (!search) {
      const { world, env } = this.#place;
      search = new WaySearch(world, env, { ...(to && { to }), ...(account && { account }) });
      this.#searches.set(key, search);
    }
    return search;
  }
}

export async function judgeWay(check: NoWayUpCheck, searches: WaySearches): Promise<Judged> {
  const found = await searches.wayOf(check);
  const [way] = found.paths;
  if (way) return { now: true, reached: false, why: firstStepText(way, check.to) };
  return found.isComplete ? { now: false, reached: true } : { now: false, reached: false, why: stoppedText };
}

const atOnce: NonNullable<Place['run']> = (steps) => Promise.resolve(runToEnd(steps));

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
