import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, exit, getuid, platform } from 'node:process';
import { findChromium } from './chromium.ts';

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

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

/** Vitest's own counts; a file that could not even be loaded is one failure. */
function counts(file: string): { passed: number; failed: number; skipped: number } {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const deep = env['DEEP'] === '1';
const chromium = deep ? undefined : ensureChromium();
// The bridge's tests skip themselves, one by one, where the real clients are not installed.
const projects = deep ? ['unit'] : chromium ? ['unit', 'bridge', 'browser', 'journey'] : ['unit', 'bridge'];
let failed = 0;
if (!deep) {
  say('types, lint and format');
  for (const green of await Promise.all(['check', 'lint'].map(beside))) if (!green) failed += 1;
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
  failed += result.failed + (green || result.failed > 0 ? 0 : 1);
  skipped += result.skipped;
}
rmSync(folder, { recursive: true, force: true });
if (!deep && !chromium) {
  skipped += 2;
  console.log(
    'skipped: the projects `browser` and `journey` (2), as no Chromium could be found or installed',
  );
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
exit(failed > 0 ? 1 : 0);
