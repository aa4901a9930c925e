import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './tests/setup/chromium.ts';

/**
 * Build plugins that seal the page: a Content-Security-Policy that lets nothing in or out but the page's own
 * files (no eval, no inline script beyond hashes, nothing remote), and the single-file build, where
 * everything is inlined and even connecting to one's own origin is off.
 */
const policy = (scripts: string, connect: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    // Components and Cytoscape set style attributes; styles cannot execute.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default svelte-trusted-html 'allow-duplicates'",
  ].join('; ');

const meta = (content: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${content}" />`;
const intoHead = (html: string, tag: string): string => html.replace('<head>', () => `<head>\n    ${tag}`);

/** The policy of the site in several files. */
const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => intoHead(html, meta(policy("'self'", "'self'"))),
  },
});

/**
 * Starts the one file: inflates its script, which stands as data before it, and runs exactly that. The text is
 * run as an inline script of its own, so that the Content-Security-Policy checks its hash like any other.
 */
const starter = `(async () => {
  const packed = document.getElementById('packed').textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const text = await new Response(stream).text();
  const own = { createScript: () => text };
  const script = document.createElement('script');
  script.type = 'module';
  script.text = self.trustedTypes ? trustedTypes.createPolicy('unpack', own).createScript('') : text;
  document.body.append(script);
})().catch((error) => {
  document.getElementById('app').textContent =
    'IAM Playground could not start: ' + error + '. It needs a browser of 2023 or newer; if this one is, the file is damaged.';
});`;

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** By which the one file knows itself (platform/own-page.ts). */
const oneFileMark = '<meta name="iam-playground" content="one-file" />';

/** Names the one file, drops the rest, deflates its script, and admits exactly that and its starter. */
const singleFile = (name: string): Plugin => ({
  name: 'single-file',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('the single-file build made no index.html');
      for (const file of Object.keys(bundle)) delete bundle[file];
      const source = String(page.source).replace(/<link rel="(icon|manifest|modulepreload)"[^>]*>/g, '');
      const [element, script] = /<script type="module"[^>]*>([\s\S]*?)<\/script>/.exec(source) ?? [];
      if (element === undefined || script === undefined) throw new Error('the one file has no script');
      const packed = deflateRawSync(script, { level: 9 }).toString('base64');
      const scripts = `<script type="text/plain" id="packed">${packed}</script>\n<script>${starter}</script>`;
      const html = source.replace(element, '').replace('</body>', () => `${scripts}\n  </body>`);
      const hashes = [hashOf(starter), hashOf(script)].join(' ');
      const sealed = `${policy(hashes, "'none'")} unpack`;
      this.emitFile({
        type: 'asset',
        fileName: name,
        source: intoHead(html, `${meta(sealed)}\n    ${oneFileMark}`),
      });
    },
  },
});

/** Deflates the reference data, which alone would make the one file larger than 4 MB. */
const packedData = (): Plugin => ({
  name: 'packed-data',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /src\/reference\/data\/(common-actions|other-actions|managed-policies)\.ts$/ },
    async handler(code) {
      const module = `data:text/javascript;base64,${Buffer.from(code.replace(/: string \| Promise<string>/, '')).toString('base64')}`;
      const { read } = (await import(module)) as { read: () => string };
      const packed = deflateRawSync(read(), { level: 9 }).toString('base64');
      return {
        code: `import { inflate } from '../inflate.ts';\nexport const read = () => inflate('${packed}');`,
        map: null,
      };
    },
  },
});

/**
 * `virtual:licences`: what ships, as the lock file and the packages say it: every package that is no mere
 * development dependency, and the two that the build itself puts into the page.
 */
const licences = (): Plugin => ({
  name: 'licences',
  resolveId: (id) => (id === 'virtual:licences' ? `\0${id}` : undefined),
  load(id) {
    if (id !== '\0virtual:licences') return undefined;
    interface Locked {
      readonly version?: string;
      readonly license?: string;
      readonly dev?: boolean;
    }
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>;
    };
    const built = new Set([
      'node_modules/svelte',
      'node_modules/workbox-window',
      'node_modules/workbox-core',
    ]);
    const list = Object.entries(lock.packages)
      .filter(([path, { dev }]) => path !== '' && (!dev || built.has(path)))
      .map(([path, { version = '', license = '' }]) => {
        const file = readdirSync(path).find((name) => /^licen[cs]e(\.|$)/i.test(name));
        const text = file === undefined ? '' : readFileSync(`${path}/${file}`, 'utf8').trim();
        return { name: path.replace(/^.*node_modules\//, ''), version, licence: license, text };
      });
    return `export const licences = ${JSON.stringify(list)};`;
  },
});

const executablePath = findChromium();

/**
 * Three outputs of one source: `vite` for development, `vite build --mode single` for dist/iam-playground.html
 * (everything in one file; built first, so that the offline copy of the site has it too), `vite build` for the
 * rest of dist/ (installable, offline from the second visit).
 */
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
        // The one file too (it is built first): it can be taken along offline.
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        cleanupOutdatedCaches: true,
      },
    }),
    ...(mode === 'single'
      ? [packedData(), viteSingleFile(), singleFile('iam-playground.html')]
      : [contentSecurityPolicy()]),
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
        : { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial' as const] }] } } }),
    },
    modulePreload: { polyfill: false },
  },
  // Classic, not module: a module worker cannot start from a blob on a page opened from disk.
  worker: { format: 'iife' },
  resolve: {
    // The package's own entry is its ES5 build, a tenth larger.
    alias: { dexie: 'dexie/dist/modern/dexie.mjs' },
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  // Found one by one otherwise, each time with a reload in the middle of a test.
  optimizeDeps: {
    include: [
      'bits-ui',
      'codemirror',
      '@codemirror/autocomplete',
      '@codemirror/lang-json',
      '@codemirror/language',
      '@codemirror/lint',
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
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // The core keeps nothing between calls, so its modules are read once: half of the time went there.
          isolate: false,
          include: [
            'tests/*.test.ts',
            'tests/{architecture,corpus,core,federation,flow,store,share,property,setup}/**/*.test.ts',
          ],
          // Only what hangs is stopped: the deep run's counts take minutes on a busy machine.
          testTimeout: process.env['DEEP'] === '1' ? 600_000 : 60_000,
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
        test: {
          name: 'browser',
          // The deep run has tests of its own in the browser (npm run test:deep).
          include: [
            process.env['DEEP'] === '1'
              ? 'tests/deep/browser/**/*.test.ts'
              : 'tests/{browser,view}/**/*.test.ts',
          ],
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
          exclude: ['tests/deep/browser/**'],
          globalSetup: ['tests/journey/site.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
