import type { Question } from '../core/authz/authorize.ts';
import type { Decision } from '../core/authz/decision.ts';
import type { AccountId } from '../core/model/ids.ts';
import type { Caller, Env, Outcome as AnyOutcome, Request, ServiceName } from '../core/model/request.ts';
import type { TrailEvent } from '../core/model/trail.ts';
import type { World } from '../core/model/world.ts';
import type { MissingFeature } from '../platform/features.ts';
import type { DiagnosticEntry } from './diagnostics.svelte.ts';
import type { History } from './history.svelte.ts';
import type { ImportFile, ImportOptions, ImportRun } from './import-run.svelte.ts';
import type { Problem } from './problems.ts';
import type { WorkspaceInfo } from './workspace-info.ts';

/**
 * What the views see of the application: the world of the open workspace, who acts, the door, undo, and
 * what went wrong. It holds no rule of IAM and no storage: those are the core's and the store's.
 */
export type Outcome = AnyOutcome<Record<string, unknown>, Decision>;

/** `empty`: no workspace yet. */
export type SessionStatus = 'starting' | 'empty' | 'loading' | 'ready' | 'failed';

export interface WorldState {
  /** A new object at every revision, so that `$derived(f(session.state.world))` follows. */
  readonly world: World;
  readonly revision: number;
}

export interface TrailOptions {
  /** Events to skip, from the newest; default 0. */
  readonly offset?: number;
  /** Default 50. */
  readonly limit?: number;
  /** Only events of this operation (`CreateUser`). */
  readonly eventName?: string;
  /** Only refused calls. */
  readonly refusedOnly?: boolean;
}

export interface Session {
  readonly state: WorldState;
  readonly status: SessionStatus;
  readonly workspace: WorkspaceInfo | undefined;
  readonly workspaces: readonly WorkspaceInfo[];
  readonly account: AccountId;
  readonly caller: Caller;
  actAs(arn: string): void;
  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome>;
  read(operation: string, params?: Request['params']): Outcome;
  authorize(question: Question): Decision;
  env(): Env;
  undo(): Promise<void>;
  redo(): Promise<void>;
  readonly history: History;
  readonly problem: Problem | undefined;
  dismissProblem(): void;
  openWorkspace(id: string): Promise<void>;
  createFromExample(name: string): Promise<void>;
  createFromWorld(
    world: World,
    about: { name: string; origin: WorkspaceInfo['origin']; notices?: string[] },
  ): Promise<void>;
  renameWorkspace(id: string, name: string): Promise<void>;
  deleteWorkspace(id: string): Promise<void>;
  importFiles(files: readonly (File | ImportFile)[], options?: ImportOptions): ImportRun;
  exportAccountDetails(): string;
  trail(options?: TrailOptions): Promise<TrailEvent[]>;
  readonly diagnostics: readonly DiagnosticEntry[];
  readonly features: readonly MissingFeature[];
}
