/**
 * The smallest cut as an offer: pinned answers and daily calls stay, and every change was made by the door in a copy
 * before it is shown. What AWS refuses is left out of the next one.
 */

import {
  type Against,
  type CutChange,
  type CutOptions,
  type CutReference,
  type KeptAnswer,
  type SmallestCut,
  type WayToCut,
  type WaysToCut,
  denyPolicyName,
} from './cut.ts';
import { smallestCut } from './smallest-cut.ts';
import type { AskedCalls } from '../../authz/authorize.ts';
import { labelsIn } from '../../model/labels.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { answerCall } from '../../query/ask/answer-call.ts';
import type { AnswerEnv } from '../../query/ask/answer.ts';
import type { SendFix, FixRequest } from '../fixes/fix.ts';
import { type PinnedAnswer, checkAnswer } from '../../query/pinned/check.ts';
import { cutRequests } from './requests.ts';
import type { Steps } from '../../model/steps.ts';
import { versionsGone } from './applied.ts';
import { editedPolicies } from './edited.ts';
import { narrowingWords } from './narrowing/words.ts';

export interface CutQuestion extends Omit<CutOptions, 'env' | 'reference' | 'kept' | 'isPossible'> {
  readonly env: AnswerEnv & Pick<CutOptions, 'reference'>;
  readonly pinned: readonly PinnedAnswer[];
  /** Calls that somebody makes every day: their answer stays, whatever it is. */
  readonly daily: readonly PinnedAnswer['question'][];
  readonly calls: AskedCalls;
  /** Sends a request in a copy; root users of the accounts send those of a cut. */
  readonly attempt: SendFix;
}

export type OfferedCut<W extends WayToCut> =
  | (Omit<Extract<SmallestCut<W>, { readonly kind: 'cut' }>, 'instead'> & {
      readonly titles: readonly string[];
      readonly requests: readonly FixRequest[];
      readonly requestsOf: (change: CutChange) => readonly FixRequest[];
      readonly titleOf: (change: CutChange) => string;
      readonly kept: readonly string[];
      readonly instead: (change: CutChange, by: CutChange) => Steps<OfferedCut<W>>;
    })
  | Exclude<SmallestCut<W>, { readonly kind: 'cut' }>;

/** Works in short steps. Yields how many ways are known. */
export function* offeredCut<W extends WayToCut>(
  world: World,
  ways: WaysToCut<W>,
  { env, pinned, daily, calls, attempt, ...options }: CutQuestion,
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
    const after = step.value ?? found.after;
    const isSure = found.isSure && (yield* isProved(ways, after, options.mustEnd, closed.length));
    return {
      ...found,
      ...{ requests, requestsOf: (change) => requestsOf([change]), after },
      ...{ isSure, isSmallest: found.isSmallest && isSure },
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

/** Searches the account as the requests leave it. False where the time is over before that ends. */
function* isProved<W extends WayToCut>(
  { provesIn }: WaysToCut<W>,
  after: World,
  mustEnd: () => boolean = () => false,
  known: number,
): Steps<boolean> {
  if (!provesIn) return true;
  const steps = provesIn(after);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (mustEnd()) return false;
    yield known;
  }
}

function* afterRequests(
  world: World,
  requests: readonly FixRequest[] | undefined,
  attempt: SendFix,
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
  daily: CutQuestion['daily'],
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

/** Returns a sentence for each change of a cut. The first of a managed policy says which of its versions go. */
function titlesOf(world: World, changes: readonly CutChange[], reference: CutReference): string[] {
  const edited = editedPolicies(world, changes, reference);
  const said = new Set<string>();
  return changes.map((change) => {
    const words = cutWords(world, change);
    const policy = 'statement' in change || change.kind === 'deny-all' ? change.policy : undefined;
    if (policy === undefined || said.has(policy) || !edited?.get(policy)?.document) return words;
    said.add(policy);
    const managed = findByArn(world, 'policies', policy);
    if (!managed) return words;
    const gone = versionsGone(world, managed);
    return `${words}, and delete its version${gone.length > 1 ? 's' : ''} ${gone.join(' and ')}`;
  });
}

/** Returns `Take iam:PassRole on role Boss out of Deploy`, for example. */
function cutWords(world: World, change: CutChange): string {
  const labels = labelsIn(world);
  const on = (resource: string) => (resource === '*' ? '' : ` on ${labels.resource(resource)}`);
  switch (change.kind) {
    case 'action':
      return `Take ${change.action} out of ${labels.policy(change.policy)}`;
    case 'resource':
      return `Take ${labels.resource(change.resource)} out of the resources in ${labels.policy(change.policy)}`;
    case 'pair':
      return `Take ${change.action}${on(change.resource)} out of ${labels.policy(change.policy)}`;
    case 'principal':
      return `Take ${labels.principal(change.value)} out of ${labels.policy(change.policy)}`;
    case 'policy':
      return change.policy.startsWith(`${change.holder}#`)
        ? `Delete ${labels.policy(change.policy)}`
        : `Detach ${labels.policy(change.policy)} from ${labels.principal(change.holder)}`;
    case 'membership':
      return `Remove ${labels.principal(change.user)} from ${labels.principal(change.group)}`;
    case 'deny':
      return `Deny ${change.action}${on(change.resource)} in ${denyPolicyName} of ${labels.principal(change.holder)}`;
    case 'deny-all': {
      const kind = change.layer === 'permissions-boundary' ? 'the boundary' : 'the SCP';
      return `Deny ${change.action}${on(change.resource)} in ${kind} ${labels.policy(change.policy)}`;
    }
    case 'role':
      return `Delete ${labels.principal(change.role)}`;
    default:
      return narrowingWords(labels, change);
  }
}

export const againstWords = (world: World, { change, kept }: Against): string =>
  kept === undefined
    ? `This change cannot be made here: ${cutWords(world, change)}.`
    : `${cutWords(world, change)} would change an answer that has to stay: ${kept.text}.`;
