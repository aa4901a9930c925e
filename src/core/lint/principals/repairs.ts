/** Fixes of principals that AWS refuses when a policy is saved. */

import { type PrincipalType, principalTypes, type Span } from '../../policy/syntax/tree.ts';
import { nearest, withSpanReplaced, withoutSpan, writeFix } from '../edits/text.ts';
import type { LintFix } from '../finding.ts';
import { type JsonMember, type JsonNode, parseJson } from '../../policy/syntax/json.ts';

/** Returns the text without the member whose name begins at the span. */
function withoutMember(text: string, { start }: Span): string {
  const json = parseJson(text);
  const member = json.ok ? memberAt(json.value, start) : undefined;
  return member ? withoutSpan(text, { start: member.nameSpan.start, end: member.value.span.end }) : text;
}

function memberAt(node: JsonNode, start: number): JsonMember | undefined {
  if (start < node.span.start || start >= node.span.end) return undefined;
  if (node.kind === 'array') {
    for (const item of node.items) {
      const found = memberAt(item, start);
      if (found) return found;
    }
    return undefined;
  }
  if (node.kind !== 'object') return undefined;
  for (const member of node.members) {
    const found = member.nameSpan.start === start ? member : memberAt(member.value, start);
    if (found) return found;
  }
  return undefined;
}

const removing =
  (label: string) =>
  (text: string, span: Span): LintFix => ({ label, apply: () => withoutMember(text, span) });

const at = (text: string, { start, end }: Span): unknown => {
  try {
    return JSON.parse(text.slice(start, end)) as unknown;
  } catch {
    return undefined;
  }
};

function withKind(text: string, span: Span): LintFix | undefined {
  const written = at(text, span);
  const values = [written].flat();
  const kinds = new Set(values.map(kindOf));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) return undefined;
  return {
    label: `Change it to { "${kind}": … }`,
    apply: () => withSpanReplaced(text, span, JSON.stringify({ [kind]: written })),
  };
}

function kindOf(value: unknown): PrincipalType | undefined {
  if (typeof value !== 'string') return undefined;
  if (/:(saml|oidc)-provider\//.test(value)) return 'Federated';
  if (/^\d{12}$|^arn:aws[a-z-]*:(iam|sts):/.test(value)) return 'AWS';
  return /\.amazonaws\.com(\.cn)?$/.test(value) ? 'Service' : undefined;
}

function knownKind(text: string, span: Span): LintFix | undefined {
  const written = at(text, span);
  const meant = typeof written === 'string' ? nearest(written, principalTypes) : undefined;
  return meant === undefined ? undefined : writeFix(text, span, meant);
}

/** A provider is written without its protocol. */
function withoutProtocol(text: string, span: Span): LintFix | undefined {
  const written = at(text, span);
  const [, plain] = (typeof written === 'string' && /^https?:\/\/(\S+?)\/*$/.exec(written)) || [];
  return plain === undefined ? undefined : writeFix(text, span, plain);
}

export const principalRepairs = {
  'invalid-principal-format': withKind,
  'invalid-principal-key': knownKind,
  'unsupported-principal': removing('Remove the principal'),
  'principal-in-scp': removing('Remove the principal'),
  'resource-in-trust-policy': removing('Remove the resource'),
  'invalid-federated-principal-syntax': withoutProtocol,
} as const;
