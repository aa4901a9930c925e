/**
 * Reads the organization from outputs of `aws organizations`, of the collector or as single files. A single
 * file names its node or policy in its file name (`units-of-r-ab12.json`, `targets-of-p-a1b2c3d4.json`).
 */

import { type AccountId, unsafeAccountId, unsafeArn, unsafeEntityId } from '../../core/model/ids.ts';
import type {
  ControlPolicyRecord,
  Membership,
  OrganizationalUnitRecord,
  OrganizationRecord,
} from '../../core/model/records/organization.ts';
import { type ControlPolicyType, controlPolicyTypes, fullAwsAccess } from '../../core/model/records/lists.ts';
import { utcSeconds } from '../dates.ts';
import { readShape, type JsonShape } from '../json/shape.ts';
import { readDocument } from './document.ts';
import type { Fault } from './faults.ts';
import { defined } from '../../core/model/defined.ts';

export interface ReadOrganization {
  readonly organization: OrganizationRecord;
  readonly units: readonly OrganizationalUnitRecord[];
  readonly policies: readonly ControlPolicyRecord[];
  readonly memberships: ReadonlyMap<AccountId, Membership>;
  /** Names by account id, of accounts whose name is in the files. */
  readonly names: ReadonlyMap<string, string>;
}

interface Summary {
  readonly id: string;
  readonly name: string;
  readonly type: ControlPolicyType;
  readonly description: string;
  readonly awsManaged: boolean;
  readonly arn: string;
}

export class OrganizationOutputs {
  #organization: JsonShape | undefined;
  #root: { id: string; types: ControlPolicyType[] } | undefined;
  readonly #units = new Map<string, { parent: string; name: string; arn: string; shape: JsonShape }>();
  readonly #accounts = new Map<
    string,
    { parent?: string; joined?: string; name?: string; invited: boolean }
  >();
  readonly #summaries = new Map<string, Summary>();
  readonly #contents = new Map<string, string>();
  readonly #targets = new Map<string, string[]>();
  #any: JsonShape | undefined;
  /** The present file. Its number is stored with each part, to name the place of a later problem. */
  #file = 0;
  readonly #fileOf = new Map<JsonShape, number>();
  /** The file in which `connect` found a problem. */
  problemFile = 0;
  /** Ids of control policies that cannot be read. They are left out. */
  readonly skipped = new Set<string>();
  readonly #faults: Fault[];

  constructor(faults: Fault[]) {
    this.#faults = faults;
  }

  get isEmpty(): boolean {
    return this.#any === undefined;
  }

  /** Takes an output of `aws organizations`; false for anything else. `about`: the file's name. */
  take(root: JsonShape, about: string, file: number): boolean {
    const { value } = root;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const id = (pattern: RegExp) => pattern.exec(about)?.[0];
    this.#file = file;
    const has = (member: string) => Object.hasOwn(value, member);
    if (has('Organization')) this.describe(root);
    else if (has('Roots')) this.roots(root);
    else if (has('OrganizationalUnits')) this.unitsOf(id(node) ?? this.#root?.id, root);
    else if (has('Accounts') && isOfOrganizations(root)) this.accountsOf(id(node), root);
    else if (has('Policy') && root.member('Policy').optional('PolicySummary')) this.policy(root);
    else if (has('Policies') && isControlPolicies(root)) this.policyList(root, id(target));
    else if (has('Targets')) this.targetsOf(id(policyId), root);
    else return false;
    return true;
  }

  collected(root: JsonShape, file: number): void {
    this.#file = file;
    this.describe(root.member('organization'));
    const roots = root.optional('roots');
    if (roots) this.roots(roots);
    for (const one of root.items('children')) {
      const parent = one.member('parent').text();
      const units = one.optional('units');
      const accounts = one.optional('accounts');
      if (units) this.unitsOf(parent, units);
      if (accounts) this.accountsOf(parent, accounts);
    }
    for (const one of root.items('policies')) {
      const described = one.optional('policy');
      if (!described) continue;
      const id = this.policy(described);
      const targets = one.optional('targets');
      if (targets) this.targetsOf(id, targets);
    }
  }

  describe(root: JsonShape): void {
    this.#seen(root);
    this.#organization = root.member('Organization');
    this.#fileOf.set(this.#organization, this.#file);
  }

  roots(root: JsonShape): void {
    this.#seen(root);
    const [first] = root.member('Roots').list();
    if (!first)
      return root.member('Roots').fail('expected the root of the organization, found an empty list');
    const types = first
      .items('PolicyTypes')
      .filter((type) => type.optional('Status')?.value === 'ENABLED')
      .map((type) => type.member('Type').text())
      .filter((type): type is ControlPolicyType => (controlPolicyTypes as readonly string[]).includes(type));
    this.#root = { id: first.member('Id').matching(/^r-[0-9a-z]{4,32}$/, 'a root like `r-ab12`'), types };
  }

  unitsOf(parent: string | undefined, root: JsonShape): void {
    this.#seen(root);
    const list = root.member('OrganizationalUnits');
    if (parent === undefined) {
      return list.fail(
        'the output does not say to which root or unit these units belong. Put its id into the name of the file: `units-of-r-ab12.json`',
      );
    }
    for (const shape of list.list()) {
      const id = shape.member('Id').matching(/^ou-[0-9a-z-]{4,68}$/, 'a unit like `ou-ab12-c3d4e5f6`');
      if (this.#units.has(id)) shape.fail(`\`${id}\` stands there twice`);
      const [name, arn] = [shape.member('Name').text(), shape.member('Arn').text()];
      this.#fileOf.set(shape, this.#file);
      this.#units.set(id, { parent, name, arn, shape });
    }
  }

  /** `parent`: the parent of list-accounts-for-parent; list-accounts does not say it. */
  accountsOf(parent: string | undefined, root: JsonShape): void {
    this.#seen(root);
    for (const shape of root.member('Accounts').list()) {
      const id = shape.member('Id').matching(/^\d{12}$/, 'an account id of twelve digits');
      const known = this.#accounts.get(id);
      const date = shape.optional('JoinedTimestamp');
      const joined = date && (utcSeconds(date.text()) ?? date.expected('a date'));
      const name = shape.optional('Name')?.text() || known?.name;
      const place = parent ?? known?.parent;
      this.#accounts.set(id, {
        ...defined({ parent: place, joined, name }),
        invited: shape.optional('JoinedMethod')?.value !== 'CREATED',
      });
    }
  }

