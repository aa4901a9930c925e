/** The page asks the worker long questions, and is told wherever the worker cannot answer. */

import { expose } from 'comlink';
import { expect, test } from 'vitest';
import type { AnswerTo, Asks, KindName } from '#app/long-work/kinds.ts';
import { QuestionWorker } from '#app/long-work/worker/page-side.ts';
import { WorkerSide } from '#app/long-work/worker/answering-side.ts';
import type { WorkerPort } from '#app/long-work/worker/calls.ts';
import { effective } from '#core/analysis/effective/effective.ts';
import { rootArn } from '#core/model/arn.ts';
import { type Reference, emptyReference } from '#core/model/service-reference.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { principalsOf } from '#core/query/ask/principals.ts';
import { type WhoCanQuestion, whoCanRowsOf, whoCan } from '#core/query/ask/who-can.ts';
import { matrixInSteps } from '#core/query/matrix/cells.ts';
import { whatSettlesCall } from '#core/query/settle/settle.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { account, user } from '../../store/samples.ts';
import { smallWorld, until } from '../test-session.ts';

const question: WhoCanQuestion = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/*' };
const env = { now: Date.parse('2026-03-01T12:00:00Z') };
const allow = (resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: resource }],
  });
const reader = (name: string, resource = 'arn:aws:s3:::reports/*') =>
  user(name, { inlinePolicies: [{ policyName: 'Read', document: allow(resource) }] });

function worldOf(count: number): World {
  const world = smallWorld();
  apply(
    world,
    Array.from({ length: count }, (_, at) => created('users', reader(`reader${at}`))),
  );
  return world;
}

interface FakeWorker extends WorkerPort {
  /** Names of the functions that the page called, in order, with what it gave. */
  readonly called: { readonly name: string; readonly given: readonly unknown[] }[];
  readonly events: EventTarget;
  ended: boolean;
}

/** A worker in this thread: messages are copied and come in later tasks, as between threads. */
function fakeWorker(side = new WorkerSide()): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  const events = new EventTarget();
  const called: FakeWorker['called'] = [];
  expose(side, port2);
  port1.start();
  const eventsOf = (type: string) => (type === 'message' ? port1 : events);
  const port: FakeWorker = {
    called,
    events,
    ended: false,
    postMessage(
      message: { path?: string[]; argumentList?: { value?: unknown }[] },
      transfer?: Transferable[],
    ) {
      const name = message.path?.join('.');
      if (name) called.push({ name, given: message.argumentList?.map(({ value }) => value) ?? [] });
      port1.postMessage(message, transfer ?? []);
    },
    addEventListener: (type, listener) => eventsOf(type).addEventListener(type, listener),
    removeEventListener: (type, listener) => eventsOf(type).removeEventListener(type, listener),
    terminate() {
      port.ended = true;
      port1.close();
    },
  };
  return port;
}

/** A page's side with the workers that it makes. */
function started(make = () => fakeWorker()) {
  const made: FakeWorker[] = [];
  const worker = new QuestionWorker(() => {
    const port = make();
    made.push(port);
    return Promise.resolve(port);
  });
  return { made, worker };
}

const watching = (signal = new AbortController().signal) => ({ signal, report: () => undefined });

function askWorker<K extends KindName>(
  worker: QuestionWorker,
  world: World,
  kind: K,
  asks: Asks<K>,
  { reference = emptyReference, signal }: { reference?: Reference; signal?: AbortSignal } = {},
): Promise<AnswerTo<K> | undefined> {
  return worker.ask({ world, env: { now: env.now, reference } }, kind, asks, watching(signal));
}

async function askWho(worker: QuestionWorker, world: World, more = {}, asked = question) {
  const found = await askWorker(worker, world, 'who-can', { account, question: asked }, more);
  return found && whoCanRowsOf(world, account, asked, found);
}

const names = (port: FakeWorker | undefined) => port?.called.map(({ name }) => name);

test('the first question starts the worker and waits for it, and the next ones are answered by the same', async () => {
  const world = worldOf(300);
  const { made, worker } = started();
  expect(await askWho(worker, world)).toEqual(whoCan(world, account, question, env));
  expect(await askWho(worker, world)).toHaveLength(302);
  expect(made.length).toBe(1);
});

test('a question after an edit sends the edit alone, and is answered in the new world', async () => {
  const world = worldOf(50);
  const { made, worker } = started();
  await askWho(worker, world);
  const before = made[0]?.called.length ?? 0;
  apply(world, [replaced('users', reader('reader7'), reader('reader7', 'arn:aws:s3:::other/*'))]);
  const found = await askWho(worker, { ...world });
  expect(found).toEqual(whoCan(world, account, question, env));
  expect(found?.find(({ name }) => name === 'reader7')?.verdict).toBe('denied');
  expect(made[0]?.called.slice(before)).toMatchObject([
    { name: 'change', given: [[{ table: 'users', row: { userName: 'reader7' } }]] },
    { name: 'ask' },
  ]);
});

test('a wildcard is cut into its parts by the reference that the page sends once', async () => {
  const world = worldOf(5);
  const reference = createReference();
  await reference.loadCommonActions();
  const { made, worker } = started();
  const wide = { action: 's3:GetObject', resource: 'arn:aws:s3:::*/*' };
  const found = await askWho(worker, world, { reference }, wide);
  expect(found).toEqual(whoCan(world, account, wide, { ...env, reference }));
  expect(found?.some(({ verdict }) => verdict === 'depends')).toBe(true);
  await askWho(worker, world, { reference }, wide);
  expect(names(made[0])?.filter((name) => name === 'learn')).toEqual(['learn']);
});

