/** Two workspaces side by side: by ARN where they share an account, by name where their accounts have other ids. */

import { expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import type { AccountId } from '#core/model/ids.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { type WorldBuilder, aWorld, allow } from '../../setup/world.ts';
import { newSession } from '../test-session.ts';

const read = (account: string, more: (world: WorldBuilder) => WorldBuilder) =>
  more(aWorld(account).policy('Read', allow('s3:GetObject', `arn:aws:s3:::logs-${account}/*`)));

const workspace = async (session: Session, name: string, world: WorldBuilder) => {
  await session.workspaces.createFromWorld(world.world(), { name, origin: 'new' });
  const made = session.workspaces.list.find((one) => one.name === name);
  if (!made) throw new Error('no workspace');
  return made;
};

async function compared(one: WorldBuilder, other: WorldBuilder) {
  const session = newSession(new MemoryStore());
  const [a, b] = [await workspace(session, 'One', one), await workspace(session, 'Other', other)];
  return session.tools.copies.compare(a, b);
}

const [mine, other] = ['111122223333' as AccountId, '444455556666' as AccountId];

test('accounts with different ids are compared by name, and it is said which id was read as which', async () => {
  const found = await compared(
    read(mine, (world) => world.user('alice').user('bob')),
    read(other, (world) => world.user('alice', { attach: ['Read'] }).user('bob')),
  );
  expect(found?.renamed).toBe(other);
  expect(found?.records.map(({ kind, table, name }) => [kind, table, name])).toEqual([
    ['changed', 'users', 'alice'],
  ]);
  expect([...(found?.sides.after.world.users.values() ?? [])].map(({ arn }) => arn)).toEqual([
    `arn:aws:iam::${mine}:user/alice`,
    `arn:aws:iam::${mine}:user/bob`,
  ]);
});

test('a workspace that holds the account of the other too is compared by ARN', async () => {
  const found = await compared(
    read(mine, (world) => world.user('alice').account(other).user('alice')),
    read(other, (world) => world.user('alice', { attach: ['Read'] })),
  );
  expect(found?.renamed).toBeUndefined();
  const users = found?.records.filter(({ table }) => table === 'users') ?? [];
  expect(users.map(({ kind, name }) => [kind, name])).toEqual([
    ['changed', 'alice'],
    ['removed', 'alice'],
  ]);
});

test('one account in two workspaces keeps its id', async () => {
  const found = await compared(
    read(mine, (world) => world.user('alice')),
    read(mine, (world) => world.user('alice', { attach: ['Read'] })),
  );
  expect(found).toMatchObject({ records: [{ kind: 'changed', name: 'alice' }], answers: { asked: 0 } });
  expect(found?.renamed).toBeUndefined();
});
