/** Suggestions for Ask, never a limit: actions and resources that policies name, and a first question. */

import { type DecisionEnv, authorize } from '../../authz/authorize.ts';
import { compileGlob, globMatches } from '../../eval/glob.ts';
import { parseArn, rootArn } from '../../model/arn.ts';
import type { AccountId } from '../../model/ids.ts';
import type { RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { type World, findByArn, ownedBy } from '../../model/world/world.ts';
import {
  type StatementShape,
  isAdministratorStatement,
  statementShapes,
} from '../../policy/statement-shapes.ts';
import { resourceLabel } from '../../model/labels.ts';
import { memoBy } from '../../model/memo.ts';

export interface ResourceSuggestion {
  readonly arn: string;
  readonly label: string;
  /** False: only named by a policy, existence unknown. */
  readonly known: boolean;
}

const shapes = memoBy((record: Parameters<typeof defaultDocument>[0]) =>
  statementShapes(defaultDocument(record)),
);

function* statements(world: World, account: AccountId): Generator<StatementShape> {
  for (const policy of world.policies.values()) if (policy.account === account) yield* shapes(policy);
  for (const table of ['users', 'groups', 'roles'] as const)
    for (const holder of ownedBy(world, table, account))
      for (const inline of holder.inlinePolicies) yield* shapes(inline);
}

const common = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'ec2:RunInstances',
  'ec2:StartInstances',
  'iam:AttachUserPolicy',
  'iam:CreateUser',
  'iam:ListUsers',
  'iam:PassRole',
  'kms:Decrypt',
  'lambda:InvokeFunction',
  's3:DeleteObject',
  's3:GetObject',
  's3:ListAllMyBuckets',
  's3:ListBucket',
  's3:PutObject',
  'secretsmanager:GetSecretValue',
  'sqs:SendMessage',
  'sts:AssumeRole',
];

/** Returns single actions (no wildcards) that the account's policies name, and common ones; sorted. */
export function actionSuggestions(world: World, account: AccountId): string[] {
  const names = new Map(common.map((name) => [name.toLowerCase(), name]));
  for (const { actions, notActions } of statements(world, account))
    for (const action of [...actions, ...notActions])
      if (action.includes(':') && !/[*?]/.test(action) && !names.has(action.toLowerCase()))
        names.set(action.toLowerCase(), action);
  return [...names.values()].sort();
}

