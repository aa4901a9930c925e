/**
 * Computes what an edit of a policy means while it is written: for whom it opens or closes what, in slices, so that the
 * page stays alive. What nobody in the account feels is told of the two documents alone.
 */

import type { AccountConsequences } from '../../core/analysis/consequences/consequence.ts';
import { consequencesInSteps } from '../../core/analysis/consequences/of-account.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import type { World } from '../../core/model/world/world.ts';
import { type ComparedAlone, compareAlone } from '../../core/query/policies/compare-alone.ts';
import {
  type EditedPolicy,
  changeBy,
  comparedAs,
  isHeld,
  savedDocument,
} from '../../core/query/policies/edited-policy.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from '../session/session.svelte.ts';

export interface EditedText {
  readonly edited: EditedPolicy;
  /** Absent: the text that counts now. */
  readonly before?: string | undefined;
  readonly after: string;
}

export interface EditMeaning {
  /** Somebody in this account has the policy. */
  readonly isHeld: boolean;
  readonly found?: AccountConsequences;
  /** Absent: the account tells it all. */
  readonly alone?: ComparedAlone;
}

export interface EditWatch {
  /** Aborting ends it. */
  readonly signal: AbortSignal;
  /** Takes numbers from 0 to 1. */
  readonly report: (done: number) => void;
}

/** Milliseconds after which the answer is what is known by then. */
const limit = 20_000;

/** `undefined` when it was ended. Rejects where AWS's list of actions did not load. */
export async function meaningOfEdit(
  session: Session,
  text: EditedText,
  { signal, report }: EditWatch,
): Promise<EditMeaning | undefined> {
  await painted();
  await session.catalogue.loadAllActions();
  if (signal.aborted) return undefined;
  const end = performance.now() + limit;
  const steps = meaningInSteps(session, text, () => performance.now() > end);
  return runInSlices(watched(steps, signal, report));
}

function* meaningInSteps(
  { state, env, catalogue }: Session,
  { edited, before, after }: EditedText,
  isOver: () => boolean,
): Generator<number, EditMeaning, undefined> {
  const { world } = state;
  const earlier = before === undefined ? world : laidOver(world, edited, before);
  const later = laidOver(world, edited, after);
  const alone = function* () {
    const from = before ?? savedDocument(world, edited);
    const actions = catalogue.actionNames;
    const steps = compareAlone(from, after, comparedAs(world, edited), { actions, isOver });
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield 1;
    }
  };
  if (!earlier || !later || !isHeld(world, edited)) {
    const compared = yield* alone();
    return { isHeld: false, ...(compared && { alone: compared }) };
  }
  const found = yield* consequencesInSteps(
    { world: earlier, env },
    { world: later, env },
    catalogue.current,
    { isOver },
  );
  const isForOthers = edited.kind === 'trust' || edited.kind === 'resource';
  if (!isForOthers || found.shared.length + found.unsure.length > 0) return { isHeld: true, found };
  const compared = yield* alone();
  return { isHeld: true, found, ...(compared && { alone: compared }) };
}

function laidOver(world: World, edited: EditedPolicy, document: string): World | undefined {
  const change = changeBy(world, edited, document);
  return change && overlayWorld(world, [change]);
}

function* watched<T>(
  steps: Generator<number, T, undefined>,
  signal: AbortSignal,
  report: (done: number) => void,
): Generator<undefined, T | undefined, undefined> {
  while (!signal.aborted) {
    const step = steps.next();
    if (step.done) return step.value;
    report(step.value);
    yield;
  }
  return undefined;
}
