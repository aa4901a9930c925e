/** Finds conditions that cannot hold, or that hold when their author did not mean them to. */

import {
  type Checks,
  type CheckFinding,
  found,
  type StatementCheck,
  type LintSubject,
  testedKeys,
  values,
} from '../finding.ts';
import { addressFindings } from './addresses.ts';
import { operatorFindings } from './operators.ts';
import { mixedTypes, repeatedKeys } from './pairs.ts';
import { valueFindings } from './values.ts';
import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { keyTypeOf } from '../../policy/service-key-types.ts';
import { isSingleClaim } from '../../policy/shared-issuers.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import { type At, conditionBlock, nullFix, operatorFix, testsPresence } from './at.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { withoutSpan } from '../edits/text.ts';
import { readBoolean } from '../../eval/values.ts';

const trapFindings = (at: At): CheckFinding[] =>
  at.statement.effect === 'Deny' ? [...mfaDeny(at), ...addressDeny(at), ...regionDeny(at)] : [];

function mfaDeny(at: At): CheckFinding[] {
  const { operator, key, values: list } = at.test;
  const { base, ifExists } = parseOperator(operator.value);
  const isTrap =
    key.value.toLowerCase() === 'aws:multifactorauthpresent' &&
    base === 'bool' &&
    !ifExists &&
    values(list).some((one) => readBoolean(one) === false);
  if (!isTrap) return [];
  return [
    {
      ...found(
        'mfa-deny-misses-access-keys',
        operator.span,
        'A request with a long-term access key does not carry this condition key. So this Deny does not match it. With BoolIfExists it does.',
      ),
      ...operatorFix(at, 'BoolIfExists'),
    },
  ];
}

function addressDeny({ test: { operator, key }, statement, subject }: At): CheckFinding[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:sourceip' &&
    parseOperator(operator.value).base === 'notipaddress' &&
    !testedKeys(statement).some((one) => /^aws:(viaawsservice|calledvia|principalisawsservice)/.test(one));
  if (!isTrap) return [];
  return [
    {
      id: 'address-deny-hits-services',
      span: operator.span,
      message:
        'When a service such as CloudFormation calls for the person, the address is the service’s. This Deny stops that call too.',
      ...fixing(
        'Exclude calls that services make (aws:ViaAWSService)',
        subject.text,
        statement.index,
        addCondition({ operator: 'Bool', key: 'aws:ViaAWSService', values: ['false'], list: false }),
      ),
    },
  ];
}

function regionDeny({ test: { operator, key, values: list }, statement }: At): CheckFinding[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:requestedregion' &&
    parseOperator(operator.value).base.startsWith('stringnot') &&
    values(statement.action).some((one) => one === '*' || one === '*:*') &&
    !values(list).includes('us-east-1');
  if (!isTrap) return [];
  return [
    {
      id: 'region-deny-hits-global-services',
      span: operator.span,
      message:
        'IAM, Organizations, Route 53, CloudFront and other global services count as us-east-1. This denies them too. Use NotAction to exclude them.',
    },
  ];
}

function setFindings(at: At): CheckFinding[] {
  const { operator, key, values } = at.test;
  const { set, base } = parseOperator(operator.value);
  if (!isOperatorBase(base) || base === 'null') return [];
  const type = keyTypeOf(key.value);
  if (!set && type?.isList) {
    const right = `ForAnyValue:${operator.value}`;
    const message = `${key.value} can have several values. Say with ForAnyValue or ForAllValues if any or all must match.`;
    return [{ ...found('several-values', key.span, message), ...operatorFix(at, right) }];
  }
  if (set !== 'ForAllValues' || values.items.length === 0) return [];
  if (type ? !type.isList : isSingleClaim(key.value)) {
    const right = operator.value.slice('ForAllValues:'.length);
    const message = `${key.value} has one value, and ForAllValues also holds for a request without it. Use ${right}.`;
    return [{ ...found('for-all-values-with-single-key', values.span, message), ...operatorFix(at, right) }];
  }
  return withoutKey(at);
}

