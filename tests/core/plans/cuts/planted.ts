/**
 * Small accounts with planted ways, which share what allows them, and with calls that have to stay against the cheap
 * cuts. A way is a list of calls here: the engine decides them, and nothing searches.
 */

import { need } from '#content/methods/shared.ts';
import type { CutOptions, KeptAnswer, WayToCut, WaysToCut } from '#core/plans/cuts/cut.ts';
import type { Need } from '#core/analysis/ways/format.ts';
import { authorize } from '#core/authz/authorize.ts';
import type { World } from '#core/model/world/world.ts';
import { seededRandom } from '#share/random.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

interface Call {
  readonly principal: string;
  readonly need: Need;
  readonly resource: string;
}
type PlantedWay = readonly (readonly Call[])[];

export interface Planted {
  readonly world: World;
  readonly ways: readonly WayToCut[];
  readonly source: WaysToCut;
  readonly options: CutOptions;
}

const lambda = 'lambda.amazonaws.com';
const made = `arn:aws:lambda:us-east-1:${account}:function:new`;
const onMade = 'lambda:{region}:{account}:function:{name}';

const assumes = (principal: string, to: string): Call[] => [
  { principal, need: need('sts:AssumeRole', 'target'), resource: to },
];
const passes = (principal: string, to: string): Call[] => [
  { principal, need: need('iam:PassRole', 'target'), resource: to },
  { principal, need: need('lambda:CreateFunction', onMade), resource: made },
  { principal: lambda, need: need('sts:AssumeRole', 'target'), resource: to },
];
const makesKey = (principal: string, to: string): Call[] => [
  { principal, need: need('iam:CreateAccessKey', 'target'), resource: to },
];

/** Returns the way with its decisions; `undefined` when one of its calls is denied. */
function decide(world: World, planted: PlantedWay): WayToCut | undefined {
  const steps = planted.map((calls) => ({
    from: calls[0]?.principal ?? '',
    to: calls[0]?.resource ?? '',
    decided: calls.map(({ principal, need: { action }, resource }) => {
      const decision = authorize(world, { principal, action, resource }, env);
      return { principal, action, resource, context: {}, decision };
    }),
  }));
  return steps.some(({ decided }) => decided.some(({ decision }) => decision.verdict === 'denied'))
    ? undefined
    : { from: steps[0]?.from ?? '', to: steps.at(-1)?.to ?? '', steps };
}

export function plantedAccount(seed: number): Planted {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const users = ['ann', 'ben', 'cat', 'dan'].slice(0, 2 + below(3));
  const middle = ['Build', 'Deploy'].slice(0, 1 + below(2));
  const planted: PlantedWay[] = Array.from({ length: 1 + below(12) }, () => {
    const way: Call[][] = [];
    let at = user(oneOf(users));
    if (random() < 0.3) {
      const next = user(oneOf(users));
      if (next !== at) {
        way.push(makesKey(at, next));
        at = next;
      }
    }
    if (random() < 0.5) {
      const next = role(oneOf(middle));
      way.push(random() < 0.5 ? assumes(at, next) : passes(at, next));
      at = next;
    }
    way.push(random() < 0.5 ? assumes(at, role('Boss')) : passes(at, role('Boss')));
    return way;
  });
  const world = worldWith(planted.flat(2), users, middle, random);
  const ways = planted.map((one) => ({ one, text: JSON.stringify(one) }));
  const distinct = [...new Map(ways.map(({ one, text }) => [text, one])).values()];
  const behind = new Map<WayToCut, PlantedWay>();
  const decided = (now: World, one: PlantedWay) => {
    const way = decide(now, one);
    if (way) behind.set(way, one);
    return way;
  };
  const found = distinct.flatMap((one) => decided(world, one) ?? []);
  if (found.length < distinct.length) throw new Error(`a planted way of account ${seed} leads nowhere`);
  return {
    world,
    ways: found,
    source: {
      // One at a time, as a search for the shortest way gives them.
      search: (now) => distinct.flatMap((one) => decided(now, one) ?? []).slice(0, 1),
      again: (now, way) => decided(now, behind.get(way) ?? []),
    },
    options: {
      env,
      kept: keptCalls(distinct, random),
      administrators: [role('Boss'), role('Chief')],
    },
  };
}

