/** Decides what the methods' part of the rules shows for an address: all, a group, one method, what was found, or nothing. */

import type { Route } from '../../../../../app/navigation/routes.svelte.ts';
import type { Method } from '../../../../../core/analysis/ways/format.ts';
import {
  everyMethod,
  type MethodGroup,
  methodGroups,
  methodOf,
  searchMethods,
} from '../../../../../core/query/ways/methods.ts';

export type ShownMethods =
  | { readonly kind: 'method'; readonly method: Method }
  | { readonly kind: 'list'; readonly groups: readonly MethodGroup[]; readonly count: number }
  | { readonly kind: 'unknown' };

/** Reads `#/help/rules/methods/lambda-001`, and `…/methods?q=lambda&group=passed-role`. */
export function methodsAt({ path: [, , id], query }: Route): ShownMethods {
  if (id !== undefined) {
    const method = methodOf(id);
    return method ? { kind: 'method', method } : { kind: 'unknown' };
  }
  const wanted = methodGroups.filter((one) => one.id === query['group']);
  const groups = (wanted.length > 0 ? wanted : methodGroups)
    .map((group) => ({ ...group, methods: searchMethods(query['q'] ?? '', group.methods) }))
    .filter(({ methods }) => methods.length > 0);
  return { kind: 'list', groups, count: groups.reduce((sum, { methods }) => sum + methods.length, 0) };
}

export const methodCount = everyMethod.length;

/** Returns the full address of a method's page, to share it. */
export const methodAddress = (id: string): string =>
  `${location.href.split('#')[0] ?? ''}#/help/rules/methods/${id}`;
