/** The texts of a component's markup: a text for each block, its words joined over bold words and links. */

import { type AST, parse } from 'svelte/compiler';
import type { Kind } from './rules.ts';

type Node = AST.Fragment['nodes'][number];
export type Add = (text: string, kind?: Kind) => void;

const inWords = new Set('a abbr b bdi em i mark q small span strong sub sup time var'.split(' '));
const asCode = new Set(['code', 'kbd', 'samp', 'pre']);

/** This stands for code, and for what is put in while the page runs. */
export const gap = '`…`';

/** Adds what stands apart and returns what runs on in the sentence around it. */
function running(node: Node, add: Add): string {
  const apart = (fragment: AST.Fragment | null | undefined, kind?: Kind): string => {
    if (fragment) add(joined(fragment, add), kind);
    return '';
  };
  switch (node.type) {
    case 'Text':
      return node.data;
    case 'ExpressionTag':
      return gap;
    case 'RegularElement':
      attributes(node, add);
      if (asCode.has(node.name)) return gap;
      if (inWords.has(node.name)) return joined(node.fragment, add);
      return apart(node.fragment, /^h\d$/.test(node.name) ? 'heading' : 'text');
    case 'Component':
      attributes(node, add);
      if (['CodeWords', 'Explained', 'RuleLink'].includes(node.name)) return gap;
      return node.name === 'Term' ? joined(node.fragment, add) : apart(node.fragment);
    case 'IfBlock':
      apart(node.alternate);
      return joined(node.consequent, add);
    case 'EachBlock':
      apart(node.fallback);
      return joined(node.body, add);
    case 'AwaitBlock':
      return [node.pending, node.then, node.catch].map((fragment) => apart(fragment)).join('');
    case 'SnippetBlock':
      return apart(node.body);
    case 'KeyBlock':
    case 'SvelteElement':
      return joined(node.fragment, add);
    default:
      return '';
  }
}

const joined = (fragment: AST.Fragment, add: Add): string =>
  fragment.nodes.map((node) => running(node, add)).join('');

function attributes(element: AST.RegularElement | AST.Component, add: Add): void {
  for (const attribute of element.attributes) {
    if (attribute.type !== 'Attribute' || !Array.isArray(attribute.value)) continue;
    if (['class', 'style', 'd', 'points', 'viewBox'].includes(attribute.name)) continue;
    const text = attribute.value.map((part) => (part.type === 'Text' ? part.data : gap)).join('');
    const isTitle = element.type === 'Component' && ['title', 'heading'].includes(attribute.name);
    add(text, isTitle ? 'heading' : attribute.name === 'placeholder' ? 'placeholder' : 'name');
  }
}

/** These hold no expression that was not looked at: what is one itself, and places. */
const unread = new Set(['expression', 'loc', 'start', 'end', 'name_loc']);

/** Adds every text of the markup; `code` is called with each expression in it. */
export function markupTexts(source: string, add: Add, code: (expression: string) => void): void {
  const { fragment } = parse(source, { modern: true });
  add(joined(fragment, add));
  const expressions = (value: object): void => {
    if (Array.isArray(value)) return value.forEach(inner);
    if ('expression' in value && isSpan(value.expression))
      code(source.slice(value.expression.start, value.expression.end));
    for (const key in value) if (!unread.has(key)) inner(value[key as keyof typeof value]);
  };
  const inner = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) expressions(value);
  };
  expressions(fragment.nodes);
}

const isSpan = (value: unknown): value is { start: number; end: number } =>
  typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
