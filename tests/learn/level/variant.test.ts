/**
 * A variant of a level is the level with other people, account numbers and buckets, exchanged one for one. `COUNTS=most` takes
 * 100 seeds instead of 3.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namesLike, variantOfScenario } from '#learn/level/variant.ts';
import { type Level, readLevel } from '#learn/level/format.ts';
import { findLevel, levelCards, purposeIn } from '#learn/level/path.ts';
import { readScenario, writeScenario } from '#share/scenario/file.ts';
import { solvedAlike, variable } from './varied.ts';
import { countOf, isFull } from '../../setup/counts.ts';

const seeds = isFull
  ? Array.from({ length: countOf({ sample: 3, full: 8, most: 100 }) }, (_, at) => `seed${at}`)
  : ['k3f9x2', 'm7m7m7', 'zzzzz2'];

/** Ids may have first names in them, and stay. */
const isId = (path: string, text: string): boolean =>
  /\.(?:fails|done|turns)\b|\.id$/.test(path) && !/^\d{12}$/.test(text);

/** Texts of a value with the path to each, addresses as they read. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    if (isId(path, text)) return [];
    return [[path, path.endsWith('.place') ? decodeURIComponent(text) : text]];
  }
  return Object.values(value).flatMap((inner, at) =>
    leaves(inner, `${path}.${Array.isArray(value) ? at : Object.keys(value)[at]}`),
  );
}

const wordsOf = (text: string): string[] => text.split(/(?<![A-Za-z0-9])|(?![A-Za-z0-9])/);

interface Exchange {
  readonly words: ReadonlyMap<string, string>;
  /** Places at which a word stands for two, or a text lost or got words. */
  readonly faults: readonly string[];
}

/** Compares a level with its variant, word by word. */
function exchanged(before: Level, after: Level): Exchange {
  const suffix = suffixIn(after);
  const now = new Map(leaves(after));
  const found = new Map<string, string>();
  const faults: string[] = [];
  for (const [path, text] of leaves(before)) {
    const others = wordsOf((now.get(path) ?? '').replaceAll(suffix, ''));
    const words = wordsOf(text);
    if (others.length !== words.length) faults.push(path);
    for (const [at, word] of words.entries()) {
      const other = others[at] ?? '';
      if ((found.get(word) ?? other) !== other) faults.push(`${path}: ${word}`);
      found.set(word, other);
    }
  }
  const twice = [...found.values()].toSorted().filter((word, at, all) => word === all[at - 1]);
  const words = new Map([...found].filter(([word, other]) => word !== other));
  return { words, faults: [...faults, ...twice] };
}

const suffixIn = (level: Level): string =>
  /arn:aws:s3:::[a-z0-9.-]*(-[bcdfghjkmnpqrstvwxz2-9]{3})(?![\w-])/.exec(JSON.stringify(level))?.[1] ??
  'no bucket';

test.each(levelCards)('a variant of $id exchanges people and account numbers one for one', async (card) => {
  const { whole, scenario, variant } = await variable(card);
  for (const seed of seeds) {
    const made = variant(seed);
    expect(variant(seed)).toEqual(made);
    const { words, faults } = exchanged(whole, made);
    expect(faults).toEqual([]);
    for (const { id, users } of scenario.accounts) {
      expect(words.get(id)).toMatch(/^[1-9]\d{11}$/);
      for (const { userName } of users)
        if (namesLike(userName)) expect(namesLike(userName)).toContain(words.get(userName));
    }
    const strange = [...words.keys()].filter(
      (word) => !/^\d{12}$/.test(word) && !namesLike(word.toLowerCase()),
    );
    expect(strange).toEqual([]);
  }
});

test.each(levelCards)('a variant of $id keeps every id and can be read as a level file', async (card) => {
  const { whole, variant } = await variable(card);
  const made = variant('k3f9x2');
  const ids = ({ id, goals, hidden, wrong, page }: Level) => ({
    id,
    page,
    goals: [...goals, ...hidden].map((goal) => goal.id),
    fails: wrong.map(({ fails }) => fails),
  });
  expect(ids(made)).toEqual(ids(whole));
  const scenario = JSON.parse(writeScenario(made.scenario)) as unknown;
  const file = { ...made, scenario, format: 'iam-playground/level', version: 1 };
  expect(readLevel(JSON.parse(JSON.stringify(file)))).toEqual({ ok: true, value: made });
});

