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

/** One kind of tests. */
const tests = (project: string, needs?: Step['needs']): Step => ({
  title: `${project} tests`,
  ...(needs ? { needs } : {}),
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
    const path = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=./tests/setup/run/reporter.ts'];
    const args = ['vitest', 'run', '--project', project, ...reporters];
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
  tests('browser', 'chromium'),
  tests('unit'),
  tests('journey', 'site'),
  script('lint', 'lint'),
  script('types', 'types'),
  tests('bridge'),
];

export const everything: readonly Step[] = [
  tests('walk', 'site'),
  tests('unit'),
  tests('journey', 'site'),
  tests('browser', 'chromium'),
  tests('engines', 'site'),
  tests('bridge'),
  script('lint by types, and format', 'lint:all'),
  bench,
  script('types', 'types'),
];
