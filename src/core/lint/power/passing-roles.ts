/** Finds statements that can pass any role to any service, or make the service-linked role of any service. */

import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import type { CheckId } from '../catalogue.ts';
import type { CheckedStatement } from '../document.ts';
import {
  type CheckFinding,
  type StatementCheck,
  type LintSubject,
  found,
  identityKinds,
} from '../finding.ts';

/** One of AWS's six checks of an action, by how the statement writes action and resource. */
interface Ids {
  readonly star: CheckId;
  readonly starStar: CheckId;
  readonly notAction: CheckId;
  readonly notResource: CheckId;
  readonly starNotResource: CheckId;
  readonly notActionNotResource: CheckId;
}

const passRoleAction = actionName('iam:PassRole');
const createAction = actionName('iam:CreateServiceLinkedRole');

const passRoleIds: Ids = {
  star: 'pass-role-with-star-in-resource',
  starStar: 'pass-role-with-star-in-action-and-resource',
  notAction: 'pass-role-with-star-in-resource-and-not-action',
  notResource: 'pass-role-with-not-resource',
  starNotResource: 'pass-role-with-star-in-action-and-not-resource',
  notActionNotResource: 'pass-role-with-not-action-and-not-resource',
};

const createIds: Ids = {
  star: 'create-slr-with-star-in-resource',
  starStar: 'create-slr-with-star-in-action-and-resource',
  notAction: 'create-slr-with-star-in-resource-and-not-action',
  notResource: 'create-slr-with-not-resource',
  starNotResource: 'create-slr-with-star-in-action-and-not-resource',
  notActionNotResource: 'create-slr-with-not-action-and-not-resource',
};

/** Patterns of all roles. A name that only ends in a star follows a convention of a service, and AWS lets it pass. */
const anyRole = /^(\*+|arn:(\*|[^:]*:(\*|(iam|\*):(\*|[^:]*:(\*|[^:]*:(\*+|role\*+|role\/[*?]*\*))))))$/;
/** The same for service-linked roles, which have a path of their own. */
const anyLinkedRole =
  /^(\*+|arn:(\*|[^:]*:(\*|(iam|\*):(\*|[^:]*:(\*|[^:]*:(\*+|role\*+|role\/[*?]*\*|role\/aws-service-role\/?\*+))))))$/;

/** A variable may have a colon in it, and stands for one account or name. */
const matchesAny = (any: RegExp, arn: string): boolean => any.test(arn.replaceAll(/\$\{[^}]*\}/g, 'v'));

/**
 * Tells if the statement holds for named services alone. `StringEqualsIfExists` also holds for no service (W-20);
 * `StringLikeIfExists` does so too, and AWS lets it pass in AWSLambdaReplicator.
 */
const namesService = ({ conditions = [] }: CheckedStatement, name: string, wide: RegExp): boolean =>
  conditions.some(({ key, operator, values }) => {
    const { base, ifExists, set } = parseOperator(operator.value);
    return (
      key.value.toLowerCase() === name &&
      /^string(equals(ignorecase)?|like)$/.test(base) &&
      (!ifExists || base === 'stringlike') &&
      set !== 'ForAllValues' &&
      values.items.every(({ value }) => !wide.test(value))
    );
  });

/** Tells if the role is only for some resources. AWS reports no such statement in AWSServiceRoleForSMS. */
const namesReceiver = ({ conditions = [] }: CheckedStatement): boolean =>
  conditions.some(({ key }) => key.value.toLowerCase() === 'iam:associatedresourcearn');

function wideGrant(
  { action, notAction, resource, notResource }: CheckedStatement,
  { call, any, ids }: { readonly call: ActionName; readonly any: RegExp; readonly ids: Ids },
): { readonly id: CheckId; readonly span: Span; readonly related: readonly Span[] } | undefined {
  const on = notResource
    ? notResource.items.some(({ value }) => matchesAny(any, value))
      ? undefined
      : notResource.span
    : resource?.items.find(({ value }) => matchesAny(any, value))?.span;
  if (!on) return undefined;
  const related = [on];
  if (notAction) {
    if (notAction.items.some(({ value }) => actionMatches(value, call))) return undefined;
    const id = notResource ? ids.notActionNotResource : ids.notAction;
    return { id, span: notAction.span, related };
  }
  const items = action?.items.filter(({ value }) => actionMatches(value, call)) ?? [];
  const at = items.find(({ value }) => !/[*?]/.test(value)) ?? items[0];
  if (!at) return undefined;
  const isStar = /[*?]/.test(at.value);
  const [plain, star] = notResource ? [ids.notResource, ids.starNotResource] : [ids.star, ids.starStar];
  return { id: isStar ? star : plain, span: at.span, related };
}

export const passRole: StatementCheck = (statement, subject) => {
  if (statement.effect !== 'Allow' || !identityKinds.has(subject.kind)) return [];
  const grant = wideGrant(statement, { call: passRoleAction, any: anyRole, ids: passRoleIds });
  if (!grant || namesReceiver(statement) || namesService(statement, 'iam:passedtoservice', /^\*+$/))
    return [];
  const roles = statement.notResource ? 'every role that NotResource leaves' : 'any role of the account';
  const message = `This can give ${roles} to any service, also an administrator’s role. Name the roles as resources, or the service in a condition iam:PassedToService.`;
  const { id, span, related } = grant;
  return [{ ...found(id, span, message), related, ...onlyServices(statement, subject) }];
};

function onlyServices(
  { index, action }: CheckedStatement,
  { policy, reference, text }: LintSubject,
): Partial<CheckFinding> {
  if (!action || action.items.some(({ value }) => /^\*|^iam:.*\*/i.test(value))) return {};
  const services = policy.statements.flatMap((one) =>
    one.effect === 'Allow'
      ? (one.action?.items ?? []).flatMap(({ value }) => {
          const info = /[*?]/.test(value) ? undefined : reference.action(value);
          return info?.dependentActions?.includes('iam:PassRole') ? [servicePrincipalOf(value)] : [];
        })
      : [],
  );
  const values = [...new Set(services)];
  if (values.length === 0) return {};
  return fixing(
    `Pass roles only to ${values.join(', ')}`,
    text,
    index,
    addCondition({ operator: 'StringEquals', key: 'iam:PassedToService', values, list: values.length > 1 }),
  );
}

const principals: ReadonlyMap<string, string> = new Map([['ecs', 'ecs-tasks']]);

function servicePrincipalOf(action: string): string {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  return `${principals.get(service) ?? service}.amazonaws.com`;
}

export const createLinkedRole: StatementCheck = (statement, { kind }) => {
  if (statement.effect !== 'Allow' || !identityKinds.has(kind)) return [];
  const grant = wideGrant(statement, { call: createAction, any: anyLinkedRole, ids: createIds });
  if (!grant || namesService(statement, 'iam:awsservicename', /^\*/)) return [];
  const services = statement.notResource ? 'every service that NotResource leaves' : 'any service';
  const message = `This can make the service-linked role of ${services}. Name the service in a condition iam:AWSServiceName, or its role as the resource.`;
  return [{ ...found(grant.id, grant.span, message), related: grant.related }];
};
