/**
 * The single steps of a suggestion: the request that a person would send, the changes of the World that it
 * causes (to try it), and short notes on what else it allows or takes away.
 */

import { idsBehind } from '../../authz/trust-ids.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../model/records/tables.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import type { DescribedRequest } from '../../words/request.ts';
import { policyLabel } from '../../model/labels.ts';
import { describeStatement } from '../../words/statement.ts';
import { defaultDocument } from '../../model/policy-document.ts';

export interface FixStep {
  readonly request: DescribedRequest;
  readonly changes: readonly Change[];
  readonly also: readonly string[];
  /** Larger is broader; suggestions are shown narrow first. */
  readonly breadth: number;
  /** True when the step gives a policy that allows every action on everything. */
  readonly allowsEverything?: boolean;
}

type Holder = UserRecord | GroupRecord | RoleRecord;
type Bounded = UserRecord | RoleRecord;

/** Returns the table, `User`, `Group` or `Role`, and the member that names one in requests. */
function holderWords(holder: Holder): {
  table: 'users' | 'groups' | 'roles';
  noun: string;
  name: Record<string, string>;
} {
  if ('userName' in holder) return { table: 'users', noun: 'User', name: { UserName: holder.userName } };
  if ('groupName' in holder) return { table: 'groups', noun: 'Group', name: { GroupName: holder.groupName } };
  return { table: 'roles', noun: 'Role', name: { RoleName: holder.roleName } };
}

const iam = (operation: string, params: Record<string, unknown>): DescribedRequest => ({
  service: 'iam',
  operation,
  params,
});

const replace = (before: Holder, after: Holder): Change[] => [
  replaced(holderWords(before).table, before as UserRecord, after as UserRecord),
];

export function attachStep(holder: Holder, policy: PolicyRecord): FixStep {
  const { noun, name } = holderWords(holder);
  const statements = statementsOf(defaultDocument(policy));
  return {
    request: iam(`Attach${noun}Policy`, { ...name, PolicyArn: policy.arn }),
    changes: replace(holder, { ...holder, attachedPolicies: [...holder.attachedPolicies, policy.arn] }),
    also: statements.map(describeStatement),
    breadth: breadthOf(statements),
    allowsEverything: statements.some(isEverything),
  };
}

export function joinStep(world: World, user: UserRecord, group: GroupRecord): FixStep {
  const statements = holdings(world, group);
  return {
    request: iam('AddUserToGroup', { GroupName: group.groupName, UserName: user.userName }),
    changes: replace(user, { ...user, groups: [...user.groups, group.id] }),
    also: statements.map(describeStatement),
    breadth: breadthOf(statements),
    allowsEverything: statements.some(isEverything),
  };
}

export function leaveStep(world: World, user: UserRecord, group: GroupRecord): FixStep {
  const statements = holdings(world, group);
  return {
    request: iam('RemoveUserFromGroup', { GroupName: group.groupName, UserName: user.userName }),
    changes: replace(user, { ...user, groups: user.groups.filter((id) => id !== group.id) }),
    also: statements.map(noLonger),
    breadth: breadthOf(statements),
  };
}

/** Takes the policy of that name (authz/gather.ts) from its holder, managed or inline. */
export function removeStep(holder: Holder, policy: string, document: string): FixStep {
  const { noun, name } = holderWords(holder);
  const inline = holder.inlinePolicies.find(({ policyName }) => policy === `${holder.arn}#${policyName}`);
  const statements = statementsOf(document);
  return {
    request: inline
      ? iam(`Delete${noun}Policy`, { ...name, PolicyName: inline.policyName })
      : iam(`Detach${noun}Policy`, { ...name, PolicyArn: policy }),
    changes: replace(holder, {
      ...holder,
      inlinePolicies: holder.inlinePolicies.filter((one) => one !== inline),
      attachedPolicies: holder.attachedPolicies.filter((arn) => arn !== policy),
    }),
    also: statements.map(noLonger),
    // A change of a group reaches everybody in it.
    breadth: breadthOf(statements) * ('groupName' in holder ? 20 : 1),
  };
}

