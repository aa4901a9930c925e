/** Computes who gains and loses what by changes that are not made: in the worker or in slices, so that the page stays alive. */

import type { AccountConsequences } from '../../core/analysis/consequences/consequence.ts';
import { consequencesInSteps } from '../../core/analysis/consequences/of-account.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { World } from '../../core/model/world/world.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Session } from '../session/session.svelte.ts';
import type { Asks } from '../worker/analysis/messages.ts';
import { analysed } from '../worker/analysis/replica-feed.ts';

export interface Watch {
  /** Aborting ends it. */
  readonly signal: AbortSignal;
  /** Takes numbers from 0 to 1. */
  readonly report: (done: number) => void;
}

interface Changed {
  readonly world: World;
  readonly changes: readonly Change[];
  /** The changes laid over the world. */
  readonly after: World;
  /** Every principal is looked at to the end, however long it takes. */
  readonly isLong?: boolean;
}

/** Milliseconds on the page after which an example has to do for those who were not looked at. */
const thorough = 4000;
/** Milliseconds on the page for the examples of all others. */
const forExamples = 2000;

/** Above this number of principals the worker is asked. */
const many = 500;

/** `undefined` when it was ended. AWS's list of actions must be loaded. */
export async function consequencesOf(
  session: Session,
  { world, changes, after, isLong = false }: Changed,
  watch: Watch,
): Promise<AccountConsequences | undefined> {
  if (world.users.size + world.roles.size > many) {
    // Code that does not arrive is no reason to give no answer.
    const found = await askWorker(session, world, { changes, isLong }, watch).catch(() => undefined);
    if (found || watch.signal.aborted) return found;
  }
  return consequencesBetween(session, world, after, watch, isLong);
}

/** Does the same for any two worlds, without the worker, which has the open one. */
export function consequencesBetween(
  { env, catalogue }: Session,
  before: World,
  after: World,
  watch: Watch,
  isLong = false,
): Promise<AccountConsequences | undefined> {
  const side = (world: World) => ({ world, env });
  const end = performance.now() + thorough;
  let last: number | undefined;
  const steps = consequencesInSteps(side(before), side(after), catalogue.current, {
    isOver: () => !isLong && performance.now() > end,
    isEnded: () => !isLong && performance.now() > (last ??= performance.now() + forExamples),
  });
  return runInSlices(watched(steps, watch));
}

async function askWorker(
  { env, analysis }: Session,
  world: World,
  { changes, isLong }: Asks<'consequences'>,
  watch: Watch,
): Promise<AccountConsequences | undefined> {
  const worker = await analysis();
  const asked = { world, env, services: 'all' as const };
  return worker.ask(asked, 'consequences', { changes: analysed(changes), isLong }, watch);
}

/** Ends the steps when they are not wanted any more, and tells those that say how much is done. */
export function* watched<T>(
  steps: Generator<number | undefined, T, undefined>,
  { signal, report }: Watch,
): Generator<undefined, T | undefined, undefined> {
  while (!signal.aborted) {
    const step = steps.next();
    if (step.done) return step.value;
    if (step.value !== undefined) report(step.value);
    yield;
  }
  return undefined;
}
