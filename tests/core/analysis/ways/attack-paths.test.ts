/** `attackPaths` of real files: from one and from all, to every kind of aim, across accounts, from outside, and in vain. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type ExtraFacts, type World, attackPaths, openAccount } from '#headless.ts';
import { worldOfLevel } from '#learn/level/world.ts';
import { seededRandom } from '#share/random.ts';
import { readScenario } from '#share/scenario/file.ts';

const [home, other] = ['111122223333', '444455556666'];
const arn = (name: string, account = home) => `arn:aws:iam::${account}:${name}`;
const [dev, boss] = [arn('user/dev'), arn('role/boss')];

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: string | string[], Resource: string | string[] = '*', more: Statement = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });
const document = (Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const trusting = (Principal: Statement, Action = 'sts:AssumeRole', more: Statement = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...more,
});
const service = (name: string) => trusting({ Service: `${name}.amazonaws.com` });
const accountOf = (name: string) => /\d{12}/.exec(name)?.[0] ?? home;

interface Spec {
  /** Statements of users and roles by ARN. */
  readonly may: Readonly<Record<string, readonly Statement[]>>;
  /** Statements of the trust policies of roles. */
  readonly trust?: Readonly<Record<string, readonly Statement[]>>;
  /** Statements of a boundary, by the ARN of whom it limits. */
  readonly boundary?: Readonly<Record<string, readonly Statement[]>>;
}

function filesOf({ may, trust = {}, boundary = {} }: Spec) {
  const holder = (full: string, kind: 'User' | 'Role') => {
    const name = full.slice(full.lastIndexOf('/') + 1);
    const account = accountOf(full);
    return {
      Path: '/',
      [`${kind}Name`]: name,
      [`${kind}Id`]: `${kind === 'User' ? 'AIDA' : 'AROA'}${account}${name.toUpperCase()}`,
      Arn: full,
      CreateDate: '2026-01-31T12:00:00Z',
      [`${kind}PolicyList`]: [{ PolicyName: 'own', PolicyDocument: document(may[full] ?? []) }].filter(
        () => (may[full] ?? []).length > 0,
      ),
      AttachedManagedPolicies: [],
      ...(boundary[full] && {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: arn('policy/limit', account),
        },
      }),
    };
  };
  const names = [...new Set([...Object.keys(may), ...Object.keys(trust)])];
  return [...new Set(names.map(accountOf))].map((account) => {
    const own = names.filter((name) => accountOf(name) === account);
    const limit = Object.entries(boundary).find(([name]) => accountOf(name) === account)?.[1];
    const value = {
      UserDetailList: own
        .filter((name) => name.includes(':user/'))
        .map((name) => ({ ...holder(name, 'User'), GroupList: [] })),
      RoleDetailList: own
        .filter((name) => name.includes(':role/'))
        .map((name) => ({
          ...holder(name, 'Role'),
          AssumeRolePolicyDocument: document(trust[name] ?? []),
          InstanceProfileList: [],
        })),
      Policies: limit
        ? [
            {
              PolicyName: 'limit',
              PolicyId: 'ANPALIMIT',
              Arn: arn('policy/limit', account),
              Path: '/',
              DefaultVersionId: 'v1',
              AttachmentCount: 0,
              IsAttachable: true,
              CreateDate: '2026-01-31T12:00:00Z',
              UpdateDate: '2026-01-31T12:00:00Z',
              PolicyVersionList: [
                {
                  VersionId: 'v1',
                  IsDefaultVersion: true,
                  CreateDate: '2026-01-31T12:00:00Z',
                  Document: document(limit),
                },
              ],
            },
          ]
        : [],
    };
    return { name: `${account}.json`, text: JSON.stringify(value) };
  });
}

const open = async (spec: Spec, extra?: ExtraFacts): Promise<World> =>
  (await openAccount(filesOf(spec), extra)).world;

/** The methods of each way, joined. */
const methodsOf = (world: World, asked: Parameters<typeof attackPaths>[1] = { from: dev }): string[] =>
  attackPaths(world, asked).map(({ steps }) => steps.map(({ method }) => method).join(' '));

const passing: Spec = {
  may: {
    [dev]: [allow('iam:PassRole', boss), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])],
    [boss]: [allow('*')],
  },
  trust: { [boss]: [service('lambda')] },
};

