/**
 * Three outputs of one source: `vite` for development, `vite build --mode single` for
 * dist/iam-playground.html (everything in one file; built first, so that the offline copy of the site has it
 * too), `vite build` for the rest of dist/ (installable, offline from the second visit). Our own plugins are
 * in src/build, the kinds of tests in tests/setup/projects.ts.
 */

import { env } from 'node:process';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';
import { chunkName, withoutEntry } from './src/build/chunk-names.ts';
import { contentSecurityPolicy, noReferrer } from './src/build/content-security-policy.ts';
import { firstFiles } from './src/build/first-files.ts';
import { licences } from './src/build/licences.ts';
import { packedData, type TakenOut } from './src/build/packed-data.ts';
import { singleFile } from './src/build/single-file.ts';
import { projects } from './tests/setup/projects.ts';

/**
 * What a first visit shows, beside what the page's own script holds; then what opens and keeps the saved data, the door,
 * and what stands below the verdict, which would come in twenty small files each.
 */
const first = firstFiles(
  {
    answer: [
      'src/view/places/ask/Ask.svelte',
      'src/view/shell/top-bar/EndMenus.svelte',
      'src/view/shell/top-bar/ClockChip.svelte',
      'src/view/shell/top-bar/RegionMenu.svelte',
      'src/view/guide/Line.svelte',
      'src/share/gallery/first-workspace.json',
    ],
    saved: [
      'src/store/dexie/open.ts',
      'src/store/dexie/store.ts',
      'src/store/dexie/commit.ts',
      'src/core/model/records/tables.ts',
    ],
    door: ['src/core/api/door.ts'],
    below: [
      'src/view/places/ask/answer/fixes/Fixes.svelte',
      'src/view/places/ask/answer/Gates.svelte',
      'src/view/places/ask/more/WhoAndWhat.svelte',
      'src/view/places/ask/answer/WhatIf.svelte',
    ],
  },
  ['answer'],
);

/** What the one file holds beside its program. */
const takenOut: TakenOut = { json: new Map(), workers: new Map() };

export default defineConfig(({ mode }) => ({
  base: './',
  publicDir: mode === 'single' ? false : 'public',
  plugins: [
    svelte({
      configFile: false,
      // Runes in all components of our own; a package may still be written the older way.
      dynamicCompileOptions: ({ filename }) =>
        filename.includes('/node_modules/') ? undefined : { runes: true },
    }),
    licences(),
    VitePWA({
      disable: mode === 'single',
      registerType: 'prompt',
      injectRegister: null,
      manifest: {
        name: 'IAM Playground',
        short_name: 'IAM Playground',
        description:
          'A simulated AWS account that lives in this browser: IAM, STS, and why the answer is yes or no.',
        display: 'standalone',
        theme_color: '#0f172a',
        background_color: '#ffffff',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,json,webmanifest}'],
        // Large enough for the one file, which is built first and can be taken along offline.
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        cleanupOutdatedCaches: true,
      },
    }),
    ...(mode === 'single'
      ? [packedData(takenOut), viteSingleFile(), singleFile('iam-playground.html', takenOut)]
      : [first.plugin, noReferrer(), contentSecurityPolicy()]),
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    emptyOutDir: mode === 'single',
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // All that the page needs at once comes in one piece instead of thirty: it is smaller packed together.
      ...(mode === 'single'
        ? {}
        : {
            output: {
              codeSplitting: { groups: [{ name: 'first', tags: ['$initial' as const] }, ...first.groups] },
              chunkFileNames: chunkName,
              entryFileNames: 'assets/entry-[hash].js',
            },
          }),
    },
    modulePreload: { polyfill: false, resolveDependencies: withoutEntry },
  },
  // Classic, not module: a module worker cannot start from a blob on a page opened from disk.
  worker: { format: 'iife' },
  resolve: {
    // The package's own entry is its ES5 build, a tenth larger.
    alias: { dexie: 'dexie/dist/modern/dexie.mjs' },
    ...(env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  // Otherwise Vite finds these one by one, each time with a reload in the middle of a test.
  optimizeDeps: {
    include: [
      'codemirror',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-json',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/search',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
      'cytoscape',
      'dexie',
      'fflate',
      'jose',
      '@xmldom/xmldom',
      'uqr',
      'xstate',
      ...['hmac', 'legacy', 'scrypt', 'sha2', 'utils'].map((part) => `@noble/hashes/${part}.js`),
    ],
  },
  // What a test polls may take its time: a second is nothing on a busy machine, and only what never comes is a failure.
  test: { projects, expect: { poll: { timeout: 20_000 } } },
}));
