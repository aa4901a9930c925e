/** One policy for all policies of a principal and its limits: what is written, and what cannot be. */

import { expect, test } from 'vitest';
import { equivalentPolicy } from '#core/analysis/equivalent/equivalent.ts';
import { layersOf } from '#core/analysis/layers/principal-layers.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { account, allow, deny, env, user } from '../../accounts.ts';
import { type Limits, limitedAccount, w } from './limited-account.ts';

type Value = string | readonly string[];
const when = (...tests: readonly (readonly [operator: string, key: string, value: Value])[]) => ({
  Condition: Object.fromEntries(tests.map(([operator, key, value]) => [operator, { [key]: value }])),
});
const everything = allow('*');
const objects = (name: string) => `arn:aws:s3:::${name}/*`;

const equivalent = (limits: Limits) =>
  equivalentPolicy(layersOf(limitedAccount(limits), { principal: w }, env));

interface Row extends Limits {
  readonly title: string;
  readonly wanted: readonly object[];
}

const rows: readonly Row[] = [
  { title: 'everything stays everything', identity: [[everything]], wanted: [everything] },
  {
    title: 'a boundary narrows the actions',
    identity: [[everything]],
    boundary: [allow(['s3:*', 'ec2:Describe*'])],
    wanted: [allow(['ec2:Describe*', 's3:*'])],
  },
  {
    title: 'actions of both meet in one pattern',
    identity: [[allow('s3:Get*')]],
    boundary: [allow('s3:*Object')],
    wanted: [allow('s3:Get*Object')],
  },
  {
    title: 'resources of both meet',
    identity: [[allow('s3:GetObject', 'arn:aws:s3:::corp-*/public/*')]],
    boundary: [allow('s3:*', objects('corp-data'))],
    wanted: [allow('s3:GetObject', ['arn:aws:s3:::corp-data/*/public/*', 'arn:aws:s3:::corp-data/public/*'])],
  },
  {
    title: 'a statement whose action another allows keeps its resources',
    identity: [
      [
        allow(['s3:GetObject', 's3:PutObject'], [objects('a'), objects('b')]),
        allow(['s3:GetObject', 'sqs:SendMessage']),
      ],
    ],
    wanted: [allow('s3:PutObject', [objects('a'), objects('b')]), allow(['s3:GetObject', 'sqs:SendMessage'])],
  },
  {
    title: 'a variable of the principal is filled in',
    identity: [[allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')]],
    wanted: [allow('s3:*', 'arn:aws:s3:::home/w/*')],
  },
  {
    title: 'a condition that this principal meets is gone',
    identity: [[{ ...allow('s3:*'), ...when(['ArnEquals', 'aws:PrincipalArn', user('w')]) }]],
    wanted: [allow('s3:*')],
  },
  {
    title: 'conditions of the time and of the owner stay',
    identity: [[{ ...allow('s3:*'), ...when(['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z']) }]],
    scps: [
      [everything],
      [everything, { ...deny('*'), ...when(['StringNotEquals', 'aws:ResourceAccount', account]) }],
    ],
    wanted: [
      { ...allow('s3:*'), ...when(['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z']) },
      { ...deny('*'), ...when(['StringNotEquals', 'aws:ResourceAccount', account]) },
    ],
  },
  {
    title: 'a Deny of an SCP stays with its condition, without the exceptions that nobody has',
    identity: [[allow('ec2:*')]],
    scps: [
      [everything],
      [
        everything,
        {
          Effect: 'Deny',
          NotAction: ['iam:*', 'sts:*'],
          Resource: '*',
          ...when(['StringNotEquals', 'aws:RequestedRegion', 'eu-central-1']),
        },
      ],
    ],
    wanted: [
      allow('ec2:*'),
      { ...deny('*'), ...when(['StringNotEquals', 'aws:RequestedRegion', 'eu-central-1']) },
    ],
  },
  {
    title: 'a Deny for all of an action takes the action out of the Allow',
    identity: [[allow(['s3:GetObject', 's3:PutObject']), deny('s3:Put*')]],
    wanted: [allow('s3:GetObject')],
  },
  {
    title: 'Denies that take out nothing are gone, and the others are one',
    identity: [[allow('s3:*'), deny('ec2:*'), deny('s3:DeleteBucket'), deny('s3:DeleteObject')]],
    wanted: [allow('s3:*'), deny(['s3:DeleteBucket', 's3:DeleteObject'])],
  },
  {
    title: 'NotAction stays where the boundary allows everything',
    identity: [[{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
    boundary: [everything],
    wanted: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
  },
  {
    title: 'NotAction takes out what the boundary has for nothing',
    identity: [[{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
    boundary: [allow(['iam:GetUser', 's3:*'])],
    wanted: [allow('s3:*')],
  },
  {
    title: 'NotAction that takes out a part becomes a Deny',
    identity: [[{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }]],
    boundary: [allow('s3:*')],
    wanted: [allow('s3:*'), deny('s3:Delete*')],
  },
  {
    title: 'what a limit of one statement does not allow can be denied',
    identity: [
      [{ Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }, allow('s3:Get*', objects('a'))],
    ],
    boundary: [allow('s3:*')],
    wanted: [
      allow('s3:Get*', objects('a')),
      { Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' },
      { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
    ],
  },
  {
    title: 'statements that differ in their actions are one, and names within others are gone',
    identity: [[allow('s3:Get*', objects('a'))], [allow(['s3:GetObject', 's3:PutObject'], objects('a'))]],
    wanted: [allow(['s3:Get*', 's3:PutObject'], objects('a'))],
  },
  {
    title: 'statements that differ in the values of one condition are one',
    identity: [
      [
        { ...allow('s3:*'), ...when(['StringEquals', 'x:team', 'a']) },
        { ...allow('s3:*'), ...when(['StringEquals', 'x:team', 'b']) },
      ],
    ],
    wanted: [{ ...allow('s3:*'), ...when(['StringEquals', 'x:team', ['a', 'b']]) }],
  },
  {
    title: 'statements that others allow together are gone',
    identity: [
      [
        { ...allow('s3:GetObject', objects('a')), ...when(['Bool', 'x:b', 'true']) },
        { Effect: 'Allow', Action: 's3:Get*', NotResource: objects('b') },
        allow('s3:GetObject', objects('b')),
      ],
    ],
    wanted: [
      { Effect: 'Allow', Action: 's3:Get*', NotResource: objects('b') },
      allow('s3:GetObject', objects('b')),
    ],
  },
  {
    title: 'values that another covers are gone',
    identity: [
      [
        { ...allow('s3:*'), ...when(['NumericLessThan', 'aws:MultiFactorAuthAge', ['300', '3600']]) },
        { ...allow('ec2:*'), ...when(['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '10.1.0.0/16']]) },
        { ...allow('sqs:*'), ...when(['StringLike', 'x:team', ['a*', 'ab', 'b']]) },
        { ...deny('s3:PutObject'), ...when(['DateGreaterThan', 'x:end', ['2026-01-01', '2030-01-01']]) },
      ],
    ],
    wanted: [
      { ...allow('ec2:*'), ...when(['IpAddress', 'aws:SourceIp', '10.0.0.0/8']) },
      { ...allow('s3:*'), ...when(['NumericLessThan', 'aws:MultiFactorAuthAge', '3600']) },
      { ...allow('sqs:*'), ...when(['StringLike', 'x:team', ['a*', 'b']]) },
      { ...deny('s3:PutObject'), ...when(['DateGreaterThan', 'x:end', '2026-01-01']) },
    ],
  },
  {
    title: 'a test that always holds is gone',
    identity: [
      [
        { ...allow('s3:GetObject'), ...when(['Bool', 'aws:SecureTransport', 'true']) },
        { ...allow('s3:GetObject'), ...when(['Bool', 'aws:SecureTransport', 'false']) },
        { ...deny('s3:GetObject', objects('a')), ...when(['Null', 'aws:SecureTransport', 'false']) },
      ],
    ],
    wanted: [allow('s3:GetObject'), deny('s3:GetObject', objects('a'))],
  },
  {
    title: 'a flag that may be absent keeps its test',
    identity: [
      [{ ...allow('s3:GetObject'), ...when(['Bool', 'aws:MultiFactorAuthPresent', ['true', 'false']]) }],
    ],
    wanted: [
      { ...allow('s3:GetObject'), ...when(['Bool', 'aws:MultiFactorAuthPresent', ['false', 'true']]) },
    ],
  },
  {
    title: 'statements that add up to all cases are one without a condition',
    identity: [
      [
        { ...allow('s3:GetObject'), ...when(['StringEquals', 'aws:SourceVpce', 'a']) },
        { ...allow('s3:GetObject'), ...when(['StringNotEquals', 'aws:SourceVpce', 'a']) },
      ],
    ],
    wanted: [allow('s3:GetObject')],
  },
];

test.each(rows)('in the equivalent policy, $title', ({ wanted, ...limits }) => {
  const found = equivalent(limits);
  expect(found).toMatchObject({ proof: 'same' });
  const { Statement } = JSON.parse('text' in found ? found.text : '{}') as { Statement: readonly object[] };
  expect(Statement).toEqual(wanted);
});

/** Both tests have to hold; `undefined`: one statement cannot say it. */
const joins: readonly [
  operator: string,
  key: string,
  ours: Value,
  theirs: Value,
  wanted: object | undefined,
][] = [
  ['StringEquals', 'x:k', ['a', 'b'], ['b', 'c'], when(['StringEquals', 'x:k', 'b'])],
  ['StringNotEquals', 'x:k', 'a', 'b', when(['StringNotEquals', 'x:k', ['a', 'b']])],
  ['StringLike', 'x:k', 'a*', '*b', when(['StringLike', 'x:k', ['a*b']])],
  ['ArnLike', 'x:k', 'arn:aws:s3:::a*', 'arn:aws:s3:*:*:ab*', when(['ArnLike', 'x:k', 'arn:aws:s3:::ab*'])],
  ['NumericLessThan', 'x:k', '5', '7', when(['NumericLessThan', 'x:k', '5'])],
  ['NumericGreaterThan', 'x:k', ['5', '9'], '7', when(['NumericGreaterThan', 'x:k', '7'])],
  [
    'DateGreaterThan',
    'x:k',
    '2026-01-01T00:00:00Z',
    '2027-01-01T00:00:00Z',
    when(['DateGreaterThan', 'x:k', '2027-01-01T00:00:00Z']),
  ],
  [
    'IpAddress',
    'aws:SourceIp',
    ['10.0.0.0/8', '192.0.2.0/24'],
    '10.1.0.0/16',
    when(['IpAddress', 'aws:SourceIp', '10.1.0.0/16']),
  ],
  [
    'NotIpAddress',
    'aws:SourceIp',
    '10.0.0.0/8',
    '192.0.2.0/24',
    when(['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.0.2.0/24']]),
  ],
  ['ForAllValues:StringEquals', 'x:k', ['a', 'b'], 'a', when(['ForAllValues:StringEquals', 'x:k', 'a'])],
  ['ForAllValues:StringEquals', 'x:k', 'a', 'b', when(['Null', 'x:k', 'true'])],
  [
    'ForAnyValue:StringEquals',
    'x:k',
    'a',
    'b',
    when(['ForAnyValue:StringEquals', 'x:k', 'a'], ['ForAnyValue:StringLike', 'x:k', 'b']),
  ],
  ['BoolIfExists', 'x:k', 'true', 'false', when(['BoolIfExists', 'x:k', 'true'], ['Null', 'x:k', 'true'])],
  ['ForAnyValue:StringLike', 'x:k', 'a*', 'b*', undefined],
];

test.each(joins)(
  'two tests %s of %s that both have to hold are one statement where that is exact',
  (operator, key, ours, theirs, wanted) => {
    const found = equivalent({
      identity: [[{ ...allow('s3:*'), ...when([operator, key, ours]) }]],
      boundary: [{ ...allow('s3:*'), ...when([operator, key, theirs]) }],
    });
    if (!wanted) {
      expect('why' in found && found.why).toContain(key);
      return;
    }
    expect(found).toMatchObject({ proof: 'same' });
    const { Statement } = JSON.parse('text' in found ? found.text : '{}') as { Statement: readonly object[] };
    expect(Statement).toMatchObject([{ Action: 's3:*' }]);
    const flat = (block: object) => JSON.stringify(block).replaceAll(/[[\]]/g, '');
    expect(flat((Statement[0] as { Condition: object }).Condition)).toBe(
      flat((wanted as { Condition: object }).Condition),
    );
  },
);

test('what nobody allows has no equivalent policy', () => {
  expect(equivalent({ identity: [[allow('s3:*')]], boundary: [allow('ec2:*')] })).toEqual({
    why: 'nothing is allowed',
    isNothing: true,
  });
});

test('the size of a policy is counted without white space', () => {
  const found = equivalent({ identity: [[allow('s3:GetObject', objects('a b'))]] });
  expect('text' in found && [found.size, JSON.stringify(JSON.parse(found.text)).length]).toEqual([112, 113]);
});

test('a policy that allows billing says that the setting of the account still denies it', () => {
  const isOff = (statements: readonly object[], iamAccessToBilling: boolean) => {
    const world = limitedAccount({ identity: [statements] });
    const before = world.accounts.get(account);
    if (!before) throw new Error('no account');
    apply(world, [
      replaced('accounts', before, { ...before, settings: iamAccessToBilling ? { iamAccessToBilling } : {} }),
    ]);
    const found = equivalentPolicy(layersOf(world, { principal: w }, env));
    expect(found).toMatchObject({ proof: 'same' });
    return 'text' in found && found.isBillingOff;
  };
  expect(isOff([everything], false)).toBe(true);
  expect(isOff([everything], true)).toBe(false);
  expect(isOff([allow('s3:*')], false)).toBe(false);
  expect(isOff([allow(['billing:*', 's3:*']), deny('b*')], false)).toBe(false);
});

test('the order of policies and statements does not change the equivalent policy', () => {
  const one = [allow('s3:Get*', objects('a')), allow('s3:Put*', objects('b'))];
  const two = [allow('ec2:*'), deny('ec2:RunInstances')];
  expect(equivalent({ identity: [one, two] })).toEqual(
    equivalent({ identity: [two.toReversed(), one.toReversed()] }),
  );
});

test('when the time is over at once, no policy is written', () => {
  const layers = layersOf(
    limitedAccount({ identity: [[everything]], boundary: [everything] }),
    { principal: w },
    env,
  );
  expect(equivalentPolicy(layers, { isOver: () => true })).toEqual({ why: 'the time was not enough' });
});
