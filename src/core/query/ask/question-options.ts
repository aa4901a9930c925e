/**
 * Suggestions for the pickers of Ask: the actions and resources that the account's policies name. They are
 * never a limit: any action and any ARN may be typed.
 */

import type { AccountId } from '../../model/ids.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { type StatementShape, statementShapes } from '../../policy/statement-shapes.ts';
import { resourceLabel } from '../../model/labels.ts';

export interface ResourceSuggestion {
  readonly arn: string;
  readonly label: string;
  /** False: only named by a policy, existence unknown. */
  readonly known: boolean;
}

const shapesOf = new WeakMap<object, readonly StatementShape[]>();

function shapes(record: Parameters<typeof defaultDocument>[0]): readonly StatementShape[] {
  let found = shapesOf.get(record);
  if (!found) shapesOf.set(record, (found = statementShapes(defaultDocument(record))));
  return found;
}

function* statements(world: World, account: AccountId): Generator<StatementShape> {
  for (const policy of world.policies.values()) if (policy.account === account) yield* shapes(policy);
  for (const table of ['users', 'groups', 'roles'] as const)
    for (const holder of ownedBy(world, table, account))
      for (const inline of holder.inlinePolicies) yield* shapes(inline);
}

/** Actions that are offered in every account. */
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

/** Returns the resources that exist in the account, and those that its policies name one by one. */
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

/** Returns a question to begin with: the first user, about the first thing named. */
export function firstQuestion(
  world: World,
  account: AccountId,
): { readonly principal: string; readonly action: string; readonly resource: string } {
  const who = ownedBy(world, 'users', account)[0] ?? ownedBy(world, 'roles', account)[0];
  const principal = who?.arn ?? `arn:aws:iam::${account}:root`;
  const thing = ownedBy(world, 'resources', account).findLast(({ arn }) => arn.startsWith('arn:aws:s3:::'));
  if (thing) {
    const action = thing.arn.includes('/') ? 's3:GetObject' : 's3:ListBucket';
    return { principal, action, resource: thing.arn };
  }
  for (const { actions, resources } of statements(world, account)) {
    const action = actions.find((name) => name.includes(':') && !/[*?]/.test(name));
    const resource = resources.find((text) => text !== '*' && !text.includes('${'));
    if (action && resource) return { principal, action, resource: resource.replaceAll(/[*?]/g, 'example') };
  }
  return { principal, action: 'iam:ListUsers', resource: '*' };
}
