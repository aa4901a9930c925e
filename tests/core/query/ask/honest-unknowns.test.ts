/** Answers that depend on what no policy of this world says, and answers about a part of the resource. */

import { expect, test } from 'vitest';
import type { ActionInfo } from '#core/model/service-reference.ts';
import { coversUnsigned, unsignedCalls } from '#core/model/request/unsigned-calls.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { answer } from '#core/query/ask/answer.ts';
import { idlePolicies } from '#core/query/ask/given-policies.ts';
import { bucketTags } from '#core/query/ask/what-can.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const takes = (name: string, ...formats: readonly string[]): [string, ActionInfo] => [
  name,
  {
    name,
    accessLevel: 'Read',
    resourceTypes: formats.map((arnFormat) => ({ name: 'one', arnFormat })),
    conditionKeys: [],
  },
];
const objects = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const actions = new Map([
  takes('s3:GetObject', objects),
  takes('s3:ListBucket', 'arn:${Partition}:s3:::${BucketName}'),
  takes('s3:ListAllMyBuckets'),
  takes('kms:Decrypt', 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}'),
  takes('sts:AssumeRole', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}'),
  takes('sqs:SendMessage', 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}'),
]);
const reference = { action: (name: string) => actions.get(name) };

const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd`;
const trustsAll = (principal: object | string) => ({
  roles: { Open: { trust: [trusts(principal)] } },
});
const outsider = 'arn:aws:iam::999988887777:user/eve';

/** Returns the kind, with what is missing, and what is allowed and excepted. */
function kindOf(spec: AccountSpec, who: string, action: string, resource: string): string {
  const found = answer(anAccount(spec), { principal: who, action, resource }, { ...env, reference });
  if (found.kind === 'decision') return found.decision.verdict;
  const missing = found.missing.length > 0 ? `: ${found.missing.join()}` : '';
  if (found.kind !== 'on-part') return `${found.kind}${missing}`;
  const { allowed, except, isListed } = found.parts;
  if (!isListed) return `on part${missing}`;
  return `on ${allowed.join() || 'all'}${except.length > 0 ? ` but ${except.join()}` : ''}${missing}`;
}
const alice = (...statements: readonly object[]): AccountSpec => ({
  users: { alice: { inline: Object.fromEntries(statements.map((one, at) => [`P${at}`, one])) } },
});
const ofAlice = (spec: AccountSpec, action: string, resource: string) =>
  kindOf(spec, user('alice'), action, resource);

const root = `arn:aws:iam::${account}:root`;
const admin = alice(allow('*'));
test.each([
  ['an administrator', user('alice')],
  ['the root user', root],
])('E-52 the answer for %s depends on the key policy of a key that this world lacks', (_, who) =>
  expect(kindOf(admin, who, 'kms:Decrypt', key)).toBe('resource-policy: key-policy'),
);
test('E-52 an explicit deny is final, whatever the key policy says', () =>
  expect(ofAlice(alice(allow('*'), deny('kms:*')), 'kms:Decrypt', key)).toBe('denied'));
test('E-52 a key policy of this world decides', () =>
  expect(
    ofAlice(
      { ...admin, resources: { [key]: [allow('kms:*', '*', { Principal: { AWS: root } })] } },
      'kms:Decrypt',
      key,
    ),
  ).toBe('allowed'));
test('E-52 across accounts a key policy counts only where the caller is allowed on its own side', () => {
  const foreign = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd';
  expect(ofAlice(admin, 'kms:Decrypt', foreign)).toBe('resource-policy: key-policy');
  expect(ofAlice(alice(allow('s3:*')), 'kms:Decrypt', foreign)).toBe('denied');
});
const alias = `arn:aws:kms:eu-west-1:${account}:alias/pay`;
test('E-52 an alias stands for its key, whose policy decides; the alias decides only what is done to it', () => {
  expect(ofAlice(admin, 'kms:Decrypt', alias)).toBe('resource-policy: key-policy');
  expect(ofAlice(admin, 'kms:DeleteAlias', alias)).toBe('allowed');
  expect(ofAlice(alice(allow('*'), deny('kms:*')), 'kms:Decrypt', alias)).toBe('denied');
});
test.each([
  ['lambda:CreateFunction', 'lambda', 'function:report'],
  ['sqs:CreateQueue', 'sqs', 'jobs'],
  ['secretsmanager:CreateSecret', 'secretsmanager', 'secret:db'],
])('%s makes its resource, so no policy of it is unknown', (action, service, name) => {
  const made = `arn:aws:${service}:eu-west-1:${account}:${name}`;
  const spec = { unknown: ['resource-policies'] as const };
  expect(ofAlice({ ...admin, ...spec }, action, made)).toBe('allowed');
  expect(ofAlice({ ...alice(allow('s3:*')), ...spec }, action, made)).toBe('denied');
  expect(ofAlice({ ...admin, ...spec }, `${service}:DeleteAlias`, made)).toBe('unknown: resource-policies');
});
const keyOfRoot = { resources: { [key]: [allow('kms:*', '*', { Principal: { AWS: root } })] } };
test('Y-07 a grant could allow what the key policy does not, in an imported account alone', () => {
  const spec = { ...alice(allow('s3:*')), ...keyOfRoot };
  expect(ofAlice(spec, 'kms:Decrypt', key)).toBe('denied');
  expect(ofAlice({ ...spec, unknown: ['resource-policies'] }, 'kms:Decrypt', key)).toBe('unknown: grants');
  expect(ofAlice({ ...spec, unknown: ['resource-policies'] }, 'kms:PutKeyPolicy', key)).toBe('denied');
});

test('E-40 an outsider may assume an open role if their own account allows it', () =>
  expect(kindOf(trustsAll({ AWS: '*' }), outsider, 'sts:AssumeRole', role('Open'))).toBe(
    'caller-account: identity-policies',
  ));
const keyForAll = { resources: { [key]: [allow('kms:*', '*', { Principal: '*' })] } };
const functionForAll = {
  resources: {
    [`arn:aws:lambda:eu-west-1:${account}:function:pay`]: [
      allow(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'], '*', { Principal: '*' }),
    ],
  },
};
const queueForAll = {
  resources: { [`arn:aws:sqs:eu-west-1:${account}:jobs`]: [allow('sqs:*', '*', { Principal: '*' })] },
};
test.each([
  ['kms:Decrypt', keyForAll, 'denied', 'allowed'],
  ['lambda:InvokeFunction', functionForAll, 'denied', 'allowed'],
  ['lambda:InvokeFunctionUrl', functionForAll, 'allowed', 'allowed'],
  ['sqs:SendMessage', queueForAll, 'allowed', 'allowed'],
  ['sts:AssumeRole', trustsAll({ AWS: '*' }), 'denied', 'allowed'],
])(
  'E-59 %s is open to anybody with an AWS account, and without credentials only where AWS takes such calls',
  (action, spec, unsigned, signed) => {
    const resource = 'roles' in spec ? role('Open') : (Object.keys(spec.resources)[0] ?? '');
    expect(kindOf(spec, '*', action, resource)).toBe(unsigned);
    expect(kindOf(spec, 'AWS:*', action, resource)).toBe(signed);
  },
);
test('E-59 every row of the calls without credentials has its source, and patterns cover its calls', () => {
  expect(unsignedCalls.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual(
    [],
  );
  const covered = ['s3:*', '*', 'lambda:Invoke*', 'lambda:InvokeFunction', 'kms:*', 'sns:Publish'];
  expect(covered.filter(coversUnsigned)).toEqual(['s3:*', '*', 'lambda:Invoke*']);
});
test('E-59 anybody with an AWS account is in no organization, and nobody knows them', () => {
  const forMembers = (condition: object) => ({
    resources: { [key]: [allow('kms:*', '*', { Principal: '*', Condition: condition })] },
  });
  const inOrganization = forMembers({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } });
  expect(kindOf(inOrganization, 'AWS:*', 'kms:Decrypt', key)).toBe('denied');
  const ofOne = forMembers({ StringEquals: { 'aws:PrincipalAccount': '999988887777' } });
  expect(kindOf(ofOne, 'AWS:*', 'kms:Decrypt', key)).toBe('denied');
});
test('E-40 a role that does not trust the outsider is closed to them', () =>
  expect(kindOf(trustsAll({ AWS: root }), outsider, 'sts:AssumeRole', role('Open'))).toBe('denied'));

const open = (more: object = {}) => ({
  resources: {
    'arn:aws:s3:::pay': [allow('s3:GetObject', 'arn:aws:s3:::pay/*', { Principal: '*', ...more })],
  },
});
test('Y-06 Block Public Access could refuse what a public bucket policy allows to everyone', () =>
  expect(kindOf(open(), '*', 's3:GetObject', 'arn:aws:s3:::pay/x')).toBe('unknown: block-public-access'));
test('Y-06 Block Public Access never cuts off the account that owns the bucket', () =>
  expect(ofAlice({ ...alice(), ...open() }, 's3:GetObject', 'arn:aws:s3:::pay/x')).toBe('allowed'));
test('Y-06 a fixed address makes a bucket policy not public', () => {
  const from = (address: string) => open({ Condition: { IpAddress: { 'aws:SourceIp': address } } });
  const asked = (address: string) => {
    const question = { principal: '*', action: 's3:GetObject', resource: 'arn:aws:s3:::pay/x' };
    const context = { 'aws:SourceIp': '1.2.3.4' };
    return answer(anAccount(from(address)), { ...question, context }, env).kind;
  };
  expect(asked('1.2.3.4/32')).toBe('decision');
  expect(asked('1.0.0.0/7')).toBe('unknown');
  expect(asked('0.0.0.0/0')).toBe('unknown');
});
test('E-40 an outsider at a public bucket needs their own account and no Block Public Access', () =>
  expect(kindOf(open(), outsider, 's3:GetObject', 'arn:aws:s3:::pay/x')).toBe(
    'caller-account: identity-policies,block-public-access',
  ));

const data = 'arn:aws:s3:::corp-data/*';
test.each([
  ['one pattern is one part', [allow('s3:GetObject', data)], `on ${data}`],
  ['all of S3 is everything', [allow('s3:*', 'arn:aws:s3:::*')], 'allowed'],
  ['nothing is no part', [allow('s3:ListBucket')], 'denied'],
  ['a bucket is no object', [allow('s3:*', 'arn:aws:s3:::corp-data')], 'denied'],
  ['a deny on part leaves the rest', [allow('s3:*'), deny('s3:*', data)], `on all but ${data}`],
  [
    'NotResource leaves the rest',
    [allow('s3:*', undefined, { Resource: undefined, NotResource: data })],
    `on all but ${data}`,
  ],
  [
    'a deny within a part is excepted',
    [allow('s3:*', data), deny('s3:*', 'arn:aws:s3:::corp-data/secret/*')],
    `on ${data} but arn:aws:s3:::corp-data/secret/*`,
  ],
  [
    'a part of a part is not listed',
    [allow('s3:*', data), allow('s3:*', 'arn:aws:s3:::corp-data/a/*')],
    `on ${data}`,
  ],
  [
    'a variable has its value',
    [allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')],
    'on arn:aws:s3:::home/alice/*',
  ],
  [
    'a deny of everything else leaves a part',
    [allow('s3:*'), deny('s3:*', undefined, { Resource: undefined, NotResource: data })],
    `on ${data}`,
  ],
  [
    'a deny that cuts across a part is excepted',
    [allow('s3:GetObject', data), deny('s3:*', 'arn:aws:s3:::*/secret*')],
    `on ${data} but arn:aws:s3:::*/secret*`,
  ],
  [
    'a deny that another deny of the rest cuts across is no list',
    [
      allow('s3:*', data),
      allow('s3:*', 'arn:aws:s3:::pay/*'),
      deny('s3:*', undefined, {
        Resource: undefined,
        NotResource: ['arn:aws:s3:::*/a*', 'arn:aws:s3:::*/b*'],
      }),
    ],
    'on part',
  ],
])('reading objects of all S3: %s', (_, statements, wanted) => {
  expect(ofAlice(alice(...statements), 's3:GetObject', '*')).toBe(wanted);
  expect(ofAlice(alice(...statements), 's3:GetObject', 'arn:aws:s3:::*')).toBe(wanted);
});
test('the answer on the part itself is a plain answer', () =>
  expect(ofAlice(alice(allow('s3:GetObject', data)), 's3:GetObject', data)).toBe('allowed'));
