/**
 * Reads XML strictly. The browser's parser cannot be used (Trusted Types), so this is @xmldom/xmldom with
 * every warning as an error. It refuses what attackers need and no provider sends: document types and
 * entities, processing instructions, CDATA, deep nesting, and duplicate ids. Signed messages must not have
 * comments, because some readers cut a text in two there.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { type Document, type Element, type Node, DOMParser } from '@xmldom/xmldom';

export type { Document, Element, Node } from '@xmldom/xmldom';

export const ns = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;

const nodeType = { element: 1, text: 3, comment: 8 } as const;
const maxDepth = 64;
/** Handles the line ends of XML 1.0 only, not those of XML 1.1. */
const normalizeLineEndings = (text: string): string => text.replace(/\r\n?/g, '\n');
const declaration =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](\s+encoding\s*=\s*["']utf-8["'])?(\s+standalone\s*=\s*["'](yes|no)["'])?\s*\?>/i;
const idNames: ReadonlySet<string> = new Set(['id', 'assertionid', 'responseid', 'xml:id']);
// eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 has not
const noCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Returns the root element of a document, or one lower-case line that says why it is not read. */
export function parseXml(text: string, { comments = false } = {}): Result<Element, string> {
  const body = text.replace(declaration, '');
  if (/^\s*<\?xml\s/i.test(body)) return err('only XML 1.0 in UTF-8 is read');
  if (body.includes('<?')) return err('processing instructions are not allowed');
  if (body.includes('<![CDATA[')) return err('CDATA sections are not allowed');
  if (/<!(?!--)/.test(body)) return err('document types and entities are not allowed');
  if (!comments && body.includes('<!--')) return err('comments are not allowed');
  const document = parsed(body);
  if (!document.ok) return document;
  const root = document.value.documentElement;
  if (!root) return err('there is no root element');
  const refused = refuseBelow(root, 1, new Set());
  return refused === undefined ? ok(root) : err(refused);
}

function parsed(text: string): Result<Document, string> {
  let first: string | undefined;
  const onError = (_level: string, message: string): never => {
    first ??= message.split('\n')[0] ?? message;
    throw new Error(message);
  };
  try {
    return ok(new DOMParser({ onError, normalizeLineEndings }).parseFromString(text, 'text/xml'));
  } catch (error) {
    return err(`not well-formed: ${first ?? String(error)}`);
  }
}

function refuseBelow(element: Element, depth: number, ids: Set<string>): string | undefined {
  if (depth > maxDepth) return 'nested too deeply';
  for (const { nodeName, nodeValue } of attributesOf(element)) {
    const value = nodeValue ?? '';
    if (noCharacter.test(value)) return `a character in \`${nodeName}\` is not allowed`;
    if (!idNames.has(nodeName.toLowerCase())) continue;
    if (ids.has(value)) return `the id \`${value}\` stands twice`;
    ids.add(value);
  }
  for (const child of nodesOf(element)) {
    if (noCharacter.test(child.nodeValue ?? '')) return 'a character is not allowed';
    const refused = isElement(child) ? refuseBelow(child, depth + 1, ids) : undefined;
    if (refused !== undefined) return refused;
  }
  return undefined;
}

export function* nodesOf(parent: Node): Iterable<Node> {
  for (let child = parent.firstChild; child; child = child.nextSibling) yield child;
}

export const attributesOf = (
  element: Element,
): Iterable<
  Node & {
    readonly localName: string | null;
    readonly prefix: string | null;
    readonly namespaceURI: string | null;
  }
> =>
  Array.from({ length: element.attributes.length }, (_, at) => element.attributes.item(at)).filter(
    (attribute) => attribute !== null,
  );

export const isElement = (node: Node): node is Element => node.nodeType === nodeType.element;
export const isText = (node: Node): boolean => node.nodeType === nodeType.text;

export const isNamed = (element: Element, space: string, name: string): boolean =>
  element.namespaceURI === space && element.localName === name;

export const childrenOf = (parent: Element, space: string, name: string): Element[] =>
  [...nodesOf(parent)].filter((node) => isElement(node)).filter((child) => isNamed(child, space, name));

/** Returns the one child element of that name; `undefined` when there is none or more than one. */
export function onlyChild(parent: Element | undefined, space: string, name: string): Element | undefined {
  const [first, second] = parent ? childrenOf(parent, space, name) : [];
  return second ? undefined : first;
}

export function* selfAndDescendants(element: Element): Iterable<Element> {
  yield element;
  for (const child of nodesOf(element)) if (isElement(child)) yield* selfAndDescendants(child);
}

/** Returns the value of an attribute without namespace; `undefined` when it is absent. */
export const attributeOf = (element: Element | undefined, name: string): string | undefined =>
  element?.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;

/** Returns the trimmed text of an element that holds only text; `undefined` for others. */
export function plainText(element: Element | undefined): string | undefined {
  if (!element || ![...nodesOf(element)].every(isText)) return undefined;
  return (element.textContent ?? '').trim();
}
