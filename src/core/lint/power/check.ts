/** Finds statements that give more power than their author may have meant. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { CheckedStatement } from '../document.ts';
import { type Checks, type Found, type StatementCheck, limits, values } from '../finding.ts';
import { passRole } from './passing-roles.ts';

const everything = (name: string): boolean => name === '*' || name === '*:*';
const isOpen = ({ conditions = [] }: CheckedStatement): boolean => conditions.length === 0;

const wideStatements: StatementCheck = (statement, { kind }) => {
  const { effect, action, notAction, notResource, resource } = statement;
  if (effect !== 'Allow' || limits.has(kind)) return [];
  const found: Found[] = [];
  const first = action?.items.find(({ value }) => everything(value));
  if (first && values(resource).includes('*') && isOpen(statement)) {
    const message = 'This allows every action on every resource. Everybody who has it is an administrator.';
    found.push({ id: 'administrator', span: first.span, message });
  }
  if (notAction) {
    const message =
      'Allow with NotAction allows everything that is not listed, also actions that AWS adds later. It is safer to list what is allowed.';
    found.push({ id: 'not-action-with-allow', span: notAction.span, message });
  }
  if (notResource) {
    const message =
      'Allow with NotResource includes everything that is not listed, also resources that come later.';
    found.push({ id: 'not-resource-with-allow', span: notResource.span, message });
  }
  return found;
};

/** Calls by which callers give themselves more permissions. */
const escalating = [
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:AttachUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:AddUserToGroup',
  'iam:UpdateAssumeRolePolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
];

const selfEscalation: StatementCheck = (statement, { kind }) => {
  const { effect, action } = statement;
  if (effect !== 'Allow' || limits.has(kind) || !isOpen(statement)) return [];
  if (
    !values(statement.resource).some((one) => /^\*$|:(user|role|group|policy)\/\*$|:iam::[^:]*:\*$/.test(one))
  )
    return [];
  const item = action?.items.find(
    ({ value }) => !everything(value) && escalating.some((name) => actionMatches(value, actionName(name))),
  );
  if (!item) return [];
  const named = escalating.filter((name) => actionMatches(item.value, actionName(name)));
  return [
    {
      id: 'self-escalation',
      span: item.span,
      message: `With ${named.length > 1 ? `${item.value} on all these resources,` : `${named[0] ?? ''} on any of these resources,`} a user can get every permission. Name the resources, or add a condition.`,
    },
  ];
};

export const powerChecks: Checks = { statement: [wideStatements, passRole, selfEscalation] };
