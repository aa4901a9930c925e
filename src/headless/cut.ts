/** The smallest cut of ways to power, and a way played to its end, as plain data for headless.ts. */

import { administratorsOf, foundWays } from '../core/plans/cuts/found-ways.ts';
import { againstWords, offeredCut } from '../core/plans/cuts/offered-cut.ts';
import { handle } from '../core/api/door.ts';
import { askedCall } from '../core/api/question/asked-call.ts';
import { rootArn } from '../core/model/arn.ts';
import type { AwsError, Env } from '../core/model/request/request.ts';
import { err, ok } from '../core/model/result.ts';
import { overlayWorld } from '../core/model/world/overlay.ts';
import type { World } from '../core/model/world/world.ts';
import { playWay } from '../core/play/way.ts';
import type { SendFix, FixRequest } from '../core/plans/fixes/fix.ts';
import { runToEnd } from '../core/model/steps.ts';
import { cliCommand } from '../core/words/cli-command.ts';
import type { ImportFile } from '../share/import/result.ts';
import { type AttackPathRow, expectStart, rowOf, wayBehind } from './attack-paths.ts';
import { pinnedAnswersIn } from './check-answers.ts';

export interface CutAsked {
  /** Their ways are closed; absent: the ways of every user and role but the administrators. */
  readonly from?: readonly string[];
  /** `administrator`, or the ARN of a resource, a user or a role; absent: `administrator`. */
  readonly to?: string;
  /** ARNs of those who should have the power; absent: those who have it now. */
  readonly administrators?: readonly string[];
  /** Calls that somebody makes every day: their answers stay, whatever they are. */
  readonly keep?: readonly {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
  }[];
  /** Answers that stay where they hold now; the same file as for `checkAnswers`. */
  readonly pinned?: ImportFile;
  /** Denies in SCPs that exist count as changes too. They limit everybody below. */
  readonly controlPolicies?: boolean;
  /**
   * The time of the answer, in milliseconds; absent: one minute. Two thirds of it are for the fewest changes. After it,
   * what closes the ways that are known is the answer (`stopped`).
   */
  readonly within?: number;
}

export type CutFound =
  | {
      readonly closed: true;
      /** One sentence for each change: `Take iam:PassRole on role Boss out of Deploy`. */
      readonly changes: readonly string[];
      /** Send them in this order. `command`: the same for a terminal. */
      readonly requests: readonly (FixRequest & { readonly command?: string })[];
      /** The ways that it closes, as far as it had to look at them. */
      readonly paths: readonly AttackPathRow[];
      /** False: it closes all ways, but fewer changes may be enough; the search for them was ended. */
      readonly isSmallest: boolean;
    }
  /** The time ended first: the changes close the ways that were found, and others may be left. */
  | {
      readonly closed: false;
      readonly stopped: true;
      readonly changes: readonly string[];
      readonly requests: readonly (FixRequest & { readonly command?: string })[];
      /** The ways that were found and that the changes leave open. */
      readonly left: readonly AttackPathRow[];
    }
  | {
      readonly closed: false;
      readonly stopped?: undefined;
      /** The way that cannot be closed; absent: too much is refused or has to stay to tell. */
      readonly path?: AttackPathRow;
      /** One sentence for each change that would close it: what stands against it. */
      readonly against: readonly string[];
    };

const aMinute = 60_000;

/** `clock`: the real time, which `within` is counted in. Throws when a principal is not there. */
export function cutIn(world: World, asked: CutAsked, env: Env, clock: () => number): CutFound {
  const { from, to = 'administrator', keep = [], pinned, controlPolicies = false, within = aMinute } = asked;
  for (const one of from ?? []) expectStart(world, one);
  const administrators = asked.administrators ?? [...administratorsOf(world, env)];
  const ways = foundWays(
    world,
    { ...(from && { from }), to, likely: true, except: new Set(administrators) },
    env,
  );
  const start = clock();
  const found = runToEnd(
    offeredCut(world, ways, {
      env,
      administrators,
      daily: keep,
      pinned: pinned ? pinnedAnswersIn(pinned) : [],
      calls: askedCall,
      attempt: attemptWith(env),
      withControlPolicies: controlPolicies,
      wantsSure: true,
      isOver: () => clock() > start + (within * 2) / 3,
      mustEnd: () => clock() > start + within,
    }),
  );
  if (found.kind === 'unfinished') {
    const left = found.ways.map((way) => rowOf(way, to));
    return { closed: false, stopped: true, changes: [], requests: [], left };
  }
  if (found.kind === 'none')
    return {
      closed: false,
      path: rowOf(found.way, to),
      against: found.against.map((one) => againstWords(world, one)),
    };
  const { titles: changes } = found;
  const requests = found.requests.map(withCommand);
  if (!found.isSure) return { closed: false, stopped: true, changes, requests, left: [] };
  return {
    closed: true,
    changes,
    requests,
    paths: found.ways.map((way) => rowOf(way, to)),
    isSmallest: found.isSmallest,
  };
}

/** Sends as the root users of the accounts, in a copy. */
const attemptWith =
  (env: Env): SendFix =>
  (world, { service, operation, params, account }) => {
    const caller = { kind: 'principal', arn: rootArn(account) } as const;
    const outcome = handle(world, { service, operation, params, caller }, { ...env, random: () => 0 });
    return outcome.ok ? ok(overlayWorld(world, outcome.changes)) : err(outcome.error);
  };

function withCommand(request: FixRequest): FixRequest & { readonly command?: string } {
  const command = cliCommand(request);
  return { ...request, ...(command !== undefined && { command }) };
}

export interface PlayedPath {
  readonly played: boolean;
  /** One sentence: what ended it; absent when it was played to its end. */
  readonly because?: string;
  /** The ARN of whoever has the power at the end. */
  readonly holder?: string;
  readonly calls: readonly PlayedCallRow[];
}

export interface PlayedCallRow {
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The line for a terminal: `aws iam create-access-key --user-name boss`; absent: AWS has no such command. */
  readonly command?: string;
  /** AWS's refusal; absent: the call succeeded. */
  readonly error?: AwsError;
}

/** Throws when `attackPaths` or `cutPaths` did not return the path. */
export function playIn(world: World, path: AttackPathRow, env: Env): PlayedPath {
  const behind = wayBehind(path);
  if (!behind) throw new Error('expected a path as `attackPaths` or `cutPaths` returned it');
  const done = playWay(world, behind.way, env, behind.to);
  return {
    played: done.played,
    ...(done.played ? { holder: done.held.arn } : { because: done.because }),
    calls: done.calls.map(({ request: { service, operation, params }, outcome, line }) => ({
      ...{ service, operation, params },
      ...(line !== undefined && { command: line }),
      ...(!outcome.ok && { error: outcome.error }),
    })),
  };
}
