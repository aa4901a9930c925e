/** Policy documents as companies write them: named resources, conditions, variables, denies for all. */

import type { Dice } from './dice.ts';
import { generatedRegions, stages, things } from './words.ts';

export interface GeneratedStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const generatedPolicyText = (statements: readonly GeneratedStatement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

export interface CompanyScope {
  readonly account: string;
  /** Prefix of the names of buckets and other things of the company. */
  readonly company: string;
  readonly team: string;
}

/** Returns a name of a team's thing, for example `acme-payments-orders-production`. */
const thing = (dice: Dice, { company, team }: CompanyScope) =>
  `${company}-${team}-${dice.pick(things)}-${dice.pick(stages)}`;

type Maker = (dice: Dice, scope: CompanyScope) => GeneratedStatement;

const bucketRead: Maker = (dice, scope) => {
  const bucket = `arn:aws:s3:::${thing(dice, scope)}`;
  return {
    Sid: 'ReadBucket',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: [bucket, `${bucket}/*`],
  };
};
const bucketWrite: Maker = (dice, scope) => ({
  Sid: 'WriteBucket',
  Effect: 'Allow',
  Action: dice.chance(0.2) ? 's3:*' : ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  Resource: `arn:aws:s3:::${thing(dice, scope)}/*`,
});
const table: Maker = (dice, scope) => {
  const arn = `arn:aws:dynamodb:${dice.pick(generatedRegions)}:${scope.account}:table/${thing(dice, scope)}`;
  const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
  const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
  return {
    Sid: 'UseTable',
    Effect: 'Allow',
    Action: dice.chance(0.5) ? read : [...read, ...write],
    Resource: [arn, `${arn}/index/*`],
  };
};
const queue: Maker = (dice, scope) => ({
  Sid: 'UseQueue',
  Effect: 'Allow',
  Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: `arn:aws:sqs:${dice.pick(generatedRegions)}:${scope.account}:${thing(dice, scope)}`,
});
const topic: Maker = (dice, scope) => ({
  Sid: 'Publish',
  Effect: 'Allow',
  Action: 'sns:Publish',
  Resource: `arn:aws:sns:${dice.pick(generatedRegions)}:${scope.account}:${thing(dice, scope)}`,
});
const lambda: Maker = (_dice, scope) => ({
  Sid: 'DeployFunctions',
  Effect: 'Allow',
  Action: ['lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
  Resource: `arn:aws:lambda:*:${scope.account}:function:${scope.team}-*`,
});
const instances: Maker = (dice, scope) => ({
  Sid: 'OwnInstances',
  Effect: 'Allow',
  Action: ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances'],
  Resource: `arn:aws:ec2:*:${scope.account}:instance/*`,
  Condition: dice.chance(0.5)
    ? { StringEquals: { 'aws:ResourceTag/team': scope.team } }
    : { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
});
const secrets: Maker = (dice, scope) => ({
  Sid: 'ReadSecrets',
  Effect: 'Allow',
  Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
  Resource: `arn:aws:secretsmanager:${dice.pick(generatedRegions)}:${scope.account}:secret:${scope.team}/*`,
});
const logs: Maker = (_dice, scope) => ({
  Sid: 'WriteLogs',
  Effect: 'Allow',
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `arn:aws:logs:*:${scope.account}:log-group:/app/${scope.team}/*`,
});
const decrypt: Maker = (dice, scope) => ({
  Sid: 'Decrypt',
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: `arn:aws:kms:${dice.pick(generatedRegions)}:${scope.account}:key/${dice.hex(8)}-${dice.hex(4)}-4${dice.hex(3)}-a${dice.hex(3)}-${dice.hex(12)}`,
});
const describe: Maker = (dice) => ({
  Sid: 'LookAround',
  Effect: 'Allow',
  Action: dice.some(
    ['ec2:Describe*', 'rds:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'tag:Get*', 'ecs:List*'],
    3,
  ),
  Resource: '*',
});
const passRole: Maker = (dice, scope) => ({
  Sid: 'HandOverRole',
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: `arn:aws:iam::${scope.account}:role/service/${scope.team}-*`,
  Condition: {
    StringEquals: { 'iam:PassedToService': dice.pick(['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com']) },
  },
});
const assume: Maker = (_dice, scope) => ({
  Sid: 'TakeTeamRoles',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: `arn:aws:iam::${scope.account}:role/people/${scope.team}-*`,
});
const ownFolder: Maker = (_dice, scope) => ({
  Sid: 'OwnFolder',
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::${scope.company}-home/\${aws:username}/*`,
});
const selfService: Maker = (_dice, scope) => ({
  Sid: 'OwnCredentials',
  Effect: 'Allow',
  Action: ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys'],
  Resource: `arn:aws:iam::${scope.account}:user/*/\${aws:username}`,
});

const allows: readonly Maker[] = [
  ...[
    bucketRead,
    bucketRead,
    bucketWrite,
    bucketWrite,
    table,
    table,
    queue,
    topic,
    lambda,
    instances,
    secrets,
  ],
  ...[logs, decrypt, describe, passRole, assume, ownFolder, selfService],
];

const denies: readonly Maker[] = [
  (dice) => ({
    Sid: 'OnlyOurRegions',
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*', 'cloudfront:*', 'route53:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': dice.some(generatedRegions, 2) } },
  }),
  (_dice, scope) => ({
    Sid: 'NoDeletingProduction',
    Effect: 'Deny',
    Action: ['s3:DeleteBucket', 's3:DeleteObject', 'dynamodb:DeleteTable'],
    Resource: [
      `arn:aws:s3:::${scope.company}-*-production*`,
      `arn:aws:dynamodb:*:*:table/${scope.company}-*-production`,
    ],
  }),
  () => ({
    Sid: 'WithoutMfaNothingDangerous',
    Effect: 'Deny',
    Action: ['iam:*', 'kms:ScheduleKeyDeletion', 'ec2:TerminateInstances'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
  (dice) => ({
    Sid: 'OnlyFromTheOffice',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: {
      NotIpAddress: { 'aws:SourceIp': [`203.0.113.${dice.whole(0, 15) * 16}/28`, '198.51.100.0/24'] },
      Bool: { 'aws:ViaAWSService': 'false' },
    },
  }),
];

export function teamPolicy(dice: Dice, scope: CompanyScope): GeneratedStatement[] {
  const statements = dice.some(allows, dice.skewed(1, 5)).map((make) => make(dice, scope));
  if (dice.chance(0.08)) statements.push(dice.pick(denies)(dice, scope));
  return distinctSids(statements);
}

/** Returns a policy with denies only, which companies attach to everybody. */
export const guardrail = (dice: Dice, scope: CompanyScope): GeneratedStatement[] =>
  distinctSids(dice.some(denies, dice.whole(1, 2)).map((make) => make(dice, scope)));

export const boundaryPolicy = (dice: Dice, scope: CompanyScope): GeneratedStatement[] => [
  {
    Sid: 'Ceiling',
    Effect: 'Allow',
    Action: dice.some(
      ['s3:*', 'dynamodb:*', 'sqs:*', 'sns:*', 'lambda:*', 'logs:*', 'cloudwatch:*', 'ec2:*', 'kms:*'],
      6,
    ),
    Resource: '*',
  },
  {
    Sid: 'TakeRoles',
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: `arn:aws:iam::${scope.account}:role/people/*`,
  },
  { Sid: 'NoIam', Effect: 'Deny', Action: ['iam:*', 'organizations:*'], Resource: '*' },
];

export const inlineStatement = (dice: Dice, scope: CompanyScope): GeneratedStatement =>
  dice.pick(allows)(dice, scope);

/** Makes Sids unique in a policy (G-03): a second `ReadBucket` becomes `ReadBucket2`. */
function distinctSids(statements: readonly GeneratedStatement[]): GeneratedStatement[] {
  const seen = new Map<string, number>();
  return statements.map((statement) => {
    const count = (seen.get(statement.Sid ?? '') ?? 0) + 1;
    seen.set(statement.Sid ?? '', count);
    return count > 1 ? { ...statement, Sid: `${statement.Sid ?? ''}${count}` } : statement;
  });
}
