/** Finds condition keys that need something beside them: another key, or an action. */

import { parseOperator } from '../../policy/operator-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import { namedActions } from '../actions/check.ts';
import type { At } from '../conditions/at.ts';
import { addAction, addCondition, fixing } from '../edits/blocks.ts';
import { type CheckFinding, found, testedKeys, values } from '../finding.ts';
import { carries } from './carrying.ts';

export const companionFindings = (at: At): CheckFinding[] => [
  ...pairFindings(at),
  ...selectFindings(at),
  ...missingActionFindings(at),
];

interface Pair {
  /** Any of these, in lower case, makes the key safe. */
  readonly with: readonly string[];
  readonly add: string;
}

/** Addresses in a VPC are not unique. Source: "AWS global condition context keys". */
const pairs: ReadonlyMap<string, Pair> = new Map([
  [
    'aws:vpcsourceip',
    { with: ['aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn'], add: 'aws:SourceVpc' },
  ],
  [
    'aws:ec2instancesourceprivateipv4',
    { with: ['aws:ec2instancesourcevpc'], add: 'aws:Ec2InstanceSourceVpc' },
  ],
]);

function pairFindings({ test: { key, values: list }, statement, subject }: At): CheckFinding[] {
  const pair = pairs.get(key.value.toLowerCase());
  if (!pair || testedKeys(statement).some((one) => pair.with.includes(one))) return [];
  // A value that comes from the request itself names no address that another VPC could have, too.
  if (list.items.length > 0 && list.items.every(({ value }) => value.includes('${'))) return [];
  const others = subject.policy.statements
    .flatMap(({ conditions = [] }) => conditions)
    .filter((one) => one.key.value.toLowerCase() === pair.add.toLowerCase() && isPositive(one));
  const known = others.flatMap((one) => values(one.values))[0];
  const label =
    known === undefined
      ? `Add ${pair.add}: vpc-EXAMPLE1 (replace it with yours)`
      : `Add ${pair.add}: ${known}`;
  return [
    {
      ...found(
        'missing-paired-key',
        key.span,
        `Another VPC can have the same private addresses. Test ${pair.add} beside ${key.value}.`,
      ),
      ...fixing(
        label,
        subject.text,
        statement.index,
        addCondition({
          operator: 'StringEquals',
          key: pair.add,
          values: [known ?? 'vpc-EXAMPLE1'],
          list: false,
        }),
      ),
    },
  ];
}

function isPositive({ operator }: ConditionTest): boolean {
  const { base } = parseOperator(operator.value);
  return base !== 'null' && !base.includes('not');
}

const selectKey = 'dynamodb:Select';

/** DynamoDB tests the attributes only of requests that name them; all others read whole items. */
function selectFindings(at: At): CheckFinding[] {
  const { test, statement, subject } = at;
  const isRestriction =
    statement.effect === 'Allow' &&
    test.key.value.toLowerCase() === 'dynamodb:attributes' &&
    isPositive(test);
  if (!isRestriction || (statement.conditions ?? []).some(selectsAttributes)) return [];
  const named = values(statement.action).map((one) => namedActions(one, subject.reference));
  const all = named.flatMap((one) => one ?? []);
  const reads =
    named.includes(undefined) || statement.notAction || all.some((one) => carries(one, selectKey));
  if (!reads) return [];
  const operator = all.every((one) => carries(one, selectKey)) ? 'StringEquals' : 'StringEqualsIfExists';
  return [
    {
      ...found(
        'attributes-without-select',
        test.key.span,
        'A read that names no attributes still gets all of them. Also allow only the selection SPECIFIC_ATTRIBUTES.',
      ),
      ...fixing(
        `Add ${selectKey}: SPECIFIC_ATTRIBUTES`,
        subject.text,
        statement.index,
        addCondition({ operator, key: selectKey, values: ['SPECIFIC_ATTRIBUTES'], list: false }),
      ),
    },
  ];
}

const selectsAttributes = (test: ConditionTest): boolean =>
  test.key.value.toLowerCase() === 'dynamodb:select' &&
  isPositive(test) &&
  test.values.items.length > 0 &&
  values(test.values).every((one) => one.toUpperCase() === 'SPECIFIC_ATTRIBUTES');

/** Some keys are set by the caller of AssumeRole, who needs a permission for it. */
const setters: readonly (readonly [key: RegExp, action: string])[] = [
  [/^sts:sourceidentity$/i, 'sts:SetSourceIdentity'],
  [/^(aws:requesttag\/.+|aws:tagkeys|sts:transitivetagkeys)$/i, 'sts:TagSession'],
];

function missingActionFindings({ test, statement, subject }: At): CheckFinding[] {
  const setter = setters.find(([key]) => key.test(test.key.value));
  if (subject.kind !== 'trust' || statement.effect !== 'Allow' || !statement.action || !setter) return [];
  const { base } = parseOperator(test.operator.value);
  if (base === 'null' && values(test.values).every((one) => one.toLowerCase() === 'true')) return [];
  const [, action] = setter;
  const isThere = values(statement.action).some((one) => {
    const named = namedActions(one, subject.reference);
    return named === undefined ? one.includes('*') : named.some(({ name }) => name === action);
  });
  if (isThere) return [];
  return [
    {
      ...found(
        'missing-action-for-key',
        test.key.span,
        `Nobody may set ${test.key.value} here without ${action}. Add that action to the statement.`,
      ),
      ...fixing(`Add ${action}`, subject.text, statement.index, addAction(action)),
    },
  ];
}
