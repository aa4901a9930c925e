/** Deflates AWS's reference data for the one file, which would be larger than 4 MB with plain text. */

import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Replaces the modules of `src/reference/data` by ones that inflate the same text when it is read. */
export const packedData = (): Plugin => ({
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
