/**
 * The smallest cut as an offer: pinned answers and daily calls stay, and every change was made by the door in a copy
 * before it is shown. What AWS refuses is left out of the next one.
 */

import type { CutChange } from './change.ts';
import {
  type CutOptions,
  type KeptAnswer,
  type SmallestCut,
  type WaysToCut,
  smallestCut,
} from './smallest-cut.ts';
import type { WayToCut } from './way-to-cut.ts';
import { titlesOf } from './words.ts';
import type { AskedCalls } from '../../authz/authorize.ts';
import { labelsIn } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import { answerCall } from '../../query/ask/answer-call.ts';
import type { AnswerEnv } from '../../query/ask/answer.ts';
import type { Attempt, FixRequest } from '../fixes/fix.ts';
import { type PinnedAnswer, checkAnswer } from '../../query/pinned/check.ts';
import { cutRequests } from './requests.ts';
import type { Steps } from '../../model/steps.ts';

export interface CutAsked extends Omit<CutOptions, 'env' | 'reference' | 'kept' | 'isPossible'> {
  readonly env: AnswerEnv & Pick<CutOptions, 'reference'>;
  /** Those that hold now have to hold afterwards. */
  readonly pinned: readonly PinnedAnswer[];
  /** Calls that somebody makes every day: their answer stays, whatever it is. */
  readonly daily: readonly PinnedAnswer['question'][];
  /** Finds the call of a question (api/question/asked-call.ts). */
  readonly calls: AskedCalls;
  /** Sends a request in a copy; root users of the accounts send those of a cut. */
  readonly attempt: Attempt;
}

export type OfferedCut<W extends WayToCut> =
  | (Omit<Extract<SmallestCut<W>, { readonly kind: 'cut' }>, 'instead'> & {
      /** A sentence for each change. */
      readonly titles: readonly string[];
      /** Requests in the order in which to send them. */
      readonly requests: readonly FixRequest[];
      /** The requests of one change alone, to see what it takes away. */
      readonly requestsOf: (change: CutChange) => readonly FixRequest[];
      /** The sentence of a change that could stand in the place of another. */
      readonly titleOf: (change: CutChange) => string;
      /** The answers that stay, in words. */
      readonly kept: readonly string[];
      readonly instead: (change: CutChange, by: CutChange) => Steps<OfferedCut<W>>;
    })
  | Exclude<SmallestCut<W>, { readonly kind: 'cut' }>;

/** Works in short steps. Yields how many ways are known. */
export function* offeredCut<W extends WayToCut>(
  world: World,
  ways: WaysToCut<W>,
  { env, pinned, daily, calls, attempt, ...options }: CutAsked,
): Steps<OfferedCut<W>> {
  const { reference } = env;
  function* isPossible(changes: readonly CutChange[]) {
    return (yield* afterRequests(world, cutRequests(world, changes, reference), attempt)) !== undefined;
  }
  const kept = keptAnswers(world, pinned, daily, env, calls);
  const standing = kept.filter((one) => one.stands(world)).map(({ text }) => text);
  const requestsOf = (changes: readonly CutChange[]) => cutRequests(world, changes, reference) ?? [];
  function* offer(found: SmallestCut<W>): Steps<OfferedCut<W>> {
    if (found.kind !== 'cut') return found;
    const { ways: closed } = found;
    const requests = requestsOf(found.changes);
    const made = afterRequests(world, requests, attempt);
    let step = made.next();
    for (; !step.done; step = made.next()) yield closed.length;
    return {
      ...found,
      ...{ requests, requestsOf: (change) => requestsOf([change]), after: step.value ?? found.after },
      titles: titlesOf(world, found.changes, reference),
      titleOf: (change) => titlesOf(world, [change], reference)[0] ?? '',
      kept: [...new Set(standing)],
      *instead(change, by) {
        return yield* offer(yield* found.instead(change, by));
      },
    };
  }
  return yield* offer(yield* smallestCut(world, ways, { ...options, env, reference, kept, isPossible }));
}

function* afterRequests(
  world: World,
  requests: readonly FixRequest[] | undefined,
  attempt: Attempt,
): Steps<World | undefined> {
  let after = requests && world;
  for (const request of requests ?? []) {
    const sent = after && attempt(after, request, 'root');
    if (!sent?.ok) return undefined;
    after = sent.value;
    yield;
  }
  return after;
}

function keptAnswers(
  world: World,
  pinned: readonly PinnedAnswer[],
  daily: CutAsked['daily'],
  env: AnswerEnv,
  calls: AskedCalls,
): KeptAnswer[] {
  const check = (now: World, one: PinnedAnswer) =>
    checkAnswer(now, one, answerCall(now, one.question, env, calls));
  const ofNow = daily.flatMap((question): PinnedAnswer[] => {
    const { now } = check(world, { question, expected: 'allowed' });
    return now === 'not-possible' ? [] : [{ question, expected: now }];
  });
  return [...pinned, ...ofNow].map((one) => ({
    text: one.text ?? questionWords(world, one),
    stands: (now) => check(now, one).passed,
  }));
}

function questionWords(world: World, { question, expected }: PinnedAnswer): string {
  const labels = labelsIn(world);
  const { principal, action, resource } = question;
  const on = resource === '*' ? '' : ` on ${labels.resource(resource)}`;
  return `${labels.principal(principal)}, ${action}${on}: ${expected.replaceAll('-', ' ')}`;
}