test('a way says each step with the permissions on concrete resources', async () => {
  const [way] = attackPaths(await open(passing), { from: dev });
  expect(way).toMatchObject({ from: dev, to: boss, steps: [{ method: 'lambda-001', from: dev, to: boss }] });
  expect(way?.steps[0]?.permissions).toContainEqual({ action: 'iam:PassRole', resource: boss });
});

test('of all, everybody has the shortest way, and an administrator one without steps', async () => {
  const world = await open(passing);
  expect(attackPaths(world).map(({ from, steps }) => [from, steps.length])).toEqual([
    [boss, 0],
    [dev, 1],
  ]);
});

test('what is not there is refused by name', async () => {
  const world = await open(passing);
  expect(() => attackPaths(world, { from: arn('user/nobody') })).toThrow('nobody');
  expect(() => attackPaths(world, { account: '999999999999' })).toThrow('999999999999');
});

test.each([
  ['bucket', 'arn:aws:s3:::payroll', allow('s3:GetObject', 'arn:aws:s3:::payroll/*')],
  [
    'secret',
    `arn:aws:secretsmanager:eu-central-1:${home}:secret:db-a1b2c3`,
    allow('secretsmanager:GetSecretValue'),
  ],
  ['parameter', `arn:aws:ssm:eu-central-1:${home}:parameter/db`, allow('ssm:GetParameter')],
  ['key', `arn:aws:kms:eu-central-1:${home}:key/11111111-2222-3333-4444-555555555555`, allow('kms:Decrypt')],
  ['table', `arn:aws:dynamodb:eu-central-1:${home}:table/pay`, allow('dynamodb:GetItem')],
  ['queue', `arn:aws:sqs:eu-central-1:${home}:jobs`, allow('sqs:ReceiveMessage')],
  ['function', `arn:aws:lambda:eu-central-1:${home}:function:run`, allow('lambda:InvokeFunction')],
])('a %s is reached through a role that may use it', async (kind, to, right) => {
  const reader = arn('role/reader');
  const spec: Spec = {
    may: { [dev]: [allow('sts:AssumeRole', reader)], [reader]: [right], [arn('user/guest')]: [] },
    trust: { [reader]: [trusting({ AWS: arn('root') })] },
  };
  // A key says itself who may use it.
  const resourcePolicies =
    kind === 'key'
      ? [
          {
            account: home,
            arn: to,
            document: document([{ ...allow('kms:*'), Principal: { AWS: arn('root') } }]),
          },
        ]
      : [];
  const world = await open(spec, { resourcePolicies });
  expect(attackPaths(world, { from: dev, to }).map((way) => [way.to, way.steps.length])).toEqual([[to, 1]]);
  expect(attackPaths(world, { from: reader, to }).map((way) => way.steps)).toEqual([[]]);
  expect(attackPaths(world, { from: arn('user/guest'), to })).toEqual([]);
});

test('a user is reached by new keys, a role by its session', async () => {
  const world = await open(
    {
      may: { [dev]: [allow('iam:CreateAccessKey'), allow('sts:AssumeRole')], [arn('user/ann')]: [] },
      trust: { [boss]: [trusting({ AWS: dev })] },
    },
    { resources: [{ type: 'AWS::IAM::AccessKey', userArn: dev }] },
  );
  expect(methodsOf(world, { from: dev, to: arn('user/ann') })).toEqual(['iam-002']);
  expect(methodsOf(world, { from: dev, to: boss })).toEqual(['sts-001']);
});

test('a role of another account needs both sides, and only the accounts asked for count', async () => {
  const far = arn('role/far', other);
  const spec = (mine: readonly Statement[], theirs: string): Spec => ({
    may: { [dev]: mine, [far]: [allow('*')] },
    trust: { [far]: [trusting({ AWS: theirs })] },
  });
  const both = await open(spec([allow('sts:AssumeRole', far)], arn('root')));
  expect(methodsOf(both)).toEqual(['sts-001']);
  expect(methodsOf(both, { from: dev })).toEqual(['sts-001']);
  expect(methodsOf(both, { from: dev, account: other })).toHaveLength(1);
  expect(methodsOf(both, { from: dev, account: home })).toEqual([]);
  expect(methodsOf(await open(spec([], arn('root'))))).toEqual([]);
  expect(methodsOf(await open(spec([allow('sts:AssumeRole', far)], arn('root', other))))).toEqual([]);
});

const oidc = arn('oidc-provider/token.actions.githubusercontent.com');
const saml = arn('saml-provider/corp');

