/** The build as a single page that opens from a disk: all it holds is packed, and it connects to nothing. */

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { intoHead, meta, securityPolicyText } from './content-security-policy.ts';
import type { TakenOut } from './packed-data.ts';
import { copier } from './packing/copies.ts';
import { denseText } from './packing/dense-text.ts';
import { jsonParts } from './packing/json-parts.ts';
import { startPackedPage } from './packing/start.ts';

const starter = `(${startPackedPage.toString()})();`;

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** The tag by which the one file knows itself (platform/own-page.ts). */
const oneFileMark = '<meta name="iam-playground" content="one-file" />';

/** The packed blocks are no plain letters: this comes before them, and the mark before all wins over what a server says. */
const charset = '<meta charset="utf-8" />';
const byteOrderMark = '\ufeff';

/** Packs parts as data in the page: a script that no browser runs. */
export function block(id: string, parts: readonly Uint8Array[]): string {
  const packed = deflateRawSync(Buffer.concat(parts), { level: 9, memLevel: 9 });
  const sizes = [packed.length, ...parts.map(({ length }) => length)].join(' ');
  return `<script type="text/plain" id="${id}" data-sizes="${sizes}">${denseText(packed)}</script>\n`;
}

/** Parts what stands in the page until it has started from the rest: components' styles come after all others. */
export function firstStyles(styles: string): readonly [first: string, rest: string] {
  let depth = 0;
  let begin = 0;
  for (const { 0: brace, index } of styles.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth > 0) continue;
    if (styles.slice(begin, index).includes('.svelte-')) break;
    begin = index + 1;
  }
  return [styles.slice(0, begin), styles.slice(begin)];
}

/** Emits the one file alone, all of it packed but for its first styles; its policy admits only its program and its starter. */
export const singleFile = (name: string, { json, workers }: TakenOut): Plugin => ({
  name: 'single-file',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('the single-file build made no index.html');
      for (const file of Object.keys(bundle)) delete bundle[file];
      const source = String(page.source)
        .replace(/<link rel="(icon|manifest|modulepreload)"[^>]*>/g, '')
        .replace(charset, '');
      const [element, script] = /<script type="module"[^>]*>([\s\S]*?)<\/script>/.exec(source) ?? [];
      const [sheet, styles] = /<style rel="stylesheet"[^>]*>([\s\S]*?)<\/style>/.exec(source) ?? [];
      if (element === undefined || script === undefined) throw new Error('the one file has no script');
      if (sheet === undefined || styles === undefined) throw new Error('the one file has no styles');
      const [first, rest] = firstStyles(styles);
      const program = Buffer.from(script);
      const copied = copier(program);
      const blocks = [
        ...[...json].map(([id, text]) => block(id, jsonParts(text))),
        ...[...workers].map(([id, text]) => block(id, copied(Buffer.from(text)))),
        block('packed', [Buffer.from(rest), program]),
      ].sort();
      const scripts = `${blocks.join('')}<script>${starter}</script>`;
      const html = source
        .replace(element, '')
        .replace(sheet, () => `<style>${first}</style>`)
        .replace('</body>', () => `${scripts}\n  </body>`);
      const hashes = [hashOf(starter), hashOf(script)].join(' ');
      const sealed = `${securityPolicyText(hashes, "'none'")} unpack`;
      this.emitFile({
        type: 'asset',
        fileName: name,
        source: byteOrderMark + intoHead(html, `${charset}\n    ${meta(sealed)}\n    ${oneFileMark}`),
      });
    },
  },
});
