/**
 * Reads what a person pastes from a terminal to settle an answer: a policy, an organization, or the control policies of all
 * levels. AWS's whole answer is taken too, and an error of AWS is recognised.
 */

import { policyProblems } from '#core/authoring/problems.ts';
import type { AssumedKind } from '../given-policies/words.ts';
import type { AssumedOrganization } from '#core/authz/organization.ts';

const notInUse = 'AWSOrganizationsNotInUseException';
const printed = /\((\w+)\) when calling/;
const bare = new RegExp(`^\\W*(${notInUse}|AccessDenied\\w*|UnauthorizedOperation)\\b`);

/** Recognises an error of AWS in a pasted text, and says what to do about it; `undefined`: it is none. `account`: the one whose control policies are asked for. */
function errorWords(text: string, isOfOrganization: boolean, account?: string): string | undefined {
  const code = printed.exec(text)?.[1] ?? bare.exec(text)?.[1];
  if (code === undefined) return undefined;
  if (code === notInUse)
    return [
      'AWS says: the account of these credentials is in no organization.',
      ...(account === undefined ? [] : [`If that is ${account}, press “In no organization”.`]),
    ].join(' ');
  if (!/^(AccessDenied|Unauthorized)/.test(code))
    return `AWS answers with the error ${code}. Paste what the command prints without an error.`;
  return isOfOrganization
    ? 'AWS refused the command. Ask with other credentials: of the management account or a delegated administrator.'
    : 'AWS refused the command. Ask with other credentials.';
}

/** Returns the policy in AWS’s answer, where somebody pastes the whole answer. @internal */
export function policyIn(text: string): string {
  const found = policyMember(parsed(text));
  if (found === undefined) return text;
  return typeof found === 'string' ? found : JSON.stringify(found, null, 2);
}

/** Returns the policy, or why AWS would not take it. */
export function readPastedPolicy(
  text: string,
  kind: AssumedKind,
):
  | { readonly kind: 'policy'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string } {
  const error = errorWords(text, false);
  if (error !== undefined) return { kind: 'problem', problem: error };
  const policy = policyIn(text.trim());
  const problem = pastedProblemOf(policy, kind);
  return problem === undefined ? { kind: 'policy', text: policy } : { kind: 'problem', problem };
}

/**
 * Returns why AWS would not take the policy; its own RCPFullAWSAccess, which no customer may write, is one.
 *
 * @internal Read by tests.
 */
export function pastedProblemOf(policy: string, kind: AssumedKind): string | undefined {
  return kind === 'rcp' && isFullAccess(parsed(policy))
    ? undefined
    : policyProblems(policy, kind)[0]?.message;
}

function isFullAccess(policy: unknown): boolean {
  const { Statement } = (policy ?? {}) as { readonly Statement?: unknown };
  const [only, ...others] = [Statement].flat() as (Readonly<Record<string, unknown>> | undefined)[];
  return (
    others.length === 0 &&
    only?.['Effect'] === 'Allow' &&
    ['Principal', 'Action', 'Resource'].every((member) => String(only[member]) === '*')
  );
}

function policyMember(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const members = answer as Readonly<Record<string, unknown>>;
  for (const name of ['Attributes', 'Role'])
    if (members[name] !== undefined) return policyMember(members[name]);
  const policy = members['Policy'];
  if (typeof policy === 'object' && policy !== null && 'Content' in policy) return policy.Content;
  return policy ?? members['ResourcePolicy'] ?? members['policyText'] ?? members['AssumeRolePolicyDocument'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type PastedOrganization =
  | { readonly kind: 'organization'; readonly organization: AssumedOrganization | 'none' }
  | { readonly kind: 'problem'; readonly problem: string };

const form = /^(o-[a-z\d]{10,32})(\/r-[a-z\d]{4,32}\/(?:ou-[a-z\d]{4,32}-[a-z\d]{8,32}\/)*)?$/;

export function readOrganization(text: string, needsPath: boolean): PastedOrganization {
  if (text.includes('AWSOrganizationsNotInUseException'))
    return { kind: 'organization', organization: 'none' };
  const error = errorWords(text, needsPath);
  if (error !== undefined) return { kind: 'problem', problem: error };
  const written = (/"Id"\s*:\s*"(o-[^"]*)"/.exec(text)?.[1] ?? text).trim();
  const [, id, rest] = form.exec(written.includes('/') ? written.replace(/\/?$/, '/') : written) ?? [];
  if (id === undefined)
    return {
      kind: 'problem',
      problem: 'An organization has an id such as o-a1b2c3d4e5, and its places o-…/r-…/ou-…/.',
    };
  if (needsPath && rest === undefined)
    return { kind: 'problem', problem: 'A policy asks for the place of the account too: o-…/r-…/ou-…/.' };
  return { kind: 'organization', organization: rest === undefined ? { id } : { id, path: `${id}${rest}` } };
}

export interface PastedLevel {
  /** The id of the account, of an organizational unit (`ou-…`) or of the root (`r-…`). */
  readonly node: string;
  readonly documents: readonly string[];
}

export type PastedControls =
  | ReturnType<typeof readPastedPolicy>
  /** Root first. */
  | { readonly kind: 'levels'; readonly text: string; readonly levels: readonly PastedLevel[] };

/**
 * The command for control policies prints a heading `--- <id>` for each level, from the account up to the root, and below
 * it the policies of that level, one after the other. A text without a heading is one policy.
 */
const heading = /^---[ \t]+(\S+)[ \t]*$/;
const isNode = (id: string): boolean =>
  /^(?:\d{12}|r-[a-z\d]{4,32}|ou-[a-z\d]{4,32}-[a-z\d]{8,32})$/.test(id);

/** Returns the policies, or what is wrong and where. `account`: the one that they must bind, where it is known. */
export function readControls(text: string, kind: 'scp' | 'rcp', account?: string): PastedControls {
  const error = errorWords(text, true, account);
  if (error !== undefined) return problem(error);
  const lines = text.trimEnd().split(/\r?\n/);
  if (!lines.some((line) => heading.test(line))) return readPastedPolicy(text, kind);
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
      const found = pastedProblemOf(document.text, kind);
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
