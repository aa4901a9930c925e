/**
 * `npm test` runs what every change must pass, with samples; `npm run test:all` runs everything once, at full counts, as
 * CI does. Each finds a Chromium or installs one, then works through one queue in two lanes: each takes the next step
 * when it has ended one. At the end: how long each lane was at work, its ten slowest files, and a failure for what takes
 * too much of its lane (tests/setup/run/shares.ts). Only where no Chromium can be had is skipped what needs one, and then it
 * says so and counts it. Last line: `N passed, N failed` (and `, N skipped`).
 */

import { argv, env } from 'node:process';
import { ensureChromium } from '../chromium.ts';
import { endWith } from './end.ts';
import { type Step, everyDay, everything, wholeSite, siteAlone } from './steps.ts';
import { shareLines, tooSlow } from './shares.ts';
import { slowFiles } from './slow-files.ts';
import type { FileTime } from './reporter.ts';

const isAll = argv.includes('--all');
if (isAll) env['COUNTS'] ??= 'full';
else env['EVERY_DAY'] = '1';

const chromium = ensureChromium();
const queue = [...(isAll ? everything : everyDay)].filter(({ needs }) => chromium || needs === undefined);
const failures: string[] = [];
let passed = 0;
let skipped = 0;

/** The site is built once, by the lane that first comes to what visits it. */
const build = isAll ? wholeSite : siteAlone;
let isBuilding: Promise<void> | undefined;
let isBuilt = env['SITE_BUILT'] === '1';

async function take({ run }: Step): Promise<readonly FileTime[]> {
  const ended = await run();
  passed += ended.passed;
  skipped += ended.skipped;
  failures.push(...ended.failures);
  return ended.files;
}

async function buildSite(): Promise<void> {
  await take(build);
  isBuilt = true;
  env['SITE_BUILT'] = '1';
}

/** Returns the next step that can begin: what visits the site waits while the other lane builds it. */
function next(): Step | undefined {
  const waits = isBuilding !== undefined && !isBuilt;
  const at = queue.findIndex(({ needs }) => !(waits && needs === 'site'));
  return at < 0 ? undefined : queue.splice(at, 1)[0];
}

async function lane(): Promise<{ seconds: number; files: readonly FileTime[] }> {
  const began = performance.now();
  const files: FileTime[] = [];
  while (queue.length > 0) {
    const step = next();
    if (!step) {
      await isBuilding;
      continue;
    }
    if (step.needs === 'site' && !isBuilt) await (isBuilding ??= buildSite());
    files.push(...(await take(step)));
  }
  return { seconds: (performance.now() - began) / 1000, files };
}
const lanes = await Promise.all([lane(), lane()]);

if (!chromium) {
  const without = (isAll ? everything : everyDay).filter(({ needs }) => needs !== undefined);
  skipped += without.length;
  const titles = without.map(({ title }) => title).join(', ');
  console.log(`skipped: ${titles} (${without.length}), as no Chromium could be found or installed`);
}
console.log(`\n${shareLines(lanes).join('\n')}`);
failures.push(...tooSlow(lanes, slowFiles));
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
await endWith(failures.length > 0 ? 1 : 0);