test('an action that takes no resource has no parts', () =>
  expect(ofAlice(alice(allow('s3:*', data)), 's3:ListAllMyBuckets', '*')).toBe('denied'));
test('a boundary cuts the part', () => {
  const spec = {
    users: { alice: { inline: { P: allow('s3:*') }, boundary: 'Limit' } },
    policies: { Limit: [allow('s3:*', data)] },
  };
  expect(ofAlice(spec, 's3:GetObject', '*')).toBe(`on ${data}`);
});
test('a boundary that cuts across the patterns of a policy leaves a part that no list tells', () => {
  const spec = {
    users: { alice: { inline: { P: allow('s3:*', 'arn:aws:s3:::corp-*/*') }, boundary: 'Limit' } },
    policies: { Limit: [allow('s3:*', 'arn:aws:s3:::*-data/*')] },
  };
  expect(ofAlice(spec, 's3:GetObject', '*')).toBe('on part');
  expect(ofAlice(spec, 's3:GetObject', 'arn:aws:s3:::corp-x-data/k')).toBe('allowed');
  const closed = { ...spec, policies: { Limit: [allow('s3:*', 'arn:aws:s3:::pay-*/*')] } };
  expect(ofAlice(closed, 's3:GetObject', '*')).toBe('denied');
});
test('a region that is denied is excepted', () =>
  expect(
    ofAlice(
      alice(allow('sqs:*', `arn:aws:sqs:*:${account}:team-*`), deny('sqs:*', 'arn:aws:sqs:eu-west-1:*:*')),
      'sqs:SendMessage',
      '*',
    ),
  ).toBe(`on arn:aws:sqs:*:${account}:team-* but arn:aws:sqs:eu-west-1:*:*`));
