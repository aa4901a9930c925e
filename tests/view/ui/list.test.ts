/** A declared list: its choice goes into an address and comes back, words and facets narrow it. */

import { expect, test } from 'vitest';
import {
  type ListOf,
  choiceOf,
  leftFor,
  matchOf,
  optionsOf,
  queryOf,
  withCounts,
} from '#view/ui/list/list.ts';

interface Fruit {
  readonly name: string;
  readonly colour: string;
}
const fruits: readonly Fruit[] = [
  { name: 'apple', colour: 'red' },
  { name: 'pear', colour: 'green' },
  { name: 'green apple', colour: 'green' },
];
const list: ListOf<Fruit> = {
  label: 'Fruits',
  noun: ['fruit', 'fruits'],
  columns: [
    { id: 'name', label: 'Name', sort: ({ name }) => name },
    { id: 'colour', label: 'Colour', text: ({ colour }) => colour },
  ],
  key: ({ name }) => name,
  text: ({ name, colour }) => `${name} ${colour}`,
  searchLabel: 'Search fruits',
  facets: [
    {
      id: 'colour',
      label: 'Colour',
      any: 'Any colour',
      options: (rows) => withCounts(rows, ({ colour }) => [colour, colour]),
      match: ({ colour }, value) => colour === value,
    },
  ],
  usual: { column: 'name', down: false },
  choosable: ['colour'],
};
const shown = (query: Record<string, string>, more: Partial<ListOf<Fruit>> = {}) => {
  const declared = { ...list, ...more };
  const match = matchOf(declared, choiceOf(declared, query));
  return fruits.filter(match ?? (() => true)).map(({ name }) => name);
};

test.each([
  [{}, ['apple', 'pear', 'green apple']],
  [{ q: ' Apple ' }, ['apple', 'green apple']],
  [{ q: 'apple green' }, ['green apple']],
  [{ colour: 'green' }, ['pear', 'green apple']],
  [{ q: 'apple', colour: 'green' }, ['green apple']],
  [{ colour: 'blue' }, []],
])('the address %j shows %j', (query, expected) => {
  expect(shown(query)).toEqual(expected);
});

test('a text that names something else than words is found so', () => {
  const find = (typed: string) => (typed === '#2' ? ({ name }: Fruit) => name === 'pear' : undefined);
  expect(shown({ q: '#2' }, { find })).toEqual(['pear']);
  expect(shown({ q: 'apple' }, { find })).toEqual(['apple', 'green apple']);
});

test('a choice goes into an address and comes back; what is usual or unknown is left out', () => {
  const query = { q: 'apple', colour: 'green', sort: '-colour', without: 'colour' };
  expect(queryOf(list, choiceOf(list, query))).toEqual(query);
  const usual = choiceOf(list, { sort: 'weight', without: 'name', size: 'large' });
  expect(Object.values(queryOf(list, usual)).filter(Boolean)).toEqual([]);
});

test('a facet counts the rows that all others leave', () => {
  const choice = choiceOf(list, { q: 'apple', colour: 'green' });
  const left = leftFor(list, fruits, choice, 'colour');
  const [colour] = list.facets ?? [];
  expect(colour && optionsOf(colour, () => left)).toEqual([
    { value: 'green', label: 'green (1)' },
    { value: 'red', label: 'red (1)' },
  ]);
});
