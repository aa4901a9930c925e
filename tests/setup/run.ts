/**
 * `npm test`: finds a Chromium or installs one, then types, lint and all test projects but `deep`, in two lanes: each
 * takes the next step when it has ended one. With DEEP=1 the deep run instead: what goes through everything at its full
 * counts; with ENGINES=1 the tests in Chromium, Firefox and WebKit. The site is built once, before what visits it;
 * SITE_BUILT=1 says that dist/ is of these sources already. Only where no Chromium can be had is skipped what needs one,
 * and then it says so and counts it. Last line: `N passed, N failed` (and `, N skipped`).
 */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import { findChromium } from './chromium.ts';
import { endWith } from './end.ts';
import { counts, outsideTests } from './report.ts';
import { takesMore } from './takes-more.ts';

const windows = platform === 'win32';
const run = (command: string, args: readonly string[], extra: Record<string, string> = {}): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...env, ...extra }, shell: windows }).status === 0;

const say = (text: string) => console.log(`\n== ${text}`);

interface Ended {
  readonly green: boolean;
  readonly printed: string;
}

/** Runs it beside the other lane; what it prints comes as a whole, when it ends. */
function beside(title: string, command: string, args: readonly string[]): Promise<Ended> {
  say(`${title} …`);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: windows });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => printed.push(part));
    const end = (green: boolean) => {
      say(`${title}: ${green ? 'done' : 'FAILED'} after ${Math.round((performance.now() - began) / 1000)} s`);
      const text = Buffer.concat(printed).toString();
      // Not every tool ends its last line, and what follows has to begin one.
      console.log(text);
      resolve({ green, printed: text });
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

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
const engines = env['ENGINES'] === '1';
const chromium = ensureChromium();
const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
const failures: string[] = [];
let passed = 0;
let skipped = 0;

type Step = () => Promise<unknown>;

const script = (name: string, title: string) => {
  return async (): Promise<boolean> => {
    const { green } = await beside(title, 'npm', ['run', '--silent', name]);
    if (!green) failures.push(`npm run ${name}`);
    return green;
  };
};

const tests = (project: string, ...more: readonly string[]): Step => {
  return async () => {
    const outputFile = join(folder, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${outputFile}`];
    const args = ['vitest', 'run', '--project', project, ...more, ...reporters];
    const { green, printed } = await beside(`${project} tests${deep ? ' (full counts)' : ''}`, 'npx', args);
    const result = counts(outputFile);
    passed += result.passed;
    skipped += result.skipped;
    failures.push(...result.failures);
    if (!green && result.failures.length === 0)
      failures.push(`the tests of ${project}, as a whole: ${outsideTests(printed)}`);
  };
};

/** A project whose tests visit the site as it ships. */
const visits = (project: string): Step => {
  const [build, journeys] = [script('build', 'the site'), tests(project)];
  return async () => {
    if (env['SITE_BUILT'] !== '1' && (await build())) env['SITE_BUILT'] = '1';
    await journeys();
  };
};

/** These projects need a Chromium. */
const inChromium = engines ? [] : deep ? ['deep', 'browser'] : ['browser', 'journey'];

// The longest first, so that the two lanes end together. The bridge's tests skip themselves, one by one, where the real
// clients are not installed.
const everyDay: readonly Step[] = [
  ...(chromium ? [visits('journey'), tests('browser')] : []),
  ...[script('lint', 'lint and format'), tests('unit'), tests('bridge'), script('types', 'types')],
];
const deepRun: readonly Step[] = [
  ...(chromium ? [visits('deep'), tests('browser')] : []),
  tests('unit', ...['tests/core', 'tests/share'].flatMap(takesMore), '--maxWorkers=100%'),
  tests('bridge', 'tests/bridge/cli-script.test.ts'),
];

/** Takes the next step that nobody has, until there is none. */
const waiting = engines ? [visits('engines')] : [...(deep ? deepRun : everyDay)];
async function lane(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) await step();
}
await Promise.all([lane(), lane()]);
rmSync(folder, { recursive: true, force: true });
if (!chromium) {
  skipped += inChromium.length;
  const projects = inChromium.map((project) => `\`${project}\``).join(' and ');
  console.log(`skipped: ${projects} (${inChromium.length}), as no Chromium could be found or installed`);
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
await endWith(failures.length > 0 ? 1 : 0);
