/** The page writes what a worker read, and nothing is left of a write whose worker or person ends it. */

import { type Remote, expose, proxy } from 'comlink';
import { expect, test } from 'vitest';
import type { WorkerPort } from '#app/long-work/worker/calls.ts';
import { checkVersion, workerVersion } from '#app/long-work/worker/calls.ts';
import type { ImportSide } from '#app/import/worker/entry.ts';
import type { Job, JobEnding, JobFile, PageHelp } from '#app/import/worker/jobs.ts';
import { runInWorker } from '#app/import/worker/run.ts';
import type { CreateOptions, Created } from '#store/store.ts';
import { err, ok } from '#core/model/result.ts';
import { until } from '../../test-session.ts';

const job: Job = {
  kind: 'import',
  workspace: 'w1',
  files: [{ name: 'a.json', blob: new Blob(['{}']) }],
};
const about = { id: 'w1', name: 'one' };
const ended: JobEnding = { kind: 'imported', workspace: 'w1', counts: [] };

type Run = (version: number, page: Remote<PageHelp>) => Promise<JobEnding>;

/** A worker in this thread that does its job so. */
function workerOf(run: Run, checks: ImportSide['checks'] = () => Promise.resolve(undefined)) {
  const { port1, port2 } = new MessageChannel();
  expose({ run: (version: number, _: Job, page: Remote<PageHelp>) => run(version, page), checks }, port2);
  port1.start();
  const events = new EventTarget();
  const of = (type: string) => (type === 'message' ? port1 : events);
  const port: WorkerPort = {
    postMessage: (message: unknown, transfer: Transferable[] = []) => port1.postMessage(message, transfer),
    addEventListener: (type, listener) => of(type).addEventListener(type, listener),
    removeEventListener: (type, listener) => of(type).removeEventListener(type, listener),
    terminate: () => port1.close(),
  };
  return { port, events };
}

/** Sends a workspace in two pieces. */
async function writes(page: Remote<PageHelp>, onProgress: (count: number) => void = () => undefined) {
  void page.begin({ kind: 'create', about: about as never, records: [] });
  for (const id of ['a', 'b']) void page.piece({ path: ['records'], rows: [{ id }] });
  return page.write(proxy(onProgress));
}

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

function runIn(port: WorkerPort, store = slowStore(), more: object = {}, what = job) {
  const stages: string[] = [];
  const ending = runInWorker(port, what, {
    store,
    signal: new AbortController().signal,
    report: (_progress, stage) => stages.push(stage),
    policiesOf: () => Promise.resolve([]),
    ...more,
  });
  return { ending, stages };
}

const asked = { about, records: [{ id: 'a' }, { id: 'b' }] };

test('what a worker sends in pieces is written as a whole, and the worker hears how far it is and how it ended', async () => {
  const store = slowStore();
  const { port } = workerOf(async (_, page) => {
    const written = await writes(page, (count) => void page.report(1, `saved ${count}`));
    return written.ok ? ended : { kind: 'cancelled' };
  });
  const { ending, stages } = runIn(port, store);
  await until(() => stages.length > 0);
  expect([store.calls, stages]).toEqual([[asked], ['saved 1']]);
  store.finish();
  expect(await ending).toEqual(ended);
});

test('the checks of an import come after its ending, and are not waited for any more after Cancel', async () => {
  const asks: JobEnding = { kind: 'asks', problems: [], counts: [] };
  const expected = { policies: 1, refused: 0, security: 0, faulty: 0, listed: [] };
  for (const isCancelled of [false, true]) {
    const abort = new AbortController();
    const found: Promise<unknown>[] = [];
    const { port } = workerOf(
      () => Promise.resolve(asks),
      () => (isCancelled ? new Promise(() => undefined) : Promise.resolve(expected)),
    );
    const more = { signal: abort.signal, checks: (later: Promise<unknown>) => found.push(later) };
    expect(await runIn(port, slowStore(), more).ending).toEqual(asks);
    if (isCancelled) abort.abort();
    expect(await found[0]).toEqual(isCancelled ? undefined : expected);
  }
});

test('a write ends before its job does, when the person cancels', async () => {
  const store = slowStore();
  const abort = new AbortController();
  const { port } = workerOf(async (_, page) => {
    await writes(page);
    return ended;
  });
  const { ending } = runIn(port, store, { signal: abort.signal });
  await until(() => store.calls.length > 0);
  abort.abort();
  expect(await ending).toEqual({ kind: 'cancelled' });
  expect(store.calls).toEqual([asked, 'removed']);
});

test('a worker that breaks during the write leaves nothing, and its error keeps name and message', async () => {
  const store = slowStore();
  const { port } = workerOf(
    (_, page) =>
      new Promise((__, reject) => {
        void writes(page, () => reject(new RangeError('too deep')));
      }),
  );
  const { ending } = runIn(port, store);
  expect(await ending).toMatchObject({ kind: 'broken', thrown: { name: 'RangeError', message: 'too deep' } });
  expect(store.calls).toEqual([asked, 'removed']);
});

test('a worker that does not start is broken', async () => {
  const { port, events } = workerOf(() => new Promise(() => undefined));
  const { ending } = runIn(port);
  events.dispatchEvent(new ErrorEvent('error', { message: 'refused by the policy of the page' }));
  expect(await ending).toMatchObject({
    kind: 'broken',
    thrown: { message: 'refused by the policy of the page' },
  });
});

test('a file that the browser cannot read any more is refused by its name', async () => {
  const gone = () => Promise.reject(new DOMException('', 'NotReadableError'));
  const lost: JobFile = { name: 'gone.json', blob: { arrayBuffer: gone } };
  const { port } = workerOf(() => Promise.resolve(ended));
  const { ending } = runIn(port, slowStore(), {}, { kind: 'import', workspace: 'w1', files: [lost] });
  expect(await ending).toMatchObject({
    kind: 'refused',
    problems: [{ file: 'gone.json', message: 'the browser cannot read this file: NotReadableError' }],
  });
});

test('a worker of another version is refused with its number', async () => {
  const { port } = workerOf((version) => {
    checkVersion(version - 1);
    return Promise.resolve(ended);
  });
  expect(await runIn(port).ending).toMatchObject({
    kind: 'broken',
    thrown: {
      message: expect.stringMatching(new RegExp(`version ${workerVersion - 1}.*reload`)) as string,
    },
  });
});
