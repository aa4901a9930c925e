/** The real `aws` for scripts of many calls, against the bridge as its account's root user. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { aws, python } from './clients.ts';
import { rootKey } from './server.ts';

const loaded: ChildProcess[] = [];

/** Ends every loaded `aws`; each file of tests does so at its end (tests/setup/projects.ts). */
export function endLoaded(): void {
  for (const child of loaded.splice(0)) child.kill();
}

export const awsEnvironment = (endpoint: string) => ({
  PATH: `${dirname(aws)}:${env['PATH'] ?? ''}`,
  AWS_ACCESS_KEY_ID: rootKey,
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: endpoint,
});

/** The same `aws`, loaded once for all calls of a script: hundreds of starts would take minutes. */
export async function loadedAws(endpoint: string, folder: string): Promise<Record<string, string>> {
  const place = mkdtempSync(join(folder, 'aws-'));
  const program = join(import.meta.dirname, 'aws_loaded.py');
  const child = spawn(python, [program, place], {
    env: { ...awsEnvironment(endpoint), HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  loaded.push(child);
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', reject);
  });
  return { BASH_ENV: join(place, 'aws.sh') };
}
