/** Test files that take more in the deep run: `npm test` has asked all others the same already. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the test files under a folder that read DEEP, themselves or through `sampleOf`. */
export function takesMore(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((file) => /\bDEEP\b|\bsampleOf\b/.test(readFileSync(file, 'utf8')))
    .toSorted();
}
