/** The first two members of each file of a class: its format and its version. */

import type { Shape } from '../../share/json/shape.ts';

/** Throws a `ShapeProblem` for another format and for a newer version. `otherwise`: "this is no class". */
export function checkHead(file: Shape, format: string, newest: number, otherwise: string): void {
  if (file.optional('format')?.value !== format)
    file.fail(`${otherwise}: \`"format": "${format}"\` is missing`);
  const version = file.member('version');
  const made = version.whole(1);
  if (made > newest)
    version.fail(`made by a newer version: format ${made}, this page reads up to ${newest}; reload it`);
}
