/** The reference data and the workers of the one file come back as they were packed. */

import { expect, test } from 'vitest';
import { copier } from '#build/packing/copies.ts';
import { jsonParts } from '#build/packing/json-parts.ts';
import { readJson, readPackedScenario, readWorker } from '#build/packing/read.ts';
import { bytesOf, opened } from './opened.ts';

const none = [bytesOf(''), bytesOf('')];

async function expectJson(text: string): Promise<void> {
  await opened({ packed: none, data: jsonParts(text) });
  expect(await readJson('data')).toBe(text);
}

test('any JSON text comes back letter by letter, with quotes, marks and empty strings in its strings', async () => {
  await expectJson('[]');
  await expectJson('""');
  await expectJson('{"a":"","":[1,-2.5e3,null,true,"\\"","\\\\","a\\nb","\\u0000"]}');
  await expectJson(
    JSON.stringify({ 'arn:aws:s3:::é/漢/😀': ['${aws:username}', 'x'.repeat(300), 'x'.repeat(299)] }),
  );
});

test.for(['common-actions', 'other-actions', 'managed-policies'])(
  'the reference data in %s come back letter by letter',
  async (name) => {
    const { read } = (await import(`../../../src/reference/data/${name}.ts`)) as { read: () => string };
    await expectJson(read());
  },
);

test('a scenario is found by its name in the block of all scenarios', async () => {
  const all = { 'levels/first': { title: 'First' }, 'gallery/second': { title: 'Second' } };
  await opened({ packed: none, 'packed-scenarios': jsonParts(JSON.stringify(all)) });
  expect(await readPackedScenario('gallery/second')).toEqual({ title: 'Second' });
  expect(await readPackedScenario('levels/first')).toEqual({ title: 'First' });
});

test('JSON with more strings than two bytes can count is refused when the page is built', () => {
  const many = JSON.stringify(Array.from({ length: 70_000 }, (_, at) => `s${at}`));
  expect(() => jsonParts(many)).toThrow('70000 strings are more than two bytes can count');
});

/** Names that differ between the page and a worker, as the minifier leaves them. */
const functions = (name: (at: number) => string) =>
  Array.from(
    { length: 300 },
    (_, at) => `function ${name(at)}(e,t){return e.at(${at * 7919})??t.map(e=>e.name+"é${at}")}`,
  ).join('');

async function expectWorker(program: string, worker: string): Promise<readonly Uint8Array[]> {
  const parts = copier(bytesOf(program))(bytesOf(worker));
  await opened({ packed: [bytesOf(''), bytesOf(program)], worker: parts });
  const script = await readWorker('worker');
  expect(script.type).toBe('text/javascript;charset=utf-8');
  expect(await script.text()).toBe(`URL.revokeObjectURL(self.location.href);${worker}`);
  return parts;
}

test('a worker comes back letter by letter, and what it shares with the program is not packed twice', async () => {
  const program = functions((at) => `a${at}`);
  const worker = `(()=>{${functions((at) => `b${(at * 7) % 300}`)}})()`;
  const [fresh = bytesOf(worker)] = await expectWorker(program, worker);
  expect(fresh.length).toBeLessThan(worker.length / 4);
  await expectWorker(program, program);
  await expectWorker(program, `${program}${program.slice(0, 5000)}`);
});

test('a worker that shares nothing with the program, or is shorter than a copy, comes back too', async () => {
  await expectWorker(functions(String), 'onmessage=()=>postMessage(1)');
  await expectWorker(functions(String), 'x');
  await expectWorker('x', functions(String));
});
