/** The schemas of the tables, and rows that do not fit. Every test that applies a change checks that its rows fit. */

import { expect, test } from 'vitest';
import { recordDamage } from '#core/model/records/tables.ts';
import { tableNames } from '#core/model/records/lists.ts';
import { examples } from '#content/gallery/examples.ts';
import { generateAccount } from '../../../setup/generated.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import type { WorldRecords } from '#share/world-records.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { user } from '../../../store/samples.ts';

const damage = (records: WorldRecords): string[] =>
  tableNames.flatMap((table) => records[table].flatMap((row) => recordDamage(table, row.id, row) ?? []));

test.each(examples.map((card) => [card.id, card] as const))(
  'the example %s fits the shapes of the tables',
  async (_name, card) => {
    const built = scenarioRecords(await loadShipped(card));
    expect(built.ok ? damage(built.value.records) : built.error).toEqual([]);
  },
);

test('a generated company fits the shapes of the tables', () => {
  const size = { users: 200, groups: 20, roles: 80, policies: 60 };
  expect(damage(generateAccount({ ...size, seed: 's', reference: emptyReference }))).toEqual([]);
});

const alice = user('alice');
test.each<[row: unknown, said: string | undefined]>([
  [alice, undefined],
  [{ ...alice, somethingNewer: 1 }, undefined],
  [undefined, 'expected an object'],
  [[alice], 'expected an object'],
  [{ ...alice, arn: 1 }, '`arn`: expected a text'],
  [{ ...alice, createDate: 'yesterday' }, '`createDate`: expected a date'],
  [{ ...alice, groups: ['g', 2] }, '`groups[1]`: expected a text'],
  [{ ...alice, tags: [{ key: 'k' }] }, '`tags[0].value` is missing'],
  [{ ...alice, permissionsBoundary: null }, '`permissionsBoundary`: expected a text'],
  [{ ...alice, id: 'other' }, '`id`: expected the key under which it is kept'],
])('the shape of a user tells the damage of a row with its place, or none (case %$)', (row, said) =>
  expect(recordDamage('users', alice.id, row)).toBe(said),
);

test('a table and a kind that nobody knows do not fit', () => {
  expect(recordDamage('toString', 'x', {})).toBe('there is no table `toString`');
  expect(recordDamage('secrets', 'x', { id: 'x', account: '1', kind: 'constructor' })).toMatch(
    /^`kind`: expected/,
  );
});