  policy(root: JsonShape): string {
    this.#seen(root);
    const policy = root.member('Policy');
    const summary = this.#summary(policy.member('PolicySummary'));
    if (summary) {
      const what = `control policy \`${summary.name}\``;
      const content = readShape(() => readDocument(policy.member('Content'), what));
      if (content.ok) this.#contents.set(summary.id, content.value);
      else {
        this.#faults.push({ ...content.error, file: this.#file, subject: what });
        this.skipped.add(summary.id);
        this.#summaries.delete(summary.id);
      }
    }
    return policy.member('PolicySummary').member('Id').text();
  }

  /** Reads list-policies, or list-policies-for-target when the target is known. */
  policyList(root: JsonShape, attachedTo?: string): void {
    this.#seen(root);
    for (const shape of root.member('Policies').list()) {
      const summary = this.#summary(shape);
      if (summary && attachedTo !== undefined) this.#attach(summary.id, attachedTo);
    }
  }

  targetsOf(policy: string | undefined, root: JsonShape): void {
    this.#seen(root);
    const list = root.member('Targets');
    if (policy === undefined) {
      return list.fail(
        'the output does not say to which policy these targets belong. Put its id into the name of the file: `targets-of-p-a1b2c3d4.json`',
      );
    }
    for (const shape of list.list()) this.#attach(policy, shape.member('TargetId').text());
  }