test('a matrix is answered like on the page, and its bytes come as they are', async () => {
  const world = worldOf(600);
  const { worker } = started();
  const principals = principalsOf(world, account);
  const lines = ['reports/a', 'other/b'].map((name) => ({
    asked: { action: 's3:GetObject', resource: `arn:aws:s3:::${name}` },
  }));
  const asks = { account, principals, lines };
  const found = await askWorker(worker, world, 'matrix', asks);
  expect(found).toEqual(runToEnd(matrixInSteps(world, account, asks, env)));
  expect(found?.[0]).toBeInstanceOf(Uint8Array);
});

test('effective permissions are those of the page, and the worker is taught all actions before', async () => {
  const world = worldOf(3);
  const reference = createReference();
  await reference.loadAllActions();
  const { worker } = started();
  for (const principal of [rootArn(account), reader('reader1').arn]) {
    const caller = { principal };
    const found = await askWorker(worker, world, 'effective', { caller }, { reference });
    expect(found).toEqual(effective(world, caller, env, reference));
  }
});

test('a question that is cancelled rejects, and the next one is answered', async () => {
  const world = worldOf(300);
  const { worker, made } = started();
  await askWho(worker, world);
  const first = new AbortController();
  const cancelled = askWho(worker, world, { signal: first.signal });
  await until(() => names(made[0])?.filter((name) => name === 'ask').length === 2);
  first.abort();
  await expect(cancelled).rejects.toThrow(/abort/i);
  expect((await askWho(worker, world))?.length).toBe(302);
  expect(names(made[0])?.slice(-3)).toEqual(['ask', 'cancel', 'ask']);
});

test('a question that is cancelled before the worker stands rejects at once', async () => {
  const ending = new AbortController();
  const { worker } = started();
  const cancelled = askWho(worker, worldOf(300), { signal: ending.signal });
  ending.abort();
  await expect(cancelled).rejects.toThrow(/abort/i);
});

test('a change under a question drops it: no answer mixes two worlds', async () => {
  const world = worldOf(300);
  const { worker, made } = started();
  await askWho(worker, world);
  const older = askWorker(worker, world, 'who-can', { account, question });
  await until(() => names(made[0])?.filter((name) => name === 'ask').length === 2);
  apply(world, [created('users', reader('newcomer'))]);
  const newer = askWho(worker, { ...world });
  expect(await older).toBeUndefined();
  expect((await newer)?.some(({ name }) => name === 'newcomer')).toBe(true);
});

test('another world, and one that changed beyond measure, get a worker of their own', async () => {
  const world = worldOf(3);
  const { made, worker } = started();
  await askWho(worker, world);
  const other = worldOf(5);
  expect((await askWho(worker, other))?.length).toBe(7);
  expect(made[0]?.ended).toBe(true);
  apply(
    other,
    Array.from({ length: 500 }, (_, at) => created('users', reader(`more${at}`))),
  );
  expect((await askWho(worker, { ...other }))?.length).toBe(507);
  expect(made.map(({ ended }) => ended)).toEqual([true, true, false]);
});

class Older extends WorkerSide {
  override start(): void {
    throw new Error('the page is of version 12, its worker of 11');
  }
}

test.each<[string, () => FakeWorker]>([
  [
    'does not start',
    () => {
      const port = fakeWorker();
      setTimeout(() => port.events.dispatchEvent(new ErrorEvent('error')));
      return port;
    },
  ],
  ['is of another version', () => fakeWorker(new Older())],
])('where the worker %s, the page has to answer, and starts none again', async (_, make) => {
  const world = worldOf(300);
  const { made, worker } = started(make);
  expect(await askWho(worker, world)).toBeUndefined();
  expect(made[0]?.ended).toBe(true);
  expect(worker.canStart).toBe(false);
  expect(await askWho(worker, world)).toBeUndefined();
  expect(made.length).toBe(1);
});

test('a page without workers answers itself', async () => {
  expect(await askWho(new QuestionWorker(undefined), worldOf(3))).toBeUndefined();
});

test('a question that throws in the worker is left to the page, and the worker ends', async () => {
  const world = worldOf(3);
  const { made, worker } = started();
  await askWho(worker, world);
  const wrong = { action: 's3:Get', resource: undefined as unknown as string };
  expect(await askWorker(worker, world, 'who-can', { account, question: wrong })).toBeUndefined();
  expect(made[0]?.ended).toBe(true);
});

test('a worker that is ended while it is made does not run on', async () => {
  const { made, worker } = started();
  const asked = askWho(worker, worldOf(3));
  worker.end();
  expect(await asked).toBeUndefined();
  await until(() => made[0]?.ended === true);
  expect(worker.canStart).toBe(true);
});

test('the files that settle an open answer are those of the page', async () => {
  const world = worldOf(3);
  const { worker } = started();
  const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
  const questions = [{ principal: reader('reader1').arn, action: 'kms:Decrypt', resource: key }];
  const found = await askWorker(worker, world, 'settle', { questions });
  expect(found).toEqual(runToEnd(whatSettlesCall(world, questions, env)));
  expect(found).toMatchObject([{ kind: 'resource-policy', resource: key }]);
});
