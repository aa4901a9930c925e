/**
 * Searches the fewest changes that close ways to power, on the page in slices: each change is tried at the door, whose
 * code the worker has not. Nothing is written.
 */

import type { AttackPath } from '../../../core/analysis/ways/attack-path.ts';
import {
  type FoundWaysAsked,
  administratorsInSteps,
  foundWays,
} from '../../../core/analysis/ways/cut/found-ways.ts';
import { againstWords } from '../../../core/analysis/ways/cut/words.ts';
import type { CutChange } from '../../../core/analysis/ways/cut/change.ts';
import { type WayRow, wayRow } from '../../../core/analysis/ways/rows.ts';
import type { AskedCalls } from '../../../core/authz/authorize.ts';
import type { World } from '../../../core/model/world/world.ts';
import { type OfferedCut, offeredCut } from '../../../core/query/cut/through-door.ts';
import type { PinnedAnswer } from '../../../core/query/pinned/check.ts';
import { runInSlices } from '../../../platform/yield-to-page.ts';
import { attemptBy } from '../../dispatch/attempt.ts';
import { shownGuide } from '../../guide/guide.ts';
import { painted } from '../../page/painted.ts';
import type { Session } from '../session.svelte.ts';

/** Changes that close all ways. */
export type CutOffer = Extract<OfferedCut<AttackPath>, { readonly kind: 'cut' }> & {
  /** ARNs of those who keep the power. */
  readonly administrators: ReadonlySet<string>;
};

export type Offer =
  | CutOffer
  /** `against`: a sentence for each change that would close the way, with the reason against it. */
  | { readonly kind: 'none'; readonly way: WayRow; readonly against: readonly string[] }
  /** `isOver`: the search took too long. */
  | { readonly kind: 'unfinished'; readonly isOver: boolean };

export interface AskedCut {
  /** `administrator`, or an ARN. */
  readonly to: string;
  /** Absent: everybody but those who are administrators. */
  readonly from?: string | undefined;
  /** Ways count that need an unknown thing to exist. */
  readonly conditional: boolean;
  /** Whole policies and memberships may go. */
  readonly withWhole: boolean;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Takes the number of ways that are known. */
  readonly report: (known: number) => void;
}

/** Milliseconds after which any changes that close all ways are enough. */
const patience = 20_000;

/** Steps of some tenths of a millisecond to some milliseconds; then what is known so far is offered. */
const mostSteps = { ofOne: 6000, ofEverybody: 20_000 } as const;

/** Returns `undefined` when nobody wants it any more, or the account changed. Rejects where code did not load. */
export async function offerOf(session: Session, asked: AskedCut, watch: Watch): Promise<Offer | undefined> {
  await painted();
  const [door, { askedCall }] = await Promise.all([
    session.door.open(),
    import('../../../core/api/question/asked-call.ts'),
    session.catalogue.loadAllActions(),
  ]);
  if (watch.signal.aborted) return undefined;
  const attempt = attemptBy(door, session.caller, session.env);
  return inSlices(
    session,
    session.state.world,
    searching(session, asked, { attempt, calls: askedCall }),
    watch,
  );
}

/** Returns the offer with `by` in the place of `change`, under the same conditions. */
export async function offerInstead(
  session: Session,
  offer: CutOffer,
  { change, by }: { readonly change: CutChange; readonly by: CutChange },
  watch: Watch,
): Promise<Offer | undefined> {
  const { world } = session.state;
  const found = await inSlices(session, world, offer.instead(change, by), watch);
  return found && told(world, found, offer.administrators);
}

function told(world: World, found: OfferedCut<AttackPath>, administrators: ReadonlySet<string>): Offer {
  if (found.kind === 'unfinished') return found;
  if (found.kind === 'cut') return { ...found, administrators };
  const against = found.against.map((one) => againstWords(world, one));
  return { kind: 'none', way: wayRow(found.way), against: [...new Set(against)] };
}

/**
 * Runs the steps of an offer while it is wanted and the account is as it was. The rows behind a world change with the
 * account, so the steps of an older world would mix two of them.
 */
export function inSlices<T>(
  { state }: Session,
  world: World,
  steps: Generator<number, T, undefined>,
  { signal, report }: Watch,
): Promise<T | undefined> {
  function* watched(): Generator<undefined, T | undefined, undefined> {
    while (!signal.aborted && state.world === world) {
      const step = steps.next();
      if (step.done) return step.value;
      report(step.value);
      yield;
    }
    return undefined;
  }
  return runInSlices(watched());
}

function* searching(
  session: Session,
  { to, from, conditional, withWhole }: AskedCut,
  { attempt, calls }: { readonly attempt: ReturnType<typeof attemptBy>; readonly calls: AskedCalls },
): Generator<number, Offer, undefined> {
  const { env } = session;
  const { world } = session.state;
  const administrators = new Set(yield* uncounted(administratorsInSteps(world, env)));
  // Whoever shall lose the power is none of those who keep it.
  if (from !== undefined) administrators.delete(from);
  const whose: FoundWaysAsked = from === undefined ? { except: administrators } : { from: [from] };
  const ways = foundWays(world, { to, conditional, ...whose }, env);
  yield 0;
  const end = performance.now() + patience;
  const found = yield* offeredCut(world, ways, {
    ...{ env, attempt, calls, withWhole, wantsSure: true, pinned: answersToKeep(session), daily: [] },
    administrators: [...administrators],
    isOver: () => performance.now() > end,
    mostSteps: from === undefined ? mostSteps.ofEverybody : mostSteps.ofOne,
  });
  return told(world, found, administrators);
}

function* uncounted<T>(steps: Generator<undefined, T, undefined>): Generator<number, T, undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield 0;
  }
}

/** The pinned answers of the guide on screen, and its goals. Those that do not hold now do not count. */
function answersToKeep(session: Session): readonly PinnedAnswer[] {
  const { goals = [], questions } = shownGuide(session) ?? { questions: [] };
  return [...questions, ...goals.map(({ wanted, ...goal }) => ({ ...goal, expected: wanted }))];
}
