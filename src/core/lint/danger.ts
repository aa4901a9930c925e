/** Finds statements that open more than their author may have meant. */

import { actionMatches, actionName } from '../eval/action.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import { trustDangers } from '../policy/checks/trust-dangers.ts';
import { versionWithVariables, type StatementSyntax } from '../policy/syntax/tree.ts';
import { variableNames } from '../policy/keys-of-policy.ts';
import { addCondition, fixing, setVersion } from './edits.ts';
import { type Finding, type StatementCheck, type Subject, testedKeys, values } from './finding.ts';
import { head } from './redundant.ts';

const everything = (name: string): boolean => name === '*' || name === '*:*';
const isOpen = ({ conditions = [] }: StatementSyntax): boolean => conditions.length === 0;

/** Kinds of policies that only limit. They often allow everything. */
const limits: ReadonlySet<PolicyKind> = new Set(['boundary', 'scp', 'rcp', 'session', 'endpoint']);

const covers = (statement: StatementSyntax, action: string): boolean =>
  values(statement.action).some((one) => actionMatches(one, actionName(action)));

export const wideStatements: StatementCheck = (statement, { kind }) => {
  const { effect, action, notAction, notResource, resource } = statement;
  if (effect !== 'Allow' || limits.has(kind)) return [];
  const found: Finding[] = [];
  const first = action?.items.find(({ value }) => everything(value));
  if (first && values(resource).includes('*') && isOpen(statement)) {
    const message = 'This allows every action on every resource. Everybody who has it is an administrator.';
    found.push({ id: 'administrator', severity: 'warning', span: first.span, message });
  }
  if (notAction) {
    const message =
      'Allow with NotAction allows everything that is not listed, also actions that AWS adds later. It is safer to list what is allowed.';
    found.push({ id: 'not-action-with-allow', severity: 'warning', span: notAction.span, message });
  }
  if (notResource) {
    const message =
      'Allow with NotResource includes everything that is not listed, also resources that come later.';
    found.push({ id: 'not-resource-with-allow', severity: 'warning', span: notResource.span, message });
  }
  return found;
};

/** Returns true for all roles, or all under a path. */
const anyRole = (resource: string): boolean => resource === '*' || /:role\/\*$/.test(resource);

/** Tells if the statement holds for named services alone. `…IfExists` also holds for no service (W-20). */
const namesService = ({ conditions = [] }: StatementSyntax): boolean =>
  conditions.some(
    ({ key, operator, values: services }) =>
      key.value.toLowerCase() === 'iam:passedtoservice' &&
      /^string(equals(ignorecase)?|like)$/i.test(operator.value) &&
      values(services).every((service) => !/^\*+$/.test(service)),
  );

export const passRole: StatementCheck = (statement, { kind, text }) => {
  const { effect, action, index } = statement;
  if (effect !== 'Allow' || limits.has(kind) || !covers(statement, 'iam:PassRole')) return [];
  const item = action?.items.find(({ value }) => actionMatches(value, actionName('iam:PassRole')));
  if (!item || everything(item.value)) return [];
  if (!values(statement.resource).some(anyRole) || namesService(statement)) return [];
  return [
    {
      id: 'pass-role-wildcard',
      severity: 'warning',
      span: item.span,
      ...(/[*?]/.test(item.value) && { issueCode: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE' as const }),
      message:
        'This can give any role of the account to any service, also an administrator’s role. Name the roles as resources, or the service in a condition iam:PassedToService.',
      ...fixing(
        'Only to EC2 (iam:PassedToService)',
        text,
        index,
        addCondition({
          operator: 'StringEquals',
          key: 'iam:PassedToService',
          values: ['ec2.amazonaws.com'],
          list: false,
        }),
      ),
    },
  ];
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

export const selfEscalation: StatementCheck = (statement, { kind }) => {
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
      severity: 'warning',
      span: item.span,
      message: `With ${named.length > 1 ? `${item.value} on all these resources,` : `${named[0] ?? ''} on any of these resources,`} a user can get every permission. Name the resources, or add a condition.`,
    },
  ];
};

/** Checks the principals of a trust policy. The fix for SAML adds the condition that the console writes. */
export const trustPrincipals: StatementCheck = (statement, { kind, text }) => {
  if (kind !== 'trust') return [];
  const audience = {
    operator: 'StringEquals',
    key: 'SAML:aud',
    values: ['https://signin.aws.amazon.com/saml'],
    list: false,
  };
  const fix = fixing('Only AWS’s sign-in (SAML:aud)', text, statement.index, addCondition(audience));
  return trustDangers(statement).map((danger) => ({
    ...danger,
    ...(danger.id === 'saml-without-audience' ? fix : {}),
  }));
};

/** Checks the principals of a resource policy. */
export const openPrincipals: StatementCheck = (statement, { kind }) => {
  const { effect, principal } = statement;
  if (effect !== 'Allow' || !principal || kind !== 'resource') return [];
  const keys = testedKeys(statement);
  return principal.entries.flatMap(({ type, value, span }): Finding[] => {
    if (value === '*' && isOpen(statement)) {
      const message =
        'Anybody in any AWS account can use this resource. Name accounts, or add a condition such as aws:PrincipalOrgID.';
      return [{ id: 'open-to-everyone', severity: 'warning', span, message }];
    }
    if (type === 'Service' && !keys.some((key) => /^aws:source(arn|account|org)/.test(key))) {
      const message =
        'The service can act here for any account. Add a condition on aws:SourceAccount or aws:SourceArn to allow only yours.';
      return [{ id: 'confused-deputy', severity: 'suggestion', span, message }];
    }
    return [];
  });
};

/** Finds variables without the version: `${aws:username}` is then only that text (C-60). */
export function variablesWithoutVersion({ policy, text }: Subject): Finding[] {
  if (policy.version?.value === versionWithVariables) return [];
  const user = policy.statements.find(({ resource, conditions = [] }) =>
    [...values(resource), ...conditions.flatMap((test) => values(test.values))].some(
      (value) => variableNames(value).length > 0,
    ),
  );
  if (!user) return [];
  const message = `Variables such as \${aws:username} are only replaced in Version ${versionWithVariables}; here they are plain text and match nothing.`;
  return [
    {
      id: 'variables-need-version',
      severity: 'warning',
      span: policy.version?.span ?? head(user),
      message,
      ...setVersion(text),
    },
  ];
}
