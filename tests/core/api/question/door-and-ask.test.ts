/**
 * A question is an operation: for every operation of every API model, in generated worlds, *Ask* and the door
 * say the same: verdict, reason, layer, the sentence, and AWS's own text. `COUNTS=most` takes 20 worlds and all
 * callers instead of 6 worlds and one caller for each operation, each caller in turn.
 */

import { beforeAll, expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import type { ServiceModel } from '#core/api/model/shapes.ts';
import { validate } from '#core/api/model/validate.ts';
import { type PermissionCheck, type Operation, isUnsigned } from '#core/api/operation.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { standIn } from '#core/api/question/stand-ins.ts';
import { awsServices } from '#core/api/registry.ts';
import { carriedKeys } from '#core/api/resource/any.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import type { Decision } from '#core/authz/decision.ts';
import { authenticateCaller } from '#core/authz/credentials.ts';
import { type AwsError, type Caller, type ServiceName, isoSeconds } from '#core/model/request/request.ts';
import type { Outcome } from '#core/api/perform.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { createReference } from '#reference/reference.ts';
import { type Generated, generatedMember } from './world.ts';
import { countOf, isFull } from '../../../setup/counts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const seeds = Array.from({ length: countOf({ sample: 3, full: 4, most: 20 }) }, (_, at) => at + 1);

const signed = Object.entries(awsServices).flatMap(([service, { model, operations }]) =>
  [...operations.values()].flatMap((operation) =>
    isUnsigned(operation) ? [] : [{ service: service as ServiceName, model, operation }],
  ),
);

const nameOf = ({ service, operation }: (typeof signed)[number]): string => `${service} ${operation.name}`;

/** Parameters with names of the world; what it has none for is as small as the model takes it. */
function someParams({ names, pick, random }: Generated, model: ServiceModel, name: string) {
  const input = model.operations[name]?.input;
  const shape = input === undefined ? undefined : model.shapes[input];
  if (shape?.type !== 'structure') return {};
  const params: Record<string, unknown> = {};
  for (const [member, of] of Object.entries(shape.members)) {
    const required = shape.required?.includes(member) === true;
    if (!required && !(member in names && random() < 0.4)) continue;
    const given = member in names && fits(model, of, pick(names[member] ?? []));
    params[member] = given || standIn(model, of);
  }
  return params;
}

const fits = (model: ServiceModel, shape: string, value: unknown) =>
  validate(model, shape, value).ok ? value : undefined;

/** The checks that the operation itself makes, from which the question is read. */
function checksOf({ t, env: at }: Generated, operation: Operation, caller: Caller, params: unknown) {
  const known = authenticateCaller(t.world, caller, at.now);
  const account = known.ok ? t.world.accounts.get(known.value.account) : undefined;
  if (!known.ok || !account) expect.fail('callers of generated worlds are known');
  const call = { world: t.world, env: at, principal: known.value, account, params, now: isoSeconds(at.now) };
  const prepared = operation.checks(call);
  if ('ok' in prepared) return [];
  return 'checks' in prepared ? prepared.checks : prepared;
}

/** The question of somebody who knows the call: its first permission, its other resources, the role. */
function questionOf(
  { t }: Generated,
  caller: Generated['callers'][number],
  [first, ...rest]: readonly PermissionCheck[],
): CallQuestion | undefined {
  if (!first) return undefined;
  const resources = rest.filter(({ action }) => action === first.action).map(({ resource }) => resource);
  const role = rest.find(({ action }) => action === 'iam:PassRole')?.resource;
  const session = caller.kind === 'session' ? t.world.sessions.get(caller.id) : undefined;
  return {
    principal: session?.arn ?? (caller.kind === 'principal' ? caller.arn : ''),
    ...(session ? { session: session.id } : {}),
    action: first.action,
    resource: first.resource,
    ...(first.context ? { context: first.context } : {}),
    ...(resources.length > 0 ? { resources } : {}),
    ...(role === undefined ? {} : { passedRole: role }),
  };
}

const turn = <T>(of: readonly T[], at: number): T => of[at % of.length] as T;

const said = (decision: Decision): string =>
  [decision.verdict, decision.reason, decision.layer, decision.explain().because].join(' | ');
const errorText = ({ code, status, message }: AwsError): string => `${status} ${code}: ${message}`;

/** Asks both about one call, by the resource that is checked and by the one that AWS prints. */
function bothOf(
  w: Generated,
  { service, model, operation }: (typeof signed)[number],
  caller: Generated['callers'][number],
) {
  const params = someParams(w, model, operation.name);
  const shaped = validate(model, model.operations[operation.name]?.input, params);
  if (!shaped.ok) expect.fail(`${operation.name}: ${shaped.error.message}`);
  const checks = checksOf(w, operation, caller, shaped.value);
  const question = questionOf(w, caller, checks);
  const outcome = handle(w.t.world, { service, operation: operation.name, params, caller }, w.env);
  const printed = checks[0]?.printed ?? '';
  // Calls that asked no policy leave nothing to compare.
  if (!question || !outcome.decision) return [];
  const isOther = printed !== question.resource && /^(\*|arn:.*)$/.test(printed);
  return [question, ...(isOther ? [{ ...question, resource: printed }] : [])].map((one) => ({
    call: `${operation.name} ${JSON.stringify(params)} as ${JSON.stringify(caller)} on ${one.resource}`,
    ...compared(w, outcome, one),
  }));
}

function compared({ t, env: at }: Generated, outcome: Outcome, question: CallQuestion) {
  const { decision } = outcome;
  if (!decision) expect.fail('the door decided');
  const asked = answerCall(t.world, question, at, askedCall);
  // The door shows its last decision when all are allowed; Ask shows every part.
  const shown = decision.verdict === 'allowed' ? asked.parts.at(-1)?.answer : asked.answer;
  const door = [said(decision)];
  const ask = [shown ? said(shown.decision) : ''];
  const hasCall = decision.verdict === 'allowed' || asked.error !== undefined;
  const error = asked.error ?? asked.refusal?.error;
  // Ask may not know every error of a state, but it knows who may never make the call.
  // S3 says `Access Denied` of an object that is missing too: a question is about one that may come.
  const isHidden = !outcome.ok && outcome.error.message === 'Access Denied';
  const refuses = !outcome.ok && outcome.error.code.startsWith('AccessDenied') && !isHidden;
  if (error || (refuses && hasCall)) {
    door.push(outcome.ok ? 'done' : errorText(outcome.error));
    ask.push(error ? errorText(error) : '');
  }
  return { decision, hasCall, door, ask };
}

test('the door and Ask say the same of every operation of the models in generated worlds', () => {
  const differences: object[] = [];
  const layers = new Set<string>();
  const seen = new Set<string>();
  const withoutCall = new Set<string>();
  const verdicts = { allowed: 0, denied: 0 };
  for (const seed of seeds) {
    const w = generatedMember(seed);
    for (const [at, one] of signed.entries())
      for (const caller of isFull ? w.callers : [turn(w.callers, at + seed)]) {
        for (const { call, decision, hasCall, door, ask } of bothOf(w, one, caller)) {
          if (!hasCall) withoutCall.add(nameOf(one));
          if (door.join() !== ask.join()) differences.push({ seed, call, door, ask });
          layers.add(decision.layer);
          verdicts[decision.verdict] += 1;
          seen.add(nameOf(one));
        }
      }
  }
  expect(differences).toEqual([]);
  // A mixture, or the test would show nothing.
  for (const layer of [
    'identity',
    'permissions-boundary',
    'session',
    'service-control',
    'resource-control',
    'resource',
    'root-user',
  ])
    expect(layers).toContain(layer);
  for (const count of Object.values(verdicts)) expect(count).toBeGreaterThan(seeds.length * 100);
  // The resource of a few does not tell the parameters: the decision is the same, AWS's text is not told.
  expect(withoutCall.size, [...withoutCall].join()).toBeLessThan(12);
  // The others need no permission, or AWS refuses them before it asks a policy.
  expect(seen.size).toBeGreaterThan(signed.length * 0.95);
});

test('no operation gives a check a key that AWS gives only to other resources of the action', () => {
  const stray = new Set<string>();
  let count = 0;
  for (const seed of seeds) {
    const w = generatedMember(seed);
    for (const [at, { model, operation }] of signed.entries()) {
      const params = someParams(w, model, operation.name);
      for (const { action, resource, context = {} } of checksOf(w, operation, turn(w.callers, at), params)) {
        const kept = carriedKeys(reference.action(action), resource, context);
        count += Object.keys(kept).length;
        for (const key of Object.keys(context)) if (!(key in kept)) stray.add(`${action} ${resource} ${key}`);
      }
    }
  }
  expect([...stray]).toEqual([]);
  expect(count).toBeGreaterThan(seeds.length * 50);
});
