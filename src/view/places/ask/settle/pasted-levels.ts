/**
 * Reads what the command for control policies prints: a heading `--- <id>` for each level, from the account up to the
 * root, and below it the policies of that level, one after the other. A text without a heading is one policy.
 */

import { errorWords } from './aws-error.ts';
import { problemOf, readPolicy } from './policy-text.ts';

export interface PastedLevel {
  /** The id of the account, of an organizational unit (`ou-…`) or of the root (`r-…`). */
  readonly node: string;
  readonly documents: readonly string[];
}

export type PastedControls =
  | ReturnType<typeof readPolicy>
  /** Root first. */
  | { readonly kind: 'levels'; readonly text: string; readonly levels: readonly PastedLevel[] };

const heading = /^---[ \t]+(\S+)[ \t]*$/;
const isNode = (id: string): boolean =>
  /^(?:\d{12}|r-[a-z\d]{4,32}|ou-[a-z\d]{4,32}-[a-z\d]{8,32})$/.test(id);

/** Returns the policies, or what is wrong and where. `account`: the one that they must bind, where it is known. */
export function readControls(text: string, kind: 'scp' | 'rcp', account?: string): PastedControls {
  const error = errorWords(text, true, account);
  if (error !== undefined) return problem(error);
  const lines = text.trimEnd().split(/\r?\n/);
  if (!lines.some((line) => heading.test(line))) return readPolicy(text, kind);
  const levels: { node: string; line: number; text: string }[] = [];
  for (const [at, line] of lines.entries()) {
    const node = heading.exec(line)?.[1];
    const last = levels.at(-1);
    if (node !== undefined) levels.push({ node, line: at + 1, text: '' });
    else if (last) last.text += `${line}\n`;
    else if (line.trim() !== '') return problem(`Line ${at + 1}: this is above the first heading, “--- …”.`);
  }
  const read: PastedLevel[] = [];
  for (const { node, line, text: body } of levels) {
    if (!isNode(node)) return problem(`Line ${line}: ${node} is no account, organizational unit or root.`);
    if (account !== undefined && isAccount(node) && node !== account)
      return problem(`Line ${line}: this is account ${node}, not ${account}.`);
    if (read.some((one) => one.node === node)) return problem(`Line ${line}: ${node} is there twice.`);
    const documents = documentsIn(body);
    if (documents.length === 0)
      return problem(`Line ${line}: no policy follows. Each level has one at least.`);
    for (const [at, document] of documents.entries()) {
      const found = problemOf(document.text, kind);
      const begin = line + 1 + document.line;
      if (found !== undefined) return problem(`Policy ${at + 1} of ${node} (line ${begin}): ${found}`);
    }
    read.push({ node, documents: documents.map((one) => one.text) });
  }
  return { kind: 'levels', text: text.trim(), levels: isRoot(read[0]?.node) ? read : read.toReversed() };
}

const problem = (text: string): PastedControls => ({ kind: 'problem', problem: text });
const isAccount = (node: string): boolean => /^\d+$/.test(node);
const isRoot = (node = ''): boolean => node.startsWith('r-');

/** Names the levels of the account's path that are not there: an end that is cut off. */
export const missingLevels = (levels: readonly PastedLevel[]): string[] => [
  ...(levels.some(({ node }) => isRoot(node)) ? [] : ['the root (`r-…`)']),
  ...(levels.some(({ node }) => isAccount(node)) ? [] : ['the account']),
];

/** Splits JSON documents that follow one another. Whatever is between them is a document too, and no valid one. */
function documentsIn(text: string): { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  const add = (from: number, to?: number) => {
    const written = text.slice(from, to);
    const begin = from + written.length - written.trimStart().length;
    const line = text.slice(0, begin).split('\n').length - 1;
    if (written.trim() !== '') found.push({ text: written.trim(), line });
  };
  let depth = 0;
  let isText = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isText) {
      if (char === '\\') at += 1;
      else if (char === '"') isText = false;
    } else if (char === '"') isText = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth > 0) continue;
      add(start, at + 1);
      start = at + 1;
      depth = 0;
    }
  }
  add(start);
  return found;
}
