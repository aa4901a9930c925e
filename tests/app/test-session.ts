/**
 * This makes a session as main.ts makes one, on a fixed clock and seed. Every session of a test hears the
 * others, and ends with the test.
 */

import { onTestFinished } from 'vitest';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { Catalogue } from '#app/dispatch/catalogue.svelte.ts';
import { Session } from '#app/session/session.svelte.ts';
import type { SessionOptions } from '#app/session/options.ts';
import { randomFromSeed } from '#platform/random.ts';
import type { Store } from '#store/store.ts';
import { accountRow, user } from '../store/samples.ts';

let seeds = 0;

export function newSession(store: Store, more: Partial<SessionOptions> = {}): Session {
  const session = new Session({
    store,
    features: [],
    catalogue: new Catalogue(),
    clock: () => Date.parse('2026-03-01T12:00:00Z'),
    random: randomFromSeed([1, 2, 3, ++seeds]),
    tab: newTab(),
    freeze: true,
    ...more,
  });
  onTestFinished(() => {
    session.close();
    seeds = 0;
  });
  return session;
}

/** The memory of one tab. Every session of a test is a tab of its own, unless the test hands it one. */
export function newTab(): SessionOptions['tab'] {
  const values = new Map<string, string | undefined>();
  return {
    remember: (key, value) => values.set(key, value),
    remembered: (key) => values.get(key),
  };
}

/** One account with alice in it. */
export function smallWorld(): World {
  const world = createWorld({ freeze: true });
  apply(world, [created('accounts', accountRow), created('users', user('alice'))]);
  return world;
}

/** A session that has the small world open. */
export async function openSession(store: Store, more: Partial<SessionOptions> = {}): Promise<Session> {
  const session = newSession(store, more);
  await session.workspaces.createFromWorld(smallWorld(), { name: 'test', origin: 'new' });
  return session;
}

export const userNames = (session: Session): string[] =>
  [...session.state.world.users.values()].map(({ userName }) => userName).sort();

export const createUser = (session: Session, UserName: string) =>
  session.dispatch('iam', 'CreateUser', { UserName });

/** Resolves when `condition` holds; looks again with every task that other work leaves. */
export async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 20_000; !condition();) {
    if (performance.now() > end) throw new Error(`never held: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