export function unboundStep(world: World, holder: Bounded): FixStep {
  const { noun, name } = holderWords(holder);
  const { permissionsBoundary: boundary, ...rest } = holder;
  const groups = 'groups' in holder ? holder.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  return {
    request: iam(`Delete${noun}PermissionsBoundary`, name),
    changes: replace(holder, rest),
    also: [
      `Everything that its policies allow beyond ${boundary === undefined ? 'the boundary' : policyLabel(boundary)} is allowed too.`,
    ],
    breadth: 5_000,
    allowsEverything: [holder, ...groups].flatMap((one) => holdings(world, one)).some(isEverything),
  };
}

/** Lets the principal of that ARN assume the role, by one more statement in its trust policy. */
export function trustStep(world: World, role: RoleRecord, principalArn: string, action: string): FixStep {
  const policy = JSON.parse(role.assumeRolePolicyDocument) as { Statement?: unknown };
  const old = Array.isArray(policy.Statement) ? (policy.Statement as unknown[]) : [policy.Statement];
  const added = { Effect: 'Allow', Principal: { AWS: principalArn }, Action: action };
  const document = JSON.stringify({ ...policy, Statement: [...old.filter(Boolean), added] }, null, 2);
  return {
    request: iam('UpdateAssumeRolePolicy', { RoleName: role.roleName, PolicyDocument: document }),
    changes: replace(role, {
      ...role,
      assumeRolePolicyDocument: document,
      trustedIds: { ...role.trustedIds, ...idsBehind(world, [principalArn]) },
    }),
    also: [],
    breadth: 30,
  };
}

export function denyStep(holder: Bounded, action: string, resource: string): FixStep {
  const { noun, name } = holderWords(holder);
  const taken = new Set(holder.inlinePolicies.map(({ policyName }) => policyName));
  let policyName = `Deny-${action.replaceAll(/[^\w+=,.@-]/g, '-')}`.slice(0, 120);
  for (let count = 2; taken.has(policyName); count += 1)
    policyName = `${policyName.replace(/-\d+$/, '')}-${count}`;
  const document = JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: resource }] },
    null,
    2,
  );
  return {
    request: iam(`Put${noun}Policy`, { ...name, PolicyName: policyName, PolicyDocument: document }),
    changes: replace(holder, {
      ...holder,
      inlinePolicies: [...holder.inlinePolicies, { policyName, document }],
    }),
    also: [],
    breadth: 1,
  };
}

const noLonger = (statement: CompiledStatement): string => `No longer: ${describeStatement(statement)}`;

/** Returns the statements of all that a holder has attached or inline. */
function holdings(world: World, holder: Holder): CompiledStatement[] {
  const attached = holder.attachedPolicies.flatMap((arn) => {
    const ref = world.index.byArn.get(arn);
    const policy = ref?.table === 'policies' ? world.policies.get(ref.id) : undefined;
    return policy ? [defaultDocument(policy)] : [];
  });
  return [...holder.inlinePolicies.map(({ document }) => document), ...attached].flatMap(statementsOf);
}

const statementsOf = (document: string): readonly CompiledStatement[] => compile(document).statements;

/** Measures roughly how much a set of statements allows; only for sorting. */
function breadthOf(statements: readonly CompiledStatement[]): number {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .reduce((sum, statement) => sum + actionBreadth(statement) * resourceBreadth(statement), 0);
}

const actionBreadth = ({ actions, notActions }: CompiledStatement): number =>
  notActions
    ? 2_000
    : (actions ?? []).reduce((sum, action) => {
        if (action === '*' || action === '*:*') return sum + 2_000;
        if (action.endsWith(':*')) return sum + 100;
        return sum + (/[*?]/.test(action) ? 20 : 1);
      }, 0);

const isEverything = ({ effect, actions, resources, conditions }: CompiledStatement): boolean =>
  effect === 'Allow' &&
  conditions === undefined &&
  (actions ?? []).some((action) => action === '*' || action === '*:*') &&
  resources?.includes('*') === true;

const resourceBreadth = ({ resources, notResources }: CompiledStatement): number =>
  notResources || resources?.includes('*') ? 10 : resources?.some((text) => /[*?]/.test(text)) ? 2 : 1;
