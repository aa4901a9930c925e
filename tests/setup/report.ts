/** This reads the JSON report of Vitest: how many tests passed, failed and were skipped, and which failed. */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

interface Report {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

export interface Counts {
  readonly passed: number;
  readonly skipped: number;
  /** The names of failed tests, with the first lines of why; a file that could not even be loaded is one. */
  readonly failures: readonly string[];
}

/** Enough to hold what a browser was waiting for. */
const firstLines = (text = '', most = 4): string =>
  text
    .trim()
    .split(/\s*\n\s*/, most)
    .join(' | ');

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative('.', name);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // A file fails too when it cannot be loaded, or when what it does before or after all its tests goes wrong.
    if (status === 'failed' && failed.length === 0) return [`${file}: ${firstLines(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLines(failureMessages?.[0])}`,
    );
  });
}

/** Returns what a run of one project reported; a report that is missing or cut off is one failure. */
export function counts(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return {
      passed: report.numPassedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: failuresOf(report),
    };
  } catch {
    return { passed: 0, skipped: 0, failures: ['the report of a run is missing'] };
  }
}

/** Returns what went wrong outside all tests, from what a run printed; else how the run ended. */
export function outsideTests(printed: string): string {
  const plain = stripVTControlCharacters(printed);
  const errors = plain.search(/Unhandled (Errors|Rejection|Error)/);
  return firstLines(errors < 0 ? plain.trim().split('\n').slice(-4).join('\n') : plain.slice(errors), 12);
}
