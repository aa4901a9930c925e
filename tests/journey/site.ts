import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

/** Builds the site as it ships and serves it for the journeys; the address comes by `inject('site')`. */
declare module 'vitest' {
  export interface ProvidedContext {
    site: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The tests' own NODE_ENV and resolve conditions must not leak into the site that ships.
  const { NODE_ENV, VITEST } = process.env;
  process.env['NODE_ENV'] = 'production';
  delete process.env['VITEST'];
  for (const mode of ['production', 'single']) await build({ logLevel: 'warn', mode });
  process.env['NODE_ENV'] = NODE_ENV;
  if (VITEST !== undefined) process.env['VITEST'] = VITEST;
  const server = await preview({
    logLevel: 'warn',
    preview: { port: 4317, strictPort: false },
    build: { outDir },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the built site is served nowhere');
  project.provide('site', url);
  return () => server.close();
}
