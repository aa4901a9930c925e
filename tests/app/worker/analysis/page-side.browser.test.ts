/** The page asks the worker about large accounts, and answers itself wherever the worker cannot. */

import { expect, test } from 'vitest';
import { AnalysisWorker, type AskOptions } from '../../../../src/app/worker/analysis/page-side.ts';
import { WorkerSide } from '../../../../src/app/worker/analysis/worker-side.ts';
import { analysisVersion, type ToAnalysis } from '../../../../src/app/worker/analysis/messages.ts';
import type { AnalysisPort } from '../../../../src/app/worker/analysis/running-worker.ts';
import { whoCanInWorker, whoCanOfLarge } from '../../../../src/app/worker/analysis/who-can-large.ts';
import { effective } from '../../../../src/core/analysis/effective/effective.ts';
import { rootArn } from '../../../../src/core/model/arn.ts';
import { apply } from '../../../../src/core/model/world/apply.ts';
import { created, replaced } from '../../../../src/core/model/world/change.ts';
import type { World } from '../../../../src/core/model/world/world.ts';
import { principalsOf } from '../../../../src/core/query/ask/principals.ts';
import { type WhoCanQuestion, whoCan } from '../../../../src/core/query/ask/who-can.ts';
import { matrixInSteps } from '../../../../src/core/query/matrix/cells.ts';
import { whatSettlesCall } from '../../../../src/core/query/settle/settle.ts';
import { runToEnd } from '../../../../src/core/query/steps.ts';
import { createReference } from '../../../../src/reference/reference.ts';
import { account, user } from '../../../store/samples.ts';
import { smallWorld, until } from '../../test-session.ts';

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

interface FakeWorker extends AnalysisPort {
  readonly sent: ToAnalysis[];
  ended: boolean;
}

/** A worker in this thread: messages are copied and come in later tasks, as between threads. */
function fakeWorker(): FakeWorker {
  const later = (act: () => void) => void setTimeout(act);
  const port: FakeWorker = {
    sent: [],
    ended: false,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage(message: ToAnalysis) {
      const copy = structuredClone(message);
      port.sent.push(copy);
      later(() => side.take(copy));
    },
    terminate() {
      port.ended = true;
    },
  };
  const hear = (data: unknown) => {
    if (!port.ended) port.onmessage?.call(port as unknown as Worker, new MessageEvent('message', { data }));
  };
  const side = new WorkerSide((message) => {
    const data = structuredClone(message);
    later(() => hear(data));
  });
  return port;
}

/** A page's side with the workers that it makes. */
function started(make = fakeWorker) {
  const made: FakeWorker[] = [];
  const worker = new AnalysisWorker(() => {
    const port = make();
    made.push(port);
    return Promise.resolve(port);
  });
  return { made, worker };
}

const asking = (signal = new AbortController().signal): AskOptions => ({ signal, report: () => undefined });

const askWorker = (worker: AnalysisWorker, world: World, signal?: AbortSignal) =>
  whoCanInWorker(worker, { world, account, question, env }, asking(signal));

/** Asks once, which starts the worker, and waits for its replica. */
async function standing(world: World) {
  const { made, worker } = started();
  expect(await askWorker(worker, world)).toBeUndefined();
  await until(() => worker.stands);
  return { made, worker };
}

const kinds = (port: FakeWorker | undefined) => port?.sent.map(({ kind }) => kind);

test('the first question starts the worker, and once its replica stands it answers like the page', async () => {
  const world = worldOf(300);
  const { made, worker } = await standing(world);
  expect(await askWorker(worker, world)).toEqual(whoCan(world, account, question, env));
  expect(made.length).toBe(1);
});

test('a question after an edit sends the edit alone, and is answered in the new world', async () => {
  const world = worldOf(50);
  const { made, worker } = await standing(world);
  const before = made[0]?.sent.length ?? 0;
  apply(world, [replaced('users', reader('reader7'), reader('reader7', 'arn:aws:s3:::other/*'))]);
  const found = await askWorker(worker, { ...world });
  expect(found).toEqual(whoCan(world, account, question, env));
  expect(found?.find(({ name }) => name === 'reader7')?.verdict).toBe('denied');
  expect(made[0]?.sent.slice(before)).toMatchObject([
    { kind: 'rows', changes: [{ table: 'users', row: { userName: 'reader7' } }] },
    { kind: 'ask' },
  ]);
});

test('a wildcard is cut into its parts by the reference that the page sends once', async () => {
  const world = worldOf(5);
  const reference = createReference();
  await reference.loadCommonActions();
  const { made, worker } = await standing(world);
  const wide = { action: 's3:GetObject', resource: 'arn:aws:s3:::*/*' };
  const asked = { world, account, question: wide, env: { ...env, reference } };
  const found = await whoCanOfLarge(worker, asked, asking());
  expect(found).toEqual(whoCan(world, account, wide, { ...env, reference }));
  expect(found?.some(({ verdict }) => verdict === 'depends')).toBe(true);
  await whoCanOfLarge(worker, asked, asking());
  expect(kinds(made[0])?.filter((kind) => kind === 'services')).toEqual(['services']);
});

test('a whole call is asked by its permissions, and its own answers stay on the page', async () => {
  const world = worldOf(5);
  const { made, worker } = await standing(world);
  const part = {
    question: { ...question, principal: user('alice').arn },
    answer: { decide: () => undefined },
  };
  const parts = [part, part] as unknown as NonNullable<WhoCanQuestion['parts']>;
  const found = await whoCanOfLarge(
    worker,
    { world, account, question: { ...question, parts }, env },
    asking(),
  );
  expect(found).toEqual(whoCan(world, account, { ...question, parts }, env));
  expect(kinds(made[0])?.at(-1)).toBe('ask');
});

