/**
 * A search for an administrator that knows no method: it sends every call of IAM and STS, and of Lambda and EC2 where they
 * take roles, with everything that the world offers as argument, and goes on from each world that results.
 * INVARIANT: it reads outcomes of the door alone. What it leaves out is a call that no Allow of the caller names, which is
 * refused; a state that was there before; and credentials of somebody who is held already.
 */

import { isAdministrator } from '#core/analysis/ways/administrator.ts';
import { handle } from '#core/api/door.ts';
import { evaluationInput } from '#core/authz/authorize.ts';
import { actionName } from '#core/eval/action.ts';
import { matchesAction } from '#core/eval/statement.ts';
import type { Caller, Env, Request } from '#core/model/request/request.ts';
import { apply } from '#core/model/world/apply.ts';
import type { Change } from '#core/model/world/change.ts';
import { layOver } from '#core/model/world/overlay.ts';
import type { World } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import { type Call, type Named, type Taken, blindCalls, password } from './blind-calls.ts';

interface Holder {
  readonly caller: Caller;
  /** ARN of the user or role. */
  readonly arn: string;
  readonly session?: string;
}

export interface State {
  readonly world: World;
  /** The names are ARNs, and tell a session of the console from a key. */
  readonly held: ReadonlyMap<string, Holder>;
  /** Rows that differ from the beginning, as text. */
  readonly facts: ReadonlyMap<string, string>;
  /** Functions with code of the actor. */
  readonly own: ReadonlySet<string>;
  readonly calls: readonly string[];
}

/** Returns the calls that make one of the held an administrator; `undefined` when no `most` calls do. */
export function blindSearch(
  world: World,
  from: string,
  env: Env,
  most = 3,
  withForms = false,
): readonly string[] | undefined {
  const start: State = {
    world,
    held: new Map([[from, { caller: { kind: 'principal', arn: from }, arn: from }]]),
    facts: new Map(),
    own: new Set(),
    calls: [],
  };
  if (endsWell(start, env)) return [];
  const seen = new Set([textOf(start)]);
  let states = [start];
  for (let depth = 1; depth <= most; depth += 1) {
    const next: State[] = [];
    for (const state of states)
      for (const after of statesAfter(state, world, env, withForms)) {
        const text = textOf(after);
        if (seen.has(text)) continue;
        seen.add(text);
        if (endsWell(after, env)) return after.calls;
        next.push(after);
      }
    states = next;
  }
  return undefined;
}

function endsWell({ world, held }: State, env: Env): boolean {
  for (const holder of held.values()) {
    const { arn, session } = holder;
    const named = namedBy(world, holder, env);
    if (!onlyTogether.every((action) => named(action))) continue;
    const principal = session === undefined ? arn : (world.sessions.get(session)?.arn ?? arn);
    if (isAdministrator(world, principal, env)) return true;
  }
  return false;
}

/** Nobody is an administrator whose policies do not name them. */
const onlyTogether = ['s3:DeleteBucket', 'kms:ScheduleKeyDeletion'];

const textOf = ({ held, facts, own }: State): string =>
  JSON.stringify([inOrder(held.keys()), inOrder([...facts].map((fact) => fact.join(' '))), inOrder(own)]);

const inOrder = (texts: Iterable<string>): string[] => [...texts].toSorted((a, b) => (a < b ? -1 : 1));

function* statesAfter(state: State, first: World, env: Env, withForms: boolean): Generator<State> {
  for (const holder of state.held.values()) {
    const named = namedBy(state.world, holder, env);
    for (const call of blindCalls(state.world, holder.arn, named, withForms)) {
      const { service, operation, params } = call;
      const outcome = handle(state.world, { service, operation, params, caller: holder.caller }, env);
      if (!outcome.ok) continue;
      const changed = after(state, first, [...outcome.changes, ...outcome.marks]);
      const told = `${holder.arn} ${operation} ${Object.values(params).join(' ')}`;
      const own = call.owns === undefined ? state.own : new Set([...state.own, call.owns]);
      const next = { ...changed, own, calls: [...state.calls, told] };
      yield gained(next, first, env, call, outcome.response) ?? next;
    }
  }
}

/** Says whether an Allow of the holder names an action, on a resource if one is given; trust is not asked. */
function namedBy(world: World, { arn, session }: Holder, env: Env): Named {
  const principal = session === undefined ? arn : (world.sessions.get(session)?.arn ?? arn);
  const asked = { principal, action: 'iam:GetUser', resource: '*' };
  const statements = evaluationInput(world, asked, env).identityPolicies.flatMap(({ document }) =>
    compile(document).statements.filter(({ effect }) => effect === 'Allow'),
  );
  return (action, resource) =>
    statements.some(
      (one) =>
        matchesAction(one, actionName(action)) &&
        (resource === undefined || !one.resources || one.resources.some((text) => couldBe(text, resource))),
    );
}

