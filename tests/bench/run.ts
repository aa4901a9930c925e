/**
 * `npm run bench [part…]`: measures the site as it ships against the committed budget, all in one run, and fails when a
 * row breaks it, is missing or is not known. `npm run bench -- --smallest` runs every part once in its smallest form, which
 * shows that none is broken; of its rows, sizes, counts and ratios are judged and no time. The site is built first, unless
 * SITE_BUILT=1 says that dist/ is of these sources already. Last line: `N passed, N failed`.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { argv, env, platform } from 'node:process';
import { endWith } from '../setup/run/end.ts';
import { fullForm, smallestForm } from './form.ts';
import { type Budget, type Outcome, lastLines, measureParts } from './measurement.ts';
import { parts } from './parts.ts';

env['NODE_ENV'] = 'production';
const root = resolve(import.meta.dirname, '../..');

const words = argv.slice(2);
const form = words.includes('--smallest') ? smallestForm : fullForm;
const named = words.filter((word) => word !== '--smallest');

async function end(outcome: Outcome): Promise<never> {
  for (const line of lastLines(outcome)) console.log(line);
  return endWith(outcome.failures.length > 0 ? 1 : 0);
}

const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) {
  const known = Object.keys(parts).join(', ');
  const failures = unknown.map((name) => `the bench has no part “${name}”: it takes ${known} and --smallest`);
  await end({ figures: {}, passed: 0, failures });
}

const chosen = Object.entries(parts).filter(([name]) => named.length === 0 || named.includes(name));

function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: platform === 'win32',
  });
}

/** There is no site to measure for this reason. The parts that need none are measured nevertheless. */
let noSite: Error | undefined;
if (env['SITE_BUILT'] !== '1' && chosen.some(([, { needsSite }]) => needsSite)) {
  try {
    build();
  } catch (cause) {
    noSite = new Error('the site could not be built', { cause });
  }
}

const outcome = await measureParts(
  chosen.map(([name, { needsSite, measure }]) => ({
    name,
    measure: () => (needsSite && noSite ? Promise.reject(noSite) : measure(form)),
  })),
  {
    budget: JSON.parse(readFileSync(resolve(import.meta.dirname, 'budget.json'), 'utf8')) as Budget,
    judgesTimes: !form.isSmallest,
    say: (line) => console.log(line),
  },
);
if (!form.isSmallest) {
  mkdirSync(resolve(root, '.bench'), { recursive: true });
  writeFileSync(resolve(root, '.bench/latest.json'), `${JSON.stringify(outcome.figures, null, 2)}\n`);
}
await end(outcome);
