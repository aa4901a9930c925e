/** Finds statements that can pass any role to any service. */

import { actionMatches, actionName } from '../../eval/action.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { type StatementCheck, limits, values } from '../finding.ts';

const everything = (name: string): boolean => name === '*' || name === '*:*';

const covers = (statement: CheckedStatement, action: string): boolean =>
  values(statement.action).some((one) => actionMatches(one, actionName(action)));

/** Returns true for all roles, or all under a path. */
const anyRole = (resource: string): boolean => resource === '*' || /:role\/\*$/.test(resource);

/** Tells if the statement holds for named services alone. `…IfExists` also holds for no service (W-20). */
const namesService = ({ conditions = [] }: CheckedStatement): boolean =>
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
      id: /[*?]/.test(item.value)
        ? 'pass-role-with-star-in-action-and-resource'
        : 'pass-role-with-star-in-resource',
      span: item.span,
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
