/**
 * `npm run bench [part…]`: builds the site as it ships and measures it: medians, all in one run, against the
 * committed budget; fails when a figure breaks it. Parts: engine, queries, api, size, visit, slow,
 * page, identities, lists, graph, federation, flows. `npm run bench -- --ci` takes the parts that have sizes, counts or ratios,
 * and fails on those alone: there, on a machine of unknown speed, a time is information.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { argv, env, platform } from 'node:process';
import { endWith } from '../setup/end.ts';
import { median } from './median.ts';

export type Figures = Record<string, number>;
type Budget = Record<string, { readonly min?: number; readonly max?: number }>;

env['NODE_ENV'] = 'production';
const root = resolve(import.meta.dirname, '../..');
const parts = {
  engine: async () => (await import('./engine-figures.ts')).engineFigures(),
  queries: async () => (await import('./query-figures.ts')).queryFigures(),
  api: async () => (await import('./api/figures.ts')).apiFigures(),
  size: async () => (await import('./size-figures.ts')).sizeFigures(),
  visit: async () => (await import('./page/figures.ts')).visitPart(),
  slow: async () => (await import('./page/slow-device.ts')).slowFigures(),
  page: async () => (await import('./page/figures.ts')).pageFigures(),
  identities: async () => (await import('./page/figures.ts')).identitiesPart(),
  lists: async () => (await import('./page/figures.ts')).listsPart(),
  graph: async () => (await import('./page/figures.ts')).graphPart(),
  federation: async () => (await import('./federation-figures.ts')).federationFigures(),
  flows: async () => (await import('./page/figures.ts')).flowsPart(),
} as const;
type Part = keyof typeof parts;

const inCi = argv.includes('--ci');
const named = argv.slice(2).filter((word) => word !== '--ci');
const inTwoMinutes: readonly Part[] = ['engine', 'api', 'size', 'visit', 'slow', 'graph'];
const asked: readonly string[] = named.length === 0 && inCi ? inTwoMinutes : named;
const chosen = (Object.keys(parts) as Part[]).filter((part) => asked.length === 0 || asked.includes(part));
const ofTheSite: readonly Part[] = ['size', 'visit', 'slow', 'page', 'identities', 'lists', 'graph', 'flows'];
if (chosen.some((part) => ofTheSite.includes(part))) {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: platform === 'win32',
  });
}
const budget = JSON.parse(readFileSync(resolve(import.meta.dirname, 'budget.json'), 'utf8')) as Budget;
/** The unit at the end of a figure's name tells, or the rate at its beginning. */
const isTime = (name: string): boolean => /, m?s$/.test(name) || name.startsWith('decisions a second');
const limitOf = (name: string): Budget[string] => (inCi && isTime(name) ? {} : (budget[name] ?? {}));
const within = (name: string, value: number): boolean => {
  const { min, max } = limitOf(name);
  return (min === undefined || value >= min) && (max === undefined || value <= max);
};

/**
 * A figure counts as the median of its measurements. A part whose figures hold at once is measured once; one
 * that breaks the budget is measured three times in all, and each of its figures is then the median of the
 * three: a hiccup of a busy machine is outvoted, a lucky run cannot hide what is slow.
 */
const rounds = 3;
async function measurePart(part: Part): Promise<Figures> {
  const taken = [await parts[part]()];
  const broken = Object.entries(taken[0] ?? {}).filter(([name, value]) => !within(name, value));
  if (broken.length > 0)
    console.log(`measured again: ${broken.map(([name, value]) => `${name} ${shown(value)}`).join('; ')}`);
  while (broken.length > 0 && taken.length < rounds) taken.push(await parts[part]());
  const names = Object.keys(taken[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(taken.map((one) => one[name] ?? Number.NaN))]));
}

const shown = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
const figures: Figures = {};
for (const part of chosen) {
  const from = performance.now();
  Object.assign(figures, await measurePart(part));
  console.log(`${part}: measured in ${Math.round((performance.now() - from) / 1000)} s`);
}
let broken = 0;
for (const [name, value] of Object.entries(figures)) {
  const { min, max } = limitOf(name);
  const holds = within(name, value);
  if (!holds) broken += 1;
  const limit =
    min !== undefined
      ? `at least ${shown(min)}`
      : max !== undefined
        ? `at most ${shown(max)}`
        : inCi && budget[name]
          ? 'reported'
          : 'no budget';
  console.log(`${holds ? 'ok  ' : 'OVER'} ${name.padEnd(58)} ${shown(value).padStart(12)}   (${limit})`);
}
mkdirSync(resolve(root, '.bench'), { recursive: true });
writeFileSync(resolve(root, '.bench/latest.json'), `${JSON.stringify(figures, null, 2)}\n`);
if (broken > 0) console.log(`${broken} of ${Object.keys(figures).length} figures break the budget`);
await endWith(broken > 0 ? 1 : 0);
