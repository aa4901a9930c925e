/** The readers of all formats that the page writes, and one change that breaks a file. */

import { readWorkspaces } from '#app/workspaces/file.ts';
import { readLocked } from '#app/workspaces/locked-file.ts';
import { recordDamage } from '#core/model/records/tables.ts';
import { readHeld } from '#learn/class/held.ts';
import { readJoined } from '#learn/class/joined.ts';
import { readPlan } from '#learn/class/read.ts';
import { readLevel } from '#learn/level/format.ts';
import { readProgress } from '#learn/progress/file.ts';
import { randomFromSeed } from '#platform/random.ts';
import { readAnswers } from '#share/answers-file.ts';
import { pathText } from '#core/model/schema/fault.ts';
import { readScenarioValue } from '#share/scenario/file.ts';
import { scenarioRecords } from '#share/scenario/records.ts';

/** A change at a place of a whole file, and the refusal that it ends in. */
export interface BrokenFile {
  readonly format: string;
  readonly at: readonly (string | number)[];
  /** `set`: another value stands there. `add`: a member that nobody knows. `remove`: it is left out. */
  readonly change: 'set' | 'add' | 'remove';
  readonly to?: unknown;
  /** The path and the sentence; absent: the file is read. */
  readonly said?: string;
}

type Members = Record<string, unknown>;

/** Returns a copy of the file with the change made. */
export function changed(file: unknown, { at, change, to }: Omit<BrokenFile, 'format' | 'said'>): unknown {
  const copy: Members = { file: structuredClone(file) };
  const keys = ['file', ...at];
  const last = keys.pop() ?? 'file';
  const holder = keys.reduce<Members>((held, key) => held[key] as Members, copy);
  if (change === 'add') (holder[last] as Members)['nobodyKnowsThis'] = 1;
  else if (change === 'set') holder[last] = to;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return copy['file'];
}

type Refused = { readonly path?: readonly (string | number)[] | string; readonly message: string } | string;
type Read = { readonly ok: true } | { readonly ok: false; readonly error: Refused };

function words(read: Read): string | undefined {
  if (read.ok) return undefined;
  if (typeof read.error === 'string') return read.error;
  const { path = '', message } = read.error;
  const place = typeof path === 'string' ? path : pathText(path);
  return message.startsWith(place) ? message : `${place}: ${message}`;
}

/** Returns the refusal of a file in words; `undefined` when it is read. */
export const refusals: Readonly<Record<string, (file: unknown) => string | undefined>> = {
  scenario: (file) => {
    const read = readScenarioValue(file);
    return words(read.ok ? scenarioRecords(read.value) : read);
  },
  level: (file) => words(readLevel(file)),
  class: (file) => words(readPlan(file)),
  classes: (file) => words(readHeld(file)),
  joined: (file) => words(readJoined(file)),
  progress: (file) => words(readProgress(file)),
  answers: (file) => words(readAnswers(JSON.stringify(file))),
  workspaces: (file) => words(readWorkspaces(JSON.stringify(file, null, 1), randomFromSeed([1, 2, 3, 4]))),
  locked: (file) => words(readLocked(JSON.stringify(file, null, 1))),
  rows: (file) => {
    for (const [table, rows] of Object.entries(file as Record<string, readonly unknown[]>))
      for (const row of rows) {
        const damage = recordDamage(table, (row as { readonly id?: unknown } | null)?.id, row);
        if (damage !== undefined) return `${table}: ${damage}`;
      }
    return undefined;
  },
};
