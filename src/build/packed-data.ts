/**
 * Takes out of the one file's program what it needs only later, so that it starts sooner and is smaller: AWS's reference data
 * and the workers. They stand beside it as packed blocks, which the page unpacks when it asks for them.
 */

import { resolve } from 'node:path';
import { normalizePath, type Plugin } from 'vite';
import { jsonParts } from './packing/json-parts.ts';

/** Parts and texts that were taken out, by the ids of their blocks. */
export interface TakenOut {
  readonly data: Map<string, readonly Uint8Array[]>;
  readonly workers: Map<string, string>;
}

const reader = JSON.stringify(normalizePath(resolve('src/build/packing/read.ts')));

/** Replaces the modules of `src/reference/data`, and workers that Vite put into theirs, by ones that read a block. */
export const packedData = ({ data, workers }: TakenOut): Plugin[] => [
  {
    name: 'packed-data',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /src\/reference\/data\/(common-actions|other-actions|managed-policies)\.ts$/ },
      async handler(code, file) {
        const module = `data:text/javascript;base64,${Buffer.from(code.replace(/: string \| Promise<string>/, '')).toString('base64')}`;
        const { read } = (await import(module)) as { read: () => string };
        const id = `packed-${/[^/]+(?=\.ts$)/.exec(file)?.[0] ?? ''}`;
        data.set(id, jsonParts(read()));
        return {
          code: `import { readJson } from ${reader};\nexport const read = () => readJson('${id}');`,
          map: null,
        };
      },
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
        const id = `packed-worker-${workers.size + 1}`;
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
