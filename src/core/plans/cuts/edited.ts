/** The policies that changes of a cut write. Positions are those before, so changes fit in any order. */

import { inlinePolicyName } from '../../authz/gather.ts';
import { currentResourceDocument, currentTrustDocument } from '../../authz/trust-ids.ts';
import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import { awsAccount } from '../../model/ids.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { type World, controlPolicyOf, findByArn, holder as holderOf } from '../../model/world/world.ts';
import {
  type StatementJson,
  statementsInDocument,
  listedTexts,
  withStatement,
  withStatements,
} from '../../analysis/edits/documents.ts';
import { otherActions } from '../../analysis/edits/other-actions.ts';
import { patternMayCover } from '../../analysis/edits/resources-but.ts';
import { type CutChange, type CutReference, denyPolicyName } from './cut.ts';

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

type InStatement = Extract<CutChange, { readonly statement: number }>;

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
  }
}

const names = ({ Action, NotAction }: StatementJson, action: ActionName): boolean =>
  Action === undefined
    ? !listedTexts(NotAction).some((pattern) => actionMatches(pattern, action))
    : listedTexts(Action).some((pattern) => actionMatches(pattern, action));

function withoutAction(
  statement: StatementJson,
  action: ActionName,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  if (!names(statement, action)) return [statement];
  const { Action, NotAction, ...rest } = statement;
  const left =
    Action === undefined
      ? { NotAction: [...listedTexts(NotAction), action.text] }
      : otherActions(listedTexts(Action), action, reference);
  if (!left) return undefined;
  if (left.Action?.length === 0) return [];
  return [inOrder(statement, { ...rest, ...left })];
}

function withoutResource(statement: StatementJson, resource: string): readonly StatementJson[] | undefined {
  const { Resource, NotResource, ...rest } = statement;
  if (Resource === undefined)
    return NotResource === undefined
      ? undefined
      : [inOrder(statement, { ...rest, NotResource: [...new Set([...listedTexts(NotResource), resource])] })];
  const named = listedTexts(Resource);
  if (named.includes('*')) return [inOrder(statement, { ...rest, NotResource: [resource] })];
  const left = named.filter((pattern) => pattern !== resource);
  if (left.some((pattern) => patternMayCover(pattern, resource))) return undefined;
  return left.length === 0 ? [] : [inOrder(statement, { ...rest, Resource: left })];
}

/** The action gets a statement of its own, without the resource. */
function withoutPair(
  statement: StatementJson,
  action: ActionName,
  resource: string,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  if (!names(statement, action)) return [statement];
  const others = withoutAction(statement, action, reference);
  const { Action: _, NotAction: __, Sid: ___, ...rest } = statement;
  const own = withoutResource(inOrder(statement, { ...rest, Action: action.text }), resource);
  return others && own && [...others, ...own];
}

function withoutPrincipal(
  { Principal, ...rest }: StatementJson,
  type: string,
  value: string,
): readonly StatementJson[] {
  const all =
    typeof Principal === 'string'
      ? { AWS: [Principal] }
      : Object.fromEntries(Object.entries(Principal ?? {}).map(([key, of]) => [key, listedTexts(of)]));
  const left = Object.entries(all)
    .map(([key, of]) => [key, key === type ? of.filter((one) => one !== value) : of] as const)
    .filter(([, of]) => of.length > 0);
  const before = { Effect: rest['Effect'], Principal, ...rest };
  return left.length === 0 ? [] : [inOrder(before, { ...rest, Principal: Object.fromEntries(left) })];
}

/** Writes the members in the order of the statement before; `Not…` stands where the member stood. */
function inOrder(before: StatementJson, after: StatementJson): StatementJson {
  const place = new Map(Object.keys(before).map((key, at) => [key.replace(/^Not/, ''), at]));
  const at = (key: string) => place.get(key.replace(/^Not/, '')) ?? place.size;
  return Object.fromEntries(Object.entries(after).sort(([a], [b]) => at(a) - at(b)));
}
