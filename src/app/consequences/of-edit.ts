/** Computes what an edit of a policy means while it is written: for whom it opens or closes what. */

import type { AccountConsequences } from '../../core/analysis/consequences/consequence.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import type { World } from '../../core/model/world/world.ts';
import {
  type ComparedAlone,
  compareAlone,
  compareForOthers,
  isSame,
} from '../../core/query/policies/compare-alone.ts';
import {
  type EditedPolicy,
  changeBy,
  comparedAs,
  isHeld,
  savedDocument,
} from '../../core/query/policies/edited-policy.ts';
import { naturalResources } from '../../core/analysis/effective/natural-resources.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from '../session/session.svelte.ts';
import { consequencesBetween, consequencesOf } from './of-changes.ts';

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
  /** Set where nobody feels it, and for others than the identities of the account. */
  readonly alone?: ComparedAlone;
}

/** Milliseconds after which the comparison of two documents is ended. */
const limit = 20_000;

/** Rejects as `ask`, and where AWS's list of actions did not load. */
export async function meaningOfEdit(
  session: Session,
  { edited, before, after }: EditedText,
  watch: Watch,
): Promise<EditMeaning> {
  await painted();
  await session.catalogue.loadAllActions();
  watch.signal.throwIfAborted();
  const { world } = session.state;
  const from = before ?? savedDocument(world, edited);
  const documents = [from, after, comparedAs(world, edited)] as const;
  const change = changeBy(world, edited, after);
  if (!change || !isHeld(world, edited)) {
    const alone = await compareTexts(session, documents, watch);
    return { isHeld: false, ...(alone && { alone }) };
  }
  const later = overlayWorld(world, [change]);
  const earlier = before === undefined ? undefined : laidOver(world, edited, before);
  const found = await (earlier
    ? consequencesBetween(session, earlier, later, watch)
    : consequencesOf(session, [change], watch));
  const isForOthers = edited.kind === 'trust' || edited.kind === 'resource';
  if (!isForOthers) return { isHeld: true, found };
  const others = await compareTexts(session, documents, watch, later);
  const isForNobody = found.shared.length + found.unsure.length === 0 && others && isSame(others);
  const alone = isForNobody ? await compareTexts(session, documents, watch) : others;
  const isTold = alone && !(alone.isOfOthers && isSame(alone));
  return { isHeld: true, found, ...(isTold && { alone }) };
}

function compareTexts(
  { account, catalogue }: Session,
  [before, after, as]: readonly [string | undefined, string, ComparedAlone['as']],
  watch: Watch,
  /** Set: only those are looked at whom this world does not hold. */
  world?: World,
): Promise<ComparedAlone | undefined> {
  const end = performance.now() + limit;
  const isOver = () => performance.now() > end;
  const natural = naturalResources(catalogue.current, account, world);
  const options = { actions: catalogue.actionNames, natural, isOver };
  const steps =
    world && (as === 'trust' || as === 'resource')
      ? compareForOthers(world, before, after, as, options)
      : compareAlone(before, after, as, options);
  return runInSlices(steps, watch);
}

function laidOver(world: World, edited: EditedPolicy, document: string): World | undefined {
  const change = changeBy(world, edited, document);
  return change && overlayWorld(world, [change]);
}
