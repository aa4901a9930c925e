/** Tries requests in a copy of the world, and compares what they change for every principal. Nothing is written. */

import type { AccountConsequences } from '../../core/analysis/consequences/consequence.ts';
import type { Request } from '../../core/model/request/request.ts';
import type { Change } from '../../core/model/world/change.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import type { World } from '../../core/model/world/world.ts';
import { type ChangeForOthers, changesForOthers } from '../../core/query/policies/changes-for-others.ts';
import { newSeed, randomFromSeed } from '../../platform/random.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import type { Outcome } from '../../core/api/door.ts';
import { answersOf } from '../dispatch/together.ts';
import { painted } from '../page/painted.ts';
import type { Session } from '../session/session.svelte.ts';
import { type Spared, sparedBy } from './spared.ts';
import { consequencesOf } from './of-changes.ts';
import { defined } from '../../core/model/defined.ts';

/** Milliseconds after which the comparison of documents is ended. */
const limit = 4000;

export type DryRun =
  /** AWS would refuse one of them. */
  | { readonly kind: 'refused'; readonly outcome: Extract<Outcome, { ok: false }> }
  | {
      readonly kind: 'found';
      readonly found: AccountConsequences;
      /** Tells of changed trust and resource policies, for principals that the world does not hold. */
      readonly others: readonly ChangeForOthers[];
      readonly before: World;
      readonly after: World;
      /** The number of users and roles that would be deleted: of them nothing is compared. */
      readonly gone: number;
      readonly spared: readonly Spared[];
    };

/** `isLong`: it has no limit of time. Rejects as `ask`, and where code or AWS's list of actions did not load. */
export async function dryRun(
  session: Session,
  requests: readonly Request[],
  watch: Watch,
  isLong = false,
): Promise<DryRun> {
  await painted();
  const { state, env, catalogue } = session;
  const { world } = state;
  const [door] = await Promise.all([
    session.door.open(),
    catalogue.loadAllActions(),
    ...requests.map((request) => catalogue.prepare(request, world)),
  ]);
  const trialEnv = { ...env, random: randomFromSeed(newSeed()) };
  watch.signal.throwIfAborted();
  const outcomes = await answersOf(world, requests, (now, request) => door(now, request, trialEnv));
  const refused = outcomes.find((outcome) => !outcome.ok);
  watch.signal.throwIfAborted();
  if (refused && !refused.ok) return { kind: 'refused', outcome: refused };
  const changes = netChanges(outcomes.flatMap((outcome) => outcome.changes));
  const after = overlayWorld(world, changes);
  const found = await consequencesOf(session, changes, watch, isLong);
  const isGone = ({ table, after: left }: Change) => (table === 'users' || table === 'roles') && !left;
  const end = performance.now() + limit;
  const isOver = () => performance.now() > end;
  const steps = changesForOthers(world, after, { actions: catalogue.actionNames, isOver });
  const others = await runInSlices(steps, watch);
  const gone = changes.filter(isGone).length;
  const spared = sparedBy(world, changes);
  return { kind: 'found', found, others, before: world, after, gone, spared };
}

/** Returns one change for each row, from its first state to its last. */
function netChanges(changes: readonly Change[]): Change[] {
  const rows = new Map<string, Change>();
  for (const change of changes) {
    const { table, id, after } = change;
    const key = `${table}/${id}`;
    const { before } = rows.get(key) ?? change;
    rows.set(key, {
      ...{ table, id },
      ...defined({ before, after }),
    } as Change);
  }
  return [...rows.values()].filter(({ before, after }) => before !== undefined || after !== undefined);
}
