/** The API through the door: how fast a large account is made by calls, and what a call costs in it. */

import { handle } from '#core/api/door.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { reverseChanges } from '#core/model/world/change.ts';
import type { Env, Request } from '#core/model/request/request.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { type Measured, apiCalls } from './calls.ts';
import { fullWorld, knownOf, pageWorld } from './worlds.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

/** Calls are compared at full quota in both forms: what is judged are ratios. */
export async function apiFigures(form: Form): Promise<Figures> {
  const reference = createReference();
  await Promise.all([reference.loadManagedPolicies(), reference.loadCommonActions()]);
  const ratios = compared(reference);
  console.log(`${ratios.length} calls compared; the dearest:`);
  const worst = ratios.toSorted((a, b) => b.times - a.times);
  for (const { name, times, full, page } of worst.slice(0, 5))
    console.log(`     ${name}: ${times.toFixed(2)} times (${full.toFixed(1)} µs, ${page.toFixed(1)} µs)`);
  return {
    '5,000 users and 50,000 memberships through the door, s': filled(reference, form.either(5000, 100)),
    'full quota: dearest call against a small account, times': worst[0]?.times ?? Number.NaN,
    'full quota: median call against a small account, times': median(ratios.map(({ times }) => times)),
  };
}

const envOf = (reference: Reference): Env => {
  let state = 1;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  return { now, random, reference };
};

/** Seconds for so many users in ten groups each, made call by call as root, each applied before the next. */
function filled(reference: Reference, users: number): number {
  const env = envOf(reference);
  const world = createWorld();
  const send = (request: Request): void => {
    const outcome = handle(world, request, env);
    if (!outcome.ok) throw new Error(`${request.operation}: ${outcome.error.message}`);
    apply(world, outcome.changes);
    apply(world, outcome.marks);
  };
  const start = performance.now();
  const AccountId = '123456789012';
  const params = { AccountId, AccountName: 'Bench' };
  send({ service: 'playground', operation: 'CreateAccount', params, caller: { kind: 'anonymous' } });
  const caller = { kind: 'principal', arn: `arn:aws:iam::${AccountId}:root` } as const;
  const iam = (operation: string, params: Request['params']) =>
    send({ service: 'iam', operation, params, caller });
  for (let group = 0; group < 300; group += 1) iam('CreateGroup', { GroupName: `group-${group}` });
  for (let user = 0; user < users; user += 1) {
    const UserName = `user-${(user * 7919) % users}`;
    iam('CreateUser', { UserName });
    for (let nth = 0; nth < 10; nth += 1)
      iam('AddUserToGroup', { UserName, GroupName: `group-${(user + nth * 29) % 300}` });
  }
  const seconds = (performance.now() - start) / 1000;
  const memberships = [...world.users.values()].reduce((sum, { groups }) => sum + groups.length, 0);
  if (world.users.size !== users || memberships !== 10 * users) throw new Error('not all of it was made');
  return seconds;
}

interface Compared {
  readonly name: string;
  /** Microseconds. */
  readonly full: number;
  readonly page: number;
  readonly times: number;
}

/** The first calls order the lists that they read (once) and let the engine compile. */
const warmUps = 20;
const turns = 81;

/** Every call in both accounts, turn by turn in one run. */
function compared(reference: Reference): Compared[] {
  const full = fullWorld(reference);
  const known = knownOf(full);
  const page = pageWorld(full, known);
  const env = envOf(reference);
  return apiCalls(known).map((call) => {
    const caller = callerOf(call, known.userArn, known.account);
    const request: Request = { ...call, caller };
    const times: Record<'full' | 'page', number[]> = { full: [], page: [] };
    for (let turn = -warmUps; turn < turns; turn += 1) {
      const [inFull, inPage] = [microseconds(full, request, env), microseconds(page, request, env)];
      if (turn < 0) continue;
      times.full.push(inFull);
      times.page.push(inPage);
    }
    const [ofFull, ofPage] = [median(times.full), median(times.page)];
    const name = call.note === undefined ? call.operation : `${call.operation} (${call.note})`;
    return { name, full: ofFull, page: ofPage, times: ofFull / ofPage };
  });
}

/** Returns root, or the user for calls of STS that only a user can make. */
const callerOf = ({ operation }: Measured, user: string, account: string): Request['caller'] => ({
  kind: 'principal',
  arn: operation === 'GetFederationToken' ? user : `arn:aws:iam::${account}:root`,
});

/** Measures one call and the writing of its changes, which are taken back before the next. */
function microseconds(world: World, request: Request, env: Env): number {
  const start = performance.now();
  const { changes } = handle(world, request, env);
  apply(world, changes);
  const end = performance.now();
  apply(world, reverseChanges(changes));
  return (end - start) * 1000;
}
