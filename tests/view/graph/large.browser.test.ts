/**
 * The graph of a large account is made in slices after the answer, never from a world that moved meanwhile.
 */

import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { AccountId } from '#core/model/ids.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { accountGraph, accountGraphSteps } from '#core/graph/nodes-and-edges.ts';
import { generateAccount } from '../../setup/generated.ts';
import { worldOf } from '#share/world-records.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../../app/test-session.ts';
import { drawing, nodeNamed } from './page.ts';
import { openPage, visit } from '../mounted.ts';

const size = { users: 500, groups: 30, roles: 60, policies: 60 };
const env = { now: Date.UTC(2026, 0, 31) };
const company = () => worldOf(generateAccount({ ...size, seed: 'large', reference: emptyReference }));

async function largeSession() {
  const session = newSession(new MemoryStore());
  await session.workspaces.createFromWorld(company(), { name: 'large', origin: 'new' });
  return session;
}

test('a graph made in steps is the graph made at once', () => {
  const world = company();
  const account = world.accounts.keys().next().value as unknown as AccountId;
  const steps = accountGraphSteps(world, account, env);
  let taken = 1;
  let step = steps.next();
  for (; !step.done; taken += 1) step = steps.next();
  expect(taken).toBeGreaterThan(10);
  expect(step.value).toEqual(accountGraph(world, account, env));
});

test('the answer does not wait for the graph, and edits while it is made end in the graph of the last one', async () => {
  const session = await largeSession();
  openPage(session, '#/ask');
  await screen.findByRole('status', { name: 'Answer' });
  expect(screen.queryByRole('img', { name: /Drawing of/ })).toBeNull();
  await drawing();
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'First' });
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Second' });
  await session.undo();
  const group = (name: string) => encodeURIComponent(`arn:aws:iam::${session.account}:group/${name}`);
  visit(`#/graph?n=${group('First')}`);
  await screen.findByRole('region', { name: 'Selected: First' });
  await waitFor(async () => expect(nodeNamed((await drawing()).cy, 'First').selected()).toBe(true));
  visit(`#/graph?n=${group('Second')}`);
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Selected/ })).toBeNull());
});