test.each(levelCards)('each bucket of a variant of $id has the suffix, also in backticks', async (card) => {
  const { whole, variant } = await variable(card);
  const buckets = new Set(JSON.stringify(whole).match(/(?<=arn:aws:s3:::)[a-z0-9-]+(?=["/])/g));
  const text = JSON.stringify(variant('k3f9x2'));
  for (const bucket of buckets) {
    expect(text).not.toMatch(new RegExp(`[\`:]${bucket}[\`"/]`));
    expect(text).toContain(`arn:aws:s3:::${bucket}-`);
  }
});

test.each(levelCards)('the solution of $id differs from variant to variant', async (card) => {
  const { whole, variant } = await variable(card);
  const [mine, other] = [variant('k3f9x2'), variant('m7m7m7')];
  if (card.id in solvedAlike) return expect(mine.solution).toEqual(whole.solution);
  expect(new Set([whole, mine, other].map(({ solution }) => JSON.stringify(solution))).size).toBe(3);
});

test('no level and no scenario has a name that variants give', () => {
  const names = new Set([...(namesLike('alice') ?? []), ...(namesLike('bob') ?? [])]);
  const files = ['public/levels', 'public/gallery', 'public/examples'].flatMap((folder) =>
    readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const words = new Set(files.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []));
  expect([...names].filter((name) => words.has(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(60);
});

test('a name that is a usual word stays where a text uses the word', async () => {
  const card = levelCards.find(({ id }) => id === 'deny-wins');
  if (!card) throw new Error('the level is gone');
  const { scenario } = await variable(card);
  const text = JSON.stringify(scenario).replaceAll('vera', 'max').replaceAll('Vera', 'Max');
  const read = readScenario(text.replace(/^\{/, '{"format":"iam-playground/scenario","version":6,'));
  if (!read.ok) throw new Error(read.error.message);
  const own = { ...read.value, purpose: 'Max has a max of one key: `max` has it.' };
  const made = variantOfScenario(own, 'k3f9x2');
  expect(made.purpose).toMatch(/^([A-Z][a-z]+) has a max of one key: `[a-z]+` has it\.$/);
  expect(made.purpose).not.toMatch(/Max|`max`/);
  expect(JSON.stringify(made.accounts)).not.toContain('user/max');
  expect(made.variant).toBe('k3f9x2');
});

// The limit is the time that a test may take: the square of this length would be half a minute.
test('a long text with many slashes is renamed at once', () => {
  const read = readScenario(readFileSync('public/gallery/deny-wins.json', 'utf8'));
  if (!read.ok) throw new Error(read.error.message);
  const long = { ...read.value, purpose: `arn:aws:iam::300030003000:user/${'a/'.repeat(100_000)}vera` };
  expect(variantOfScenario(long, 'k3f9x2').purpose).not.toContain('vera');
});

test('two variants of a level share no account number and no bucket', async () => {
  const numbers = (level: Level) =>
    JSON.stringify(level).match(/\b[1-9]\d{11}\b|(?<=:s3:::)[a-z0-9-]+(?=["/])/g) ?? [];
  for (const { whole, scenario, variant } of await Promise.all(levelCards.map(variable))) {
    const [mine, other] = [variant('k3f9x2'), variant('m7m7m7')];
    const ids = new Set(scenario.accounts.map(({ id }) => id));
    const outside = new Set(numbers(whole).filter((word) => /^\d+$/.test(word) && !ids.has(word)));
    const others = new Set(numbers(other));
    expect(numbers(mine).filter((word) => others.has(word) && !outside.has(word))).toEqual([]);
  }
});

test('what a level is for is said in the names of the variant too', async () => {
  const card = findLevel('first-policy');
  if (!card) throw new Error('no such level');
  expect(card.purpose).toBe('Let Alice read the payroll, and stop Mallory.');
  const purpose = await purposeIn(card, 'k3f9x2');
  expect(purpose).toMatch(/^Let [A-Z][a-z]+ read the payroll, and stop [A-Z][a-z]+\.$/);
  expect(purpose).not.toMatch(/Alice|Mallory/);
});
