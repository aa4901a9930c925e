/**
 * Finds a policy by the name that a decision gives it (authz/gather.ts): its label, ARN and text. Also lays
 * the text out for reading, with the place of every statement in it.
 */

import { currentResourceDocument } from '../authz/trust-ids.ts';
import { type Assumed, assumedPolicy } from '../authz/assume.ts';
import type { NamedPolicy, Span } from '../authz/decision.ts';
import { arnName } from '../model/arn.ts';
import { type World, controlPolicyOf, findByArn, holder } from '../model/world/world.ts';
import { defaultDocument } from '../model/policy-document.ts';

export interface PolicyText {
  readonly kind: 'managed' | 'inline' | 'trust' | 'resource' | 'control' | 'session' | 'assumed';
  /** `ReadPayroll`; for a trust or resource policy the name of the role or resource. */
  readonly label: string;
  /** ARN of the managed, control or supposed policy, or of the holder of any other. */
  readonly arn: string;
  readonly document: string;
}

/** Returns `undefined` when the world holds no such policy (a boundary whose text is not known). */
export function policyText(world: World, name: string, assume?: Assumed): PolicyText | undefined {
  const supposed = assumedPolicy(assume, name);
  if (supposed) return { kind: 'assumed', label: name, arn: name, document: textOf(supposed) };
  const hash = name.indexOf('#');
  if (hash > 0) {
    const arn = name.slice(0, hash);
    return inlineText(world, arn, name.slice(hash + 1)) ?? sessionText(world, arn, name);
  }
  const ref = world.index.byArn.get(name);
  switch (ref?.table) {
    case 'policies': {
      const policy = world.policies.get(ref.id);
      return (
        policy && { kind: 'managed', label: policy.policyName, arn: name, document: defaultDocument(policy) }
      );
    }
    case 'roles': {
      const role = world.roles.get(ref.id);
      return (
        role && { kind: 'trust', label: role.roleName, arn: name, document: role.assumeRolePolicyDocument }
      );
    }
    default: {
      const control = controlPolicyOf(world, name);
      if (control) return { kind: 'control', label: control.name, arn: name, document: control.content };
      const resource = findByArn(world, 'resources', name);
      const document = resource && currentResourceDocument(world, resource);
      if (document === undefined) return undefined;
      return { kind: 'resource', label: resource?.name ?? name, arn: name, document };
    }
  }
}

const textOf = ({ document }: NamedPolicy): string =>
  typeof document === 'string' ? document : JSON.stringify(document, null, 2);

function inlineText(world: World, arn: string, policyName: string): PolicyText | undefined {
  const ref = world.index.byArn.get(arn);
  if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return undefined;
  const found = holder(world, `${ref.table}/${ref.id}`)?.inlinePolicies.find(
    (inline) => inline.policyName === policyName,
  );
  return found && { kind: 'inline', label: policyName, arn, document: found.document };
}

/** Two sessions of one name may have policies of one name. Then nobody can tell whose it is, unless the texts are equal. */
function sessionText(world: World, arn: string, name: string): PolicyText | undefined {
  const documents = new Set<string>();
  for (const session of world.sessions.values()) {
    if (session.arn !== arn) continue;
    for (const policy of [...(session.sessionPolicies ?? []), ...(session.scope?.policies ?? [])])
      if (policy.name === name) documents.add(policy.document);
  }
  const [document] = documents;
  if (document === undefined || documents.size > 1) return undefined;
  return { kind: 'session', label: arnName(arn), arn, document };
}

export interface LaidOut {
  readonly text: string;
  /** Place of each statement in `text`, by position in the document. */
  readonly statements: readonly Span[];
}

/**
 * Lays a document out for reading. A text with line breaks stays as it is (`spans` are the engine's). A text
 * on a single line is indented by two spaces, and its statements are found again.
 */
export function layOut(source: string, spans: readonly Span[] = []): LaidOut {
  if (source.trim().includes('\n')) return { text: source, statements: spans };
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    return { text: source, statements: spans };
  }
  const text = JSON.stringify(parsed, null, 2);
  const statement = (parsed as { Statement?: unknown } | null)?.Statement;
  const many = Array.isArray(statement);
  const indent = many ? '\n    ' : '\n  ';
  const from = /\n {2}"Statement": \[?/.exec(text);
  let at = from ? from.index + from[0].length : text.length;
  const statements = (many ? (statement as unknown[]) : statement === undefined ? [] : [statement]).map(
    (one) => {
      const block = JSON.stringify(one, null, 2).replaceAll('\n', indent);
      const start = text.indexOf(block, at);
      if (start < 0) return { start: 0, end: 0 };
      at = start + block.length;
      return { start, end: at };
    },
  );
  return { text, statements };
}
