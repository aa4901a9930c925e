/**
 * The steps of `npm test` and of `npm run test:all`, the longest first, so that the two lanes end together. A step is a
 * command in a process of its own; what it prints comes as a whole, when it ends.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { firstLines } from './first-lines.ts';
import type { RunReport } from './reporter.ts';

export interface Step {
  readonly title: string;
  /** A Chromium, or a Chromium and the built site, has to be there first. */
  readonly needs?: 'chromium' | 'site';
  readonly run: () => Promise<RunReport>;
}

/** The six journeys of `npm test`; all others run in `npm run test:all`. */
const everyDayJourneys = [
  'tests/journey/first-steps.journey.test.ts',
  'tests/journey/import.journey.test.ts',
  'tests/journey/learn/attack-level.journey.test.ts',
  'tests/journey/share/opened-link.journey.test.ts',
  'tests/journey/flows/role-chain.journey.test.ts',
  'tests/journey/offline.journey.test.ts',
];

/** The bridge's tests of `npm test`: boto3, the wire, and the real command line. */
const everyDayBridge = [
  'tests/bridge/aws-cli.bridge.test.ts',
  'tests/bridge/boto3.bridge.test.ts',
  'tests/bridge/server.bridge.test.ts',
];

/**
 * Browser tests that run in `npm run test:all` alone: each walks many steps through screens that a shorter test visits
 * too, or does every work on saved data with every fault. They are two fifths of the time of all browser tests.
 */
const longWalks = [
  'tests/app/{consequences/dry-run,import/import,page/other-tabs}',
  'tests/app/workspaces/{restore,saved-work-*,set-aside}',
  'tests/store/dexie/contract',
  'tests/view/entity/edit-meaning',
  'tests/view/graph/{cut-ways,layer,layer-reach,play}',
  'tests/view/places/{flows/flows,policies/visual-editor,settings/resources,sign-in/sign-in}',
  'tests/view/places/identities/{credentials,wizards}',
  'tests/view/places/learn/{class,teach}',
  'tests/view/places/workspaces/{care,locked,workspaces}',
  'tests/view/requests/dry-run',
];

/**
 * Unit tests that run in `npm run test:all` alone: random or complete searches of what other files prove by examples.
 * They are two fifths of the time of all unit tests.
 */
const longSearches = [
  'tests/core/analysis/{effective-rows,effective-soundness,grants-more-property}',
  'tests/core/analysis/{samples-soundness,who-can-soundness}',
  'tests/core/analysis/consequences/{of-account,soundness}',
  'tests/core/analysis/equivalent/{managed-policies,property}',
  'tests/core/analysis/statements/alike',
  'tests/core/analysis/ways/{complete,random-worlds,search-gaps}',
  'tests/core/analysis/ways/{cut/after-edits,play/blind}',
  'tests/core/api/{question/door-and-ask,random/*}',
  'tests/core/policy/visual/blocks',
  'tests/core/query/{cut/through-door,fixes/refusals,policies/summary}',
  'tests/core/query/{settle/settle,since/seeded-histories}',
  'tests/federation/saml/responses',
  'tests/learn/arcade/{any-way,templates,way-up}',
  'tests/learn/level/{no-way-up,one-way,variant,variant-play}',
  'tests/share/{gallery/method-example,import/round-trip,json/position,scenario/hostile}',
  'tests/app/workspaces/locked-file',
];

/** Every file that `npm test` takes or leaves by name, as patterns: each has to be there (steps.test.ts). */
export const namedFiles: readonly string[] = [
  ...everyDayJourneys,
  ...everyDayBridge,
  ...longWalks.map((files) => `${files}.browser.test.ts`),
  ...longSearches.map((files) => `${files}.test.ts`),
];

const say = (text: string) => console.log(`\n== ${text}`);

interface Ended {
  readonly isGreen: boolean;
  readonly printed: string;
}

function beside(title: string, command: string, args: readonly string[], more = {}): Promise<Ended> {
  say(`${title} …`);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: platform === 'win32',
      env: { ...env, ...more },
    });
    const parts: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part));
    const end = (isGreen: boolean) => {
      const seconds = Math.round((performance.now() - began) / 1000);
      say(`${title}: ${isGreen ? 'done' : 'FAILED'} after ${seconds} s`);
      // Not every tool ends its last line, and what follows has to begin one.
      const printed = Buffer.concat(parts).toString();
      console.log(printed);
      resolve({ isGreen, printed });
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

const nothing: RunReport = { passed: 0, skipped: 0, failures: [], files: [] };

/** A script of package.json that passes or fails as a whole. */
const script = (title: string, name: string, needs?: Step['needs']): Step => ({
  title,
  ...(needs ? { needs } : {}),
  run: async () => {
    const { isGreen } = await beside(title, 'npm', ['run', '--silent', name]);
    return isGreen ? nothing : { ...nothing, failures: [`npm run ${name}`] };
  },
});

function reportOf(path: string): RunReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunReport;
  } catch {
    return undefined;
  }
}

/** The last lines that a run printed, for one that fails without a failed test. */
const lastLines = (printed: string): string => firstLines(printed.trim().split('\n').slice(-4).join('\n'));

/** One kind of tests, or some files of it. */
const tests = (project: string, needs: Step['needs'], ...more: readonly string[]): Step => ({
  title: `${project} tests`,
  ...(needs ? { needs } : {}),
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
    const path = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=./tests/setup/run/reporter.ts'];
    const args = ['vitest', 'run', '--project', project, ...more, ...reporters];
    const { isGreen, printed } = await beside(`${project} tests`, 'npx', args, { RUN_REPORT: path });
    const report = reportOf(path);
    rmSync(folder, { recursive: true, force: true });
    if (!report)
      return { ...nothing, failures: [`the ${project} tests left no report: ${lastLines(printed)}`] };
    if (isGreen || report.failures.length > 0) return report;
    return { ...report, failures: [`the ${project} tests, as a whole: ${lastLines(printed)}`] };
  },
});

/** The bench in its smallest form counts its rows itself. */
const bench: Step = {
  title: 'bench',
  needs: 'site',
  run: async () => {
    const { isGreen, printed } = await beside('bench', 'npm', [
      'run',
      '--silent',
      'bench',
      '--',
      '--smallest',
    ]);
    const failures = [...printed.matchAll(/^failed: (.*)$/gm)].map(([, text = '']) => text);
    const passed = Number(/^(\d+) passed, \d+ failed$/m.exec(printed)?.[1] ?? 0);
    if (!isGreen && failures.length === 0) failures.push(`the bench did not end: ${lastLines(printed)}`);
    return { ...nothing, passed, failures };
  },
};

/** The site and the same in one file. */
export const wholeSite = script('the site', 'build');
/** The site alone, which is enough for the six journeys. */
export const siteAlone = script('the site', 'build:site');

export const everyDay: readonly Step[] = [
  tests('browser', 'chromium', ...longWalks.map((files) => `--exclude=${files}.browser.test.ts`)),
  tests('unit', undefined, ...longSearches.map((files) => `--exclude=${files}.test.ts`)),
  tests('journey', 'site', ...everyDayJourneys),
  script('lint and format', 'lint'),
  script('types', 'types'),
  tests('bridge', undefined, ...everyDayBridge),
];

export const everything: readonly Step[] = [
  tests('journey', 'site'),
  tests('unit', undefined),
  tests('browser', 'chromium'),
  tests('engines', 'site'),
  tests('bridge', undefined),
  script('lint of components with types', 'lint:typed'),
  bench,
  script('lint and format', 'lint'),
  script('types', 'types'),
];
