/**
 * Builds the graph of one account from the World. What is read from a policy text is cached by its record.
 * Records are replaced when they change, so after an edit only the edited one is read again.
 */

import type {
  GroupRecord,
  InlinePolicy,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../model/records/identities.ts';
import { defaultDocument } from '../model/policy-document.ts';
import { currentResourceDocument } from '../authz/trust-ids.ts';
import type { DecisionEnv } from '../authz/authorize.ts';
import { inlinePolicyName } from '../authz/gather.ts';
import { inlineLabels } from './inline-labels.ts';
import { parseArn, rootArn } from '../model/arn.ts';
import { type AccountId, awsAccount } from '../model/ids.ts';
import type { ResourceRecord } from '../model/records/tables.ts';
import { type KnownParts, knowsPart } from '../model/world/known-parts.ts';
import { type RowRef, type World, credentialsOf, ownedBy } from '../model/world/world.ts';
import {
  type AccountGraph,
  type Badge,
  type EdgeKind,
  type EdgeNote,
  type Flavour,
  type GraphNode,
  type NodeKind,
  edgeId,
  everythingId,
  unknownCredentials,
} from './model.ts';
import { adjacency, edgeList } from './adjacency.ts';
import { decidedAssumptions } from './assumable.ts';
import { memoBy } from '../model/memo.ts';
import { Natures } from './nature.ts';
import { entersFreely } from './open-trust.ts';
import { type NamedParty, namedParty } from './outside-parties.ts';
import { type PolicyReach, policyReach, statementShapes } from '../policy/statement-shapes.ts';
import { resourceLabel } from '../model/labels.ts';
import { resourceResolver } from './resource-nodes.ts';
import type { TrustedPrincipal } from '../model/trust-principals.ts';
import type { Steps } from '../model/steps.ts';
import { defined } from '../model/defined.ts';

export function accountGraph(world: World, account: AccountId, env: DecisionEnv): AccountGraph {
  const steps = accountGraphSteps(world, account, env);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Builds it in steps of about a millisecond, so that the page can react between them. The world must not
 * change before the last step: a caller that sees it change starts again.
 */
export function* accountGraphSteps(world: World, account: AccountId, env: DecisionEnv): Steps<AccountGraph> {
  const draft = new Draft(world, account);
  draft.identities();
  yield;
  yield* draft.policies();
  draft.resources();
  yield* draft.relations();
  yield;
  yield* draft.assumptions(env);
  yield;
  yield* draft.openTrust(env);
  yield;
  return draft.finish();
}

/** Number of records between two steps. */
const stride = 100;

function* inStrides<T>(records: readonly T[], visit: (record: T) => void): Steps {
  for (let start = 0; start < records.length; start += stride) {
    for (const record of records.slice(start, start + stride)) visit(record);
    yield;
  }
}

const reachOf = memoBy((record: PolicyRecord | InlinePolicy) => policyReach(defaultDocument(record)));

const trustedParties = memoBy((role: RoleRecord) =>
  statementShapes(role.assumeRolePolicyDocument)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals),
);

type Holder = UserRecord | GroupRecord | RoleRecord;

/** One build: nodes by id, edges by position. It lives for one call. */
class Draft {
  readonly #world: World;
  readonly #account: AccountId;
  readonly #nodes: GraphNode[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #edges = edgeList();
  readonly #admin = new Set<number>();
  /** The nodes of this account that a role's trust policy names, by the ARN of the role. */
  readonly #trusted = new Map<string, string[]>();
  readonly #notes = new Map<string, EdgeNote>();
  /** The parties outside that trust policies let in, with the position of their nodes. */
  readonly #outsiders: (readonly [RoleRecord, TrustedPrincipal, from: number])[] = [];
  #isUndecided = false;
  readonly #users: UserRecord[];
  readonly #groups: GroupRecord[];
  readonly #roles: RoleRecord[];
  readonly #policies: PolicyRecord[] = [];
  readonly #rows: ResourceRecord[];
  readonly #unknown: AccountGraph['unknown'];
  readonly #inlineLabel: ReturnType<typeof inlineLabels>;

  constructor(world: World, account: AccountId) {
    this.#world = world;
    this.#account = account;
    this.#users = ownedBy(world, 'users', account);
    this.#groups = ownedBy(world, 'groups', account);
    this.#roles = ownedBy(world, 'roles', account);
    this.#rows = ownedBy(world, 'resources', account);
    this.#inlineLabel = inlineLabels(this.#holders());
    const unknown = world.accounts.get(account)?.unknown ?? [];
    this.#unknown = unknownCredentials.filter((part) => unknown.includes(part));
  }

  identities(): void {
    const root = rootArn(this.#account);
    const row: RowRef = { table: 'accounts', id: this.#account as never };
    const ofRoot = { account: this.#account };
    this.#node(root, 'root', 'root', '/', row, this.#credentials(this.#account, ofRoot, true));
    for (const user of this.#users)
      this.#node(user.arn, 'user', user.userName, user.path, { table: 'users', id: user.id }, [
        ...this.#credentials(user.id, user, false),
        ...this.#bound(user),
      ]);
    for (const group of this.#groups)
      this.#node(group.arn, 'group', group.groupName, group.path, { table: 'groups', id: group.id });
    for (const role of this.#roles)
      this.#node(
        role.arn,
        'role',
        role.roleName,
        role.path,
        { table: 'roles', id: role.id },
        this.#bound(role),
      );
  }

  /** Adds the account's customer policies, and the AWS managed ones that something here uses. */
  *policies(): Steps {
    const used = new Set<string>();
    for (const holder of this.#holders()) {
      for (const arn of holder.attachedPolicies) used.add(arn);
      if ('permissionsBoundary' in holder && holder.permissionsBoundary) used.add(holder.permissionsBoundary);
    }
    const aws = ownedBy(this.#world, 'policies', awsAccount).filter(({ arn }) => used.has(arn));
    const all = [...ownedBy(this.#world, 'policies', this.#account), ...aws];
    yield* inStrides(all, (policy) => {
      this.#policies.push(policy);
      const flavour = policy.account === awsAccount ? 'aws' : 'customer';
      const row: RowRef = { table: 'policies', id: policy.id };
      const named = { label: policy.policyName };
      this.#policyNode(policy.arn, named, policy.path, flavour, row, reachOf(policy));
    });
  }

  resources(): void {
    for (const row of this.#rows) {
      const service = parseArn(row.arn)?.service ?? '';
      this.#node(row.arn, 'resource', resourceLabel(row.arn), service, { table: 'resources', id: row.id });
    }
  }

  *relations(): Steps {
    const resolve = resourceResolver(
      (id) => this.#indexOf.has(id),
      [...this.#world.resources.values()].filter(({ account }) => account === this.#account),
    );
    const reach = (index: number, { grants, denies }: PolicyReach) => {
      for (const pattern of grants) this.#reaches(index, 'grants', resolve(pattern));
      for (const pattern of denies) this.#reaches(index, 'denies', resolve(pattern));
    };
    this.#memberships();
    yield;
    yield* inStrides(this.#holders(), (holder) => this.#holdings(holder, reach));
    yield* inStrides(this.#policies, (policy) => reach(this.#at(policy.arn), reachOf(policy)));
    yield* inStrides(this.#roles, (role) => this.#trust(role));
    for (const row of this.#rows) {
      const policy = currentResourceDocument(this.#world, row);
      if (policy !== undefined) this.#resourcePolicy(row, policy);
    }
  }

  /** Adds who of the account can assume its roles. Whom a trust policy names in vain is only named by it. */
  *assumptions(env: DecisionEnv): Steps {
    const decided = yield* decidedAssumptions({
      world: this.#world,
      account: this.#account,
      trusted: ({ arn }) => this.#trusted.get(arn) ?? [],
      env,
    });
    this.#isUndecided = decided === undefined;
    for (const { principal, role, withMfa } of decided ?? []) {
      this.#edge(this.#at(principal), this.#at(role), 'can-assume');
      if (withMfa) this.#notes.set(edgeId(principal, 'can-assume', role), 'with MFA');
    }
    const can = new Set(decided?.map(({ principal, role }) => `${principal} ${role}`));
    for (const [role, named] of this.#trusted)
      for (const id of named)
        if (!can.has(`${id} ${role}`)) this.#edge(this.#at(id), this.#at(role), 'named-by');
  }

  /** Marks the roles that let in somebody outside without a condition. */
  *openTrust(env: DecisionEnv): Steps {
    const open = new Set<number>();
    yield* inStrides(this.#outsiders, ([role, party, from]) => {
      const edge = edgeId(this.#nodes[from]?.id ?? '', 'can-assume', role.arn);
      if (this.#notes.has(edge) || !entersFreely(this.#world, role, party, env)) return;
      this.#notes.set(edge, 'without a condition');
      open.add(this.#at(role.arn));
    });
    for (const at of open) {
      const node = this.#nodes[at];
      if (node) this.#nodes[at] = { ...node, badges: [...node.badges, 'open-trust'] };
    }
  }

  finish(): AccountGraph {
    const edges = this.#edges.table();
    const nodes = this.#nodes.map((node, index) =>
      this.#admin.has(index) ? { ...node, badges: [...node.badges, 'admin'] as Badge[] } : node,
    );
    return {
      account: this.#account,
      unknown: this.#unknown,
      isUndecided: this.#isUndecided,
      notes: this.#notes,
      nodes,
      indexOf: this.#indexOf,
      edges,
      out: adjacency(edges.from, nodes.length),
      in: adjacency(edges.to, nodes.length),
      natures: new Natures(this.#world, this.#account),
    };
  }

  #holders(): Holder[] {
    return [...this.#users, ...this.#groups, ...this.#roles];
  }

  /** `owner`: the user's id, or the account's for root, who can always sign in with a password. */
  #credentials(owner: string, subject: KnownParts, isRoot: boolean): Badge[] {
    const hasKey = credentialsOf(this.#world, 'accessKeys', owner).some(({ status }) => status === 'Active');
    const signsIn = isRoot || credentialsOf(this.#world, 'loginProfiles', owner).length > 0;
    const known = knowsPart(this.#world, subject, 'mfa-devices');
    const bare = signsIn && known && credentialsOf(this.#world, 'mfaDevices', owner).length === 0;
    return [...(bare ? (['no-mfa'] as const) : []), ...(hasKey ? (['access-key'] as const) : [])];
  }

  #bound(holder: UserRecord | RoleRecord): readonly Badge[] {
    return holder.permissionsBoundary === undefined ? [] : ['boundary'];
  }

  #memberships(): void {
    const group = new Map(this.#groups.map(({ id, arn }) => [id, this.#at(arn)]));
    for (const user of this.#users) {
      const from = this.#at(user.arn);
      for (const id of user.groups) {
        const to = group.get(id);
        if (to !== undefined) this.#edge(from, to, 'member-of');
      }
    }
  }

  #holdings(holder: Holder, reach: (index: number, reach: PolicyReach) => void): void {
    const from = this.#at(holder.arn);
    const row = this.#nodes[from]?.row;
    for (const inline of holder.inlinePolicies) {
      const id = inlinePolicyName(holder, inline.policyName);
      const named = this.#inlineLabel(this.#nodes[from]?.label ?? '', inline);
      const to = this.#policyNode(id, named, holder.path, 'inline', row, reachOf(inline));
      this.#edge(from, to, 'inline');
      if (this.#admin.has(to)) this.#admin.add(from);
      reach(to, reachOf(inline));
    }
    for (const arn of holder.attachedPolicies) {
      const to = this.#managed(arn);
      this.#edge(from, to, 'attached');
      if (this.#admin.has(to)) this.#admin.add(from);
    }
    if ('permissionsBoundary' in holder && holder.permissionsBoundary)
      this.#edge(from, this.#managed(holder.permissionsBoundary), 'boundary');
  }

  /** Returns the node of an attached policy. One that the World does not hold is drawn as unknown. */
  #managed(arn: string): number {
    const index = this.#indexOf.get(arn);
    if (index !== undefined) return index;
    const flavour = parseArn(arn)?.account === 'aws' ? 'aws' : 'customer';
    const label = arn.slice(arn.lastIndexOf('/') + 1);
    return this.#add({ id: arn, kind: 'policy', label, flavour, path: '/', known: false, badges: [] });
  }

  #reaches(from: number, kind: EdgeKind, targets: { ids: readonly string[]; known: boolean }): void {
    for (const id of targets.ids) {
      const to = this.#indexOf.get(id) ?? this.#resourceNode(id, targets.known);
      this.#edge(from, to, kind);
    }
  }

  #resourceNode(id: string, known: boolean): number {
    const path = id === everythingId ? '' : (parseArn(id)?.service ?? '');
    return this.#add({ id, kind: 'resource', label: resourceLabel(id), path, known, badges: [] });
  }

  /** Draws parties outside as the trust policy names them: nobody here knows what binds them at home. */
  #trust(role: RoleRecord): void {
    const to = this.#at(role.arn);
    const own: string[] = [];
    for (const shape of trustedParties(role)) {
      const from = this.#party(shape, role.trustedIds);
      const node = this.#nodes[from];
      if (node?.kind === 'outside') {
        this.#edge(from, to, 'can-assume');
        this.#outsiders.push([role, shape, from]);
      } else if (node) own.push(node.id);
    }
    if (own.length > 0) this.#trusted.set(role.arn, own);
  }

  #resourcePolicy(row: ResourceRecord, document: string): void {
    for (const { effect, principals } of statementShapes(document))
      for (const shape of principals)
        this.#edge(this.#party(shape), this.#at(row.arn), effect === 'Allow' ? 'named-by' : 'denies');
  }

  #party(shape: TrustedPrincipal, trustedIds?: RoleRecord['trustedIds']): number {
    const party: NamedParty = namedParty(this.#world, this.#account, shape, trustedIds);
    const index = this.#indexOf.get(party.id);
    if (index !== undefined) return index;
    const { flavour, label } = party.outside ?? { flavour: 'deleted' as const, label: party.id };
    return this.#add({ id: party.id, kind: 'outside', label, flavour, path: '', known: true, badges: [] });
  }

  #policyNode(
    id: string,
    named: Pick<GraphNode, 'label' | 'about'>,
    path: string,
    flavour: Flavour,
    row: RowRef | undefined,
    { admin }: PolicyReach,
  ): number {
    const index = this.#add({
      id,
      kind: 'policy',
      ...named,
      flavour,
      path,
      known: true,
      ...defined({ row }),
      badges: [],
    });
    if (admin) this.#admin.add(index);
    return index;
  }

  #node(
    id: string,
    kind: NodeKind,
    label: string,
    path: string,
    row: RowRef,
    marks: readonly Badge[] = [],
  ): number {
    return this.#add({ id, kind, label, path, known: true, row, badges: marks });
  }

  #add(node: GraphNode): number {
    const index = this.#nodes.length;
    this.#nodes.push(node);
    this.#indexOf.set(node.id, index);
    return index;
  }

  #at(id: string): number {
    const index = this.#indexOf.get(id);
    if (index === undefined) throw new Error(`no node \`${id}\` in the graph`);
    return index;
  }

  #edge(from: number, to: number, kind: EdgeKind): void {
    this.#edges.add(from, to, kind);
  }
}
