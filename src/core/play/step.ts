/**
 * Plays one step of a way: sends its calls, then takes the credentials that they give. A session of a role comes from a
 * call of AssumeRole, by the actor or by the service that runs as the role.
 */

import type { Outcome } from '../api/door.ts';
import { arnAccount, arnName, arnRegion, parseArn } from '../model/arn.ts';
import type { Caller, Request, RequestSource } from '../model/request/request.ts';
import type { World } from '../model/world/world.ts';
import { type ParameterQuestion, callFormOf, functionNameFor, newPassword } from './parameters.ts';
import type { NeededPermission, PlayableStep } from './playable.ts';
import type { HeldCredentials, Stage } from './stage.ts';
import { defined } from '../model/defined.ts';

/** `because`: one sentence about what cannot be played, or about the call that was refused. */
export type Ended =
  | { readonly ok: true; readonly held: HeldCredentials }
  | { readonly ok: false; readonly because: string };

const failed = (because: string): Ended => ({ ok: false, because });

const assume = 'sts:AssumeRole';
const pass = 'iam:PassRole';
/** Permissions that the call of AssumeRole asks for. */
const partsOfAssume: ReadonlySet<string> = new Set(['sts:TagSession', 'sts:SetSourceIdentity']);

/** Services of which a call without a form is only authorized, since its effect is the session that follows. */
const authorizedOnly: ReadonlySet<string> = new Set(['ec2', 'ec2-instance-connect', 'lambda', 'dynamodb']);

/** `takers`: services that later steps hand the gained role to; a role that the step makes trusts them. */
export function playStep(
  stage: Stage,
  held: HeldCredentials,
  found: PlayableStep,
  takers: readonly string[],
): Ended {
  const step = withFreeNames(stage.world, found);
  if (step.decided.some(({ action }) => action.startsWith('sts:AssumeRoleWith')))
    return failed('The token of this step is signed outside of the account, so it cannot be played.');
  let gained: HeldCredentials | undefined;
  /** ARN of what runs as the role. */
  let runs = step.decided.find(({ context }) => context['aws:SourceArn'] !== undefined)?.context[
    'aws:SourceArn'
  ];
  for (const needs of callsOf(step)) {
    const [{ action, resource }] = needs;
    const outcome = sent(stage, held, step, takers, needs);
    if (outcome === undefined)
      return failed(`The playground does not simulate ${action}, so this step cannot be played.`);
    if (!outcome.ok) return failed(`AWS refuses ${action} on ${resource}: ${outcome.error.message}`);
    gained = credentialsIn(stage, outcome, needs) ?? gained;
    runs = madeBy(outcome, needs) ?? runs;
    if (action === 'lambda:AddPermission') {
      const refused = invoked(stage, held, resource);
      if (refused !== undefined) return failed(refused);
    }
  }
  return entered(stage, held, step, { gained, runs: typeof runs === 'string' ? runs : undefined });
}

/** Gives what the step makes another name where an earlier step has made one of the same name. */
function withFreeNames(world: World, step: PlayableStep): PlayableStep {
  const taken = step.decided.find(
    ({ action, resource }) => makes.has(action) && world.index.byArn.has(resource),
  );
  if (!taken) return step;
  let [number, free] = [2, taken.resource];
  while (world.index.byArn.has(free)) free = `${taken.resource}-${String(number++)}`;
  const renamed = step.decided.map((one) =>
    one.resource === taken.resource ? { ...one, resource: free } : one,
  );
  return withFreeNames(world, { ...step, decided: renamed });
}

const makes: ReadonlySet<string> = new Set([
  'iam:CreateInstanceProfile',
  'lambda:CreateFunction',
  'dynamodb:CreateTable',
]);

/** Returns the permissions by the call that asks for them, in order. An instance is stopped before it is changed. */
function callsOf({
  from,
  method,
  decided,
}: PlayableStep): (readonly [NeededPermission, ...NeededPermission[]])[] {
  const calls = new Map<string, [NeededPermission, ...NeededPermission[]]>();
  for (const one of decided) {
    // A service asks for itself, and so does a role that it goes through; a role is passed in the call that hands it over.
    const isOwn = one.principal === from || (one.action === assume && method.through !== true);
    if (one.action === pass || partsOfAssume.has(one.action) || !isOwn || !one.principal.startsWith('arn:'))
      continue;
    const call = calls.get(one.action);
    if (call) call.push(one);
    else calls.set(one.action, [one]);
  }
  const first = (action: string): number => (action === 'ec2:StopInstances' ? 0 : 1);
  return [...calls.values()].sort(([one], [other]) => first(one.action) - first(other.action));
}

function sent(
  stage: Stage,
  held: HeldCredentials,
  step: PlayableStep,
  takers: readonly string[],
  needs: ParameterQuestion['needs'],
): Outcome | undefined {
  const [{ action }] = needs;
  const form = callFormOf(action);
  const region = needs.map(({ resource }) => arnRegion(resource)).find(Boolean);
  const source = region === undefined ? {} : { source: { region } satisfies RequestSource };
  const { caller } = held;
  if (form) {
    const { service, operation } = form;
    const params = form.params({ world: stage.world, env: stage.env, step, held, takers, needs });
    return stage.send({ service, operation, params, caller, ...source });
  }
  if (!authorizedOnly.has(action.split(':')[0] ?? '')) return undefined;
  return stage.send({ service: 'any', operation: action, params: anyParams(needs), caller, ...source });
}

