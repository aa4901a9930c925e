/**
 * The build as a single page that opens from a disk or a USB stick: its script is deflated, and it may
 * connect to nothing, not even its own origin.
 */

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { intoHead, meta, policy } from './content-security-policy.ts';

/**
 * Starts the one file: inflates its script, which stands as data before it, and runs exactly that. The text
 * is run as an inline script of its own, so that the Content-Security-Policy checks its hash like any other.
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

/** The tag by which the one file knows itself (platform/own-page.ts). */
const oneFileMark = '<meta name="iam-playground" content="one-file" />';

/** Emits the one file alone, its script deflated; its policy admits only that script and its starter. */
export const singleFile = (name: string): Plugin => ({
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
