/** Finds what service and resource control policies cannot have, and whom a resource control policy hits besides. */

import { coveredServices } from '../../authz/special-cases.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import type { ConditionRow } from '../../policy/visual/blocks.ts';
import { addCondition, dropAction, fixing } from '../edits/blocks.ts';
import type { CheckId } from '../catalogue.ts';
import { type Checks, type CheckFinding, type StatementCheck, found } from '../finding.ts';

/** Checks the services of a resource control policy. One that does not exist is the subject of another check. */
const coveredActions: StatementCheck = ({ action, effect, index }, { kind, text, reference, complete }) =>
  kind !== 'rcp' || effect === 'Allow'
    ? []
    : (action?.items ?? []).flatMap(({ value, span }): CheckFinding[] => {
        const [service = ''] = value.toLowerCase().split(':', 1);
        if (coveredServices.has(service)) return [];
        if (value === '*') return [found('action-in-rcp', span, allText)];
        if (!/[*?]/.test(service) && complete && !reference.service?.(service)) return [];
        const message = `Resource control policies do not apply to ${service}, so ${value} would deny nothing.`;
        const one = found('action-in-rcp', span, message);
        const isOnly = action?.items.length === 1;
        return [isOnly ? one : { ...one, ...fixing(`Remove ${value}`, text, index, dropAction(value)) }];
      });

const allText =
  'Resource control policies apply to some services only. Name the services: s3:*, sts:*, kms:*.';

const keyOf = ({ key }: ConditionTest): string => key.value.toLowerCase();
const isOfPrincipals = (key: string): boolean =>
  /^aws:(principal(arn|account|orgid|orgpaths|type)|principaltag\/.*|userid|username)$/.test(key);
const isOfSource = (key: string): boolean => /^aws:source(account|arn|orgid|orgpaths)$/.test(key);

const tests = (
  conditions: readonly ConditionTest[],
  { key, value, operator }: { readonly key: RegExp; readonly value: string; readonly operator: string },
): boolean =>
  conditions.some(
    (test) =>
      key.test(keyOf(test)) &&
      parseOperator(test.operator.value).base === operator &&
      test.values.items.every((one) => one.value.toLowerCase() === value),
  );

const isService = /^aws:principalisawsservice$/;

interface Missing {
  readonly id: CheckId;
  readonly isAbout: (key: string) => boolean;
  readonly isThere: (conditions: readonly ConditionTest[]) => boolean;
  readonly message: (key: string) => string;
  readonly label: string;
  readonly row: ConditionRow;
}

const missing: readonly Missing[] = [
  {
    id: 'rcp-hits-services',
    isAbout: isOfPrincipals,
    isThere: (all) => tests(all, { key: isService, value: 'false', operator: 'bool' }),
    message: (key) =>
      `A service of AWS that calls for itself carries no ${key}, so it is denied too. Exclude services with aws:PrincipalIsAWSService.`,
    label: 'Exclude AWS’s services from the Deny',
    row: { operator: 'BoolIfExists', key: 'aws:PrincipalIsAWSService', values: ['false'], list: false },
  },
  {
    id: 'rcp-hits-principals',
    isAbout: isOfSource,
    isThere: (all) => tests(all, { key: isService, value: 'true', operator: 'bool' }),
    message: (key) =>
      `Only services carry ${key}, so users and roles are denied too. Limit it to services with aws:PrincipalIsAWSService.`,
    label: 'Deny only AWS’s services',
    row: { operator: 'BoolIfExists', key: 'aws:PrincipalIsAWSService', values: ['true'], list: false },
  },
  {
    id: 'rcp-hits-services-without-source',
    isAbout: isOfSource,
    isThere: (all) => tests(all, { key: /^aws:source(account|arn)$/, value: 'false', operator: 'null' }),
    message: (key) =>
      `Some services send no ${key} at all and are denied too. Ask with Null that aws:SourceAccount is there.`,
    label: 'Deny only requests with aws:SourceAccount',
    row: { operator: 'Null', key: 'aws:SourceAccount', values: ['false'], list: false },
  },
];

const hitBesides: StatementCheck = ({ effect, conditions = [], index }, { kind, text }) => {
  if (kind !== 'rcp' || effect === 'Allow') return [];
  const used = conditions.filter(({ operator }) => parseOperator(operator.value).base !== 'null');
  return missing.flatMap(({ id, isAbout, isThere, message, label, row }): CheckFinding[] => {
    const about = used.filter((test) => isAbout(keyOf(test)));
    if (about.length === 0 || isThere(conditions)) return [];
    return about.map(({ key }) => ({
      ...found(id, key.span, message(key.value)),
      ...fixing(label, text, index, addCondition(row)),
    }));
  });
};

export const controlPolicyChecks: Checks = { statement: [coveredActions, hitBesides] };