test('a repository gets in with its own subject only', async () => {
  const world = await open({
    may: { [boss]: [allow('*')] },
    trust: {
      [boss]: [
        trusting({ Federated: oidc }, 'sts:AssumeRoleWithWebIdentity', {
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
            StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:*' },
          },
        }),
      ],
    },
  });
  expect(methodsOf(world, { from: 'repo:acme/app:ref:refs/heads/main' })).toEqual(['sts-001']);
  expect(methodsOf(world, { from: `${oidc}#repo:acme/app:ref:refs/heads/main` })).toEqual(['sts-001']);
  expect(methodsOf(world, { from: 'repo:acme/other:ref:refs/heads/main' })).toEqual([]);
});

test('whoever a SAML provider lets in is an outsider, too', async () => {
  const world = await open({
    may: { [boss]: [allow('*')] },
    trust: { [boss]: [trusting({ Federated: saml }, 'sts:AssumeRoleWithSAML')] },
  });
  expect(methodsOf(world, { from: `${saml}#admins` })).toEqual(['sts-001']);
  expect(methodsOf(world, { from: arn('saml-provider/else') })).toEqual([]);
});

const code: Spec = {
  may: { [dev]: [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'])], [boss]: [allow('*')] },
  trust: { [boss]: [service('lambda')] },
};
const run = `arn:aws:lambda:eu-central-1:${home}:function:run`;
const fact = { type: 'AWS::Lambda::Function', arn: run, roleArn: boss };

test('a function that is listed is a way, and itself a start', async () => {
  const world = await open(code, { resources: [fact] });
  expect(methodsOf(world)).toContain('lambda-004');
  expect(attackPaths(world, { from: run })).toEqual([{ from: run, to: boss, steps: [] }]);
});

test('a function that nobody knows of is a way only on condition', async () => {
  const world = await open(code);
  expect(methodsOf(world)).toEqual([]);
  const ways = attackPaths(world, { from: dev, conditional: true });
  expect(ways.length).toBeGreaterThan(0);
  for (const { steps } of ways) expect(steps.flatMap(({ assumes = [] }) => assumes)).not.toEqual([]);
});

test('of a complete list without it there is no way at all', async () => {
  const resources = [{ type: 'AWS::IAM::AccessKey', userArn: dev }];
  const world = await open(code, { resources });
  expect(attackPaths(world, { from: dev, conditional: true })).toEqual([]);
});

const rights = passing.may[dev] ?? [];
test.each<[string, Partial<Spec>]>([
  ['a Deny beside the Allow', { may: { [dev]: [...rights, deny('iam:PassRole', boss)] } }],
  [
    'an Allow of everything but what is needed',
    { may: { [dev]: [{ Effect: 'Allow', NotAction: ['iam:*', 'lambda:*', 'sso:*'], Resource: '*' }] } },
  ],
  ['a boundary without one of the calls', { boundary: { [dev]: [allow('lambda:*')] } }],
  [
    'a role that can be passed to another service only',
    {
      may: {
        [dev]: [
          allow('iam:PassRole', boss, {
            Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          }),
          allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
        ],
      },
    },
  ],
  [
    'a condition that cannot hold',
    {
      may: {
        [dev]: rights.map((one) => ({
          ...one,
          Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
        })),
      },
    },
  ],
  ['a role that trusts another service', { trust: { [boss]: [service('ec2')] } }],
  ['a role that may do little', { may: { [boss]: [allow('s3:*')] } }],
])('there is no way with %s', async (_, change) => {
  const spec = { ...passing, ...change, may: { ...passing.may, ...change.may } };
  expect(attackPaths(await open(spec), { from: dev, conditional: true })).toEqual([]);
});

test('rights of two statements add up', async () => {
  expect(methodsOf(await open(passing))).toEqual(['lambda-001']);
});

test('the messy account of the gallery gives ways', async () => {
  const text = readFileSync(
    resolve(import.meta.dirname, '../../../../public/gallery/messy-account.json'),
    'utf8',
  );
  const scenario = readScenario(text);
  if (!scenario.ok) throw new Error(scenario.error.message);
  const level = { id: 'messy', scenario: scenario.value };
  const means = { random: seededRandom(1), policiesOf: () => Promise.resolve([]) };
  const { world } = await worldOfLevel(level, means);
  expect(attackPaths(world).some(({ steps }) => steps.length > 0)).toBe(true);
});
