/**
 * Takes out of the one file's program what it needs only later, so that it starts sooner and is smaller: AWS's reference data,
 * the scenarios, the licences and the workers. They stand beside it as packed blocks, which the page unpacks when it asks.
 */

import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

export interface TakenOut {
  readonly json: Map<string, string>;
  readonly workers: Map<string, string>;
}

const reader = JSON.stringify(normalizePath(resolve('src/build/packing/read.ts')));
const scenarioMark = '\0packed-scenario:';

export const packedData = ({ json, workers }: TakenOut): Plugin[] => {
  const scenarios = new Map<string, string>();
  return [
    {
      name: 'packed-data',
      apply: 'build',
      enforce: 'pre',
      transform: {
        filter: {
          id: [
            /src\/reference\/data\/(common-actions|other-actions|managed-policies)\.ts$/,
            /virtual:licences$/,
          ],
        },
        async handler(code, file) {
          const module = `data:text/javascript;base64,${Buffer.from(code.replace(/: string \| Promise<string>/, '')).toString('base64')}`;
          const { read, licences } = (await import(module)) as { read?: () => string; licences?: unknown };
          const id = `packed-${basename(file, '.ts').replace('\0virtual:', '')}`;
          json.set(id, read?.() ?? JSON.stringify(licences));
          const reading = read
            ? `export const read = () => readJson('${id}');`
            : `export const licences = JSON.parse(await readJson('${id}'));`;
          return { code: `import { readJson } from ${reader};\n${reading}`, map: null };
        },
      },
    },
    {
      // All in one block, as they repeat each other.
      name: 'packed-scenarios',
      apply: 'build',
      enforce: 'pre',
      resolveId: {
        filter: { id: /\/public\/(examples|gallery|levels)\/[^/]+\.json$/ },
        handler: (source) => scenarioMark + source.replace(/^.*\/public\/|\.json$/g, ''),
      },
      load(id) {
        if (!id.startsWith(scenarioMark)) return undefined;
        const name = id.slice(scenarioMark.length);
        scenarios.set(name, readFileSync(resolve('public', `${name}.json`), 'utf8'));
        return `import { readPackedScenario } from ${reader};\nexport default await readPackedScenario('${name}');`;
      },
      buildEnd() {
        const sorted = [...scenarios].sort(([a], [b]) => (a < b ? -1 : 1));
        const all = Object.fromEntries(sorted.map(([name, text]) => [name, JSON.parse(text) as unknown]));
        json.set('packed-scenarios', JSON.stringify(all));
      },
    },
    {
      name: 'packed-workers',
      apply: 'build',
      enforce: 'post',
      transform: {
        filter: { id: /\?worker&inline$/ },
        handler(code, file) {
          const text = /^const jsContent = (".*");$/m.exec(code)?.[1];
          if (text === undefined) throw new Error(`the worker is not where Vite put it: ${file}`);
          const folder = dirname(file);
          const id = `packed-${basename(dirname(folder))}-${basename(folder)}`;
          workers.set(id, JSON.parse(text) as string);
          return {
            code: `import { readWorker } from ${reader};
              const script = await readWorker('${id}');
              export default function() { return new Worker(URL.createObjectURL(script)); }`,
            map: null,
          };
        },
      },
    },
  ];
};
