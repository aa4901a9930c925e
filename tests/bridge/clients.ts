/** The real clients: the `aws` CLI and boto3, as Debian installs them. */

import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';

export const aws = '/usr/bin/aws';
export const python = '/usr/bin/python3';

export const hasAws = existsSync(aws);
export const hasBoto = existsSync(python) && spawnSync(python, ['-c', 'import boto3']).status === 0;

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs without blocking: the server that it talks to lives in this process. */
export const run = (
  command: string,
  args: readonly string[],
  extra: Record<string, string> = {},
  input = '',
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = {
      env: { PATH: env['PATH'] ?? '', HOME: '/nonexistent', ...extra },
      maxBuffer: 50_000_000,
    };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });

export interface Row {
  readonly title: string;
  readonly ok: boolean;
  readonly got: string;
}

/** The rows that a script in calls/ prints for one of its families. */
export async function callRows(endpoint: string, script: string, family: string): Promise<Row[]> {
  const file = join(import.meta.dirname, 'calls', `${script}.py`);
  const { stdout, stderr } = await run(python, ['-B', file, endpoint, family]);
  const rows = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
  return stderr === ''
    ? rows
    : [...rows, { title: 'nothing on stderr', ok: false, got: stderr.slice(-2000) }];
}
