/**
 * The nature of a node: all that the account holds of it but its names, ids and dates, as one text. Nodes of one nature
 * and of the same relations differ in nothing else, whichever relations a drawing shows. Natures are computed when a
 * drawing folds nodes, and kept: most graphs never need one.
 */

import { compileGlob, globMatches } from '../eval/glob.ts';
import { inlinePolicyName } from '../authz/gather.ts';
import { currentResourceDocument } from '../authz/trust-ids.ts';
import { parseArn } from '../model/arn.ts';
import type { AccountId } from '../model/ids.ts';
import { memoBy, memoByKey } from '../model/memo.ts';
import { defaultDocument } from '../model/policy-document.ts';
import type { GroupRecord, InlinePolicy, RoleRecord, UserRecord } from '../model/records/identities.ts';
import { principalsIn, statementsIn, stringsIn } from '../model/trust-principals.ts';
import { type World, credentialsOf, findByArn, ownedBy } from '../model/world/world.ts';
import { type GraphNode, type NodeNatures, everythingId } from './model.ts';
import { namedParty } from './outside-parties.ts';
import { containerPattern } from './resource-nodes.ts';

/** Members of records that are names, ids or dates, or follow from them. */
const names =
  /^(id|arn|owner|account|name|(user|role|group|policy|samlProvider)Name|alias|nextVersion|\w*Date)$/;
const documents = /^(document|policy|assumeRolePolicyDocument)$/;
const credentialTables = ['loginProfiles', 'accessKeys', 'mfaDevices', 'userCredentials'] as const;

