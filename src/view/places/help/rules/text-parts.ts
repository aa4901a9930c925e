/** Splits the text of a rule into the pieces that the page shows in different ways. */

import { ruleOf } from '../../../../core/rules/book.ts';

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
