/**
 * A reporter of Vitest that writes what tests/setup/run/run.ts counts: how many tests passed and were skipped, what failed
 * and why, and how long each file took. Its path comes in RUN_REPORT.
 */

import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { env } from 'node:process';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import { firstLines } from './first-lines.ts';

export interface FileTime {
  readonly file: string;
  readonly seconds: number;
}

/** One run of one kind of tests reported this. */
export interface RunReport {
  readonly passed: number;
  readonly skipped: number;
  /** The names of failed tests, with the first lines of why; a file that could not even be loaded is one. */
  readonly failures: readonly string[];
  /** The time of each file, with its imports and its setup. */
  readonly files: readonly FileTime[];
}

const textOf = ({ stack, message }: SerializedError): string => stack ?? message;

function failuresOf(module: TestModule): string[] {
  const file = relative('.', module.moduleId);
  const failed = [...module.children.allTests('failed')].map((each) => {
    const [error] = each.result().errors ?? [];
    return `${file}: ${each.fullName}: ${firstLines(error && textOf(error))}`;
  });
  // A file fails too when it cannot be loaded, or when what it does before or after all its tests goes wrong.
  const outside = module.errors().map((error) => `${file}: ${firstLines(textOf(error))}`);
  if (failed.length > 0 || outside.length > 0) return [...outside, ...failed];
  return module.ok() ? [] : [`${file}: failed as a whole`];
}

function secondsOf(module: TestModule): number {
  const { prepareDuration, environmentSetupDuration, collectDuration, setupDuration, duration } =
    module.diagnostic();
  return (prepareDuration + environmentSetupDuration + collectDuration + setupDuration + duration) / 1000;
}

export default class RunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((each) => each.result().state === state).length;
    const report: RunReport = {
      passed: count('passed'),
      skipped: tests.length - count('passed') - count('failed'),
      failures: [
        ...modules.flatMap(failuresOf),
        ...unhandled.map((error) => `outside all tests: ${firstLines(textOf(error), 12)}`),
      ],
      files: modules.map((module) => ({
        file: relative('.', module.moduleId),
        seconds: secondsOf(module),
      })),
    };
    const path = env['RUN_REPORT'];
    if (path) writeFileSync(path, JSON.stringify(report));
  }
}
