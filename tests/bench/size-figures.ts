/**
 * This weighs what a browser must load before the lazy parts (the page's own script and all that it imports
 * statically), and the reference data, which it loads when something reads them. The lazy part that the HTML asks for
 * ahead, since the first answer needs it, is in "kB before the first answer" with all the rest.
 */

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Figures } from './measurement.ts';

export async function sizeFigures(): Promise<Figures> {
  const dist = resolve(import.meta.dirname, '../../dist');
  const html = readFileSync(resolve(dist, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/<script[^>]* src="\.?\/?(assets\/[^"]+\.js)"/g)].map(
    ([, file]) => file ?? '',
  );
  const seen = new Set<string>();
  const visit = (file: string): void => reach(file, seen);
  const reach = (file: string, seen: Set<string>): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(resolve(dist, file), 'utf8');
    for (const [, next] of text.matchAll(
      /(?:^|[;}\s])(?:import|export)[^'"()]*?from?\s*["']\.\/([^"']+\.js)["']/g,
    )) {
      reach(`assets/${next}`, seen);
    }
  };
  entries.forEach(visit);
  const lazily = (name: string): number =>
    readdirSync(resolve(dist, 'assets'))
      .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))
      .reduce((sum, file) => sum + gzipSync(readFileSync(resolve(dist, 'assets', file))).length, 0) / 1000;
  // The code that signs and checks, with its packages, comes when a flow or a provider first asks for it. The door and
  // the saved data came with the first visit, though no static import leads from the page to them.
  const visited = new Set(seen);
  for (const file of readdirSync(resolve(dist, 'assets')))
    if (/^(answer|saved|door)-.{8}\.js$/.test(file)) reach(`assets/${file}`, visited);
  const federation = new Set(visited);
  for (const file of readdirSync(resolve(dist, 'assets')))
    if (
      /^(oidc-(sign|verify)|saml-(sign|verify|verify-posted|response|decrypt)|(xml-)?c14n|keys-signing-key)-.{8}\.js$/.test(
        file,
      )
    )
      reach(`assets/${file}`, federation);
  const lazyFederation = [...federation].filter((file) => !visited.has(file));
  const sizeOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(resolve(dist, file))).length, 0) / 1000;
  const gzip = [...seen].reduce((sum, file) => sum + gzipSync(readFileSync(resolve(dist, file))).length, 0);
  return {
    'initial JavaScript before lazy parts, kB gzip': gzip / 1000,
    'actions of 40 common services, kB gzip': lazily('data-common-actions'),
    'actions of all other services, kB gzip': lazily('data-other-actions'),
    'AWS managed policies, kB gzip': lazily('data-managed-policies'),
    'crypto and XML of federation, kB gzip': sizeOf(lazyFederation),
    'analysis, loaded when used, kB gzip': await analysisSize(),
    'everything in one file, MB': statSync(resolve(dist, 'iam-playground.html')).size / 1e6,
  };
}

/**
 * Weighs the analysis under effective permissions and "Who can do this" alone: the site's pieces mix it with components.
 * The policy that stands for all, and the worker with its own copy, come later and are not counted.
 */
async function analysisSize(): Promise<number> {
  const folder = resolve(import.meta.dirname, '../../src/core/analysis');
  const input = ['effective', 'statements'].flatMap((part) =>
    readdirSync(resolve(folder, part)).map((file) => resolve(folder, part, file)),
  );
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        external: (id, from) => from !== undefined && !resolve(from, '..', id).startsWith(folder),
        output: { codeSplitting: { groups: [{ name: 'analysis', test: /./ }] } },
      },
    },
  });
  const pieces = 'output' in made ? made.output : [];
  const whole = pieces.find((piece) => piece.type === 'chunk' && piece.name === 'analysis');
  if (whole?.type !== 'chunk') throw new Error('the analysis was not built in one piece');
  return gzipSync(whole.code).length / 1000;
}
