/** Finds conditions that cannot hold, or that hold when their author did not mean them to. */

import { readBoolean, readDate, readNumber, readRange } from '../eval/values.ts';
import { findGlobalKey, globalKeys, keyMatches } from '../policy/global-keys.ts';
import type { IssueCode } from '../policy/checks/issue-codes.ts';
import { parseOperator } from '../policy/operator-names.ts';
import { serviceName } from '../policy/service-names.ts';
import type { ConditionTest, StatementSyntax } from '../policy/syntax/tree.ts';
import { namedActions } from './actions.ts';
import { addCondition, fixing, setKey, setOperator } from './edits.ts';
import {
  type Finding,
  type FindingId,
  type StatementCheck,
  type Subject,
  testedKeys,
  values,
} from './finding.ts';
import { nearest } from './spelling.ts';

export const conditionChecks: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    return [...keyFindings(at), ...valueFindings(at), ...setFindings(at), ...trapFindings(at)];
  });

interface At {
  readonly test: ConditionTest;
  readonly statement: StatementSyntax;
  readonly subject: Subject;
}

const warning = (id: FindingId, span: Finding['span'], message: string): Finding => ({
  id,
  severity: 'warning',
  span,
  message,
});

const operatorFix = ({ test: { key, operator }, statement, subject }: At, right: string) =>
  fixing(`Change to ${right}`, subject.text, statement.index, setOperator(key.value, operator.value, right));

/** Reports a key that does not exist, or that no action of the statement carries. */
function keyFindings({ test: { key }, statement, subject }: At): Finding[] {
  const { reference, text } = subject;
  const { value, span } = key;
  const [prefix = ''] = value.toLowerCase().split(':');
  const dependent = /^aws:(requesttag\/|tagkeys$)/i.test(value);
  if (prefix === 'aws' && !dependent) {
    if (findGlobalKey(value)) return [];
    const meant = nearest(
      value,
      globalKeys.map(({ name }) => name).filter((name) => !name.includes('$')),
    );
    return [
      {
        ...warning(
          'unknown-condition-key',
          span,
          `AWS has no condition key ${value}${meant ? `. Is ${meant} meant?` : '.'}`,
        ),
        issueCode: 'INVALID_GLOBAL_CONDITION_KEY',
        ...(meant ? fixing(`Change to ${meant}`, text, statement.index, setKey(value, meant)) : {}),
      },
    ];
  }
  const service = reference.service?.(prefix);
  if (service && !dependent && !service.conditionKeys.some((one) => keyMatches(one, value))) {
    const meant = nearest(
      value,
      service.conditionKeys.filter((one) => !/[$<]/.test(one)),
    );
    return [
      {
        ...warning(
          'unknown-condition-key',
          span,
          `${serviceName(prefix)} has no condition key ${value}${meant ? `. Is ${meant} meant?` : '.'}`,
        ),
        issueCode: 'INVALID_SERVICE_CONDITION_KEY',
        ...(meant ? fixing(`Change to ${meant}`, text, statement.index, setKey(value, meant)) : {}),
      },
    ];
  }
  if (!service && !dependent) return [];
  return carried(value, statement, subject)
    ? []
    : [
        warning(
          'condition-key-not-carried',
          span,
          `None of these actions sends ${value}: the key is never there.`,
        ),
      ];
}

/** Returns true also when the reference cannot tell. */
function carried(key: string, statement: StatementSyntax, { reference }: Subject): boolean {
  if (!statement.action) return true;
  return values(statement.action).some((pattern) => {
    const named = namedActions(pattern, reference);
    return (
      named === undefined ||
      named.length === 0 ||
      named.some(({ conditionKeys }) => conditionKeys.some((one) => keyMatches(one, key)))
    );
  });
}

const readers: readonly (readonly [RegExp, (text: string) => unknown, string, IssueCode?])[] = [
  [/^bool$/, readBoolean, 'true or false', 'TYPE_MISMATCH_BOOLEAN'],
  [/^null$/, readBoolean, 'true or false', 'TYPE_MISMATCH_BOOLEAN'],
  [/^numeric/, readNumber, 'a number', 'TYPE_MISMATCH_NUMBER'],
  [/^date/, readDate, 'a date', 'TYPE_MISMATCH_DATE'],
  [/ipaddress$/, readRange, 'an address or a range of addresses', 'TYPE_MISMATCH_IP_RANGE'],
  [/^arn/, (text) => (/^(arn:|\*)/.test(text) ? text : undefined), 'an ARN'],
];

