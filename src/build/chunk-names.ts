/**
 * Names of the built files. Many modules share a short name (`Page.svelte`), since their folder says the
 * rest; so a built file is named after both: `ask-Verdict-….js`.
 */

import { basename, dirname } from 'node:path';

/** Returns the pattern for a built file; `facadeModuleId` is the module behind it, if there is one. */
export function chunkName({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const inSource = facadeModuleId?.includes('/src/') ?? false;
  return `assets/${inSource ? `${basename(dirname(facadeModuleId ?? ''))}-` : ''}[name]-[hash].js`;
}
