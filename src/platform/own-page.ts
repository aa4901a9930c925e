/**
 * The page as one file: fetched from beside the site, or rebuilt from its own document as it was parsed. A
 * block of inert JSON in it holds what somebody took along.
 */

import { messageOfThrown } from '../core/model/thrown.ts';

const carriedId = 'carried-workspaces';
const fileName = 'iam-playground.html';

/** True when this document is the one file; the build marks it. */
const isOneFile = (page: Document): boolean =>
  page.querySelector('meta[name="iam-playground"][content="one-file"]') !== null;

/** Pieces of the document as it was parsed: texts, and nodes whose text never changes. */
type Piece = string | Element;
let pieces: readonly Piece[] | undefined;

/** Returns what the page carries, if anything. Must run before anything else changes the document. */
export function readOwnPage(page: Document = document): string | undefined {
  const carried = page.getElementById(carriedId);
  if (isOneFile(page)) {
    const { documentElement: root, head, body } = page;
    pieces = [
      `<!doctype html>\n${opening(root)}${opening(head)}`,
      ...[...head.childNodes].filter((node) => !isUnpacked(node)).map(pieceOf),
      `</head>${opening(body)}`,
      ...[...body.childNodes].filter((node) => node !== carried && !isUnpacked(node)).map(pieceOf),
      '</body></html>\n',
    ];
  }
  return carried?.textContent ?? undefined;
}

/** True for the program and the styles that the file's starter unpacked and put there (build/packing/start.ts). */
const isUnpacked = (node: Node): boolean => node instanceof HTMLElement && 'unpacked' in node.dataset;

/** Writes the start tag from the parsed attributes. */
function opening({ localName, attributes }: Element): string {
  const written = [...attributes].map(
    ({ name, value }) => ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<${localName}${written.join('')}>`;
}

/** Elements without an end tag, and those whose text is no markup. */
const empty: ReadonlySet<string> = new Set(['meta', 'link', 'base']);
const raw: ReadonlySet<string> = new Set(['script', 'style', 'noscript']);

function htmlOf(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  if (!(node instanceof Element)) return '';
  if (empty.has(node.localName)) return opening(node);
  const inside = raw.has(node.localName) ? node.textContent : [...node.childNodes].map(htmlOf).join('');
  return `${opening(node)}${inside}</${node.localName}>`;
}

/** Keeps the program and the styles as nodes: they are large and are written only when needed. */
const pieceOf = (node: Node): Piece =>
  node instanceof HTMLScriptElement || node instanceof HTMLStyleElement ? node : htmlOf(node);

/** Returns the one file without anything carried. Rejects with a sentence when it cannot be had. */
export async function onePageFile(): Promise<string> {
  if (pieces) return pieces.map((piece) => (typeof piece === 'string' ? piece : htmlOf(piece))).join('');
  const address = new URL(fileName, document.baseURI).href.replace(/[?#].*$/, '');
  let text: string;
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    text = await response.text();
  } catch (error) {
    const why = messageOfThrown(error);
    throw new Error(`\`${address}\` could not be fetched (${why}).`, { cause: error });
  }
  if (!text.includes('content="one-file"'))
    throw new Error(`\`${address}\` is not the page as a single file.`);
  return text;
}

/** Returns the page with JSON in it, in pieces, and its UTF-8 mark. No `<` in it ends the block. */
export function withCarried(page: string, json: readonly string[]): string[] {
  const end = page.lastIndexOf('</body>');
  const at = end < 0 ? page.length : end;
  return [
    `\ufeff${page.slice(0, at).replace(/^\ufeff/, '')}`,
    `<script type="application/json" id="${carriedId}">`,
    ...json.map((part) => part.replaceAll('<', '\\u003c')),
    '</script>',
    page.slice(at),
  ];
}
