/** The page writes what a worker read, and nothing is left of a write whose worker or person ends it. */

import { expect, test } from 'vitest';
import { workerVersion } from '../../../src/app/worker/messages.ts';
import { runInWorker } from '../../../src/app/worker/run-in-worker.ts';
import type { CreateOptions, Created } from '../../../src/store/store.ts';
import { err, ok } from '../../../src/core/model/result.ts';
import { until } from '../test-session.ts';

const version = workerVersion;
const job = {
  version,
  kind: 'import',
  workspace: 'w1',
  files: [{ name: 'a.json', blob: new Blob(['{}']) }],
} as const;
const about = { id: 'w1', name: 'one' };

/** A worker of this text, which can `say` messages to the page. */
const workerOf = (text: string): Worker =>
  new Worker(
    URL.createObjectURL(
      new Blob([
        `const say = (m) => postMessage({ version: ${version}, ...m });\nonmessage = ({ data }) => {${text}};`,
      ]),
    ),
  );

const writes = `if (data.kind === 'import') {
    say({ kind: 'write', call: { kind: 'create', about: ${JSON.stringify(about)}, records: [] }, pieces: 2 });
    for (const id of ['a', 'b']) say({ kind: 'piece', piece: { path: ['records'], rows: [{ id }] } });
  }`;

/** A store that writes until its signal ends it, or until `finish`. */
function slowStore() {
  const calls: unknown[] = [];
  let finish = (): void => undefined;
  const create = (...[wanted, records, options = {}]: [unknown, readonly unknown[], CreateOptions?]) =>
    new Promise<Created>((resolve) => {
      calls.push(structuredClone({ about: wanted, records }));
      options.onProgress?.(1);
      const cancelled = { code: 'cancelled', detail: 'cancelled' } as const;
      options.signal?.addEventListener('abort', () => {
        calls.push('removed');
        resolve(err(cancelled));
      });
      finish = () => resolve(ok(about as unknown as Extract<Created, { ok: true }>['value']));
    });
  return { calls, finish: () => finish(), create, restore: () => Promise.reject(new Error('not wanted')) };
}

function run(worker: Worker, store: ReturnType<typeof slowStore>, abort = new AbortController()) {
  const stages: string[] = [];
  const ending = runInWorker(worker, job, {
    store,
    signal: abort.signal,
    report: (_progress, stage) => stages.push(stage),
    policiesOf: () => Promise.resolve([]),
  });
  return { ending, stages };
}

const asked = { about, records: [{ id: 'a' }, { id: 'b' }] };

test('what a worker sends in pieces is written as a whole, and the worker hears how far it is and how it ended', async () => {
  const store = slowStore();
  const worker = workerOf(`${writes}
    if (data.kind === 'written-so-far') say({ kind: 'progress', progress: 1, stage: 'saved ' + data.count });
    if (data.kind === 'written') say({ kind: 'imported', workspace: data.result.value.id });`);
  const { ending, stages } = run(worker, store);
  await until(() => stages.length > 0);
  expect([store.calls, stages]).toEqual([[asked], ['saved 1']]);
  store.finish();
  expect(await ending).toEqual({ version, kind: 'imported', workspace: 'w1' });
});

test.each([
  ['come after the ending', 'send', { policies: 1, refused: 0, security: 0, faulty: 0, listed: [] }],
  ['are not waited for any more after Cancel', 'cancel', undefined],
])('the checks of an import %s', async (_, what, expected) => {
  const found: Promise<unknown>[] = [];
  const abort = new AbortController();
  const worker = workerOf(`
    if (data.kind === 'import') say({ kind: 'asks', problems: [], counts: [] });
    if (data === 'send') say({ kind: 'checks', checks: ${JSON.stringify(expected) ?? 'undefined'} });`);
  const { create, restore } = slowStore();
  const ending = await runInWorker(worker, job, {
    store: { create, restore },
    signal: abort.signal,
    report: () => undefined,
    policiesOf: () => Promise.resolve([]),
    checks: (later) => found.push(later),
  });
  expect([ending.kind, found.length]).toEqual(['asks', 1]);
  if (what === 'cancel') abort.abort();
  else worker.postMessage(what);
  expect(await found[0]).toEqual(expected);
});

test('a write ends before its job does, when the person cancels', async () => {
  const store = slowStore();
  const abort = new AbortController();
  const { ending } = run(workerOf(writes), store, abort);
  await until(() => store.calls.length > 0);
  abort.abort();
  expect(await ending).toEqual({ version, kind: 'cancelled' });
  expect(store.calls).toEqual([asked, 'removed']);
});

test('a worker that breaks during the write leaves nothing, and its error keeps name and message', async () => {
  const store = slowStore();
  const thrown = `{ name: 'RangeError', message: 'too deep', stack: 'read@worker.js:1:1' }`;
  const { ending } = run(
    workerOf(`${writes} if (data.kind === 'written-so-far') say({ kind: 'broken', thrown: ${thrown} });`),
    store,
  );
  expect(await ending).toMatchObject({ kind: 'broken', thrown: { name: 'RangeError', message: 'too deep' } });
  expect(store.calls).toEqual([asked, 'removed']);
});

test('a file that the browser cannot read any more is refused by its name', async () => {
  const gone = () => Promise.reject(new DOMException('', 'NotReadableError'));
  const lost = { ...job, files: [{ name: 'gone.json', blob: { arrayBuffer: gone, text: gone } }] };
  const worker = workerOf(writes);
  const { create, restore } = slowStore();
  const ending = await runInWorker(worker, lost, {
    store: { create, restore },
    signal: new AbortController().signal,
    report: () => undefined,
    policiesOf: () => Promise.resolve([]),
  });
  expect(ending).toMatchObject({
    kind: 'refused',
    problems: [{ file: 'gone.json', message: 'the browser cannot read this file: NotReadableError' }],
  });
});

test('a worker of another version is refused with its number', async () => {
  const { ending } = run(workerOf(`postMessage({ version: 2, kind: 'progress' });`), slowStore());
  expect(await ending).toMatchObject({
    kind: 'broken',
    thrown: { message: expect.stringMatching(/version 2.*reload/) as string },
  });
});