export class Natures implements NodeNatures {
  readonly #world: World;
  readonly #account: AccountId;
  readonly #natureOf: (node: GraphNode) => string;
  readonly #asNamed: (policy: GraphNode, resource: string) => string;
  #naming: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(world: World, account: AccountId) {
    this.#world = world;
    this.#account = account;
    this.#natureOf = memoBy((node) => this.#made(node));
    this.#asNamed = memoByKey((policy, resource) => this.#statementsOn(policy, resource));
  }

  of(node: GraphNode): string {
    return this.#natureOf(node);
  }

  asNamed(policy: GraphNode, resource: GraphNode): string {
    return this.#asNamed(policy, resource.id);
  }

  #made(node: GraphNode): string {
    const named = this.#namingOf(node.id);
    if (node.kind === 'outside') return JSON.stringify([this.#outside(node), named]);
    if (node.kind === 'resource' && !node.row)
      return /[*?]/.test(node.id) ? node.id : JSON.stringify([shapeOf(node.id), named]);
    const record = this.#recordOf(node);
    // A record that is not held may say anything.
    if (!record) return node.id;
    const owner = node.kind === 'user' ? node.row?.id : undefined;
    const own =
      owner === undefined ? [] : credentialTables.map((table) => credentialsOf(this.#world, table, owner));
    const shape = node.kind === 'resource' ? shapeOf(node.id) : node.path;
    return JSON.stringify([shape, bare(record, node.id), bare(own, node.id), named]);
  }

  #recordOf(node: GraphNode): object | undefined {
    if (!node.row || node.flavour === 'inline') return this.#inlineOf(node);
    const rows: ReadonlyMap<string, object> = this.#world[node.row.table];
    return rows.get(node.row.id);
  }

  #inlineOf({ id, row, flavour }: GraphNode): InlinePolicy | undefined {
    if (!row || flavour !== 'inline') return undefined;
    const rows = this.#world[row.table] as ReadonlyMap<string, UserRecord | GroupRecord | RoleRecord>;
    const holder = rows.get(row.id);
    return holder?.inlinePolicies.find(({ policyName }) => inlinePolicyName(holder, policyName) === id);
  }

  #outside({ id, flavour }: GraphNode): unknown {
    const arn = parseArn(id);
    if (flavour === 'account') {
      const { organization, parent } = this.#world.accounts.get(arn?.account ?? '')?.membership ?? {};
      return [flavour, organization, parent];
    }
    const provider =
      findByArn(this.#world, 'oidcProviders', id) ?? findByArn(this.#world, 'samlProviders', id);
    return [flavour, arn && shapeOf(id), provider && bare(provider, id)];
  }

  /** The statements of trust and resource policies that name this principal, each without its list of principals. */
  #namingOf(id: string): readonly string[] {
    this.#naming ??= this.#allNamings();
    return this.#naming.get(id) ?? [];
  }

  #allNamings(): Map<string, string[]> {
    const all = new Map<string, string[]>();
    const read = (arn: string, document: string, trustedIds?: RoleRecord['trustedIds']) => {
      for (const { Principal, NotPrincipal, ...statement } of statementsIn(document))
        for (const [isNot, element] of [Principal, NotPrincipal].entries())
          for (const principal of principalsIn(element)) {
            const { id } = namedParty(this.#world, this.#account, principal, trustedIds);
            const told = JSON.stringify([arn, principal.type, isNot, statement]);
            const known = all.get(id);
            if (known) known.push(told);
            else all.set(id, [told]);
          }
    };
    for (const role of ownedBy(this.#world, 'roles', this.#account))
      read(role.arn, role.assumeRolePolicyDocument, role.trustedIds);
    for (const row of ownedBy(this.#world, 'resources', this.#account)) {
      const document = currentResourceDocument(this.#world, row);
      // Its own policy is a part of its nature, so that two resources may name one principal alike.
      if (document !== undefined) read(row.arn, document);
    }
    for (const told of all.values()) told.sort();
    return all;
  }

  #statementsOn(policy: GraphNode, resource: string): string {
    const inline = this.#inlineOf(policy);
    const row = policy.row?.table === 'policies' ? this.#world.policies.get(policy.row.id) : undefined;
    const text = inline?.document ?? (row && defaultDocument(row));
    if (text === undefined) return policy.id;
    const told = statementsIn(text).flatMap(({ Resource, NotResource, ...statement }) => {
      const on = (element: unknown) =>
        stringsIn(element)
          .filter((pattern) => isNamedBy(resource, pattern))
          .map((pattern) => withoutName(pattern, resource))
          .sort();
      const [named, excepted] = [on(Resource), on(NotResource)];
      const isOn = named.length > 0 || excepted.length > 0 || NotResource !== undefined;
      return isOn ? [[named, excepted, statement]] : [];
    });
    return JSON.stringify(told);
  }
}

function isNamedBy(resource: string, pattern: string): boolean {
  if (resource === everythingId) return pattern === everythingId;
  return [pattern, containerPattern(pattern)].some(
    (one) => one === resource || globMatches(compileGlob(one), resource),
  );
}

/** Returns what an ARN says beside the last segment of its resource, and beside nothing else. */
function shapeOf(arn: string): string {
  const end = Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':'));
  return parseArn(arn) ? arn.slice(0, end + 1) : '';
}

/** A text with `{this}` where it names the ARN itself, not a longer one that begins with it. */
function withoutName(text: string, arn: string): string {
  const parts = text.split(arn);
  return parts.reduce((told, part) => `${told}${/^[\w+=,.@-]/.test(part) ? arn : '{this}'}${part}`);
}

/** Returns what a record says of its owner beside names, ids and dates. The order of lists has no meaning there. */
function bare(record: object, arn: string): unknown {
  const told = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return withoutName(documents.test(key) ? compact(value) : value, arn);
    if (Array.isArray(value))
      return value
        .map((one) => told(one, key))
        .map((one) => JSON.stringify(one))
        .sort();
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .filter(([name]) => key === 'tags' || key === 'details' || !names.test(name))
      .map(([name, one]) => [name, told(one, name)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  };
  return told(record, '');
}

/** A document without the white space of its writing. */
function compact(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document));
  } catch {
    return document;
  }
}
