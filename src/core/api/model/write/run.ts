/**
 * Writes src/core/api/model/generated from the SDK clients that are installed here
 * (`npx tsx src/core/api/model/write/run.ts [BOTOCORE]`), after a change of `selections.ts` or `documented.ts`.
 * `npm run reference` does it with the newest clients.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { modelFiles, modelFolder } from './models.ts';

const { files, notes } = modelFiles(import.meta.filename, process.argv[2]);
for (const [file, text] of Object.entries(files)) {
  writeFileSync(join(modelFolder, file), text);
  process.stdout.write(`${file}: ${text.length} B, ${gzipSync(text).length} B gzip\n`);
}
for (const note of notes) process.stdout.write(`${note}\n`);