  #attach(policy: string, to: string): void {
    const targets = this.#targets.get(policy) ?? [];
    if (!targets.includes(to)) targets.push(to);
    this.#targets.set(policy, targets);
  }

  /** `undefined` for tag policies, backup policies and others: they decide nothing. */
  #summary(shape: JsonShape): Summary | undefined {
    const type = shape.member('Type').text();
    if (!(controlPolicyTypes as readonly string[]).includes(type)) return undefined;
    const summary: Summary = {
      id: shape.member('Id').matching(/^p-[0-9a-zA-Z_]{4,128}$/, 'a policy like `p-a1b2c3d4`'),
      name: shape.member('Name').text(),
      type: type as ControlPolicyType,
      description: shape.optional('Description')?.text() ?? '',
      awsManaged: shape.optional('AwsManaged')?.flag() ?? false,
      arn: shape.member('Arn').text(),
    };
    if (!this.skipped.has(summary.id)) this.#summaries.set(summary.id, summary);
    return summary;
  }

  #seen(root: JsonShape): void {
    if (!this.#any) this.#fileOf.set(root, this.#file);
    this.#any ??= root;
  }

  #fail(at: JsonShape, message: string): never {
    this.problemFile = this.#fileOf.get(at) ?? 0;
    return at.fail(message);
  }

  /** Returns the whole organization; `undefined` when no file had one. Throws a ShapeProblem. */
  connect(now: string): ReadOrganization | undefined {
    const any = this.#any;
    if (!any) return undefined;
    const shape = this.#organization;
    if (!shape) return this.#fail(any, 'the output of `aws organizations describe-organization` is missing');
    this.problemFile = this.#fileOf.get(shape) ?? 0;
    const root = this.#root;
    if (!root) return this.#fail(shape, 'the output of `aws organizations list-roots` is missing');
    const management = unsafeAccountId(
      shape.member('MasterAccountId').matching(/^\d{12}$/, 'an account id of twelve digits'),
    );
    const id = unsafeEntityId(
      shape.member('Id').matching(/^o-[a-z0-9]{10,32}$/, 'an id like `o-a1b2c3d4e5`'),
    );
    const organization: OrganizationRecord = {
      id,
      account: management,
      arn: unsafeArn(shape.member('Arn').text()),
      rootId: root.id,
      featureSet: shape.member('FeatureSet').oneOf(['ALL', 'CONSOLIDATED_BILLING']),
      enabledPolicyTypes: root.types,
      createDate: this.#accounts.get(management)?.joined ?? now,
    };
    const nodes = new Set([root.id, ...this.#units.keys(), ...this.#accounts.keys(), management]);
    const units = [...this.#units].map(
      ([unit, { parent, name, arn, shape: at }]): OrganizationalUnitRecord => {
        if (!nodes.has(parent) || parent === unit)
          this.#fail(at, `\`${parent}\`, the unit above \`${unit}\`, is not among the files`);
        return {
          id: unsafeEntityId(unit),
          account: management,
          arn: unsafeArn(arn),
          organization: id,
          parent,
          name,
        };
      },
    );
    this.#refuseCircles();
    return {
      organization,
      units,
      policies: this.#policies(organization, nodes, any),
      memberships: this.#memberships(organization, nodes, any),
      names: new Map([...this.#accounts].flatMap(([of, { name }]) => (name ? [[of, name]] : []))),
    };
  }

  #refuseCircles(): void {
    for (const [id, { shape }] of this.#units) {
      const seen = new Set<string>();
      for (let at: string | undefined = id; at !== undefined; at = this.#units.get(at)?.parent) {
        if (seen.has(at)) this.#fail(shape, `\`${id}\` stands above itself`);
        seen.add(at);
      }
    }
  }

  #policies(
    { id, account, enabledPolicyTypes }: OrganizationRecord,
    nodes: ReadonlySet<string>,
    any: JsonShape,
  ): ControlPolicyRecord[] {
    const record = (summary: Summary, content: string, targets: readonly string[]): ControlPolicyRecord => ({
      id: unsafeEntityId(`${id}/${summary.id}`),
      account,
      organization: id,
      policyId: summary.id,
      arn: unsafeArn(summary.arn),
      type: summary.type,
      name: summary.name,
      description: summary.description,
      content,
      awsManaged: summary.awsManaged,
      targets,
    });
    const given = [...this.#summaries.values()].map((summary) => {
      const content =
        this.#contents.get(summary.id) ?? (isFullAccess(summary) ? allowAll(summary.type) : undefined);
      if (content === undefined) {
        return this.#fail(
          any,
          `the output of \`aws organizations describe-policy --policy-id ${summary.id}\` is missing. Without it, the contents of \`${summary.name}\` are unknown`,
        );
      }
      const targets = this.#targets.get(summary.id);
      // AWS’s own policies are attached everywhere until somebody detaches them.
      return record(summary, content, targets ?? (isFullAccess(summary) ? [...nodes] : []));
    });
    const usual = enabledPolicyTypes.filter((type) => !this.#summaries.has(fullAwsAccess[type].policyId));
    return [
      ...given,
      ...usual.map((type) => {
        const { policyId: usualId, name } = fullAwsAccess[type];
        const arn = `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${usualId}`;
        const summary = { id: usualId, name, type, description: '', awsManaged: true, arn };
        return record(summary, allowAll(type), [...nodes]);
      }),
    ];
  }

  /** Puts an account that is only in list-accounts under the root. */
  #memberships(
    organization: OrganizationRecord,
    nodes: ReadonlySet<string>,
    any: JsonShape,
  ): Map<AccountId, Membership> {
    const all = new Map(this.#accounts);
    if (!all.has(organization.account)) all.set(organization.account, { invited: true });
    return new Map(
      [...all].map(([account, { parent = organization.rootId, joined, invited }]) => {
        if (!nodes.has(parent))
          this.#fail(any, `\`${parent}\`, where account ${account} stands, is not among the files`);
        const membership: Membership = {
          organization: organization.id,
          parent,
          joined: joined ?? organization.createDate,
          method: invited ? 'INVITED' : 'CREATED',
        };
        return [unsafeAccountId(account), membership];
      }),
    );
  }

  /** Accounts whose place in the tree is in no file. */
  get withoutPlace(): readonly string[] {
    return [...this.#accounts].filter(([, { parent }]) => parent === undefined).map(([id]) => id);
  }
}

const node = /\b(?:ou-[0-9a-z]+-[0-9a-z]+|r-[0-9a-z]{4,32})\b/;
const target = /\b(?:ou-[0-9a-z]+-[0-9a-z]+|r-[0-9a-z]{4,32}|\d{12})\b/;
const policyId = /\bp-[0-9a-zA-Z_]{4,128}(?=\b|\.)/;

const isOfOrganizations = (root: JsonShape): boolean =>
  root
    .items('Accounts')
    .every(({ value }) =>
      /^arn:aws[\w-]*:organizations:/.test(String((value as { Arn?: unknown } | null)?.Arn)),
    );

const isControlPolicies = (root: JsonShape): boolean => {
  const { value } = root.member('Policies');
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  return /^p-/.test(String((first as { Id?: unknown } | undefined)?.Id));
};

const isFullAccess = ({ id, type }: Summary): boolean => id === fullAwsAccess[type].policyId;

const allowAll = (type: ControlPolicyType): string => {
  const principal = type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
  const statement = { Effect: 'Allow', ...principal, Action: '*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
};
