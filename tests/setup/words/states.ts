/** The names that the machines of `src/flow` give to their states, which only code may say. */

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const machines = resolve(import.meta.dirname, '../../../src/flow/machines');

/** A machine, or one of its states. */
interface Nested {
  readonly states: Record<string, Nested>;
}

const isNested = (value: unknown): value is Nested =>
  typeof value === 'object' && value !== null && 'states' in value && typeof value.states === 'object';

const namesIn = ({ states }: Nested): string[] =>
  Object.entries(states).flatMap(([name, state]) => [name, ...namesIn(state)]);

/** Returns the names that are no English word: `done` and `refused` are words, `askingForCode` is none. */
export async function stateNames(): Promise<ReadonlySet<string>> {
  const names = await Promise.all(
    readdirSync(machines).map(async (file) => {
      const module = (await import(pathToFileURL(resolve(machines, file)).href)) as Record<string, unknown>;
      return Object.values(module).filter(isNested).flatMap(namesIn);
    }),
  );
  return new Set(names.flat().filter((name) => /[a-z][A-Z]|[a-z]-[a-z]/.test(name)));
}
