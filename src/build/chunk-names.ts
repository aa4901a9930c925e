/** Names built files after folder and module (`ask-Verdict-….js`): many modules share a short name. */

import { basename, dirname } from 'node:path';

export function chunkName({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const inSource = facadeModuleId?.includes('/src/') ?? false;
  return `assets/${inSource ? `${basename(dirname(facadeModuleId ?? ''))}-` : ''}[name]-[hash].js`;
}

/**
 * Leaves the page's own script out of what is fetched before a lazy part: it runs already. Firefox reports an error for a
 * second request for it.
 */
export const withoutEntry = (_file: string, dependencies: string[]): string[] =>
  dependencies.filter((one) => !/(^|\/)entry-[^/]*\.js$/.test(one));
