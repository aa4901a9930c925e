/** Makes `virtual:licences`: the licences of all that ships, from the lock file and the packages. */

import { readFileSync, readdirSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

const putInByTheBuild = new Set([
  'node_modules/svelte',
  // Svelte's runtime needs these two.
  'node_modules/clsx',
  'node_modules/esm-env',
  'node_modules/workbox-window',
  'node_modules/workbox-core',
]);

export const licences = (): Plugin => ({
  name: 'licences',
  resolveId: (id) => (id === 'virtual:licences' ? `\0${id}` : undefined),
  load(id) {
    if (id !== '\0virtual:licences') return undefined;
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>;
    };
    const list = Object.entries(lock.packages)
      .filter(([path, { dev }]) => path !== '' && (!dev || putInByTheBuild.has(path)))
      .map(([path, { version = '', license = '' }]) => {
        const file = readdirSync(path).find((name) => /^licen[cs]e(\.|$)/i.test(name));
        const text = file === undefined ? '' : readFileSync(`${path}/${file}`, 'utf8').trim();
        return { name: path.replace(/^.*node_modules\//, ''), version, licence: license, text };
      });
    return `export const licences = ${JSON.stringify(list)};`;
  },
});
