/**
 * The organization of a scenario: units, members and control policies. AWS's own policies, which allow
 * everything, need no document. When the file does not name them, they are attached to every node, as in AWS.
 */

import { unless } from '../../core/model/schema/members.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '../../core/model/ids.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../../core/model/records/organization.ts';
import { type ControlPolicyType, fullAwsAccess } from '../../core/model/records/lists.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioControlPolicy, ScenarioOrganization } from './format/organization.ts';
import type { ScenarioDocument } from './format/parts.ts';
import { seededRandom } from '../random.ts';
import type { Path } from '../../core/model/schema/fault.ts';
import { ShapeProblem } from '../json/shape.ts';
import { documentText, type MutableRecords } from '../world-records.ts';
import { defined } from '../../core/model/defined.ts';

/** Returns the document of AWS's own policies. */
const allowAll = (type: ControlPolicyType) => {
  const principal = type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
  const statement = { Effect: 'Allow', ...principal, Action: '*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
};
const awsDescription = {
  SERVICE_CONTROL_POLICY: 'Allows access to every operation',
  RESOURCE_CONTROL_POLICY: 'Allows access to every resource',
} as const;

const derived = (prefix: string, of: string, length: number): string => {
  const random = seededRandom(`${prefix}${of}`);
  return `${prefix}${Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('')}`;
};
const usualId = (management: string) => derived('o-', management, 10);
const usualRoot = (management: string) => derived('r-', management, 4);

/** Adds the organization's rows, and puts its accounts in their places. */
export function organizationRecords(
  scenario: ScenarioOrganization,
  records: MutableRecords,
  usual: string,
  path: Path,
): void {
  const management = unsafeAccountId(scenario.managementAccount);
  const id = unsafeEntityId(scenario.id ?? usualId(management));
  const rootId = scenario.rootId ?? usualRoot(management);
  const createDate = scenario.createDate ?? usual;
  const organization: OrganizationRecord = {
    id,
    account: management,
    arn: unsafeArn(`arn:aws:organizations::${management}:organization/${id}`),
    rootId,
    featureSet: scenario.featureSet ?? 'ALL',
    enabledPolicyTypes: scenario.enabledPolicyTypes ?? ['SERVICE_CONTROL_POLICY'],
    ...defined({ rootFeatures: scenario.rootFeatures, details: scenario.details }),
    createDate,
  };
  records.organizations.push(organization);
  const nodes = new Set<string>([rootId]);
  scenario.units.forEach((unit, at) => {
    const parent = known(nodes, unit.parent ?? rootId, [...path, 'units', at, 'parent']);
    if (nodes.has(unit.id))
      throw new ShapeProblem(`\`${unit.id}\` stands there twice`, [...path, 'units', at]);
    nodes.add(unit.id);
    records.organizationalUnits.push({
      id: unsafeEntityId(unit.id),
      account: management,
      arn: unsafeArn(`arn:aws:organizations::${management}:ou/${id}/${unit.id}`),
      organization: id,
      parent,
      name: unit.name,
    });
  });
  joinAccounts(scenario, organization, nodes, records, path);
  const types = organization.enabledPolicyTypes;
  const implied = types.filter((type) => !scenario.policies.some((one) => isAws(one) && one.type === type));
  scenario.policies.forEach((policy, at) => {
    const here = [...path, 'policies', at];
    for (const target of policy.targets) known(nodes, target, here);
    if (!policy.document && !isAws(policy)) throw new ShapeProblem('`document` is missing', here);
    records.controlPolicies.push(controlPolicyRecord(policy, organization));
  });
  for (const type of implied) {
    const everywhere = { ...fullAwsAccess[type], type, targets: [...nodes] };
    records.controlPolicies.push(controlPolicyRecord(everywhere, organization));
  }
}

function joinAccounts(
  scenario: ScenarioOrganization,
  organization: OrganizationRecord,
  nodes: Set<string>,
  records: MutableRecords,
  path: Path,
): void {
  const joining = [
    { account: scenario.managementAccount, parent: scenario.managementParent },
    ...scenario.members,
  ] as ScenarioOrganization['members'];
  joining.forEach((member, at) => {
    const here = at === 0 ? [...path, 'managementAccount'] : [...path, 'members', at - 1];
    const index = records.accounts.findIndex((account) => (account.id as string) === member.account);
    const account = records.accounts[index];
    if (!account) throw new ShapeProblem(`no account \`${member.account}\` in this scenario`, here);
    if (account.membership) throw new ShapeProblem(`\`${member.account}\` stands there twice`, here);
    records.accounts[index] = {
      ...account,
      membership: {
        organization: organization.id,
        parent: known(nodes, member.parent ?? organization.rootId, here),
        joined: member.joined ?? organization.createDate,
        method: member.method ?? 'INVITED',
      },
    };
    nodes.add(member.account);
  });
}

function known(nodes: ReadonlySet<string>, id: string, path: Path): string {
  if (!nodes.has(id))
    throw new ShapeProblem(`\`${id}\` is not in this organization, as its root, a unit or an account`, path);
  return id;
}

const isAws = ({ policyId, type }: Pick<ScenarioControlPolicy, 'policyId' | 'type'>) =>
  policyId === fullAwsAccess[type].policyId;

function controlPolicyRecord(
  policy: ScenarioControlPolicy,
  { id, account }: OrganizationRecord,
): ControlPolicyRecord {
  const { policyId, type } = policy;
  const owner: string = isAws(policy) ? 'aws' : `${account}`;
  const home = isAws(policy) ? '' : `${id}/`;
  return {
    id: unsafeEntityId(`${id}/${policyId}`),
    account,
    organization: id,
    policyId,
    arn: unsafeArn(`arn:aws:organizations::${owner}:policy/${home}${type.toLowerCase()}/${policyId}`),
    type,
    name: policy.name,
    description: policy.description ?? (isAws(policy) ? awsDescription[type] : ''),
    content: policy.document === undefined ? allowAll(type) : documentText(policy.document),
    awsManaged: isAws(policy),
    targets: policy.targets,
  };
}

/** Returns the organization for the file. `shortest` writes a document in the shorter way. */
export function writtenOrganization(
  world: World,
  organization: OrganizationRecord,
  usual: string,
  shortest: (text: string) => ScenarioDocument,
): ScenarioOrganization {
  const { id, account, rootId, createDate } = organization;
  const held = world.accounts.get(account)?.membership?.parent;
  const members = [...world.accounts.values()].filter(
    (one) => one.membership?.organization === id && one.id !== account,
  );
  return {
    ...unless<'id', string>(id, usualId(account), 'id'),
    managementAccount: account,
    ...(held === undefined || held === rootId ? {} : { managementParent: held }),
    ...unless(rootId, usualRoot(account), 'rootId'),
    ...unless<'featureSet', OrganizationRecord['featureSet']>(organization.featureSet, 'ALL', 'featureSet'),
    ...unless(createDate, usual, 'createDate'),
    enabledPolicyTypes: organization.enabledPolicyTypes,
    ...defined({ rootFeatures: organization.rootFeatures, details: organization.details }),
    units: unitsInOrder(world, organization),
    members: members.flatMap(({ id: member, membership }) =>
      membership
        ? [
            {
              account: member,
              ...unless(membership.parent, rootId, 'parent'),
              ...unless(membership.joined, createDate, 'joined'),
              ...(membership.method === 'CREATED' ? { method: membership.method } : {}),
            },
          ]
        : [],
    ),
    policies: [...world.controlPolicies.values()]
      .filter((policy) => policy.organization === id)
      .map((policy) => ({
        policyId: policy.policyId,
        name: policy.name,
        type: policy.type,
        ...(policy.awsManaged || policy.description === '' ? {} : { description: policy.description }),
        ...(policy.awsManaged ? {} : { document: shortest(policy.content) }),
        targets: policy.targets,
      })),
  };
}

/** Puts parents before their children, as the reader needs them. */
function unitsInOrder(world: World, { id, rootId }: OrganizationRecord): ScenarioOrganization['units'] {
  const below = (parent: string): ScenarioOrganization['units'] =>
    [...world.organizationalUnits.values()]
      .filter((unit) => unit.organization === id && unit.parent === parent)
      .flatMap((unit) => [
        { id: unit.id, name: unit.name, ...unless(unit.parent, rootId, 'parent') },
        ...below(unit.id),
      ]);
  return below(rootId);
}
