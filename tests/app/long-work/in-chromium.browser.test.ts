/** The worker as it ships: a real thread of the browser answers about a large account that is open in a session. */

import { expect, test, vi } from 'vitest';
import { AccountChanged } from '#app/long-work/world-at.ts';
import { askWorker, onPage } from '#app/long-work/ask.ts';
import { checkedPolicies, whoCanOf } from '#app/session/asked.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { effective } from '#core/analysis/effective/effective.ts';
import { rootArn } from '#core/model/arn.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { user } from '../../store/samples.ts';
import { createUser, newSession, smallWorld } from '../test-session.ts';

const questionWorker = async () => new (await import('#app/long-work/worker/entry.ts?worker')).default();

async function largeSession(options = {}): Promise<Session> {
  const session = newSession(new MemoryStore(), options);
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
const watching = (signal = new AbortController().signal) => ({ signal, report: () => undefined });

const answerOnPage = ({ state: { world }, account, env }: Session) => whoCan(world, account, question, env);

test('a real worker answers like the page: at first, after an edit, after Undo and in another workspace', async () => {
  const session = await largeSession({ questionWorker });
  const worker = await session.questions();
  const asked = vi.spyOn(worker, 'ask');
  const ask = () => whoCanOf(session, question, watching());
  const before = answerOnPage(session);
  expect(await ask()).toEqual(before);
  // The same question about the same account is not asked again.
  expect(await ask()).toEqual(before);
  expect(asked).toHaveBeenCalledOnce();

  expect((await createUser(session, 'newcomer')).ok).toBe(true);
  const after = await ask();
  expect(after).toEqual(answerOnPage(session));
  expect(after.length).toBe(3003);

  await session.undo();
  expect(await ask()).toEqual(before);
  for (const { value } of asked.mock.results) expect(await value).toBeDefined();

  await session.workspaces.createFromWorld(smallWorld(), { name: 'small', origin: 'new' });
  expect((await ask()).map(({ name }) => name)).toEqual(['root', 'alice']);
  expect(asked).toHaveBeenCalledTimes(3);
  session.close();
});

test('an answer of the worker about an account that changes meanwhile is none', async () => {
  const session = await largeSession({ questionWorker });
  const worker = await session.questions();
  const ask = worker.ask.bind(worker);
  vi.spyOn(worker, 'ask').mockImplementation(async (...asked) => {
    const [answer] = await Promise.all([ask(...asked), createUser(session, 'newcomer')]);
    return answer;
  });
  await expect(whoCanOf(session, question, watching())).rejects.toBeInstanceOf(AccountChanged);
  session.close();
});

test('an answer on the page about an account that changes meanwhile is none', async () => {
  const session = await largeSession();
  function* endless(): Generator<undefined, never, undefined> {
    for (;;) yield undefined;
  }
  const asking = onPage(session, session.state, endless(), watching());
  const [asked, changed] = await Promise.allSettled([asking, createUser(session, 'newcomer')]);
  expect(changed.status).toBe('fulfilled');
  expect(asked).toHaveProperty('reason', expect.any(AccountChanged));
  session.close();
});

test('effective permissions of a large account come from the worker, and are those of the page', async () => {
  const session = await largeSession({ questionWorker });
  await session.catalogue.loadAllActions();
  const caller = { principal: rootArn(session.account) };
  const { state, env, catalogue } = session;
  expect(await askWorker(session, 'effective', { caller }, watching())).toEqual(
    effective(state.world, caller, env, catalogue.current),
  );
  session.close();
});

test('all policies of a large account are checked in a real worker', async () => {
  const session = await largeSession({ questionWorker });
  await session.dispatch('iam', 'CreatePolicy', { PolicyName: 'Typo', PolicyDocument: typo });
  const checked = await checkedPolicies(session, watching());
  expect(checked.map(({ policy, findings }) => [policy.name, findings[0]?.issueCode])).toEqual([
    ['Typo', 'INVALID_ACTION'],
  ]);
  session.close();
});

test('checks of all policies that nobody wants any more have no answer', async () => {
  const session = await largeSession({ questionWorker });
  const nobody = new AbortController();
  const checking = checkedPolicies(session, watching(nobody.signal));
  nobody.abort();
  await expect(checking).rejects.toThrow(/abort/i);
  session.close();
});