const patterns = new Map<string, RegExp>();

function couldBe(pattern: string, resource: string): boolean {
  let known = patterns.get(pattern);
  if (!known) {
    const text = pattern
      .replaceAll(/\$\{[^}]*\}/g, '*')
      .replaceAll(/[.+^$()|[\]\\{}]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    patterns.set(pattern, (known = new RegExp(`^${text}$`, 's')));
  }
  return known.test(resource);
}

function after(state: State, first: World, changes: readonly Change[]): State {
  const world = layOver(state.world);
  apply(world, changes);
  const facts = new Map(state.facts);
  for (const change of changes) {
    const fact = factOf(world, first, change);
    if (!fact) continue;
    if (fact.now === fact.before) facts.delete(fact.key);
    else facts.set(fact.key, fact.now);
  }
  return { ...state, world, facts };
}

const idle: ReadonlySet<string> = new Set(['sessions', 'secrets', 'signIns', 'usage', 'serviceUses']);
const dates = /"[^"]*(?:[dD]ate|lastModified|launchTime)":"[^"]*",?/g;

function factOf(world: World, first: World, { table, id, before, after: now }: Change) {
  if (idle.has(table)) return undefined;
  if (table === 'accessKeys') {
    const { owner } = (now ?? before) as { owner: string };
    const count = (of: World) => String(of.index.credentialsOf.get(`accessKeys/${owner}`)?.size ?? 0);
    return { key: `keys of ${owner}`, now: count(world), before: count(first) };
  }
  if (table === 'loginProfiles')
    return { key: `password of ${id}`, now: String(now !== undefined), before: String(first[table].has(id)) };
  const text = (row: unknown) => {
    if (row === undefined) return '';
    const { id: _, ...rest } = row as { id: string };
    return JSON.stringify(rest).replaceAll(dates, '');
  };
  const name = (now ?? before) as { arn?: string };
  return {
    key: `${table} ${name.arn?.replace(/instance\/.*/, 'instance') ?? id}`,
    now: text(now),
    before: text((first[table] as ReadonlyMap<string, unknown>).get(id)),
  };
}

/** Takes the credentials that a call gives, or that follow from it without another call of the actor. */
function gained(state: State, first: World, env: Env, { gives }: Call, response: object): State | undefined {
  if (gives === undefined) return undefined;
  if (gives.kind === 'key') {
    const { AccessKeyId } = (response as { AccessKey: { AccessKeyId: string } }).AccessKey;
    return holding(state, gives.arn, {
      caller: { kind: 'access-key', accessKeyId: AccessKeyId },
      arn: gives.arn,
    });
  }
  if (gives.kind === 'session') {
    const { AccessKeyId: id } = (response as { Credentials: { AccessKeyId: string } }).Credentials;
    return holding(state, gives.arn, { caller: { kind: 'session', id }, arn: gives.arn, session: id });
  }
  if (gives.kind === 'invocation' && !state.own.has(gives.source)) return undefined;
  const request = gives.kind === 'password' ? signIn(gives) : takesRole(gives, response);
  const outcome = handle(state.world, request, env);
  if (!outcome.ok) return undefined;
  const { Session, Credentials } = outcome.response as {
    Session?: { Id: string };
    Credentials?: { AccessKeyId: string };
  };
  const id = Session?.Id ?? Credentials?.AccessKeyId;
  if (id === undefined) return undefined;
  const changed = after(state, first, [...outcome.changes, ...outcome.marks]);
  const name = Session ? `${gives.arn} in the console` : gives.arn;
  return holding(changed, name, { caller: { kind: 'session', id }, arn: gives.arn, session: id });
}

const signIn = ({ account, name }: { account: string; name: string }): Request => ({
  service: 'signin',
  operation: 'SignInAsUser',
  params: { Account: account, UserName: name, Password: password },
  caller: { kind: 'anonymous' },
});

const takesRole = ({ arn, account, service, source }: Taken, response: object): Request => ({
  service: 'sts',
  operation: 'AssumeRole',
  params: { RoleArn: arn, RoleSessionName: 'session' },
  caller: {
    kind: 'service',
    principal: service,
    sourceAccount: account,
    sourceArn: source.replace('{made}', madeId(response)),
  },
});

const madeId = (response: object): string =>
  (response as { Instances?: readonly { InstanceId: string }[] }).Instances?.[0]?.InstanceId ?? '';

const holding = (state: State, name: string, holder: Holder): State | undefined =>
  state.held.has(name) ? state : { ...state, held: new Map([...state.held, [name, holder]]) };
