/**
 * The kinds of tests as projects of Vitest: where each runs, and how long a test may take. The kind of a test follows
 * from the end of its file's name, not from its folder; tests/README.md says what each kind is for.
 */

import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectConfiguration } from 'vitest/config';
import { chromiumFlags, findChromium } from './chromium.ts';
import { isFull } from './counts.ts';
import { desk } from './desk.ts';
import { few, left } from './run/every-day.ts';

const keysAndHashes = fileURLToPath(new URL('keys-and-hashes.ts', import.meta.url));
const executablePath = findChromium();

/** Kinds that have an ending of their own; a `.test.ts` without one is a unit test. */
const kinds = ['browser', 'journey', 'walk', 'bridge', 'engines'] as const;
const filesOf = (kind: (typeof kinds)[number]) => [`tests/**/*.${kind}.test.ts`];

/**
 * Each test file asks for a thousand modules. Nothing changes in a single run, so the browser keeps them instead of
 * asking whether they are still the same.
 */
const keptModules = argv.includes('run')
  ? { server: { headers: { 'Cache-Control': 'max-age=86400, immutable' } } }
  : {};

export const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    resolve: { alias: { '@noble/hashes/scrypt.js': keysAndHashes } },
    test: {
      name: 'unit',
      environment: 'node',
      // The core keeps nothing between calls, so its modules are read once: half of the time went there.
      isolate: false,
      pool: 'threads',
      include: ['tests/**/*.test.ts'],
      exclude: [...kinds.flatMap(filesOf), ...left.unit],
      setupFiles: [keysAndHashes],
      // Only what hangs is stopped: full counts take minutes on a busy machine.
      testTimeout: isFull ? 600_000 : 60_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'bridge',
      environment: 'node',
      // Each server has a world of its own, so the modules are read once.
      isolate: false,
      include: few.bridge ?? filesOf('bridge'),
      setupFiles: ['tests/bridge/end-loaded.ts'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    ...keptModules,
    test: {
      name: 'browser',
      include: filesOf('browser'),
      exclude: left.browser,
      // All files share one page, which reads the modules once; tidy.ts leaves nothing of a test for the next one.
      isolate: false,
      setupFiles: ['tests/setup/tidy.ts'],
      // One page: the other core has the other lane.
      maxWorkers: 1,
      testTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        // Nothing moves, as for a person who asks for less motion: to wait for an animation tests nothing more.
        provider: playwright({
          contextOptions: { reducedMotion: 'reduce' },
          launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags] },
        }),
        instances: [{ browser: 'chromium', viewport: desk }],
      },
    },
  },
  {
    extends: true,
    test: {
      name: 'journey',
      environment: 'node',
      // One after the other in one process, which keeps its browser.
      isolate: false,
      include: few.journey ?? filesOf('journey'),
      setupFiles: ['tests/setup/failed-page.ts'],
      globalSetup: ['tests/journey/site.ts'],
      fileParallelism: false,
      // A walk over every place takes half a minute, and ten times that on a busy machine. Each wait has its own end.
      testTimeout: 400_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'walk',
      environment: 'node',
      isolate: false,
      include: filesOf('walk'),
      setupFiles: ['tests/setup/failed-page.ts'],
      globalSetup: ['tests/journey/site.ts'],
      fileParallelism: false,
      // Pages of one browser at once: while one waits for its frames, another works.
      maxConcurrency: 2,
      testTimeout: 400_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'engines',
      environment: 'node',
      // One after the other in one process, which keeps its browsers.
      isolate: false,
      include: filesOf('engines'),
      globalSetup: ['tests/journey/site.ts'],
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
];
