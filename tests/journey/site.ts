/**
 * Serves the site as it ships to whoever visits it (journeys, the walks of tests/journey/access); the address comes by
 * `inject('site')`. Builds it first, unless SITE_BUILT=1 says that somebody has (tests/setup/run/run.ts).
 */

import { execFileSync } from 'node:child_process';
import { env, platform } from 'node:process';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    site: string;
  }
}

function build(): void {
  // A process of its own: the test runner's NODE_ENV must not leak into the site that ships.
  const { NODE_ENV: _mode, VITEST: _vitest, ...clean } = env;
  execFileSync('npm', ['run', '--silent', 'build'], {
    stdio: 'inherit',
    env: clean,
    shell: platform === 'win32',
  });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (env['SITE_BUILT'] !== '1') build();
  const server = await preview({
    logLevel: 'warn',
    preview: { port: 4317, strictPort: false, host: '127.0.0.1', allowedHosts: true },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the built site is served nowhere');
  project.provide('site', url.replace('127.0.0.1', 'localhost'));
  return () => server.close();
}
