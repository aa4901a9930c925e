import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, exit, getuid, platform } from 'node:process';
import { findChromium } from './chromium.ts';
import { counts } from './report.ts';

/**
 * `npm test`: finds a Chromium or installs one, then types, lint and all test projects. Only where no
 * Chromium can be had are the browser tests and journeys skipped, and then it says so and counts them.
 * Last line: `N passed, N failed` (and `, N skipped`).
 */
const run = (command: string, args: readonly string[], extra: Record<string, string> = {}): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...env, ...extra }, shell: platform === 'win32' })
    .status === 0;

/** As `run`, at the same time as another: both are bound to one processor, and most machines have two. */
const beside = (script: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      stdio: 'inherit',
      shell: platform === 'win32',
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });

const say = (text: string) => console.log(`\n== ${text}`);

function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found || env['CHROMIUM']) return found;
  say('no Chromium found: trying to install one (set CHROMIUM=/path/to/chromium to name yours)');
  if (platform === 'linux' && getuid?.() === 0) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
  }
  if (!findChromium()) run('npx', ['playwright-core', 'install', 'chromium']);
  return findChromium();
}

const deep = env['DEEP'] === '1';
const chromium = deep ? undefined : ensureChromium();
// The bridge's tests skip themselves, one by one, where the real clients are not installed.
const projects = deep ? ['unit'] : chromium ? ['unit', 'bridge', 'browser', 'journey'] : ['unit', 'bridge'];
const failures: string[] = [];
if (!deep) {
  say('types, lint and format');
  const scripts = ['check', 'lint'];
  const green = await Promise.all(scripts.map(beside));
  failures.push(...scripts.filter((_script, index) => !green[index]).map((script) => `npm run ${script}`));
}
say(`tests: ${projects.join(', ')}${deep ? ' (full counts)' : ''}`);
const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
let passed = 0;
let skipped = 0;
for (const project of projects) {
  const outputFile = join(folder, `${project}.json`);
  const green = run('npx', [
    'vitest',
    'run',
    '--project',
    project,
    ...(deep ? ['tests/property', 'tests/core', 'tests/corpus', 'tests/share'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${outputFile}`,
  ]);
  const result = counts(outputFile);
  passed += result.passed;
  skipped += result.skipped;
  failures.push(...result.failures);
  if (!green && result.failures.length === 0) failures.push(`the tests of ${project}, as a whole`);
}
rmSync(folder, { recursive: true, force: true });
if (!deep && !chromium) {
  skipped += 2;
  console.log(
    'skipped: the projects `browser` and `journey` (2), as no Chromium could be found or installed',
  );
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
exit(failures.length > 0 ? 1 : 0);
