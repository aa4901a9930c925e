/** Decides what the place shows for an address, names the states of rules, and splits a rule's text into its pieces. */

import type { Route } from '#app/navigation/routes.svelte.ts';
import { chapters } from '#content/rules/chapters.ts';
import { ruleOf } from '#core/rules/book.ts';
import type { Chapter, Rule, RuleState } from '#core/rules/rule.ts';

export type Shown =
  | { readonly kind: 'book' }
  | { readonly kind: 'chapter'; readonly chapter: Chapter }
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'unknown' };

/** Prefers a rule or chapter in the path to a search: `#/help/rules/E-05`, `…/evaluation`, `…?q=deny&state=held`. */
export function shownAt({ path: [, name] }: Route): Shown {
  if (name === undefined) return { kind: 'book' };
  const rule = ruleOf(name) ?? ruleOf(name.toUpperCase());
  if (rule) return { kind: 'rule', rule };
  const chapter = chapters.find(({ id }) => id === name);
  return chapter ? { kind: 'chapter', chapter } : { kind: 'unknown' };
}

export const ruleStateWords: Readonly<Record<RuleState, string>> = {
  held: 'Simulated: a test proves it',
  extension: 'Our own rule: AWS does not define this',
  unverified: 'Not verified against AWS',
  refused: 'Refused on purpose, as AWS refuses those who may not',
  'not-simulated': 'Not simulated',
};

export const stateFilters: Readonly<Record<RuleState, { readonly label: string; readonly text: string }>> = {
  held: {
    label: 'Simulated',
    text: 'The simulator does this. A test proves it, and the rule names its source.',
  },
  extension: {
    label: 'Our own',
    text: 'AWS says nothing about this, or has no such thing. This is what the simulator does.',
  },
  unverified: {
    label: 'Not verified',
    text: 'The simulator does this, but nobody could check it against AWS. Be careful with answers that quote these rules.',
  },
  refused: {
    label: 'Refused on purpose',
    text: 'AWS admits only some accounts. No account here is one, so these calls are refused as AWS refuses others.',
  },
  'not-simulated': {
    label: 'Not simulated',
    text: 'AWS does this, and the simulator does not. An answer here can differ from that of AWS.',
  },
};

/** A piece of a rule's text: plain words, code, or the id of another rule, which becomes a link. */
export type RulePart = { readonly kind: 'words' | 'code' | 'rule'; readonly text: string };

const id = /(?<![\w-])[A-Z]{1,4}-\d{1,2}[a-z]?(?![\w-])/g;

/** Splits a text at its backticks and at the ids of rules. A backtick without its second stays a backtick. */
export function ruleParts(text: string): readonly RulePart[] {
  const pieces = text.split('`');
  const closed = pieces.length % 2 === 1;
  return pieces.flatMap((piece, at): readonly RulePart[] => {
    if (at % 2 === 0) return wordsOf(piece);
    const isCode = closed || at < pieces.length - 1;
    return isCode ? [{ kind: 'code', text: piece }] : wordsOf(`\`${piece}`);
  });
}

function wordsOf(text: string): readonly RulePart[] {
  const parts: RulePart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(id)) {
    if (!ruleOf(found)) continue;
    parts.push({ kind: 'words', text: text.slice(from, index) }, { kind: 'rule', text: found });
    from = index + found.length;
  }
  parts.push({ kind: 'words', text: text.slice(from) });
  return parts.filter((part) => part.text !== '');
}
