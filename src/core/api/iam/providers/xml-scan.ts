/**
 * A small, strict reader of XML elements, enough for SAML metadata. It reads names, attributes and text, and
 * checks that every element is closed. It refuses documents that declare a type or entities, so nothing can
 * be expanded. It drops namespaces (`md:EntityDescriptor` is `EntityDescriptor`).
 */

import { type Result, err, ok } from '../../../model/result.ts';

export interface XmlElement {
  /** The name without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, without that of its children. */
  readonly text: string;
}

type Mutable = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlElement[] };

/** Matches a text, comment, CDATA, processing instruction, end tag or start tag. */
const token =
  /([^<]+)|<!--(?:(?!--)[^])*-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Deeper nesting is refused; no metadata have it. */
const maxDepth = 64;

/** Returns the root element, or the reason why the text cannot be read. */
export function scanXml(text: string): Result<XmlElement, string> {
  const root: Mutable = { name: '', attributes: {}, children: [], text: '' };
  const open: { readonly element: Mutable; readonly qualified: string }[] = [
    { element: root, qualified: '' },
  ];
  const source = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    const top = open.at(-1);
    if (!match || !top) return err(`not well-formed at character ${at}`);
    const [, plain, cdata, closing, opening, attributes = '', selfClosing] = match;
    if (plain !== undefined) {
      const decoded = decode(plain);
      if (decoded === undefined) return err(`unknown entity at character ${at}`);
      if (open.length === 1 && decoded.trim() !== '')
        return err(`text outside of the root at character ${at}`);
      top.element.text += decoded;
    } else if (cdata !== undefined) top.element.text += cdata;
    else if (closing !== undefined) {
      if (open.length === 1 || top.qualified !== closing)
        return err(`\`${closing}\` closes nothing at character ${at}`);
      open.pop();
    } else if (opening !== undefined) {
      const read = readAttributes(attributes);
      if (!read.ok) return err(`${read.error} at character ${at}`);
      const element: Mutable = { name: local(opening), attributes: read.value, children: [], text: '' };
      top.element.children.push(element);
      if (selfClosing === '') open.push({ element, qualified: opening });
      if (open.length > maxDepth) return err('nested too deeply');
    }
  }
  const [only, ...others] = root.children;
  if (open.length > 1) return err(`\`${open.at(-1)?.qualified ?? ''}\` is not closed`);
  return only && others.length === 0 ? ok(only) : err('there must be one root element');
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function readAttributes(text: string): Result<Record<string, string>, string> {
  const read: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    const value = decode(double ?? single ?? '');
    if (value === undefined) return err(`unknown entity in attribute \`${name}\``);
    if (Object.hasOwn(read, name)) return err(`attribute \`${name}\` stands twice`);
    read[name] = value;
  }
  return ok(read);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the five entities of XML and character numbers; `undefined` when the text has another entity. */
function decode(text: string): string | undefined {
  let unknown = false;
  const decoded = text.replace(/&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w*));?/g, (whole, decimal, hex, name) => {
    const code =
      decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(String(hex), 16) : -1;
    const known = code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entities[String(name)];
    if (known === undefined || !String(whole).endsWith(';')) unknown = true;
    return known ?? '';
  });
  return unknown ? undefined : decoded;
}

/** Yields the element itself and all elements below that have this name. */
export function* named(element: XmlElement, name: string): Iterable<XmlElement> {
  if (element.name === name) yield element;
  for (const child of element.children) yield* named(child, name);
}
