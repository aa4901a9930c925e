/** The single steps of a fix that move whole policies: attach, detach, join, leave, take a boundary away. */

import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { type Holder, type World, findByArn } from '../../model/world/world.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import { type DescribedRequest, describeRequest } from '../../words/request.ts';
import { plainLabels } from '../../model/labels.ts';
import { freeStatementName, pretty, withStatement } from '../../analysis/edits/documents.ts';
import { holderWords } from '../identity-calls.ts';
import type { FixKind, FixRequest, PolicyEdit } from './fix.ts';

export interface FixStep {
  readonly kind: FixKind;
  readonly requests: readonly FixRequest[];
  readonly edits: readonly StepEdit[];
  readonly title: string;
  readonly said?: FixWords;
  readonly gives?: string;
  /** Larger is broader; fixes of one kind are shown narrow first. */
  readonly breadth: number;
}

/** `save`: absent where no one request writes the whole document. */
export interface StepEdit extends PolicyEdit {
  readonly save?: (document: string | undefined) => readonly FixRequest[];
}

export interface FixWords {
  readonly verb: 'allow' | 'except';
  readonly action: string;
  /** Absent: the action takes no resource, or all are meant. */
  readonly on?: string;
  readonly places: readonly string[];
}

export type Bounded = UserRecord | RoleRecord;

export const request = (
  { account }: Pick<Holder, 'account'>,
  operation: string,
  params: DescribedRequest['params'],
  service: DescribedRequest['service'] = 'iam',
): FixRequest => ({ service, operation, params, account });

type Moved = Omit<FixStep, 'requests' | 'edits' | 'title'>;
const moving = (one: FixRequest, rest: Moved, edits: FixStep['edits'] = []): FixStep => ({
  ...rest,
  requests: [one],
  edits,
  title: describeRequest(one),
});

const gone = (layer: StepEdit['layer'], policy: string, place: string, before: string | undefined) =>
  before === undefined ? [] : [{ layer, policy, place, statement: '', before, isWhole: true } as const];

export function attachStep(holder: Holder, policy: PolicyRecord): FixStep {
  const { noun, name } = holderWords(holder);
  return moving(request(holder, `Attach${noun}Policy`, { ...name, PolicyArn: policy.arn }), {
    kind: 'attachment',
    breadth: breadthOf(statementsOf(defaultDocument(policy))),
    gives: policy.arn,
  });
}

export const joinStep = (world: World, user: UserRecord, group: GroupRecord): FixStep =>
  moving(request(user, 'AddUserToGroup', { GroupName: group.groupName, UserName: user.userName }), {
    kind: 'membership',
    breadth: breadthOf(holdings(world, group)),
    gives: group.arn,
  });

export const leaveStep = (world: World, user: UserRecord, group: GroupRecord): FixStep =>
  moving(request(user, 'RemoveUserFromGroup', { GroupName: group.groupName, UserName: user.userName }), {
    kind: 'removal',
    breadth: breadthOf(holdings(world, group)),
  });

export function removeStep(world: World, holder: Holder, policy: string): FixStep {
  const { noun, name, label } = holderWords(holder);
  const inline = inlineOf(holder, policy);
  const before = inline?.document ?? documentOf(world, policy);
  const one = inline
    ? request(holder, `Delete${noun}Policy`, { ...name, PolicyName: inline.policyName })
    : request(holder, `Detach${noun}Policy`, { ...name, PolicyArn: policy });
  // A change of a group reaches everybody in it.
  const breadth = breadthOf(statementsOf(before ?? '{"Statement":[]}')) * ('groupName' in holder ? 20 : 1);
  const place = inline ? plainLabels.policy(policy) : `${plainLabels.policy(policy)}, detached from ${label}`;
  return moving(one, { kind: 'removal', breadth }, gone('identity', policy, place, before));
}

export function unboundStep(world: World, holder: Bounded): FixStep {
  const { noun, name, label } = holderWords(holder);
  const { permissionsBoundary: policy = '' } = holder;
  return moving(
    request(holder, `Delete${noun}PermissionsBoundary`, name),
    { kind: 'removal', breadth: 5_000 },
    gone(
      'permissions-boundary',
      policy,
      `the boundary ${plainLabels.policy(policy)}, removed from ${label}`,
      documentOf(world, policy),
    ),
  );
}

export function denyStep(holder: Bounded, action: string, resource: string): FixStep {
  const statement = { Effect: 'Deny', Action: action, Resource: resource };
  const { step, place } = newInline(holder, `Deny-${action}`, statement);
  const on = resource === '*' ? '' : ` on ${plainLabels.resource(resource)}`;
  return { ...step, title: `Deny ${action}${on} in ${place}` };
}

export function newInline(
  holder: Bounded,
  wish: string,
  statement: Readonly<Record<string, unknown>>,
): { readonly step: FixStep; readonly place: string } {
  const { noun, name, label } = holderWords(holder);
  const policyName = freeStatementName(wish, new Set(holder.inlinePolicies.map((one) => one.policyName)));
  const after = withStatement(undefined, statement);
  const place = `a new inline policy of ${label}`;
  const put = (document: string) =>
    request(holder, `Put${noun}Policy`, { ...name, PolicyName: policyName, PolicyDocument: document });
  const one = put(after);
  const policy = `${holder.arn}#${policyName}`;
  const save = (document = '') => [put(document)];
  const edit = { layer: 'identity', policy, place, statement: pretty([statement]), after, save } as const;
  const step = { kind: 'statement', requests: [one], edits: [edit], breadth: 1 } as const;
  return { step: { ...step, title: describeRequest(one) }, place };
}

export const inlineOf = (holder: Holder, policy: string) =>
  holder.inlinePolicies.find(({ policyName }) => policy === `${holder.arn}#${policyName}`);

export function documentOf(world: World, policy: string): string | undefined {
  const managed = findByArn(world, 'policies', policy);
  return managed && defaultDocument(managed);
}

const holdings = (world: World, holder: Holder): CompiledStatement[] =>
  [
    ...holder.inlinePolicies.map(({ document }) => document),
    ...holder.attachedPolicies.flatMap((arn) => documentOf(world, arn) ?? []),
  ].flatMap(statementsOf);

const statementsOf = (document: string): readonly CompiledStatement[] => compile(document).statements;

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

const resourceBreadth = ({ resources, notResources }: CompiledStatement): number =>
  notResources || resources?.includes('*') ? 10 : resources?.some((text) => /[*?]/.test(text)) ? 2 : 1;
