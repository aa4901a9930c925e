/** Names built files after folder and module (`ask-Verdict-….js`): many modules share a short name. */

import { basename, dirname } from 'node:path';

export function chunkName({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const inSource = facadeModuleId?.includes('/src/') ?? false;
  return `assets/${inSource ? `${basename(dirname(facadeModuleId ?? ''))}-` : ''}[name]-[hash].js`;
}