function anyParams(needs: ParameterQuestion['needs']): Request['params'] {
  const keys = needs.flatMap(({ context }) => Object.entries(context));
  const Context = Object.fromEntries(keys.map(([key, value]) => [key, [value].flat().map(String)]));
  const Resources = needs.map(({ resource }) => resource).filter((resource) => resource !== '*');
  return { Resources, ...(keys.length > 0 ? { Context } : {}) };
}

function credentialsIn(
  stage: Stage,
  outcome: Outcome,
  [{ action, resource }]: ParameterQuestion['needs'],
): HeldCredentials | undefined {
  if (!outcome.ok) return undefined;
  const { response } = outcome;
  if (action === assume) return sessionIn(stage, outcome);
  // The step assumes that the actor knows the secret of the old key.
  if (action === 'iam:UpdateAccessKey') return stage.heldBy(resource);
  if (action !== 'iam:CreateAccessKey') return undefined;
  const { AccessKeyId: accessKeyId } = response['AccessKey'] as { AccessKeyId: string };
  return { caller: { kind: 'access-key', accessKeyId }, arn: resource };
}

function sessionIn(stage: Stage, outcome: Outcome): HeldCredentials | undefined {
  if (!outcome.ok) return undefined;
  const { AccessKeyId } = outcome.response['Credentials'] as { AccessKeyId: string };
  return stage.heldInSession(AccessKeyId);
}

/** Returns the ARN of what the call started or changed, when it runs as a role. */
function madeBy(outcome: Outcome, [{ action, resource }]: ParameterQuestion['needs']): string | undefined {
  if (!outcome.ok) return undefined;
  const launched = (outcome.response['Instances'] ?? outcome.response['SpotInstanceRequests']) as
    | readonly { InstanceId: string }[]
    | undefined;
  if (launched) {
    const { region = '', account = '' } = parseArn(resource) ?? {};
    return `arn:aws:ec2:${region}:${account}:instance/${launched[0]?.InstanceId ?? ''}`;
  }
  return /^(lambda|ec2):/.test(action) && /:function:|:instance\//.test(resource) ? resource : undefined;
}

/**
 * The actor invokes the function that its own policy now opens. Returns the refusal. One of another account is invoked by
 * Amazon S3, which is no call of the actor.
 */
function invoked(stage: Stage, held: HeldCredentials, resource: string): string | undefined {
  const region = arnRegion(resource);
  if (arnAccount(resource) !== arnAccount(held.arn)) return undefined;
  const outcome = stage.send({
    service: 'lambda',
    operation: 'Invoke',
    params: { FunctionName: functionNameFor(held, resource) },
    caller: held.caller,
    ...(region === undefined ? {} : { source: { region } }),
  });
  return outcome.ok
    ? undefined
    : `AWS refuses lambda:InvokeFunction on ${resource}: ${outcome.error.message}`;
}

interface Made {
  readonly gained: HeldCredentials | undefined;
  readonly runs: string | undefined;
}

function entered(stage: Stage, held: HeldCredentials, step: PlayableStep, { gained, runs }: Made): Ended {
  const { method } = step;
  const to = step.decided.find(({ action }) => action === 'iam:CreateRole')?.resource ?? step.to;
  if (method.isPreparation || method.gain === 'self') return { ok: true, held };
  if (gained) return { ok: true, held: gained };
  if (method.gain === 'user') return signedIn(stage, step);
  const caller: Caller =
    method.trusts === undefined
      ? held.caller
      : {
          kind: 'service',
          principal: method.trusts,
          sourceAccount: arnAccount(to),
          ...defined({ sourceArn: runs }),
        };
  const outcome = stage.send({
    service: 'sts',
    operation: 'AssumeRole',
    params: { RoleArn: to, RoleSessionName: runs === undefined ? 'session' : sessionName(runs) },
    caller,
  });
  if (!outcome.ok) return failed(`AWS refuses sts:AssumeRole on ${to}: ${outcome.error.message}`);
  const session = sessionIn(stage, outcome);
  return session ? { ok: true, held: session } : failed('The call gave no credentials.');
}

const sessionName = (arn: string): string =>
  arnName(arn)
    .replace(/^function:/, '')
    .replaceAll(/[^\w+=,.@-]/g, '-')
    .slice(0, 64);

/** Signs in with the password that the step has set. */
function signedIn(stage: Stage, { to }: PlayableStep): Ended {
  const outcome = stage.send({
    service: 'signin',
    operation: 'SignInAsUser',
    params: { Account: arnAccount(to), UserName: arnName(to), Password: newPassword },
    caller: { kind: 'anonymous' },
  });
  if (!outcome.ok) return failed(`The sign-in is refused: ${outcome.error.message}`);
  if (outcome.response['Next'] === 'mfa')
    return failed(`The sign-in asks for a code of the MFA device of ${arnName(to)}.`);
  if (outcome.response['Next'] !== 'done') return failed('The sign-in asks for another password first.');
  const { Id } = outcome.response['Session'] as { Id: string };
  return { ok: true, held: stage.heldInSession(Id) };
}
