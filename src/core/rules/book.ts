/**
 * The rulebook: all chapters in reading order, and functions that find a rule. It holds the text of every
 * rule, so only code that shows rules may import it, and it must stay out of the page's first script.
 */

import { chapters } from '../../content/rules/chapters.ts';
import type { Chapter, Rule } from './rule.ts';

export const rules: readonly Rule[] = chapters.flatMap((chapter) => chapter.rules);

const byId = new Map(rules.map((rule) => [rule.id, rule]));
const chapterById = new Map(
  chapters.flatMap((chapter) => chapter.rules.map(({ id }) => [id, chapter] as const)),
);

export const ruleOf = (id: string): Rule | undefined => byId.get(id);

/** Returns the chapter that holds the rule; `undefined` when no rule has that id. */
export const chapterOf = (id: string): Chapter | undefined => chapterById.get(id);

/** Returns the rules before and after it in the book, across the ends of chapters. */
export function neighboursOf(id: string): { readonly previous?: Rule; readonly next?: Rule } {
  const at = rules.findIndex((rule) => rule.id === id);
  const [previous, next] = at < 0 ? [] : [rules[at - 1], rules[at + 1]];
  return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
}

/**
 * Returns the rules that hold every word of `query` in their id, title or text, ignoring case and backticks.
 * A rule whose id is asked for comes first, then those with all words in the title, each in reading order.
 */
export function searchRules(query: string, among: readonly Rule[] = rules): readonly Rule[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return among;
  const wanted = bare(query);
  const rank = ({ id, title, rule }: Rule): number => {
    if (bare(id) === wanted) return 0;
    const has = (text: string) => words.every((word) => text.includes(word));
    if (has(plain(`${id} ${title}`))) return 1;
    return has(plain(`${id} ${title} ${rule}`)) ? 2 : 3;
  };
  return among
    .map((rule) => ({ rule, rank: rank(rule) }))
    .filter((found) => found.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map((found) => found.rule);
}

const plain = (text: string): string => text.toLowerCase().replaceAll('`', '');
/** Reduces an id to letters and digits, since people also type `e05` or `E 05`. */
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