test('more patterns than are looked at leave the answer open', () => {
  const many = (effect: typeof allow) =>
    alice(effect('s3:*', 'arn:aws:s3:::none'), {
      ...effect('s3:*'),
      Resource: Array.from({ length: 201 }, (_, at) => `arn:aws:s3:::many-${at}/*`),
    });
  expect(ofAlice(many(allow), 's3:GetObject', '*')).toBe('on part');
  expect(ofAlice(many(deny), 's3:GetObject', '*')).toBe('unknown: overlaps');
});
test('a bucket policy gives a part', () =>
  expect(
    ofAlice(
      {
        ...alice(),
        resources: {
          'arn:aws:s3:::pay': [allow('s3:*', 'arn:aws:s3:::pay/*', { Principal: { AWS: user('alice') } })],
        },
      },
      's3:GetObject',
      '*',
    ),
  ).toBe('on arn:aws:s3:::pay/*'));
test('regions and accounts that a policy leaves open are filled in', () =>
  expect(ofAlice(alice(allow('sqs:*', 'arn:aws:sqs:*:*:jobs-*')), 'sqs:SendMessage', '*')).toBe(
    'on arn:aws:sqs:*:*:jobs-*',
  ));

test('E-52 every key of this world is asked for its own policy', () => {
  const spec = { ...admin, ...keyOfRoot };
  expect(ofAlice(spec, 'kms:Decrypt', '*')).toBe(`on ${key}`);
  expect(ofAlice(admin, 'kms:Decrypt', '*')).toBe('resource-policy: key-policy');
});
test('E-50 every role of this world is asked for its own trust policy', () => {
  expect(ofAlice({ ...admin, ...trustsAll({ AWS: root }) }, 'sts:AssumeRole', '*')).toBe(
    `on ${role('Open')}`,
  );
  expect(ofAlice({ ...admin, ...trustsAll({ Service: 'ec2.amazonaws.com' }) }, 'sts:AssumeRole', '*')).toBe(
    'resource-policy: resource-policies',
  );
});

