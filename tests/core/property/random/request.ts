/** Makes the half of a random case that is not policies: the caller, the action and the context. */

import type { EvaluationInput } from '#core/authz/decision.ts';
import type { Dice } from './dice.ts';

export type Request = Pick<
  EvaluationInput,
  | 'principal'
  | 'principalRoleArn'
  | 'federatingUserArn'
  | 'action'
  | 'resource'
  | 'resourceAccount'
  | 'context'
>;

export const accounts = ['111122223333', '444455556666'] as const;
const [own, other] = accounts;

export const callers: readonly Pick<Request, 'principal' | 'principalRoleArn' | 'federatingUserArn'>[] = [
  { principal: `arn:aws:iam::${own}:user/Bob` },
  { principal: `arn:aws:iam::${own}:user/eu/staff/Bob` },
  { principal: `arn:aws:iam::${other}:user/Eve` },
  { principal: `arn:aws-cn:iam::${other}:user/Eve` },
  { principal: `arn:aws:iam::${own}:root` },
  { principal: `arn:aws:iam::${other}:root` },
  { principal: `arn:aws:sts::${own}:assumed-role/Dev/s1` },
  { principal: `arn:aws:sts::${own}:assumed-role/Dev/s1`, principalRoleArn: `arn:aws:iam::${own}:role/Dev` },
  {
    principal: `arn:aws:sts::${own}:assumed-role/Dev/s2`,
    principalRoleArn: `arn:aws:iam::${own}:role/team/Dev`,
  },
  {
    principal: `arn:aws:sts::${other}:assumed-role/Ops/x`,
    principalRoleArn: `arn:aws:iam::${other}:role/Ops`,
  },
  {
    principal: `arn:aws:sts::${own}:assumed-role/AWSServiceRoleForConfig/c`,
    principalRoleArn: `arn:aws:iam::${own}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  },
  { principal: `arn:aws:sts::${own}:federated-user/Fay`, federatingUserArn: `arn:aws:iam::${own}:user/Bob` },
  {
    principal: `arn:aws:sts::${other}:federated-user/Flo`,
    federatingUserArn: `arn:aws:iam::${other}:user/Eve`,
  },
  { principal: 'sns.amazonaws.com' },
  { principal: 'logs.eu-west-1.amazonaws.com' },
  { principal: `arn:aws:iam::${own}:saml-provider/Corp` },
  { principal: `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com` },
  { principal: 'accounts.google.com' },
  { principal: '*' },
];

interface Target {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}
const everyAccount = (make: (account: string) => string) => accounts.map(make);
const role = (name: string) => everyAccount((account) => `arn:aws:iam::${account}:role/${name}`);

export const targets: readonly Target[] = [
  {
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    resources: [
      'arn:aws:s3:::data/report.csv',
      'arn:aws:s3:::data/Bob/2026/a.csv',
      'arn:aws:s3:::home/red/x',
      'arn:aws:s3:::data/a*b?',
      'arn:aws:s3:::data/x:y/z',
      'arn:aws:s3:::data/${aws:username}/k',
      'arn:aws:s3:::data/line\nend',
      'arn:aws:s3:::data/',
    ],
  },
  {
    actions: ['s3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
    resources: ['arn:aws:s3:::data', 'arn:aws:s3:::home'],
  },
  { actions: ['s3:ListAllMyBuckets'], resources: ['arn:aws:s3:::*'] },
  {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
    resources: everyAccount((account) => `arn:aws:sqs:eu-west-1:${account}:jobs`),
  },
  {
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resources: everyAccount((account) => `arn:aws:dynamodb:us-east-1:${account}:table/prod-orders/index/day`),
  },
  {
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:RetireGrant'],
    resources: everyAccount((account) => `arn:aws:kms:eu-west-1:${account}:key/1234abcd`),
  },
  { actions: ['kms:ListKeys', 'ec2:DescribeInstances', 'iam:ListUsers'], resources: ['*'] },
  {
    actions: [
      'sts:AssumeRole',
      'sts:TagSession',
      'sts:SetSourceIdentity',
      'sts:AssumeRoleWithSAML',
      'sts:AssumeRoleWithWebIdentity',
    ],
    resources: [...role('Dev'), ...role('app/Web')],
  },
  {
    actions: ['iam:GetUser', 'iam:PassRole', 'iam:DeleteUser'],
    resources: [...role('Dev'), ...everyAccount((account) => `arn:aws:iam::${account}:user/Bob`)],
  },
  { actions: ['iam:GetPolicy'], resources: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
  {
    actions: ['sns:Publish', 'logs:PutLogEvents', 'lambda:InvokeFunction'],
    resources: everyAccount((account) => `arn:aws:logs:eu-west-1:${account}:log-group:/app:log-stream:x`),
  },
  {
    actions: ['sts:GetCallerIdentity', 'sts:GetSessionToken', 'sts:DecodeAuthorizationMessage'],
    resources: ['*'],
  },
];
export const allActions = targets.flatMap(({ actions }) => actions);
export const allResources = targets.flatMap(({ resources }) => resources);

/** The context keys by the kind of operator that reads them. */
export const keys = {
  text: ['aws:PrincipalTag/team', 'aws:ResourceTag/team', 's3:prefix', 'aws:username', 'aws:PrincipalType'],
  list: ['aws:TagKeys', 'aws:PrincipalOrgPaths', 'saml:cn'],
  number: ['s3:max-keys', 'aws:MultiFactorAuthAge'],
  date: ['aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime'],
  bool: ['aws:MultiFactorAuthPresent', 'aws:SecureTransport'],
  binary: ['custom:Blob'],
  ip: ['aws:SourceIp', 'aws:VpcSourceIp'],
  arn: ['aws:SourceArn', 'aws:PrincipalArn', 'iam:PolicyARN'],
  account: ['aws:PrincipalAccount', 'aws:ResourceAccount'],
} as const;
export type ValueKind = keyof typeof keys;
export const kinds = Object.keys(keys) as ValueKind[];

/** Values for policies and requests alike, odd ones among them. */
export const values: Readonly<Record<ValueKind, readonly string[]>> = {
  text: [
    'red',
    'Red',
    'blue',
    'Bob',
    '',
    'r*',
    'a\nb',
    'home/red/x',
    'User',
    '${aws:username}',
    'rêd',
    'r?d',
  ],
  list: ['red', 'blue', 'team', '', 'o-1/r-1/ou-1/', 'o-1/r-1/ou-2/', 'RED'],
  number: ['10', '10.0', '9', '-3', '0.5', '10abc', '', '1e3', '3600', '100'],
  date: [
    '2026-03-01T12:00:00Z',
    '2026-03-01T13:00:00+01:00',
    '2026-03-01T11:59:59.5Z',
    '1772366400',
    '2024',
    '2026-03',
    '2026-03-01',
    '2026-03-01T12:00Z',
    '2026-13-01',
    '2023-02-29',
    '2026-03-01T12:00:00+24:00',
    '2026-03-01T12:00:00',
    'soon',
    '',
  ],
  bool: ['true', 'false', 'True', 'FALSE', 'yes', ''],
  binary: ['QmluYXJ5', 'QQ==', 'QR==', 'AAAA', 'no base64!', ''],
  ip: [
    '203.0.113.7',
    '203.0.113.0/24',
    '203.0.113.77/25',
    '0.0.0.0/0',
    '2001:db8::1',
    '2001:db8::/33',
    '::/0',
    '2001:0DB8:0:0:0:0:0:1',
    '::ffff:203.0.113.7',
    '203.0.113.7::',
    '203.0.113.256',
    '203.0.113.0/33',
    'AWS Internal',
    '',
  ],
  arn: [
    `arn:aws:sns:eu-west-1:${own}:alerts`,
    `arn:aws:iam::${own}:role/team/Dev`,
    `arn:aws:iam::${own}:user/Bob`,
    'arn:aws:s3:::data',
    `arn:aws:logs:eu-west-1:${own}:log-group:/app:x`,
    'arn:aws:sns',
    'alerts',
    '*',
    '',
  ],
  account: [own, other, 'anonymous'],
};

export function randomRequest(dice: Dice): Request {
  const caller = dice.pick(callers);
  const target = dice.pick(targets);
  const action = dice.pick(target.actions);
  const resource = dice.pick(target.resources);
  const lacksAccount = resource.startsWith('arn:aws:s3:');
  return {
    ...caller,
    action: dice.chance(0.1) ? action.toUpperCase() : action,
    resource,
    ...(lacksAccount && dice.chance(0.8) ? { resourceAccount: dice.pick([own, own, other]) } : {}),
    ...(dice.chance(0.9) ? { context: randomContext(dice, caller.principal) } : {}),
  };
}

function randomContext(dice: Dice, principal: string): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const kind of kinds) {
    for (const key of keys[kind]) {
      if (dice.chance(0.5)) continue;
      const list = kind === 'list' ? dice.chance(0.85) : dice.chance(0.1);
      const value = list ? dice.several(0, 3, () => dice.pick(values[kind])) : dice.pick(values[kind]);
      context[dice.chance(0.1) ? key.toUpperCase() : key] = value;
    }
  }
  const userid = principal.includes(':user/') ? 'AIDAEXAMPLEBOB' : 'AROAEXAMPLEDEV:s1';
  if (/:(user|assumed-role)\//.test(principal) && dice.chance(0.3)) context['aws:userid'] = userid;
  return context;
}