test('a matrix is answered like on the page, and its bytes come as they are', async () => {
  const world = worldOf(600);
  const { worker } = await standing(world);
  const principals = principalsOf(world, account);
  const lines = ['reports/a', 'other/b'].map((name) => ({
    asked: { action: 's3:GetObject', resource: `arn:aws:s3:::${name}` },
  }));
  const asks = { account, principals, lines };
  const found = await worker.ask({ world, env, services: [] }, 'matrix', asks, asking());
  expect(found).toEqual(runToEnd(matrixInSteps(world, account, asks, env)));
  expect(found?.[0]).toBeInstanceOf(Uint8Array);
});

test('effective permissions are those of the page, once the worker knows all actions', async () => {
  const world = worldOf(3);
  const reference = createReference();
  await reference.loadAllActions();
  const { made, worker } = await standing(world);
  const asked = { world, env: { ...env, reference }, services: 'all' as const };
  for (const principal of [rootArn(account), reader('reader1').arn]) {
    const asks = { caller: { principal } };
    const ask = () => worker.ask(asked, 'effective', asks, asking());
    let found = await ask();
    await until(
      () => made[0]?.sent.filter(({ kind }) => kind === 'services').length === reference.services?.().length,
    );
    found ??= await ask();
    expect(found).toEqual(effective(world, asks.caller, env, reference));
  }
});

test('a question that is cancelled gets no answer, and the next one does', async () => {
  const world = worldOf(300);
  const { worker, made } = await standing(world);
  const first = new AbortController();
  const cancelled = askWorker(worker, world, first.signal);
  await Promise.resolve();
  first.abort();
  expect(await cancelled).toBeUndefined();
  expect((await askWorker(worker, world))?.length).toBe(302);
  expect(kinds(made[0])?.slice(-3)).toEqual(['ask', 'cancel', 'ask']);
});

test('a change under a question drops it: no answer mixes two worlds', async () => {
  const world = worldOf(300);
  const { worker } = await standing(world);
  const older = askWorker(worker, world);
  apply(world, [created('users', reader('newcomer'))]);
  const newer = askWorker(worker, { ...world });
  expect(await older).toBeUndefined();
  expect((await newer)?.some(({ name }) => name === 'newcomer')).toBe(true);
});

test('another world, and one that changed beyond measure, get a worker of their own', async () => {
  const world = worldOf(3);
  const { made, worker } = await standing(world);
  const other = worldOf(5);
  expect(await askWorker(worker, other)).toBeUndefined();
  expect(made[0]?.ended).toBe(true);
  await until(() => worker.stands);
  expect((await askWorker(worker, other))?.length).toBe(7);
  apply(
    other,
    Array.from({ length: 500 }, (_, at) => created('users', reader(`more${at}`))),
  );
  expect(await askWorker(worker, { ...other })).toBeUndefined();
  await until(() => worker.stands);
  expect((await askWorker(worker, other))?.length).toBe(507);
  expect(made.map(({ ended }) => ended)).toEqual([true, true, false]);
});

test.each<[string, (port: FakeWorker) => void]>([
  ['does not start', (port) => void port.onerror?.call(port as unknown as Worker, new ErrorEvent('error'))],
  [
    'is of another version',
    (port) =>
      void port.onmessage?.call(
        port as unknown as Worker,
        new MessageEvent('message', { data: { version: analysisVersion + 1, kind: 'ready' } }),
      ),
  ],
])('where the worker %s, the page answers itself and starts none again', async (_, fail) => {
  const world = worldOf(300);
  const { made, worker } = started(() => {
    const port = fakeWorker();
    setTimeout(() => fail(port));
    return port;
  });
  const asked = { world, account, question, env };
  expect(await whoCanOfLarge(worker, asked, asking())).toEqual(whoCan(world, account, question, env));
  await until(() => made[0]?.ended === true);
  expect((await whoCanOfLarge(worker, asked, asking()))?.length).toBe(302);
  expect(made.length).toBe(1);
});

test('a page without workers answers in steps, with progress, and hears Cancel in between', async () => {
  const world = worldOf(2000);
  const worker = new AnalysisWorker(undefined);
  const asked = { world, account, question: { ...question, resource: 'arn:aws:s3:::*/*' }, env };
  const abort = new AbortController();
  const seen: number[] = [];
  const report = (done: number) => {
    seen.push(done);
    abort.abort();
  };
  const found = await whoCanOfLarge(worker, asked, { signal: abort.signal, report });
  expect(found === undefined ? seen.length : found.length).toBe(found === undefined ? 1 : 2002);
});

test('a question that throws in the worker is answered by the page, and the worker ends', async () => {
  const world = worldOf(3);
  const { made, worker } = await standing(world);
  const wrong = { ...question, action: undefined as unknown as string };
  expect(
    await worker.ask({ world, env, services: [] }, 'who-can', { account, question: wrong }, asking()),
  ).toBeUndefined();
  await until(() => made[0]?.ended === true);
});

test('a worker that is ended while it is made does not run on', async () => {
  const { made, worker } = started();
  void askWorker(worker, worldOf(3));
  worker.end();
  await until(() => made[0]?.ended === true);
  expect(worker.stands).toBe(false);
});

test('the files that settle an open answer are those of the page', async () => {
  const world = worldOf(3);
  const { worker } = await standing(world);
  const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
  const questions = [{ principal: reader('reader1').arn, action: 'kms:Decrypt', resource: key }];
  const found = await worker.ask({ world, env, services: [] }, 'settle', { questions }, asking());
  expect(found).toEqual(runToEnd(whatSettlesCall(world, questions, env)));
  expect(found).toMatchObject([{ kind: 'resource-policy', resource: key }]);
});
