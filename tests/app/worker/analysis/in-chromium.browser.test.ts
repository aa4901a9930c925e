/** The worker as it ships: a real thread of the browser asks for a large account that is open in a session. */

import { expect, test } from 'vitest';
import { effectiveOf } from '../../../../src/app/session/effective.ts';
import { checkedPolicies } from '../../../../src/app/session/policy-checks.ts';
import type { Session } from '../../../../src/app/session/session.svelte.ts';
import { whoCanInWorker, whoCanOfLarge } from '../../../../src/app/worker/analysis/who-can-large.ts';
import { rootArn } from '../../../../src/core/model/arn.ts';
import { apply } from '../../../../src/core/model/world/apply.ts';
import { created } from '../../../../src/core/model/world/change.ts';
import { whoCan } from '../../../../src/core/query/ask/who-can.ts';
import { MemoryStore } from '../../../../src/store/memory-store.ts';
import { user } from '../../../store/samples.ts';
import { createUser, newSession, smallWorld, until } from '../../test-session.ts';

const analysisWorker = async () =>
  new (await import('../../../../src/app/worker/analysis/entry.ts?worker')).default();

async function largeSession(): Promise<Session> {
  const session = newSession(new MemoryStore(), { analysisWorker });
  const world = smallWorld();
  apply(
    world,
    Array.from({ length: 3000 }, (_, at) => created('users', user(`user${at}`))),
  );
  await session.workspaces.createFromWorld(world, { name: 'large', origin: 'new' });
  return session;
}

const typo =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObjet","Resource":"arn:aws:s3:::pay/*"}}';
const question = { action: 'iam:ListUsers', resource: '*' };
const options = { signal: new AbortController().signal, report: () => undefined };

/** Asks in the worker alone, and asks the page the same. */
async function bothWays({ state: { world }, account, env, analysis }: Session) {
  const inWorker = await whoCanInWorker(await analysis(), { world, account, question, env }, options);
  return { inWorker, onPage: whoCan(world, account, question, env) };
}

test('a real worker answers like the page: at first, after an edit, after Undo and in another workspace', async () => {
  const session = await largeSession();
  const { state, account, env } = session;
  const worker = await session.analysis();
  const first = await whoCanOfLarge(worker, { world: state.world, account, question, env }, options);
  expect(first?.length).toBe(3002);
  await until(() => worker.stands);
  const before = await bothWays(session);
  expect(before.inWorker).toEqual(before.onPage);

  expect((await createUser(session, 'newcomer')).ok).toBe(true);
  const after = await bothWays(session);
  expect(after.inWorker).toEqual(after.onPage);
  expect(after.inWorker?.length).toBe(3003);

  await session.undo();
  expect((await bothWays(session)).inWorker).toEqual(before.onPage);

  await session.workspaces.createFromWorld(smallWorld(), { name: 'small', origin: 'new' });
  expect(worker.stands).toBe(false);
  expect((await bothWays(session)).inWorker).toBeUndefined();
  await until(() => worker.stands);
  expect((await bothWays(session)).inWorker?.map(({ name }) => name)).toEqual(['root', 'alice']);
  session.close();
  expect(worker.stands).toBe(false);
});

test('effective permissions of a large account come from the worker, and are those of the page', async () => {
  const session = await largeSession();
  await session.catalogue.loadAllActions();
  const caller = { principal: rootArn(session.account) };
  const isWanted = () => true;
  const byPage = await effectiveOf(session, caller, isWanted);
  const worker = await session.analysis();
  await until(() => worker.stands);
  const { state, env } = session;
  const asked = { world: state.world, env, services: 'all' as const };
  let inWorker = await worker.ask(asked, 'effective', { caller }, options);
  while (!inWorker) {
    await new Promise((resolve) => setTimeout(resolve));
    inWorker = await worker.ask(asked, 'effective', { caller }, options);
  }
  expect(inWorker).toEqual(byPage);
  expect(await effectiveOf(session, caller, isWanted)).toEqual(byPage);
  expect(await effectiveOf(session, caller, () => false)).toBeUndefined();
  session.close();
});

test('all policies of a large account are checked in a real worker, which is waited for', async () => {
  const session = await largeSession();
  await session.dispatch('iam', 'CreatePolicy', { PolicyName: 'Typo', PolicyDocument: typo });
  const checked = await checkedPolicies(session, options);
  const worker = await session.analysis();
  expect(worker.stands).toBe(true);
  expect(checked?.map(({ policy, findings }) => [policy.name, findings[0]?.issueCode])).toEqual([
    ['Typo', 'INVALID_ACTION'],
  ]);
});

test('checks of all policies that nobody wants any more have no answer', async () => {
  const session = await largeSession();
  const nobody = new AbortController();
  const checking = checkedPolicies(session, { ...options, signal: nobody.signal });
  nobody.abort();
  expect(await checking).toBeUndefined();
});
