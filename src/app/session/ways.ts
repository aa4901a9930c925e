/**
 * Searches ways to power: in the worker where one stands, else on the page in slices, so that it stays alive. An answer
 * is remembered until the account changes, because a person comes back to it from a way that was opened.
 */

import type { World } from '../../core/model/world/world.ts';
import { reported, runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { AnswerTo, Asks } from '../worker/analysis/messages.ts';
import type { AskOptions } from '../worker/analysis/page-side.ts';
import type * as Searches from '../worker/analysis/ways.ts';
import type { AskedCounts, AskedReach, AskedWays } from '../worker/analysis/ways.ts';
import type { Session } from './session.svelte.ts';

type Kind = 'ways' | 'way-counts' | 'reach';
type Code = typeof Searches;
type StepsOf<K extends Kind> = (
  code: Code,
  world: World,
  now: number,
) => Generator<number, AnswerTo<K>, undefined>;

/** Answers about each world by their question. A world is a new object after each change. */
const remembered = new WeakMap<World, Map<string, unknown>>();

/** Returns `undefined` when nobody wants the ways any more. Throws when the code of the search does not load. */
export const waysOf = (
  session: Session,
  asks: AskedWays,
  options: AskOptions,
): Promise<AnswerTo<'ways'> | undefined> =>
  found(session, 'ways', asks, options, (code, world, now) => code.waysInSteps(world, asks, now));

/** Counts the ways of several; returns and throws as `waysOf`. */
export const wayCounts = (
  session: Session,
  asks: AskedCounts,
  options: AskOptions,
): Promise<AnswerTo<'way-counts'> | undefined> =>
  found(session, 'way-counts', asks, options, (code, world, now) => code.countsInSteps(world, asks, now));

/** Finds all that one could become or reach; returns and throws as `waysOf`. */
export const reachOf = (
  session: Session,
  asks: AskedReach,
  options: AskOptions,
): Promise<AnswerTo<'reach'> | undefined> =>
  found(session, 'reach', asks, options, (code, world, now) => code.reachInSteps(world, asks, now));

async function found<K extends Kind>(
  session: Session,
  kind: K,
  asks: Asks<K>,
  { signal, report }: AskOptions,
  stepsOf: StepsOf<K>,
): Promise<AnswerTo<K> | undefined> {
  await painted();
  const { state, env } = session;
  const known = remembered.get(state.world) ?? new Map<string, unknown>();
  // A condition on the time may turn with each minute.
  const key = JSON.stringify([kind, asks, Math.floor(env.now / 60_000)]);
  const answer =
    (known.get(key) as AnswerTo<K> | undefined) ??
    (await searched(session, kind, asks, { signal, report }, stepsOf));
  if (signal.aborted || !answer) return undefined;
  remembered.set(state.world, known.set(key, answer));
  return answer;
}

async function searched<K extends Kind>(
  session: Session,
  kind: K,
  asks: Asks<K>,
  { signal, report }: AskOptions,
  stepsOf: StepsOf<K>,
): Promise<AnswerTo<K> | undefined> {
  const { state, env, analysis } = session;
  const asked = { world: state.world, env, services: [] };
  // A worker that breaks is no reason to give no answer.
  const worker = await analysis().catch(() => undefined);
  const answer = await worker?.ask(asked, kind, asks, { signal, report }).catch(() => undefined);
  if (answer || signal.aborted) return signal.aborted ? undefined : answer;
  const code = await import('../worker/analysis/ways.ts');
  const steps = reported(stepsOf(code, state.world, env.now), report);
  return runInSlices(whileWanted(steps, () => !signal.aborted));
}

/** The most principals of which a page without a worker searches what nobody waits for. */
const mostOnPage = 200;
/** Milliseconds between two looks whether the worker stands, and the most looks. */
const [apart, mostLooks] = [1_000, 60];

/**
 * Returns the ARNs of those who could become administrator and are none. `undefined` when nobody wants them any more, or
 * when the account is too large for a page without a worker.
 */
export async function whoRises(
  session: Session,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const { users, roles } = session.state.world;
  const asks = { to: 'administrator', conditional: false };
  const options = { signal, report: () => undefined };
  const found =
    users.size + roles.size <= mostOnPage
      ? await waysOf(session, asks, options)
      : await fromWorker(session, asks, options);
  return found && new Set(found.ways.flatMap(({ from, steps }) => (steps.length > 0 ? [from] : [])));
}

/** Waits until the worker stands, for the first question only starts it. */
async function fromWorker(
  session: Session,
  asks: AskedWays,
  options: AskOptions,
): Promise<AnswerTo<'ways'> | undefined> {
  const { state, env, analysis } = session;
  const asked = { world: state.world, env, services: [] };
  const worker = await analysis().catch(() => undefined);
  for (let look = 0; look < mostLooks && worker && !options.signal.aborted; look += 1) {
    const found = await worker.ask(asked, 'ways', asks, options).catch(() => undefined);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, apart));
  }
  return undefined;
}
