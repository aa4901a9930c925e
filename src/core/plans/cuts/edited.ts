/** The policies that changes of a cut write. Positions are those before, so changes fit in any order. */

import { inlinePolicyName } from '../../authz/gather.ts';
import { currentResourceDocument, currentTrustDocument } from '../../authz/trust-ids.ts';
import { actionName } from '../../eval/action.ts';
import { awsAccount } from '../../model/ids.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { type World, controlPolicyOf, findByArn, holder as holderOf } from '../../model/world/world.ts';
import {
  type StatementJson,
  statementsInDocument,
  withStatement,
  withStatements,
} from '../../analysis/edits/documents.ts';
import { type CutChange, type CutReference, denyPolicyName } from './cut.ts';
import { narrowed } from './narrowing/narrowed.ts';
import { withoutAction, withoutPair, withoutPrincipal, withoutResource } from './statement-parts.ts';

export interface Edited {
  /** Absent: nothing is left of it. */
  readonly document?: string;
  /** The position of each statement in the document before; absent: it is new. */
  readonly origins: readonly (number | undefined)[];
}

/** Returns the documents by policy; `undefined` when one of the changes cannot be written. */
export function editedPolicies(
  world: World,
  changes: readonly CutChange[],
  reference: CutReference,
): ReadonlyMap<string, Edited> | undefined {
  const edited = new Map<string, Edited>();
  for (const [policy, own] of byPolicy(changes)) {
    const one = editedPolicy(writableDocument(world, policy), own, reference);
    if (!one) return undefined;
    edited.set(policy, one);
  }
  return edited;
}

function byPolicy(changes: readonly CutChange[]): Map<string, CutChange[]> {
  const groups = new Map<string, CutChange[]>();
  for (const change of changes) {
    const policy = writtenBy(change);
    if (policy !== undefined) groups.set(policy, [...(groups.get(policy) ?? []), change]);
  }
  return groups;
}

/** Returns the policy that the change writes; `undefined` when it takes a whole thing away. */
function writtenBy(change: CutChange): string | undefined {
  switch (change.kind) {
    case 'policy':
    case 'membership':
    case 'role':
      return undefined;
    case 'deny':
      return inlinePolicyName({ arn: change.holder }, denyPolicyName);
    default:
      return change.policy;
  }
}

export function writableDocument(world: World, policy: string): string | undefined {
  const hash = policy.indexOf('#');
  if (hash > 0) {
    const ref = world.index.byArn.get(policy.slice(0, hash));
    if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return undefined;
    const name = policy.slice(hash + 1);
    const holder = holderOf(world, `${ref.table}/${ref.id}`);
    return holder?.inlinePolicies.find(({ policyName }) => policyName === name)?.document;
  }
  const managed = findByArn(world, 'policies', policy);
  if (managed) return managed.account === awsAccount ? undefined : defaultDocument(managed);
  const role = findByArn(world, 'roles', policy);
  if (role) return currentTrustDocument(world, role);
  const resource = findByArn(world, 'resources', policy);
  if (resource) return currentResourceDocument(world, resource);
  const control = controlPolicyOf(world, policy);
  return control?.awsManaged ? undefined : control?.content;
}

interface Part {
  readonly statement: StatementJson;
  readonly origin: number;
}

function editedPolicy(
  document: string | undefined,
  changes: readonly CutChange[],
  reference: CutReference,
): Edited | undefined {
  let parts: readonly Part[] = statementsInDocument(document).map((statement, origin) => ({
    statement,
    origin,
  }));
  for (const change of changes) {
    if (!('statement' in change)) continue;
    const next: Part[] = [];
    for (const part of parts) {
      const left =
        part.origin === change.statement ? without(part.statement, change, reference) : [part.statement];
      if (!left) return undefined;
      next.push(...left.map((statement) => ({ statement, origin: part.origin })));
    }
    parts = next;
  }
  const denies = changes.flatMap((change) =>
    change.kind === 'deny' || change.kind === 'deny-all'
      ? [{ Effect: 'Deny', Action: change.action, Resource: change.resource }]
      : [],
  );
  const origins = [...parts.map(({ origin }) => origin), ...denies.map(() => undefined)];
  if (origins.length === 0) return { origins };
  const kept =
    document === undefined
      ? undefined
      : withStatements(
          document,
          parts.map(({ statement }) => statement),
        );
  return { document: denies.reduce(withStatement, kept) ?? '', origins };
}

export type InStatement = Extract<CutChange, { readonly statement: number }>;

/** Returns what is left of a statement; `undefined` when policies have no words for it. */
export function without(
  statement: StatementJson,
  change: InStatement,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  switch (change.kind) {
    case 'action':
      return withoutAction(statement, actionName(change.action), reference);
    case 'resource':
      return withoutResource(statement, change.resource);
    case 'pair':
      return withoutPair(statement, actionName(change.action), change.resource, reference);
    case 'principal':
      return withoutPrincipal(statement, change.type, change.value);
    default:
      return narrowed(statement, change, reference);
  }
}
