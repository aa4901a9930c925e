/**
 * Splits XML into indented lines and marks those that a signature covers. A signature names one element by
 * its id and covers all that is inside, except the signature itself. This is only for display: AWS's decision
 * is made elsewhere, on the bytes.
 */

import { defined } from '#core/model/defined.ts';
export interface XmlLine {
  readonly depth: number;
  readonly text: string;
  /** `signed` is covered by a signature, `signature` is the signature itself, absent is covered by none. */
  readonly mark?: 'signed' | 'signature';
}

export interface SignatureFacts {
  /** The id in the reference, without `#`. */
  readonly id: string;
  readonly element?: string;
  readonly transforms: readonly string[];
  readonly digest: string;
  readonly method: string;
}

type Token = { readonly text: string; readonly tag?: 'open' | 'close' | 'empty'; readonly name?: string };
const tokenPattern = /<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+/g;

function tokensOf(xml: string): Token[] {
  return (xml.match(tokenPattern) ?? []).flatMap((text): Token[] => {
    if (!text.startsWith('<')) return text.trim() === '' ? [] : [{ text: text.trim() }];
    const name = /^<\/?([^\s/>]+)/.exec(text)?.[1] ?? '';
    if (text.startsWith('</')) return [{ text, tag: 'close', name }];
    if (text.endsWith('/>') || /^<[?!]/.test(text)) return [{ text, tag: 'empty', name }];
    return [{ text, tag: 'open', name }];
  });
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
const localName = (name = ''): string => name.slice(name.indexOf(':') + 1);
/** Returns `rsa-sha256` for `http://www.w3.org/2001/04/xmldsig-more#rsa-sha256`. */
const shortName = (algorithm = ''): string => algorithm.replace(/^.*[#/](?=[^#/])/, '').replace(/[#/]$/, '');

export function signatureFacts(xml: string): SignatureFacts[] {
  const tokens = tokensOf(xml);
  const blocks = xml.match(/<(?:\w+:)?Signature[\s>][\s\S]*?<\/(?:\w+:)?Signature>/g) ?? [];
  return blocks.map((block) => {
    const tags = tokensOf(block);
    const algorithm = (name: string) =>
      tags
        .filter((tag) => localName(tag.name) === name && tag.tag !== 'close')
        .map((tag) => shortName(attribute(tag.text, 'Algorithm')));
    const reference = tags.find((tag) => localName(tag.name) === 'Reference');
    const id = attribute(reference?.text ?? '', 'URI')?.replace(/^#/, '') ?? '';
    const element = tokens.find((tag) => tag.tag !== 'close' && attribute(tag.text, 'ID') === id)?.name;
    return {
      id,
      ...defined({ element }),
      transforms: algorithm('Transform'),
      digest: algorithm('DigestMethod')[0] ?? '',
      method: algorithm('SignatureMethod')[0] ?? '',
    };
  });
}

/** Puts one element on a line. An element that contains only text stays on one line. */
export function xmlLines(xml: string): XmlLine[] {
  const tokens = tokensOf(xml);
  const signedIds = new Set(signatureFacts(xml).map(({ id }) => id));
  const lines: XmlLine[] = [];
  /** One entry for each open element: it begins what is signed, or a signature, or neither. */
  const open: (XmlLine['mark'] | undefined)[] = [];
  const markNow = (): XmlLine['mark'] =>
    open.includes('signature') ? 'signature' : open.includes('signed') ? 'signed' : undefined;
  const write = (depth: number, text: string, mark = markNow()) =>
    lines.push({ depth, text, ...defined({ mark }) });
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const [inner, end] = [tokens[at + 1], tokens[at + 2]];
    if (token.tag === 'close') {
      const mark = markNow();
      open.pop();
      write(open.length, token.text, mark);
    } else if (token.tag !== 'open') {
      write(open.length, token.text);
    } else {
      open.push(beginning(token, signedIds));
      const mark = markNow();
      if (inner?.tag === 'close') {
        write(open.length - 1, token.text + inner.text, mark);
        open.pop();
        at += 1;
      } else if (inner && inner.tag === undefined && end?.tag === 'close') {
        write(open.length - 1, token.text + inner.text + end.text, mark);
        open.pop();
        at += 2;
      } else write(open.length - 1, token.text, mark);
    }
  }
  return lines;
}

function beginning({ text, name }: Token, signedIds: ReadonlySet<string>): XmlLine['mark'] {
  if (localName(name) === 'Signature') return 'signature';
  const id = attribute(text, 'ID');
  return id !== undefined && signedIds.has(id) ? 'signed' : undefined;
}
