/**
 * Reads the account of one world as the account of another, so that the two can be compared by name. The two ids are
 * exchanged in every text, policies included, so all answers stay what they were.
 */

import { tableNames } from '../records/lists.ts';
import { apply, createWorld } from './apply.ts';
import { created } from './change.ts';
import type { World } from './world.ts';
import type { Steps } from '../steps.ts';

/** The number of rows in one step. */
const chunk = 10;

/** Returns a copy of the world with the two account ids exchanged, in short steps. */
export function* accountsSwapped(world: World, one: string, other: string): Steps<World> {
  const copy = createWorld();
  const swap = swapIn(one, other);
  for (const table of tableNames) {
    const rows = [...world[table].values()];
    for (let from = 0; from < rows.length; from += chunk) {
      apply(
        copy,
        rows.slice(from, from + chunk).map((row) => created(table, swap(row))),
      );
      yield;
    }
  }
  return copy;
}

/** Returns a function that exchanges the two ids in all texts of a value, but not inside longer numbers. */
export function swapIn(one: string, other: string): <T>(value: T) => T {
  const either = new RegExp(`(?<!\\d)(?:${one}|${other})(?!\\d)`, 'g');
  const inText = (text: string): string => text.replace(either, (id) => (id === one ? other : one));
  const inValue = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(inValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [inText(key), inValue(inner)]));
  };
  return <T>(value: T) => inValue(value) as T;
}
