/** The worker's replica is the page's world, whatever happened to it, and holds no secret. */

import { expect, test } from 'vitest';
import { ReplicaFeed } from '#app/long-work/worker/replica-feed.ts';
import { Replica, leftOut } from '#app/long-work/worker/replica.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { tableNames } from '#core/model/records/lists.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import { type Change, created, deleted, replaced, reverseChanges } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { randomFromSeed } from '#platform/random.ts';
import { account, usage, user } from '../../store/samples.ts';
import { smallWorld } from '../test-session.ts';

const sentTables = tableNames.filter((table) => !leftOut.includes(table));

/** The rows of every table that is sent, in their order. */
const rowsOf = (world: World) =>
  Object.fromEntries(sentTables.map((table) => [table, [...world[table]]] as const));

/** Copies a value as a message does. */
const send = <T>(value: T): T => structuredClone(value);

function filled(world: World): { feed: ReplicaFeed; replica: Replica } {
  const feed = new ReplicaFeed(world);
  const replica = new Replica();
  for (const changes of feed.everything()) replica.change(send(changes));
  return { feed, replica };
}

function expectSame(replica: Replica, world: World): void {
  expect(rowsOf(replica.world)).toEqual(rowsOf(world));
  const empty = Object.fromEntries(leftOut.map((table) => [table, new Map()]));
  const own = cloneWorld({ ...replica.world, ...empty });
  expect(own.index.byArn).toEqual(replica.world.index.byArn);
  for (const [key, list] of own.index.owned)
    expect([...(replica.world.index.owned.get(key) ?? [])]).toEqual([...list]);
}

const names = ['alice', 'bob', 'carol', 'dave', 'erin'];

/** One to four changes that fit the world one after the other. */
function batchFor(world: World, random: () => number): Change[] {
  const draft = cloneWorld(world);
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const name = names[Math.floor(random() * names.length)] ?? 'alice';
    const there = draft.users.get(user(name).id);
    const next = user(name, { path: `/${Math.floor(random() * 9)}/` });
    const change = !there
      ? created('users', next)
      : random() < 0.4
        ? deleted('users', there)
        : replaced('users', there, next);
    apply(draft, [change]);
    return change;
  });
}

test('after any batches and their undoing the replica is the world, in the same order', () => {
  const random = randomFromSeed([5, 6, 7, 8]);
  const world = smallWorld();
  const { feed, replica } = filled(world);
  for (let turn = 0; turn < 300; turn += 1) {
    const batch = batchFor(world, random);
    apply(world, batch);
    if (random() < 0.3) apply(world, reverseChanges(batch));
    // Some revisions are never asked about.
    if (random() < 0.5) continue;
    replica.change(send(feed.news()));
    expectSame(replica, world);
  }
});

test('a row that went and came back as it was stands at the end, as in the world', () => {
  const world = smallWorld();
  apply(world, [created('users', user('bob'))]);
  const { feed, replica } = filled(world);
  apply(world, [deleted('users', user('alice')), created('users', user('alice'))]);
  replica.change(send(feed.news()));
  expectSame(replica, world);
  expect([...replica.world.users.values()].map(({ userName }) => userName)).toEqual(['bob', 'alice']);
});

test('what happens while a replica is filled comes with its first news', () => {
  const world = smallWorld();
  const feed = new ReplicaFeed(world);
  const replica = new Replica();
  const batches = feed.everything();
  replica.change(send(batches.next().value ?? []));
  apply(world, [created('users', user('bob')), deleted('users', user('alice'))]);
  for (const changes of batches) replica.change(send(changes));
  replica.change(send(feed.news()));
  expectSame(replica, world);
  expect(feed.news()).toEqual([]);
});

test('no secret and no mark of use leaves the page', () => {
  const world = smallWorld();
  const secret = {
    id: unsafeEntityId('AKIAALICE'),
    account,
    kind: 'access-key',
    secretAccessKey: 'never-to-be-sent',
  } as const;
  apply(world, [created('secrets', secret), created('usage', usage('alice'))]);
  const feed = new ReplicaFeed(world);
  expect(JSON.stringify([...feed.everything()])).not.toMatch(/never-to-be-sent|AIDAALICE\/iam/);
  apply(world, [replaced('secrets', secret, { ...secret, secretAccessKey: 'another' })]);
  expect(feed.news()).toEqual([]);
});

test('reading a table that stays on the page is an error, not an answer without its rows', () => {
  const { replica } = filled(smallWorld());
  for (const table of leftOut) expect(() => replica.world[table].size).toThrow(`\`${table}\``);
});

test('another world is told apart from a later revision of the same', () => {
  const world = smallWorld();
  const feed = new ReplicaFeed(world);
  expect(feed.isOf({ ...world })).toBe(true);
  expect(feed.isOf(smallWorld())).toBe(false);
});
