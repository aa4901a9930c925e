/** Judges a goal of the attacker: the rights are gained, and only by calls of the attacker and of whom it gained. */

import { isAdministrator as isEverything } from '../../../core/analysis/administrator.ts';
import { isAdministrator } from '../../../core/analysis/ways/administrator.ts';
import { arnName } from '../../../core/model/arn.ts';
import type { ReachedCheck } from '../format.ts';
import type { Judged, Place } from '../standing.ts';
import { gainedBy } from './gained.ts';

export async function judgeReached({ from, to }: ReachedCheck, place: Place): Promise<Judged> {
  const { world, env, events } = place;
  const { arns, foreign } = gainedBy(world, from, (await events?.()) ?? []);
  const me = named(from);
  if (foreign)
    return {
      now: false,
      reached: false,
      why: `\`${foreign.operation}\` was called by ${named(foreign.by)}, not by ${me}. Undo that call.`,
    };
  const isIt = (arn: string) =>
    to === 'administrator'
      ? isAdministrator(world, arn, env) || isEverything(world, { principal: arn }, env)
      : arn === to;
  if (arns.some(isIt)) return { now: true, reached: true };
  const last = arns.at(-1);
  const isMore = last !== undefined && last !== from;
  const aim = to === 'administrator' ? 'an administrator' : named(to);
  const why = isMore
    ? `${me} can now act as ${named(last)} too. That is not ${aim}.`
    : `${me} is not ${aim} yet.`;
  return { now: false, reached: false, why };
}

/** A service has no ARN, and stands there by its own name. */
const named = (actor: string): string =>
  actor.endsWith(':root') ? 'the root user' : `\`${actor.startsWith('arn:') ? arnName(actor) : actor}\``;