/** Everything that the calls need, from policies of their own, shared ones and groups. */
function worldWith(
  calls: readonly Call[],
  users: readonly string[],
  middle: readonly string[],
  random: () => number,
): World {
  const inline = new Map<string, object[]>();
  const attached = new Map<string, Set<string>>();
  const trust = new Map<string, object[]>();
  const policies: Record<string, object[]> = {
    Everything: [allow('*')],
    Passing: [allow(['iam:PassRole', 's3:ListAllMyBuckets'])],
    Making: [allow(['lambda:CreateFunction', 'lambda:GetFunction'])],
    Assuming: [allow('sts:AssumeRole')],
    Keys: [allow(['iam:CreateAccessKey', 'iam:ListAccessKeys'])],
  };
  const shared: Readonly<Record<string, string>> = {
    'iam:PassRole': 'Passing',
    'lambda:CreateFunction': 'Making',
    'sts:AssumeRole': 'Assuming',
    'iam:CreateAccessKey': 'Keys',
  };
  const known = new Set<string>();
  for (const {
    principal,
    need: { action },
    resource,
  } of calls) {
    const key = `${principal} ${action} ${resource}`;
    if (known.has(key)) continue;
    known.add(key);
    if (action === 'sts:AssumeRole') {
      const isWide = principal !== lambda && random() < 0.4;
      const named =
        principal === lambda
          ? { Service: lambda }
          : { AWS: isWide ? `arn:aws:iam::${account}:root` : principal };
      trust.set(resource, [...(trust.get(resource) ?? []), trusts(named)]);
      if (principal === lambda || (!isWide && random() < 0.5)) continue;
    }
    const sources = random() < 0.15 ? 2 : 1;
    for (let count = 0; count < sources; count += 1) {
      const name = shared[action];
      if (name !== undefined && random() < 0.6)
        attached.set(principal, (attached.get(principal) ?? new Set()).add(name));
      else {
        const on = action === 'lambda:CreateFunction' ? '*' : resource;
        inline.set(principal, [...(inline.get(principal) ?? []), allow([action, 's3:GetObject'], on)]);
      }
    }
  }
  const holder = (arn: string, name: string) => {
    const own = inline.get(arn) ?? [];
    if (own.length > 0) policies[`Of-${name}`] = own;
    return {
      attached: [...(attached.get(arn) ?? []), ...(own.length > 0 ? [`Of-${name}`] : [])],
    };
  };
  const isTogether = random() < 0.4 && users.every((name) => (attached.get(user(name))?.size ?? 0) > 0);
  const first = user(users[0] ?? '');
  const common = isTogether ? [...(attached.get(first) ?? [])].slice(0, 1) : [];
  if (isTogether) for (const name of users) for (const one of common) attached.get(user(name))?.delete(one);
  const roleOf = (name: string) => ({
    ...holder(role(name), name),
    trust: trust.get(role(name)) ?? [trusts({ Service: 'ec2.amazonaws.com' })],
  });
  return anAccount({
    users: Object.fromEntries(
      users.map((name) => [name, { ...holder(user(name), name), ...(isTogether && { groups: ['team'] }) }]),
    ),
    groups: { team: { attached: common } },
    roles: {
      ...Object.fromEntries(middle.map((name) => [name, roleOf(name)])),
      Boss: { ...roleOf('Boss'), attached: ['Everything'] },
      App: { trust: [trusts({ Service: lambda })] },
      // They lead nowhere, but a narrowed statement tells them from the others.
      ...(random() < 0.5 && { Chief: { attached: ['Everything'], trust: [trusts({ Service: lambda })] } }),
      ...(random() < 0.5 && { Host: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } }),
    },
    policies,
  });
}

/** Calls that somebody makes every day: near the ways, and now and then one of theirs. */
function keptCalls(ways: readonly PlantedWay[], random: () => number): KeptAnswer[] {
  const calls = ways.flat(2);
  const daily = calls.map(({ principal, need: { action }, resource }) => {
    const isOwn = random() < 0.4;
    if (isOwn) return { principal, action, resource };
    return action === 'iam:PassRole'
      ? { principal, action, resource: role('App') }
      : { principal, action: 's3:ListAllMyBuckets', resource: '*' };
  });
  return daily
    .filter(() => random() < 0.3)
    .map((question) => ({
      text: JSON.stringify(question),
      stands: (world) => authorize(world, question, env).verdict === 'allowed',
    }));
}
