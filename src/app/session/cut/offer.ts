/**
 * Searches the fewest changes that close ways to power, on the page in slices: each change is tried at the door, whose
 * code the worker has not. Nothing is written.
 */

import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { type FoundWaysAsked, administratorsInSteps, foundWays } from '#core/plans/cuts/found-ways.ts';
import { type OfferedCut, againstWords, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import type { CutChange } from '#core/plans/cuts/cut.ts';
import { type WayRow, wayRow } from '#core/analysis/ways/rows.ts';
import type { AskedCalls } from '#core/authz/authorize.ts';
import type { World } from '#core/model/world/world.ts';
import type { PinnedAnswer } from '#core/query/pinned/check.ts';
import type { Watch } from '#platform/yield-to-page.ts';
import { attemptBy } from '../../dispatch/attempt.ts';
import { shownGuide } from '../../guide/guide.ts';
import { onPage } from '../../long-work/ask.ts';
import { painted } from '../../page/painted.ts';
import type { Session } from '../session.svelte.ts';
import type { Steps } from '#core/model/steps.ts';

export type CutOffer = Extract<OfferedCut<AttackPath>, { readonly kind: 'cut' }> & {
  readonly administrators: ReadonlySet<string>;
};

export type SessionCutOffer =
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

/** Milliseconds after which any changes that close all ways are enough, and after which the search ends. */
const searchMs = { fewest: 20_000, all: 45_000 } as const;

/** Steps of some tenths of a millisecond to some milliseconds; then what is known so far is offered. */
const mostSteps = { ofOne: 6000, ofEverybody: 20_000 } as const;

/** Rejects as `ask`, and where code did not load. */
export async function offerOf(session: Session, asked: AskedCut, watch: Watch): Promise<SessionCutOffer> {
  await painted();
  const [door, { askedCall }] = await Promise.all([
    session.door.open(),
    import('#core/api/question/asked-call.ts'),
    session.catalogue.loadAllActions(),
  ]);
  watch.signal.throwIfAborted();
  const attempt = attemptBy(door, session.caller, session.env);
  return onPage(session, session.state, searching(session, asked, { attempt, calls: askedCall }), watch);
}

export async function offerInstead(
  session: Session,
  offer: CutOffer,
  { change, by }: { readonly change: CutChange; readonly by: CutChange },
  watch: Watch,
): Promise<SessionCutOffer> {
  const { state } = session;
  const found = await onPage(session, state, offer.instead(change, by), watch);
  return told(state.world, found, offer.administrators);
}

/** Returns what could be in the place of a change, each with its title. Rejects as `ask`. */
export async function othersOf(
  session: Session,
  offer: CutOffer,
  change: CutChange,
  watch: Watch,
): Promise<readonly { readonly change: CutChange; readonly title: string }[]> {
  const found = await onPage(session, session.state, offer.others(change), watch);
  return found.map((one) => ({ change: one, title: offer.titleOf(one) }));
}

function told(
  world: World,
  found: OfferedCut<AttackPath>,
  administrators: ReadonlySet<string>,
): SessionCutOffer {
  if (found.kind === 'unfinished') return { kind: 'unfinished', isOver: found.isOver };
  if (found.kind === 'cut') return { ...found, administrators };
  const against = found.against.map((one) => againstWords(world, one));
  return { kind: 'none', way: wayRow(found.way), against: [...new Set(against)] };
}

function* searching(
  session: Session,
  { to, from, conditional, withWhole }: AskedCut,
  { attempt, calls }: { readonly attempt: ReturnType<typeof attemptBy>; readonly calls: AskedCalls },
): Steps<SessionCutOffer> {
  const { env } = session;
  const { world } = session.state;
  const administrators = new Set(yield* administratorsInSteps(world, env));
  // Whoever shall lose the power is none of those who keep it.
  if (from !== undefined) administrators.delete(from);
  const whose: FoundWaysAsked = from === undefined ? { except: administrators } : { from: [from] };
  const ways = foundWays(world, { to, conditional, likely: true, ...whose }, env);
  yield 0;
  const start = performance.now();
  const found = yield* offeredCut(world, ways, {
    ...{ env, attempt, calls, withWhole, wantsSure: true, pinned: answersToKeep(session), daily: [] },
    administrators: [...administrators],
    isOver: () => performance.now() > start + searchMs.fewest,
    mustEnd: () => performance.now() > start + searchMs.all,
    mostSteps: from === undefined ? mostSteps.ofEverybody : mostSteps.ofOne,
  });
  return told(world, found, administrators);
}

/** The pinned answers of the guide on screen, and its goals. Those that do not hold now do not count. */
function answersToKeep(session: Session): readonly PinnedAnswer[] {
  const { goals = [], questions } = shownGuide(session) ?? { questions: [] };
  return [...questions, ...goals.map(({ wanted, ...goal }) => ({ ...goal, expected: wanted }))];
}