export function resourceSuggestions(world: World, account: AccountId): ResourceSuggestion[] {
  const found = new Map<string, ResourceSuggestion>();
  const add = (arn: string, known: boolean) => {
    if (!found.has(arn)) found.set(arn, { arn, label: resourceLabel(arn), known });
  };
  for (const { arn } of ownedBy(world, 'resources', account)) add(arn, true);
  for (const { resources, notResources } of statements(world, account))
    for (const text of [...resources, ...notResources]) if (!/[*?]|\$\{/.test(text)) add(text, false);
  for (const { arn } of ownedBy(world, 'roles', account)) add(arn, true);
  return [...found.values()].concat({ arn: '*', label: 'everything', known: true });
}

export interface FirstQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

const decisionBudget = 200;

/** Kinds of candidates by how much they say about the account, best first. */
const ranks = ['named', 'existing', 'denied', 'pattern', 'anything'] as const;
type Rank = (typeof ranks)[number];

interface Candidate extends FirstQuestion {
  readonly rank: Rank;
}

/**
 * Returns a question to begin with: who, what and where come from the account's own policies, and the engine
 * has decided it. Best is a user or role, no administrator, who may do one thing to one resource; else a real
 * denial. `of`: only questions about that principal.
 */
export function firstQuestion(
  world: World,
  account: AccountId,
  env: DecisionEnv,
  of?: string,
): FirstQuestion {
  const existing = ownedBy(world, 'resources', account).map(({ arn }) => arn);
  const best = new Map<Rank, FirstQuestion>();
  let left = decisionBudget;
  for (const candidate of candidatesIn(world, account, existing, of)) {
    const { rank, ...question } = candidate;
    if (best.has(rank)) continue;
    if (left-- === 0) break;
    const { reason } = authorize(world, question, env);
    if (reason !== (rank === 'denied' ? 'explicit-deny' : 'allowed')) continue;
    if (rank === ranks[0]) return question;
    best.set(rank, question);
  }
  const found = ranks.map((rank) => best.get(rank)).find((question) => question !== undefined);
  return found ?? plainQuestion(world, account, of);
}

/** Yields what could be asked about each statement of each holder, administrators left out unless one is named. */
export function* candidatesIn(
  world: World,
  account: AccountId,
  existing: readonly string[],
  of: string | undefined,
): Generator<Candidate> {
  const people = [...ownedBy(world, 'users', account), ...ownedBy(world, 'roles', account)];
  for (const holder of people) {
    if ((of !== undefined && holder.arn !== of) || holder.path.startsWith('/aws-service-role/')) continue;
    const held = heldShapes(world, holder);
    if (of === undefined && held.some(isAdministratorStatement)) continue;
    for (const statement of held)
      if (!statement.conditional)
        for (const what of asksOf(statement, existing)) yield { principal: holder.arn, ...what };
  }
}

function heldShapes(world: World, holder: UserRecord | RoleRecord): readonly StatementShape[] {
  const groups = 'groups' in holder ? holder.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  return [holder, ...groups].flatMap(({ inlinePolicies, attachedPolicies }) => [
    ...inlinePolicies.flatMap(shapes),
    ...attachedPolicies.flatMap((arn) => {
      const policy = findByArn(world, 'policies', arn);
      return policy ? shapes(policy) : [];
    }),
  ]);
}

function asksOf(
  { effect, actions, resources }: StatementShape,
  existing: readonly string[],
): Omit<Candidate, 'principal'>[] {
  const names = singleActions(actions);
  const suited = (resource: string) => names.find((name) => suits(name, resource));
  return resources.flatMap((text): Omit<Candidate, 'principal'>[] => {
    if (text.includes('${')) return [];
    const isNamed = !/[*?]/.test(text);
    const found = isNamed ? text : existing.find((arn) => isLike(text, arn) && suited(arn) !== undefined);
    const resource = found ?? text;
    const action = suited(resource);
    if (action === undefined) return [];
    if (effect === 'Deny') return found === undefined ? [] : [{ action, resource, rank: 'denied' }];
    if (found !== undefined) return [{ action, resource, rank: isNamed ? 'named' : 'existing' }];
    return [{ action, resource, rank: text === '*' ? 'anything' : 'pattern' }];
  });
}

const singleActions = (actions: readonly string[]): string[] => [
  ...actions.filter((name) => name.includes(':') && !/[*?]/.test(name)),
  ...common.filter((name) =>
    actions.some((text) => /[*?]/.test(text) && isLike(text.toLowerCase(), name.toLowerCase())),
  ),
];

function suits(action: string, resource: string): boolean {
  if (resource === '*') return true;
  const service = parseArn(resource)?.service;
  if (!action.toLowerCase().startsWith(`${service ?? ''}:`))
    return service === 'iam' && action === 'sts:AssumeRole' && resource.includes(':role/');
  return service !== 's3' || /object/i.test(action) === resource.includes('/');
}

const isLike = (pattern: string, text: string): boolean => globMatches(compileGlob(pattern), text);

function plainQuestion(world: World, account: AccountId, of: string | undefined): FirstQuestion {
  const who = ownedBy(world, 'users', account)[0] ?? ownedBy(world, 'roles', account)[0];
  const principal = of ?? who?.arn ?? rootArn(account);
  const existing = ownedBy(world, 'resources', account).map(({ arn }) => arn);
  for (const statement of statements(world, account))
    for (const { action, resource } of asksOf(statement, existing))
      if (resource !== '*') return { principal, action, resource };
  return { principal, action: 'iam:ListUsers', resource: '*' };
}
