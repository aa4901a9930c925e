/** Packs what the first answer needs into one file, which index.html asks for beside its own script. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

interface Group {
  readonly name: string;
  readonly test: (id: string) => boolean;
}

interface FirstFiles {
  readonly plugin: Plugin;
  /** Groups for `codeSplitting`, one for each name. */
  readonly groups: readonly Group[];
}

/**
 * A file for each name, of those modules and all that they import statically, but for what the page's own script has
 * already. index.html asks for those in `atOnce` by itself.
 */
export function firstFiles(
  files: Readonly<Record<string, readonly string[]>>,
  atOnce: readonly string[],
): FirstFiles {
  const reached = new Map(Object.keys(files).map((name) => [name, new Set<string>()]));
  const plugin: Plugin = {
    name: 'first-files',
    apply: 'build',
    enforce: 'post',
    buildEnd() {
      for (const [name, ids] of reached) {
        const waiting = (files[name] ?? []).map((module) => resolve(module));
        for (const id of waiting) {
          if (ids.has(id)) continue;
          ids.add(id);
          const found = this.getModuleInfo(id);
          if (!found) throw new Error(`${id} is no module of the page`);
          waiting.push(...found.importedIds);
        }
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const links = atOnce.flatMap((name) => {
          const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === name);
          if (chunk?.type !== 'chunk') throw new Error(`no file \`${name}\` was made`);
          const styles = [...(chunk.viteMetadata?.importedCss ?? [])];
          return [...styles.map((file) => link('stylesheet', file)), link('modulepreload', chunk.fileName)];
        });
        return { html: withIcon(html), tags: links };
      },
    },
  };
  const groups = [...reached].map(([name, ids]) => ({ name, test: (id: string) => ids.has(id) }));
  return { plugin, groups };
}

const link = (rel: string, file: string) => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `./${file}` },
  injectTo: 'head' as const,
});

/** The icon stands in the page: a browser asks for it while the first answer is on its way. */
const withIcon = (html: string): string =>
  html.replace('./icon.svg', () => {
    const icon = readFileSync('public/icon.svg').toString('base64');
    return `data:image/svg+xml;base64,${icon}`;
  });
