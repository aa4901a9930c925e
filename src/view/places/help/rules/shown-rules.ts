/** Decides what the place shows for an address: the book, a chapter, a rule, search results, or nothing. */

import type { Route } from '../../../../app/navigation/routes.svelte.ts';
import { chapters, ruleOf, searchRules } from '../../../../core/rules/book.ts';
import type { Chapter, Rule, RuleState } from '../../../../core/rules/rule.ts';

export type Shown =
  | { readonly kind: 'book' }
  | { readonly kind: 'chapter'; readonly chapter: Chapter }
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'found'; readonly query: string; readonly found: readonly Rule[] }
  | { readonly kind: 'unknown' };

/** Prefers a rule or chapter in the path to a search: `#/help/rules/E-05`, `…/evaluation`, `…?q=deny`. */
export function shownAt({ path: [, name], query }: Route): Shown {
  if (name !== undefined) {
    const rule = ruleOf(name) ?? ruleOf(name.toUpperCase());
    if (rule) return { kind: 'rule', rule };
    const chapter = chapters.find(({ id }) => id === name);
    return chapter ? { kind: 'chapter', chapter } : { kind: 'unknown' };
  }
  const words = query['q']?.trim() ?? '';
  return words === '' ? { kind: 'book' } : { kind: 'found', query: words, found: searchRules(words) };
}

export const stateWords: Readonly<Record<RuleState, string>> = {
  held: 'Simulated: a test proves it',
  extension: 'Our own rule: AWS does not define this',
  'not-simulated': 'Not simulated',
  unverified: 'Not verified against AWS',
};

/** Returns the full address of a rule's page, to share it. */
export const ruleAddress = (id: string): string => `${location.href.split('#')[0] ?? ''}#/help/rules/${id}`;
