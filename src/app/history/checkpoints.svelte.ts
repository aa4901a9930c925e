/** Checkpoints: named moments of the workspace, stored whole, to go back to or to continue from in a new one. */

import type { Side } from '../../core/analysis/consequences/consequence.ts';
import { rootArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Clock, wallIso } from '../../platform/clock.ts';
import { newToken } from '../../platform/random.ts';
import { recordsOf } from '../../share/world-records.ts';
import type { Checkpoint } from '../../store/rows.ts';
import type { StoreFailure, Store } from '../../store/store.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { checkpointProblem } from '../problems/problem.ts';
import { storable } from '../workspaces/store-rows.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import type { Branch } from '../workspaces/list.svelte.ts';

export type { Checkpoint } from '../../store/rows.ts';

export interface CheckpointsMeans {
  readonly store: Store;
  readonly openWorkspace: OpenWorkspace;
  readonly clock: Clock;
  readonly session: {
    readonly problems: ProblemBoard;
    readonly account: AccountId;
    /** Simulated time in milliseconds since the epoch. */
    readonly now: number;
    readonly workspaces: {
      readonly current: WorkspaceInfo | undefined;
      createFromWorld(world: World, about: Branch): Promise<boolean>;
    };
  };
}

const checkpointWorld = () => import('./checkpoint-world.ts');

export class Checkpoints {
  /** The checkpoints of the workspace that `refresh` last loaded, oldest first. */
  list = $state.raw<readonly Checkpoint[]>([]);
  readonly #means: CheckpointsMeans;

  constructor(means: CheckpointsMeans) {
    this.#means = means;
  }

  async refresh(): Promise<void> {
    const { store, session } = this.#means;
    const id = session.workspaces.current?.id;
    this.list = id === undefined ? [] : ((await session.problems.attempt(() => store.checkpoints(id))) ?? []);
  }

  async keep(name: string): Promise<boolean> {
    const { store, openWorkspace, session } = this.#means;
    const workspace = session.workspaces.current?.id;
    if (workspace === undefined) return false;
    const { world, revision } = openWorkspace.state;
    const about = {
      workspace,
      id: newToken(),
      name,
      at: wallIso(),
      simulated: isoSeconds(session.now),
      position: openWorkspace.history.snapshot.cursor,
      revision,
    };
    return this.#done(await store.addCheckpoint(about, storable(recordsOf(world))));
  }

  async remove(checkpoint: Checkpoint): Promise<boolean> {
    return this.#done(await this.#means.store.removeCheckpoint(checkpoint.workspace, checkpoint.id));
  }

  async branch(checkpoint: Checkpoint): Promise<boolean> {
    const world = await this.#world(checkpoint);
    const { workspaces } = this.#means.session;
    const info = workspaces.current;
    if (!world || !info) return false;
    return workspaces.createFromWorld(world, {
      name: `${info.name}, ${checkpoint.name}`,
      origin: 'new',
      account: info.account,
      notices: [...info.notices],
    });
  }

  async goBack(checkpoint: Checkpoint): Promise<boolean> {
    const { openWorkspace, session } = this.#means;
    const { problems, workspaces } = session;
    const wanted = await this.#world(checkpoint);
    if (!wanted) return false;
    const entry = {
      label: `Go back to “${checkpoint.name}”`,
      operation: 'GoBackToCheckpoint',
      at: isoSeconds(session.now),
      by: rootArn(session.account),
    };
    const { differences } = await checkpointWorld();
    const elsewhere: StoreFailure = { code: 'cancelled', detail: 'another workspace was opened' };
    const result = await openWorkspace.run((world) =>
      workspaces.current?.id === checkpoint.workspace
        ? ok({ intent: { kind: 'do', entry }, changes: differences(world, wanted), marks: [], events: [] })
        : err(elsewhere),
    );
    if (result.ok) return true;
    problems.show(problems.of(result.error));
    return false;
  }

  async side(checkpoint: Checkpoint): Promise<Side | undefined> {
    const world = await this.#world(checkpoint);
    return world && { world, env: { now: Date.parse(checkpoint.simulated) } };
  }

  async present(): Promise<Side> {
    const { openWorkspace, clock } = this.#means;
    const { world } = openWorkspace.state;
    const now = simulatedTime(world, clock());
    return { world: await (await checkpointWorld()).copyOfWorld(world), env: { now } };
  }

  async #world(checkpoint: Checkpoint): Promise<World | undefined> {
    const { store, openWorkspace, session } = this.#means;
    const { problems } = session;
    const read = await problems.attempt(async () => ({
      records: await store.checkpointRecords(checkpoint.workspace, checkpoint.id),
    }));
    if (!read) return undefined;
    const { records } = read;
    const { worldOfCheckpoint } = await checkpointWorld();
    const world = records && worldOfCheckpoint(records);
    if (world) return world;
    const followed = await openWorkspace.follow();
    problems.show(followed.ok ? checkpointProblem(checkpoint.name) : problems.of(followed.error));
    return undefined;
  }

  async #done(written: Result<void, StoreFailure>): Promise<boolean> {
    const { problems } = this.#means.session;
    if (written.ok) await this.refresh();
    else problems.show(problems.of(written.error));
    return written.ok;
  }
}
