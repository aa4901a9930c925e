/**
 * Plays a way to power in a branch of the world on screen, and says call by call what was sent, answered and recorded. The
 * world itself does not change. A branch that led to the aim can become a workspace of its own.
 */

import type { Outcome } from '../../core/api/door.ts';
import type { WayRow } from '../../core/analysis/ways/rows.ts';
import { principalOfSession } from '../../core/authz/credentials.ts';
import { labelsIn } from '../../core/model/labels.ts';
import { type AwsError, type Caller, type Request, isoSeconds } from '../../core/model/request/request.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { World } from '../../core/model/world/world.ts';
import { wayOfRow } from '../../core/play/playable.ts';
import type { HeldCredentials, PlayedCall } from '../../core/play/stage.ts';
import { playWay } from '../../core/play/way.ts';
import { describeRequest } from '../../core/words/request.ts';
import { exchangeOf } from '../../flow/log/exchange.ts';
import type { Artefact } from '../../flow/log/log.ts';
import { requestMessage, responseMessage } from '../../flow/message/http.ts';
import type { Session } from './session.svelte.ts';
import type { CommitDraft } from '../dispatch/open-workspace.svelte.ts';
import type { Branch } from '../workspaces/list.svelte.ts';

type OfKind<Kind extends Artefact['kind']> = Extract<Artefact, { readonly kind: Kind }>;

export interface ShownCall {
  /** The step of the way that it is a part of, from 0. */
  readonly step: number;
  /** `Create an access key of boss` */
  readonly label: string;
  readonly caller: Caller;
  /** The ARN of who calls, the name of a service, or `anonymous`. */
  readonly by: string;
  readonly request: Pick<Request, 'service' | 'operation' | 'params'>;
  readonly asked: OfKind<'http-request'>;
  readonly answered: OfKind<'http-response'>;
  /** Absent: a call that the policy engine does not decide, such as a sign-in. */
  readonly decision?: OfKind<'decision'>;
  /** AWS's refusal; absent: the call succeeded. */
  readonly error?: AwsError;
  readonly events: readonly TrailEvent[];
}

export interface PlayedAct {
  readonly label: string;
  readonly operation: string;
  readonly by: string;
  readonly outcome: Outcome;
}

export interface PlayedWay {
  readonly calls: readonly ShownCall[];
  readonly end:
    | { readonly reached: true; readonly held: HeldCredentials }
    /** `step`: where it ended, from 0; the number of steps when all were played and the aim was not reached. */
    | { readonly reached: false; readonly step: number; readonly because: string };
  readonly from: { readonly world: World; readonly revision: number };
  readonly acts: readonly PlayedAct[];
  /** The simulated time of all calls, in milliseconds. */
  readonly at: number;
}

/** `to`: what the way was searched for. Rejects when the code or AWS's reference does not load. */
export async function playedWay(session: Session, way: WayRow, to: string): Promise<PlayedWay> {
  const { catalogue } = session;
  await Promise.all([catalogue.loadManagedPolicies(), catalogue.loadAllActions()]);
  const { env, state } = session;
  const played = playWay(state.world, wayOfRow(way), env, to);
  const labels = labelsIn(played.world);
  const calls = played.calls.map((call) => shownCall(played.world, call, env.now, labels));
  return {
    calls,
    end: played.played
      ? { reached: true, held: played.held }
      : { reached: false, step: played.step, because: played.because },
    from: state,
    acts: played.calls.map(({ request, outcome }) => ({
      label: labelOf(request),
      operation: request.operation,
      by: callerIn(played.world, request.caller),
      outcome,
    })),
    at: env.now,
  };
}

/** False when the account has changed since, or another one is open: then what was played may be different now. */
export const stillHolds = ({ from }: PlayedWay, { state }: Session): boolean =>
  state.revision === from.revision && state.world.accounts === from.world.accounts;

function shownCall(
  world: World,
  { request, outcome, step }: PlayedCall,
  now: number,
  labels: ReturnType<typeof labelsIn>,
): ShownCall {
  const exchange = exchangeOf(request, outcome, now, labels);
  const { service, operation, params, caller } = request;
  const { decision, error, events } = exchange;
  return {
    ...{ step, caller, events },
    label: labelOf(request),
    by: callerIn(world, caller),
    request: { service, operation, params },
    asked: requestMessage(exchange),
    answered: responseMessage(exchange),
    ...(decision && { decision: { kind: 'decision', title: operation, ...decision } }),
    ...(error && { error }),
  };
}

const labelOf = (request: Request): string =>
  request.service === 'any' ? request.operation : describeRequest(request);

function callerIn(world: World, caller: Caller): string {
  switch (caller.kind) {
    case 'principal':
      return caller.arn;
    case 'service':
      return caller.principal;
    case 'anonymous':
      return 'anonymous';
    case 'access-key': {
      const owner = world.accessKeys.get(caller.accessKeyId)?.owner;
      return world.users.get(owner ?? '')?.arn ?? caller.accessKeyId;
    }
    case 'session': {
      const session = world.sessions.get(caller.id);
      return (session && principalOfSession(world, session)?.arn) ?? caller.id;
    }
  }
}

/**
 * Opens the new workspace, and acts in it as what was gained. False when nothing was made: the account has changed since,
 * the way did not reach its aim, or the write failed; then the screen says why.
 */
export async function keepPlayed(session: Session, played: PlayedWay, name: string): Promise<boolean> {
  const { end, from, acts, at } = played;
  if (!end.reached || !stillHolds(played, session)) return false;
  const { account, workspaces, identity } = session;
  const notices = session.readOnlyWorld?.kind === 'preview' ? [] : (workspaces.current?.notices ?? []);
  const about: Branch = { name, origin: 'new', account, notices: [...notices] };
  const drafts = acts.map(({ outcome, ...act }): CommitDraft => {
    const { changes, marks, events } = outcome;
    const entry = { ...act, at: isoSeconds(at) };
    return { intent: changes.length > 0 ? { kind: 'do', entry } : { kind: 'trace' }, changes, marks, events };
  });
  if (!(await workspaces.createFromWorld(from.world, about, drafts))) return false;
  const { caller, arn, session: id } = end.held;
  if (id === undefined || caller.kind !== 'session') identity.actAs(arn);
  else if (session.state.world.sessions.get(id)?.console === true) identity.enter(id);
  else identity.use(id);
  return true;
}
