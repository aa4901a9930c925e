/** The files of the house as text, for what is asked of all of them. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The files below a folder with one of these endings, but for what `leave` matches. */
export function textFiles(folder: string, endings: RegExp, leave: RegExp): TextFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((path) => !leave.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
