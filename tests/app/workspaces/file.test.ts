/**
 * The file of whole workspaces makes a round trip. The tests show what it leaves out, and every way in which
 * it can be wrong.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { href } from '#app/navigation/routes.svelte.ts';
import { readWorkspaces, writeWorkspaces } from '#app/workspaces/file.ts';
import type { secretsKept } from '#app/workspaces/file-secrets.ts';
import { created, replaced } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { randomFromSeed } from '#platform/random.ts';
import type { NewRecord } from '#store/rows.ts';
import type { Dump } from '#store/store.ts';
import { noProgress } from '#learn/progress/none.ts';
import { writePlan } from '#learn/class/read.ts';
import { writeProgress } from '#learn/progress/merge.ts';
import { randomProgress } from '../../learn/progress/random-progress.ts';
import goldenProgress from '../../learn/fixtures/progress-1.json?raw';
import versionTwo from './fixtures/workspace-2.plain.json?raw';
import versionThree from './fixtures/workspace-3.plain.json?raw';
import versionFour from './fixtures/workspace-4.plain.json?raw';
import versionFive from './fixtures/workspace-5.plain.json?raw';
import goldenClass from '../../learn/fixtures/class-1.json?raw';
import { about, account, accountRow, checkpoint, event, seedRecords, user } from '../../store/samples.ts';

const random = randomFromSeed([1, 2, 3, 4]);
const owner = user('alice').id;
const key = {
  id: unsafeEntityId('AKIA1'),
  account,
  kind: 'access-key' as const,
  secretAccessKey: 'KEYSECRET',
};
const password = {
  ...{ id: owner, account, kind: 'password' as const },
  current: { salt: '00', hash: 'HASHSECRET' },
  history: [],
};
const value = { id: unsafeEntityId('arn:s'), account, kind: 'secret-value' as const, value: 'TYPEDSECRET' };
const hostile = '</script><script>alert(1)</script>\u2028"&lt;';

const { id: _id, ...face } = about('w');
const dump: Dump = {
  about: {
    ...face,
    name: hostile,
    changedAt: '2026-02-01T00:00:00.000Z',
    guide: { purpose: 'p', notes: ['n'], questions: [], steps: [] },
  },
  records: [
    ...seedRecords,
    ...[key, password, value].map((row): NewRecord => ({ table: 'secrets', id: row.id, row })),
  ],
  revision: 7,
  cursor: 4,
  batches: [
    {
      entry: {
        ...{ position: 4, revision: 6, label: hostile, operation: 'CreateUser' },
        ...{ at: '2026-01-31T12:00:00Z', by: 'root', size: 1 },
      },
      changes: [created('secrets', key)],
    },
    {
      entry: {
        ...{ position: 5, revision: 7, label: 'l', operation: 'Test' },
        ...{ at: '2026-01-31T12:00:00Z', by: 'root', size: 2, continues: 6 },
      },
      changes: [
        replaced('secrets', password, { ...password, current: { salt: '01', hash: 'HASHSECRET2' } }),
        created('users', user('bob')),
      ],
    },
  ],
  checkpoints: [{ ...withoutWorkspace(checkpoint('c')), records: seedRecords }],
  trail: [{ seq: 3, event: event('CreateUser'), after: { position: 4, revision: 6 } }],
  kept: [{ key: 'flow', value: { a: 1 } }],
};

function withoutWorkspace({ workspace: _workspace, ...rest }: ReturnType<typeof checkpoint>) {
  return rest;
}

const textOf = (secrets: (typeof secretsKept)[number], dumps: readonly Dump[] = [dump]) =>
  writeWorkspaces(dumps, { secrets, saved: '2026-02-02T00:00:00.000Z' }).join('');
const read = (text: string) => readWorkspaces(text, random);

test('a file with all secrets brings back any number of workspaces as they were', () => {
  expect(read(textOf('all', [dump, dump]))).toEqual({
    ok: true,
    value: { dumps: [dump, dump], minted: 0, saved: '2026-02-02T00:00:00.000Z' },
  });
});

test('a guide as a person writes it comes back from a file: nothing is filled in, and any address of the page stays', () => {
  const question = {
    principal: 'ec2.amazonaws.com',
    action: 'no such',
    resource: '',
    context: { 'a:b': ['', "'"] },
  };
  const guide = {
    purpose: '',
    notes: [],
    place: href('identities', ['users', "it's \\ ü"], { q: "o'brien" }),
    start: { account, question, next: [] },
    questions: [{ id: 'pin', text: '', question, expected: 'denied' }],
    steps: [{ text: 's', place: href('policies', ["'"]) }, { text: '' }],
    level: 'first-policy',
    variant: 'k3f9x2',
    exercise: {
      id: 'own-level',
      minutes: 5,
      hints: ['Look.'],
      solution: [{ operation: 'CreateUser', params: { UserName: 'zoe' } }],
      alternatives: [],
      wrong: [],
    },
  };
  const guided = { ...dump, about: { ...dump.about, guide } };
  expect(read(textOf('all', [guided]))).toMatchObject({ ok: true, value: { dumps: [{ about: { guide } }] } });
});

test.each([
  ['none', []],
  ['play', ['KEYSECRET']],
  ['all', ['KEYSECRET', 'HASHSECRET', 'HASHSECRET2', 'TYPEDSECRET']],
] as const)('a file with the choice `%s` holds only these secrets: %j', (secrets, expected) => {
  const text = textOf(secrets);
  expect([...new Set(text.match(/\b[A-Z]+SECRET2?\b/g) ?? [])].sort()).toEqual([...expected].sort());
});

test('an imported account puts nothing into a file as made for play', () => {
  const broughtIn = { ...accountRow, unknown: ['passwords' as const] };
  const records = dump.records.map((one): NewRecord =>
    one.table === 'accounts' ? { ...one, row: broughtIn } : one,
  );
  expect(textOf('play', [{ ...dump, records }])).not.toContain('KEYSECRET');
});

test('secrets that were left out are made anew, the same everywhere, and the same rows stand there', () => {
  const result = read(textOf('none'));
  if (!result.ok) throw new Error(result.error);
  const [back] = result.value.dumps;
  const rows = back?.records.filter(({ table }) => table === 'secrets').map(({ row }) => row);
  expect(result.value.minted).toBe(3);
  expect(rows?.map(({ id }) => id)).toEqual([key.id, password.id, value.id]);
  const [made] = back?.batches[0]?.changes ?? [];
  expect(made?.after).toEqual(rows?.[0]);
  expect(rows?.[0]).toMatchObject({ kind: 'access-key' });
  expect(rows?.[0]).not.toEqual(key);
  expect(back?.kept).toEqual([]);
});

interface Plain {
  [key: string]: unknown;
}
const altered = (change: (file: Plain, workspace: Plain) => void): string => {
  const file = JSON.parse(textOf('all')) as Plain;
  change(file, (file['workspaces'] as Plain[])[0] ?? {});
  return JSON.stringify(file);
};

test.each<[what: string, text: string, said: RegExp]>([
  ['cut off', textOf('all').slice(0, 900), /^It is cut off at line 2, column \d+: the file is not whole\.$/],
  ['no JSON', 'PK', /^It is damaged at line 1, column 1/],
  ['too deep', `${'['.repeat(5_000)}`, /nested too deeply/],
  [
    'another format',
    '{"format":"x"}',
    /^the file \(line 1, column 1\): this is no file of workspaces: `"format": "iam-playground\/workspaces"` is missing/,
  ],
  [
    'a newer version',
    altered((file) => (file['version'] = 6)),
    /version.*made by a newer version: format 6, this page reads up to 5/,
  ],
  ['no workspace', altered((file) => (file['workspaces'] = [])), /it holds no workspace/],
  [
    'an unknown table',
    altered((_, one) => ((one['records'] as Plain)['toys'] = [])),
    /records\.toys.*not known here/,
  ],
  [
    'a damaged record',
    altered((_, one) => ((one['records'] as { users: Plain[] }).users[0] = { id: 'x' })),
    /workspaces\[0\]\.records\.users\[0\] \(line 1, column \d+\): `account` is missing/,
  ],
  [
    'a record twice',
    altered((_, one) => {
      const { users } = one['records'] as { users: Plain[] };
      users.push(users[0] ?? {});
    }),
    /users\[1\].*stands there twice/,
  ],
  [
    'an account that is not there',
    altered((_, one) => (one['account'] = '9')),
    /its records hold no such account/,
  ],
  [
    'a gap in history',
    altered((_, one) => (one['history'] as Plain[]).splice(0, 0, (one['history'] as Plain[])[1] ?? {})),
    /position.*expected 6/,
  ],
  ['a cursor beyond history', altered((_, one) => (one['cursor'] = 9)), /history goes from 4 to 5/],
  [
    'a damaged change',
    altered((_, one) =>
      (one['history'] as { changes: Plain[] }[])[1]?.changes.push({
        table: 'users',
        id: 'x',
        after: { id: 'y' },
      }),
    ),
    /changes\[2\]\.after.*`account` is missing/,
  ],
  [
    'a damaged event',
    altered((_, one) => (one['trail'] = [{ seq: 1, event: {} }])),
    /`eventName` is missing/,
  ],
  [
    'a guide of other things',
    altered((_, one) => (one['guide'] = { purpose: 7 })),
    /guide\.purpose.*expected a text/,
  ],
])('a workspace file with this fault is refused with its place: %s', (_what, text, said) => {
  const result = read(text);
  expect(result.ok ? 'it was read' : result.error).toMatch(said);
});

test('a workspace file that is cut off or altered anywhere is refused or read, and never throws', () => {
  const whole = textOf('all');
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 3 }), fc.boolean(), (at, put, cut) => {
      const result = read(cut ? whole.slice(0, at) : whole.slice(0, at) + put + whole.slice(at + 1));
      if (!result.ok) expect(result.error).toMatch(/\.$/);
    }),
    { numRuns: 500 },
  );
});

test('a file of version 2 opens for ever, with the goals and the end of its guide, and batches of one act', () => {
  const read = readWorkspaces(versionTwo, random);
  const [workspace] = (read.ok && read.value.dumps) || [];
  expect(workspace?.about.guide).toMatchObject({
    goals: [{ id: 'alice-reads', wanted: 'allowed' }],
    steps: [{ done: { 'alice-reads': 'allowed' } }],
    learnt: ['Nothing is allowed until a policy allows it.'],
    next: 'deny-wins',
  });
  expect(workspace?.batches.map(({ entry }) => entry.continues)).toEqual([undefined, 1]);
});

test('a file of version 3 opens for ever, with the progress in Learn and the level of its guide', () => {
  const read = readWorkspaces(versionThree, random);
  if (!read.ok) throw new Error(read.error);
  expect(read.value.dumps[0]?.about.guide).toMatchObject({ level: 'first-policy', next: 'deny-wins' });
  expect(read.value.progress && writeProgress(read.value.progress)).toBe(goldenProgress);
});

test('a file of version 4 opens for ever, with the classes of a teacher and of a student', () => {
  const read = readWorkspaces(versionFour, random);
  if (!read.ok) throw new Error(read.error);
  expect(read.value.classes?.map(({ plan }) => writePlan(plan))).toEqual([goldenClass]);
  expect(read.value.joined?.work).toMatchObject({ student: 'Ana', levels: [{ id: 'groups', seconds: 120 }] });
});

test('a file of version 5 opens for ever, with silenced findings in records, history and checkpoints', () => {
  const read = readWorkspaces(versionFive, random);
  if (!read.ok) throw new Error(read.error);
  const [workspace] = read.value.dumps;
  const silences = (records: readonly NewRecord[] = []) =>
    records.filter(({ table }) => table === 'silences');
  expect(silences(workspace?.records)).toMatchObject([{ row: { reason: 'Only the build account has it' } }]);
  expect(silences(workspace?.checkpoints[0]?.records)).toHaveLength(1);
  expect(workspace?.batches.at(-1)?.changes).toMatchObject([{ table: 'silences', after: { check: 'c' } }]);
});

test('a silence that lost its reason refuses the file with its place', () => {
  const result = read(versionFive.replace('"reason":', '"because":'));
  expect(result.ok ? '' : result.error).toMatch(/silences\[0\] \(line 2, column \d+\): `reason` is missing/);
});

const withProgress = (dumps: readonly Dump[], progress = randomProgress(5)) =>
  writeWorkspaces(dumps, { secrets: 'all', saved: '2026-02-02T00:00:00.000Z', progress }).join('');

test('progress goes with a file and comes back as it was, for 50 seeds', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const progress = randomProgress(seed);
    const result = read(withProgress([dump], progress));
    expect(result, `seed ${seed}`).toMatchObject({ ok: true, value: { dumps: [dump], progress } });
  }
});

test('a file without progress says nothing about it, and none is none', () => {
  expect(textOf('all')).not.toContain('progress');
  expect(withProgress([dump], noProgress)).not.toContain('progress');
  expect(read(withProgress([dump], noProgress))).toEqual(read(textOf('all')));
});

test('a file may hold progress alone, but not nothing', () => {
  expect(read(withProgress([]))).toMatchObject({
    ok: true,
    value: { dumps: [], progress: randomProgress(5) },
  });
  const result = read(withProgress([], noProgress));
  expect(result.ok ? 'it was read' : result.error).toContain('it holds no workspace');
});

test('progress that is wrong refuses the whole file with its place', () => {
  const wrong = (from: string, to: string) => {
    const result = read(versionThree.replace(from, to));
    return result.ok ? 'it was read' : result.error;
  };
  expect(wrong('"skill": 42', '"skill": 420')).toMatch(
    /^progress\.arcade\.skill \(line 1, column \d+\): expected/,
  );
  expect(wrong('"hints": 3', '"hints": 3, "score": 1')).toMatch(/score.*is not known here/);
  expect(wrong('"iam-playground/progress", "version": 1', '"iam-playground/progress", "version": 2')).toMatch(
    /^progress\.version.*format 2, this page reads up to 1/,
  );
});
