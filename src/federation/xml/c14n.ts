/**
 * Exclusive XML Canonicalization 1.0 without comments (RFC 3741): the one spelling of an element that is
 * signed. It is written here because packages for it are larger than all the rest together, and bring parsers
 * that Trusted Types refuse. Tests compare it with xml-crypto's on random documents.
 */

import { type Element, attributesOf, isElement, isText, nodesOf, ns } from './xml.ts';

export interface Canonicalization {
  /** `InclusiveNamespaces PrefixList`: prefixes that are written wherever they are in scope. */
  readonly inclusive?: readonly string[];
  /** The signature that the enveloped-signature transform removes. */
  readonly without?: Element;
}

type Namespaces = ReadonlyMap<string, string>;

export function canonicalize(element: Element, options: Canonicalization = {}): string {
  const parts: string[] = [];
  const inclusive = (options.inclusive ?? []).map((prefix) => (prefix === '#default' ? '' : prefix));
  write(element, new Map([['', '']]), inScopeAbove(element), { ...options, inclusive }, parts);
  return parts.join('');
}

function write(
  element: Element,
  rendered: Namespaces,
  outer: Namespaces,
  options: Canonicalization,
  parts: string[],
): void {
  const inScope = declaredBy(element, outer);
  const here = new Map(rendered);
  parts.push('<', element.nodeName);
  for (const [prefix, uri] of needed(element, inScope, options.inclusive ?? [])) {
    if ((here.get(prefix) ?? '') === uri) continue;
    here.set(prefix, uri);
    parts.push(prefix === '' ? ' xmlns="' : ` xmlns:${prefix}="`, attributeText(uri), '"');
  }
  for (const { nodeName, nodeValue } of sortedAttributes(element)) {
    parts.push(' ', nodeName, '="', attributeText(nodeValue ?? ''), '"');
  }
  parts.push('>');
  for (const child of nodesOf(element)) {
    if (isElement(child)) {
      if (child !== options.without) write(child, here, inScope, options, parts);
    } else if (isText(child)) parts.push(contentText(child.nodeValue ?? ''));
  }
  parts.push('</', element.nodeName, '>');
}

/** Returns the namespaces that an element must show, in order: those that it uses, and the inclusive ones. */
function needed(element: Element, inScope: Namespaces, inclusive: readonly string[]): [string, string][] {
  const uris = new Map<string, string>([[element.prefix ?? '', element.namespaceURI ?? '']]);
  for (const { prefix, namespaceURI } of attributesOf(element)) {
    if (prefix && namespaceURI !== ns.xmlns && prefix !== 'xml') uris.set(prefix, namespaceURI ?? '');
  }
  for (const prefix of inclusive) {
    const uri = inScope.get(prefix);
    if (uri !== undefined && !uris.has(prefix)) uris.set(prefix, uri);
  }
  uris.delete('xml');
  return [...uris].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Sorts attributes without a namespace first, then by namespace and local name. */
const sortedAttributes = (element: Element) =>
  [...attributesOf(element)]
    .filter(({ namespaceURI, nodeName }) => namespaceURI !== ns.xmlns && nodeName !== 'xmlns')
    .sort(
      (a, b) =>
        compare(a.namespaceURI ?? '', b.namespaceURI ?? '') || compare(a.localName ?? '', b.localName ?? ''),
    );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inScopeAbove(element: Element): Namespaces {
  const above: Element[] = [];
  for (let up = element.parentNode; up && isElement(up); up = up.parentNode) above.unshift(up);
  return above.reduce<Namespaces>((outer, one) => declaredBy(one, outer), new Map());
}

function declaredBy(element: Element, outer: Namespaces): Namespaces {
  const declared = [...attributesOf(element)].flatMap(({ nodeName, nodeValue }): [string, string][] => {
    if (nodeName === 'xmlns') return [['', nodeValue ?? '']];
    return nodeName.startsWith('xmlns:') ? [[nodeName.slice('xmlns:'.length), nodeValue ?? '']] : [];
  });
  return declared.length === 0 ? outer : new Map([...outer, ...declared]);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const escaped = (character: string): string => escapes[character] ?? character;
const contentText = (text: string): string => text.replace(/[&<>\r]/g, escaped);
const attributeText = (text: string): string => text.replace(/[&<"\t\n\r]/g, escaped);
