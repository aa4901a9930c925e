/**
 * Pairs of policies and what is known of them; and AWS's own policies, each with less of itself: all with `COUNTS=most`,
 * else one of twenty-five.
 */

import { expect, test } from 'vitest';
import { type GrantingKind, grantsMore } from '#core/analysis/grants-more.ts';
import { naturalResources } from '#core/analysis/effective/natural-resources.ts';
import { createReference } from '#reference/reference.ts';
import { countOf } from '../../setup/counts.ts';

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  more = {},
) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const by = (AWS: string | readonly string[]) => ({ Effect: 'Allow', Principal: { AWS } });

const objects = 'arn:aws:s3:::corp-data/*';

type Row = [title: string, kind: GrantingKind, before: string, after: string, wanted: 'yes' | 'no'];
const rows: Row[] = [
  ['a wider action', 'identity', policy(allow('s3:Get*')), policy(allow('s3:*')), 'yes'],
  ['a narrower action', 'identity', policy(allow('s3:*')), policy(allow('s3:Get*')), 'no'],
  [
    'an empty value',
    'identity',
    policy(allow('s3:ListBucket', '*', when('StringEquals', 's3:prefix', 'home/'))),
    policy(allow('s3:ListBucket', '*', when('StringEquals', 's3:prefix', ['', 'home/']))),
    'yes',
  ],
  ['names in other letters', 'identity', policy(allow('s3:GetObject')), policy(allow('S3:getobject')), 'no'],
  [
    'parts that add up',
    'identity',
    policy(allow('iam:*'), { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    policy(allow('*')),
    'no',
  ],
  [
    'parts that do not quite add up',
    'identity',
    policy(allow('iam:G*'), { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    policy(allow('*')),
    'yes',
  ],
  [
    'a resource within',
    'identity',
    policy(allow('s3:*', 'arn:aws:s3:::corp-*')),
    policy(allow('s3:*', objects)),
    'no',
  ],
  [
    'NotResource',
    'identity',
    policy({ Effect: 'Allow', Action: 's3:*', NotResource: objects }),
    policy(allow('s3:*', 'arn:aws:s3:::other/*')),
    'no',
  ],
  ['a Deny that goes', 'identity', policy(allow('s3:*'), deny('s3:Delete*')), policy(allow('s3:*')), 'yes'],
  ['a Deny that comes', 'identity', policy(allow('s3:*')), policy(allow('s3:*'), deny('s3:Delete*')), 'no'],
  [
    'a Deny with a condition',
    'identity',
    policy(allow('*'), deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))),
    policy(allow('*')),
    'yes',
  ],
  [
    'a network within',
    'identity',
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', ['10.1.0.0/16', '10.9.9.9']))),
    'no',
  ],
  [
    'a network beyond',
    'identity',
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/9'))),
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
    'yes',
  ],
  [
    'two halves of a network',
    'identity',
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', ['10.0.0.0/9', '10.128.0.0/9']))),
    policy(allow('*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
    'no',
  ],
  [
    'a bound that moves up',
    'identity',
    policy(allow('*', '*', when('NumericLessThan', 'aws:MultiFactorAuthAge', '300'))),
    policy(allow('*', '*', when('NumericLessThanEquals', 'aws:MultiFactorAuthAge', '300'))),
    'yes',
  ],
  [
    'an earlier end',
    'identity',
    policy(allow('*', '*', when('DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z'))),
    policy(allow('*', '*', when('DateLessThan', 'aws:CurrentTime', '2026-12-01T00:00:00Z'))),
    'no',
  ],
  [
    'IfExists',
    'identity',
    policy(allow('*', '*', when('StringEquals', 'aws:RequestTag/team', 'a'))),
    policy(allow('*', '*', when('StringEqualsIfExists', 'aws:RequestTag/team', 'a'))),
    'yes',
  ],
  [
    'all of some values',
    'identity',
    policy(allow('*', '*', when('ForAnyValue:StringEquals', 'aws:TagKeys', ['a', 'b']))),
    policy(allow('*', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'a'))),
    'yes',
  ],
  [
    'a bound by two tests',
    'identity',
    policy(allow('*', '*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x*'))),
    policy(allow('*', '*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/xy'))),
    'no',
  ],
  [
    'the same variable',
    'identity',
    policy(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    policy(allow('s3:Get*', 'arn:aws:s3:::home/${aws:username}/*')),
    'no',
  ],
  [
    'a variable that goes',
    'identity',
    policy(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    policy(allow('s3:*', 'arn:aws:s3:::home/*')),
    'yes',
  ],
  [
    'a tie that is cut',
    'identity',
    policy(allow('*', '*', when('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}'))),
    policy(allow('*', '*', when('StringEquals', 'aws:ResourceTag/team', 'a'))),
    'yes',
  ],
  [
    'a key that a policy delegates',
    'identity',
    policy(allow('s3:*')),
    policy(allow(['s3:*', 'kms:Decrypt'], 'arn:aws:kms:*:*:key/*')),
    'yes',
  ],
  [
    'calls that need no permission',
    'identity',
    policy(allow('s3:*')),
    policy(allow(['s3:*', 'sts:GetCallerIdentity'])),
    'no',
  ],
  ['a wider boundary', 'boundary', policy(allow('s3:*')), policy(allow(['s3:*', 'ec2:*'])), 'yes'],
  [
    'a boundary that opens keys',
    'boundary',
    policy(allow('s3:*')),
    policy(allow('s3:*'), allow('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/k')),
    'yes',
  ],
  ['an SCP that denies less', 'scp', policy(deny('ec2:*')), policy(deny('ec2:Run*')), 'yes'],
  ['an SCP that lists instead of denying', 'scp', policy(deny('ec2:*')), policy(allow('s3:*')), 'no'],
  [
    'an SCP that denies more',
    'scp',
    policy(allow('*'), deny('ec2:Run*')),
    policy(deny(['ec2:*', 's3:*'])),
    'no',
  ],
  [
    'an RCP with a condition',
    'rcp',
    policy(deny('s3:*', '*', { Principal: '*' })),
    policy(deny('s3:*', '*', { Principal: '*', ...when('Bool', 'aws:SecureTransport', 'false') })),
    'yes',
  ],
  [
    'an RCP about a service that RCPs do not reach',
    'rcp',
    policy(deny('iam:*', '*', { Principal: '*' })),
    policy(deny('iam:Get*', '*', { Principal: '*' })),
    'no',
  ],
  [
    'one user of an account that had it',
    'resource',
    policy({ ...allow('s3:GetObject', objects), ...by('444455556666') }),
    policy({ ...allow('s3:GetObject', objects), ...by('arn:aws:iam::444455556666:user/x') }),
    'no',
  ],
  [
    'the own account instead of a user',
    'resource',
    policy({ ...allow('s3:GetObject', objects), ...by('arn:aws:iam::111122223333:user/x') }),
    policy({ ...allow('s3:GetObject', objects), ...by('111122223333') }),
    'yes',
  ],
  [
    'a user instead of the own account',
    'resource',
    policy({ ...allow('s3:GetObject', objects), ...by('arn:aws:iam::111122223333:root') }),
    policy({ ...allow('s3:GetObject', objects), ...by('arn:aws:iam::111122223333:user/x') }),
    'no',
  ],
  [
    'an account that a Deny no longer spares',
    'resource',
    policy(
      { ...allow('sqs:*'), Principal: '*' },
      { Effect: 'Deny', NotPrincipal: { AWS: '444455556666' }, Action: 'sqs:*', Resource: '*' },
    ),
    policy(
      { ...allow('sqs:*'), Principal: '*' },
      {
        Effect: 'Deny',
        NotPrincipal: { AWS: ['444455556666', '111122223333'] },
        Action: 'sqs:*',
        Resource: '*',
      },
    ),
    'yes',
  ],
  [
    'everybody',
    'resource',
    policy({ ...allow('s3:GetObject', objects), ...by('444455556666') }),
    policy({ ...allow('s3:GetObject', objects), ...by('*') }),
    'yes',
  ],
  [
    'another account in a trust policy',
    'trust',
    policy({ ...by('111122223333'), Action: 'sts:AssumeRole' }),
    policy({ ...by(['111122223333', '444455556666']), Action: 'sts:AssumeRole' }),
    'yes',
  ],
  [
    'an external id that is asked for no more',
    'trust',
    policy({
      ...by('444455556666'),
      Action: 'sts:AssumeRole',
      ...when('StringEquals', 'sts:ExternalId', 'x'),
    }),
    policy({ ...by('444455556666'), Action: 'sts:AssumeRole' }),
    'yes',
  ],
  [
    'a service that may assume',
    'trust',
    policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    policy({
      Effect: 'Allow',
      Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    }),
    'yes',
  ],
];

test.each(rows)('%s, in %s policies, is answered rightly', (_title, kind, before, after, wanted) => {
  expect(grantsMore(before, after, kind).answer).toBe(wanted);
});

test('a witness has the names of AWS and of the policy, and all that matters', () => {
  const found = grantsMore(
    policy(allow('s3:GetObject', objects, when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'))),
    policy(allow('s3:GetObject', objects)),
    'identity',
    { actions: ['s3:GetObject', 's3:PutObject'] },
  );
  expect(found).toEqual({
    answer: 'yes',
    witness: { action: 's3:GetObject', resource: 'arn:aws:s3:::corp-data/w', context: {} },
  });
});

test('a search that may take no time says that it does not know', () => {
  const found = grantsMore(policy(allow('s3:*')), policy(allow('*')), 'identity', { isOver: () => true });
  expect(found).toEqual({ answer: 'unknown', why: 'the time was not enough to look at all requests' });
});

test('a text that is no policy is refused', () => {
  expect(() => grantsMore('{', policy(allow('s3:*')), 'identity')).toThrow('expected a member name');
});

test("AWS's own policies grant no more than they do, and never more with an Allow less", async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const answers = new Set<string>();
  const every = countOf({ sample: 25, full: 8, most: 1 });
  for (const { name, document } of reference.managedPolicies().filter((_, at) => at % every === 0)) {
    const { Statement, ...rest } = JSON.parse(document) as {
      Statement: { Effect: string } | { Effect: string }[];
    };
    const statements = [Statement].flat();
    const at = statements.findIndex(({ Effect }) => Effect === 'Allow');
    const less = JSON.stringify({ ...rest, Statement: statements.filter((_, index) => index !== at) });
    const same = grantsMore(document, document, 'identity').answer;
    const fewer = statements.length > 1 ? grantsMore(document, less, 'identity').answer : 'no';
    const more = statements.length > 1 ? grantsMore(less, document, 'identity').answer : 'yes';
    if (same !== 'no' || fewer !== 'no' || more === 'unknown')
      expect.fail(`${name}: ${same} ${fewer} ${more}`);
    answers.add(more);
  }
  // Some policies say twice what they allow, so `no` may be an answer too.
  expect(answers).toContain('yes');
});

test('a witness is on a resource that its action takes, where AWS’s list of actions is at hand', async () => {
  const reference = createReference();
  await reference.loadCommonActions();
  const witnessOf = (action: string) => {
    const natural = naturalResources(reference, '444455556666');
    const found = grantsMore(policy(allow('sqs:*')), policy(allow([action, 'sqs:*'])), 'identity', {
      natural,
    });
    return found.answer === 'yes' ? found.witness.resource : found.answer;
  };
  expect(witnessOf('iam:AttachGroupPolicy')).toBe('arn:aws:iam::444455556666:group/GroupName');
  expect(witnessOf('iam:ListUsers')).toBe('*');
});