test('who can: the key policy decides for all, and a wildcard is allowed on part to some', () => {
  const rows = (spec: AccountSpec, action: string) =>
    whoCan(
      anAccount(spec),
      account,
      { action, resource: action.startsWith('kms') ? key : '*' },
      { ...env, reference },
    ).map(({ name, verdict, through }) => `${name} ${verdict}: ${through}`);
  expect(rows(admin, 'kms:Decrypt')).toEqual([
    'root depends: the key policy decides',
    'alice depends: the key policy decides',
  ]);
  expect(rows(alice(allow('s3:*', data)), 's3:GetObject')).toEqual([
    'root allowed: root user',
    'alice depends: on part of it',
  ]);
});

test('a resource policy that is given by hand settles what depends on it, and loses against one of the account', () => {
  const given = (grantee: string) => ({
    resourcePolicy: {
      name: 'given',
      document: { Version: '2012-10-17', Statement: [allow('kms:*', '*', { Principal: { AWS: grantee } })] },
    },
  });
  const asked = (spec: AccountSpec, grantee: string, resource = key) => {
    const question = {
      principal: user('alice'),
      action: 'kms:Decrypt',
      resource,
      assume: given(grantee),
    };
    const found = answer(anAccount(spec), question, { ...env, reference });
    return [found.kind, found.decision.verdict, idlePolicies(anAccount(spec), question).resource];
  };
  expect(asked(admin, root)).toEqual(['decision', 'allowed', undefined]);
  expect(asked(admin, outsider)).toEqual(['decision', 'denied', undefined]);
  const closed = { ...admin, resources: { [key]: [allow('kms:*', '*', { Principal: { AWS: outsider } })] } };
  expect(asked(closed, root)).toEqual(['decision', 'denied', 'own-policy']);
  expect(asked(admin, root, '*')).toEqual(['resource-policy', 'denied', 'no-resource']);
});

