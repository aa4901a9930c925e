/**
 * The kinds of tests as projects of Vitest: which files belong to each, where they run, and how long they may take.
 * tests/README.md says what each kind is for.
 */

import { argv, env } from 'node:process';
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectConfiguration } from 'vitest/config';
import { chromiumFlags, findChromium } from './chromium.ts';

const isDeep = env['DEEP'] === '1';
const executablePath = findChromium();

/**
 * Each test file is a page of its own and asks for a thousand modules. Nothing changes in a single run, so the browser
 * keeps them instead of asking whether they are still the same.
 */
const keptModules = argv.includes('run')
  ? { server: { headers: { 'Cache-Control': 'max-age=86400, immutable' } } }
  : {};

export const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      name: 'unit',
      environment: 'node',
      // The core keeps nothing between calls, so its modules are read once: half of the time went there.
      isolate: false,
      include: [
        'tests/*.test.ts',
        'tests/{architecture,corpus,core,federation,flow,learn,store,share,reference,setup}/**/*.test.ts',
      ],
      // The database wants a real browser.
      exclude: ['tests/store/dexie/**'],
      // Only what hangs is stopped: the deep run's counts take minutes on a busy machine.
      testTimeout: isDeep ? 600_000 : 60_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'bridge',
      environment: 'node',
      include: ['tests/bridge/**/*.test.ts'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    ...keptModules,
    test: {
      name: 'browser',
      // The deep run has tests of its own in the browser (npm run test:deep).
      include: isDeep
        ? ['tests/deep/browser/**/*.test.ts']
        : ['tests/{app,view}/**/*.test.ts', 'tests/store/dexie/**/*.test.ts'],
      testTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags] },
        }),
        instances: [{ browser: 'chromium', viewport: { width: 1280, height: 800 } }],
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
      include: ['tests/journey/**/*.test.ts'],
      setupFiles: ['tests/setup/failed-page.ts'],
      globalSetup: ['tests/journey/site.ts'],
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'deep',
      environment: 'node',
      // One after the other in one process, which keeps its browser.
      isolate: false,
      include: ['tests/deep/**/*.test.ts'],
      setupFiles: ['tests/setup/failed-page.ts'],
      exclude: ['tests/deep/browser/**'],
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
      name: 'engines',
      environment: 'node',
      // Two processes, each of which keeps its browsers: an engine uses little more than one core.
      isolate: false,
      include: ['tests/engines/**/*.test.ts'],
      globalSetup: ['tests/journey/site.ts'],
      maxWorkers: 2,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
];