/**
 * Keys whose absence asks for nothing (no tags), and keys that their actions always carry. AWS’s documentation
 * recommends ForAllValues with Allow for them ("Controlling access based on tag keys", KMS’s and Route 53’s pages of
 * condition keys).
 */
const harmless =
  /^(aws:tagkeys|s3:requestobjecttagkeys|kms:grantoperations|route53:changeresourcerecordsets.*)$/i;

function withoutKey({ test: { operator, key }, statement, subject }: At): CheckFinding[] {
  if (statement.effect !== 'Allow' || harmless.test(key.value) || testsPresence(statement, key.value))
    return [];
  const message = `${operator.value} also holds when the request has no ${key.value} at all. Check that it is there, too.`;
  return [
    {
      ...found('for-all-values-with-allow', operator.span, message),
      ...fixing(
        'Require that the key is there (Null: false)',
        subject.text,
        statement.index,
        addCondition({ operator: 'Null', key: key.value, values: ['false'], list: false }),
      ),
    },
  ];
}

/** Finds a key with an empty list of values. */
function emptyFindings(at: At): CheckFinding[] {
  const { operator, key, values } = at.test;
  if (!values.isList || values.items.length > 0) return [];
  if (!/^\[\s*\]$/.test(at.subject.text.slice(values.span.start, values.span.end))) return [];
  const { set, base, ifExists } = parseOperator(operator.value);
  const negated = base.includes('not');
  const absent = `This holds only for a request without ${key.value}.`;
  if (set === 'ForAllValues') {
    if (negated)
      return [found('empty-condition-for-all-values', values.span, `${key.value} is compared with nothing.`)];
    return [{ ...found('empty-condition-for-all-values', values.span, absent), ...nullFix(at, true) }];
  }
  if (set === 'ForAnyValue') {
    const message = `${key.value} is compared with an empty list, so this never holds.`;
    return [found('empty-condition-for-any-value', values.span, message)];
  }
  if (ifExists) {
    if (negated)
      return [found('empty-condition-if-exists', values.span, `${key.value} is compared with nothing.`)];
    return [{ ...found('empty-condition-if-exists', values.span, absent), ...nullFix(at, true) }];
  }
  const message = `${key.value} is compared with nothing: this ${negated ? 'always' : 'never'} holds.`;
  return [found('empty-condition', values.span, message)];
}

/** Finds a `Condition` without operators, and an operator without keys. */
function emptyBlocks(statement: CheckedStatement, { text }: LintSubject): CheckFinding[] {
  const block = conditionBlock(statement);
  const member = memberOf(statement.json, 'Condition');
  if (!block || !member) return [];
  const drop = (start: number, end: number) => ({
    fix: { label: 'Remove the empty condition', apply: () => withoutSpan(text, { start, end }) },
  });
  const whole = drop(member.nameSpan.start, member.value.span.end);
  if (block.members.length === 0)
    return [
      {
        ...found(
          'empty-condition-block',
          block.span,
          'This condition is empty: the statement always applies.',
        ),
        ...whole,
      },
    ];
  return block.members.flatMap(({ name, nameSpan, value }) =>
    value.kind === 'object' && value.members.length === 0
      ? [
          {
            ...found('empty-condition-block', value.span, `${name} has no key: it tests nothing.`),
            ...(block.members.length === 1 ? whole : drop(nameSpan.start, value.span.end)),
          },
        ]
      : [],
  );
}

const ofTest = [
  emptyFindings,
  operatorFindings,
  setFindings,
  valueFindings,
  addressFindings,
  trapFindings,
] as const;

const conditionFindings: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    return ofTest.flatMap((check) => check(at));
  });

export const conditionChecks: Checks = {
  statement: [conditionFindings, emptyBlocks, repeatedKeys, mixedTypes],
};