function valueFindings(at: At): Finding[] {
  const { test } = at;
  const { operator, key, values: list } = test;
  const { base } = parseOperator(operator.value);
  if (list.items.length === 0) {
    const message = `${key.value} is compared with nothing: ${base.includes('not') ? 'this always holds' : 'this never holds'}.`;
    return [warning('empty-condition', list.span, message)];
  }
  const reader = readers.find(([form]) => form.test(base));
  const wrong =
    reader && list.items.filter(({ value }) => !value.includes('${') && reader[1](value) === undefined);
  if (wrong && wrong.length > 0)
    return wrong.map(({ value, span }) => ({
      ...warning(
        'value-of-wrong-type',
        span,
        `“${value}” is not ${reader[2]}: ${operator.value} never matches it.`,
      ),
      ...(reader[3] && { issueCode: reader[3] }),
    }));
  if (/^string(not)?equals(ignorecase)?$/.test(base)) {
    const wild = list.items.find(({ value }) => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, '')));
    const like = operator.value.replace(/Equals(IgnoreCase)?/i, 'Like');
    if (wild)
      return [
        {
          ...warning(
            'wildcard-in-equals',
            wild.span,
            `${operator.value} takes * and ? as plain characters. Wildcards need ${like}.`,
          ),
          ...operatorFix(at, like),
        },
      ];
  }
  const global = findGlobalKey(key.value);
  if (global?.type === 'ip' && base.startsWith('string')) {
    const right = base.includes('not') ? 'NotIpAddress' : 'IpAddress';
    return [
      {
        ...warning(
          'operator-of-wrong-type',
          operator.span,
          `${key.value} is an address: ${operator.value} compares letters, ${right} compares ranges.`,
        ),
        ...operatorFix(at, right),
      },
    ];
  }
  return [];
}

function setFindings(at: At): Finding[] {
  const {
    test: { operator, key },
    statement,
    subject,
  } = at;
  const { set, base } = parseOperator(operator.value);
  const { effect, index } = statement;
  if (!set && findGlobalKey(key.value)?.type === 'list' && base !== 'null') {
    const right = `ForAnyValue:${operator.value}`;
    return [
      {
        ...warning(
          'several-values',
          operator.span,
          `${key.value} can have several values. Use ForAnyValue or ForAllValues to say whether any or all must match.`,
        ),
        ...operatorFix(at, right),
      },
    ];
  }
  const present = (statement.conditions ?? []).some(
    (other) =>
      other.key.value.toLowerCase() === key.value.toLowerCase() &&
      parseOperator(other.operator.value).base === 'null',
  );
  if (set !== 'ForAllValues' || effect !== 'Allow' || present) return [];
  return [
    {
      ...warning(
        'for-all-values-with-allow',
        operator.span,
        `ForAllValues also holds when the request has no ${key.value} at all. Check that it is there, too.`,
      ),
      ...(isSingle(key.value) && { issueCode: 'FORALLVALUES_WITH_SINGLE_VALUED_KEY' as const }),
      ...fixing(
        'Check that it is there (Null: false)',
        subject.text,
        index,
        addCondition({ operator: 'Null', key: key.value, values: ['false'], list: false }),
      ),
    },
  ];
}

/** Returns true for a global key that has one value. */
function isSingle(key: string): boolean {
  const global = findGlobalKey(key);
  return global !== undefined && global.type !== 'list';
}

/** Denies that say something else than they seem to. */
const trapFindings = (at: At): Finding[] =>
  at.statement.effect === 'Deny' ? [...mfaDeny(at), ...addressDeny(at), ...regionDeny(at)] : [];

function mfaDeny(at: At): Finding[] {
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
      ...warning(
        'mfa-deny-misses-access-keys',
        operator.span,
        'A request with a long-term access key does not carry this condition key. So this Deny does not match it. With BoolIfExists it does.',
      ),
      ...operatorFix(at, 'BoolIfExists'),
    },
  ];
}

function addressDeny({ test: { operator, key }, statement, subject }: At): Finding[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:sourceip' &&
    parseOperator(operator.value).base === 'notipaddress' &&
    !testedKeys(statement).some((one) => /^aws:(viaawsservice|calledvia|principalisawsservice)/.test(one));
  if (!isTrap) return [];
  return [
    {
      id: 'address-deny-hits-services',
      severity: 'suggestion',
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

function regionDeny({ test: { operator, key, values: list }, statement }: At): Finding[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:requestedregion' &&
    parseOperator(operator.value).base.startsWith('stringnot') &&
    values(statement.action).some((one) => one === '*' || one === '*:*') &&
    !values(list).includes('us-east-1');
  if (!isTrap) return [];
  return [
    {
      id: 'region-deny-hits-global-services',
      severity: 'suggestion',
      span: operator.span,
      message:
        'IAM, Organizations, Route 53, CloudFront and other global services count as us-east-1. This denies them too. Use NotAction to exclude them.',
    },
  ];
}
