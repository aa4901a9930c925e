/** Several calls as one act: each is made on what the one before it left, and what they change is written once. */

import type { RequestOutcome, Request } from '../../core/model/request/request.ts';
import type { Change } from '../../core/model/world/change.ts';
import { apply } from '../../core/model/world/apply.ts';
import { layOver } from '../../core/model/world/overlay.ts';
import type { World } from '../../core/model/world/world.ts';
import type { HistoryEntry } from '../history/history.svelte.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Steps } from '../../core/model/steps.ts';

export interface Act {
  /** Its line in the history: `Create user bob`. Without one, a single call is described in its own words. */
  readonly label?: string | undefined;
  /** The batch of an earlier part of the same thing. They are undone together if nothing came between. */
  readonly continues?: HistoryEntry | undefined;
  /** True when a refusal takes back the calls before it. Else they stay, as in AWS. */
  readonly whole?: boolean;
}

/** Answers the calls in order, up to the first that is refused. The page stays alive meanwhile. */
export const answersOf = <Answer extends RequestOutcome>(
  world: World,
  requests: readonly Request[],
  answer: (world: World, request: Request) => Answer,
): Promise<readonly Answer[]> => runInSlices(answering(world, requests, answer));

function* answering<Answer extends RequestOutcome>(
  world: World,
  requests: readonly Request[],
  answer: (world: World, request: Request) => Answer,
): Steps<Answer[]> {
  const answers: Answer[] = [];
  const copy = requests.length > 1 ? layOver(world) : world;
  for (const request of requests) {
    if (answers.length > 0) yield;
    const outcome = answer(copy, request);
    answers.push(outcome);
    if (!outcome.ok) break;
    if (requests.length > 1) apply(copy, [...outcome.changes, ...outcome.marks]);
  }
  return answers;
}

export function writtenBy(
  outcomes: readonly RequestOutcome[],
  { whole = false }: Act,
): Pick<RequestOutcome, 'changes' | 'marks' | 'events'> {
  const last = outcomes.at(-1);
  if (outcomes.length === 1 && last) return { changes: last.changes, marks: last.marks, events: last.events };
  const touched = new Set(outcomes.flatMap(({ changes }) => changes).map(keyOf));
  const isTouched = (change: Change): boolean => touched.has(keyOf(change));
  const marks = outcomes.flatMap((outcome) => outcome.marks).filter((mark) => !isTouched(mark));
  if (whole && last?.ok === false) return { changes: [], marks, events: last.events };
  return {
    // A mark of a record that the act changes too keeps its place between the changes of that record.
    changes: outcomes.flatMap(({ changes, marks: all }) => [...changes, ...all.filter(isTouched)]),
    marks,
    events: outcomes.flatMap(({ events }) => events),
  };
}

const keyOf = ({ table, id }: Change): string => `${table}/${id}`;