test.each([
  ['unknown', 'unknown: bucket-abac', 'unknown'],
  [undefined, 'denied', 'off'],
])('Y-06 tags of a bucket whose attribute-based access is %s: %s', (abac, wanted, tags) => {
  const arn = 'arn:aws:s3:::pay';
  const tagged = allow('s3:*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } });
  const world = anAccount({ ...alice(tagged), resources: { [arn]: null } });
  const bucket = [...world.resources.values()][0];
  if (!bucket) expect.fail('the world has the bucket');
  if (abac) apply(world, [replaced('resources', bucket, { ...bucket, details: { abac } })]);
  const question = { principal: user('alice'), action: 's3:GetBucketLocation', resource: arn };
  const found = answer(world, question, env);
  expect(found.kind === 'decision' ? found.decision.verdict : `${found.kind}: ${found.missing.join()}`).toBe(
    wanted,
  );
  expect(bucketTags(world, question)).toBe(tags);
  expect(bucketTags(world, { ...question, principal: user('bob') })).toBe('no-matter');
});

test('a policy on all that an action takes is an answer on part of everything, and so is one with a stated tag', () => {
  const queues = `arn:aws:sqs:*:${account}:*`;
  const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } } };
  expect(ofAlice(alice(allow('sqs:*', queues)), 'sqs:SendMessage', '*')).toBe(`on ${queues}`);
  const world = anAccount(alice(allow('sqs:*', queues, tagged)));
  const asked = { principal: user('alice'), action: 'sqs:SendMessage', resource: '*' };
  const context = { 'aws:ResourceTag/env': 'dev' };
  expect(answer(world, asked, { ...env, reference }).kind).toBe('decision');
  expect(answer(world, { ...asked, context }, { ...env, reference }).kind).toBe('on-part');
});
