/** Ways in small worlds: what opens them, what closes them, and how many steps they have. */

import { expect, test } from 'vitest';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import type { Method } from '#core/analysis/ways/format.ts';
import { findMethod } from '#content/methods/list.ts';
import { defaultSource } from '#core/authz/context.ts';
import { isAdministrator } from '#core/analysis/ways/administrator.ts';
import { firstWay } from './first-way.ts';
import { sessionArn } from '#core/model/arn.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { worldOfLevel } from '#learn/level/world.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { seededRandom } from '#share/random.ts';
import { readScenarioValue } from '#share/scenario/file.ts';
import {
  account,
  type AccountSpec,
  allow,
  anAccount,
  deny,
  env,
  policy,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const dev = user('dev');
const boss = role('Boss');
const lambda = { Service: 'lambda.amazonaws.com' };
const functions = `arn:aws:lambda:*:${account}:function:`;

/** The methods of the way of `dev`, joined; empty where there is none. */
function stepsOf(world: World, principal = dev): string {
  const way = firstWay(world, principal, env);
  return (way?.steps ?? []).map(({ method }) => method.id).join(' ');
}

/** `dev` with these statements, and a role that may do everything and trusts Lambda. */
const withDev = (statements: readonly object[], more: AccountSpec = {}): World =>
  anAccount({
    ...more,
    users: { dev: { attached: ['Work'] }, ...more.users },
    roles: more.roles ?? { Boss: { attached: ['Everything'], trust: [trusts(lambda)] } },
    policies: { Work: statements, Everything: [allow('*')], ...more.policies },
  });

const calls = ['lambda:CreateFunction', 'lambda:InvokeFunction'];

test.each([
  ['of any name', [allow('iam:PassRole'), allow(calls)], 'lambda-001'],
  [
    'whose name begins as the policy says',
    [allow('iam:PassRole'), allow(calls, `${functions}dev-*`)],
    'lambda-001',
  ],
  [
    'whose name has the name of the user',
    [allow('iam:PassRole'), allow(calls, `${functions}\${aws:username}-*`)],
    'lambda-001',
  ],
  [
    'in the one region that is allowed',
    [
      allow('iam:PassRole'),
      allow(calls, '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }),
    ],
    'lambda-001',
  ],
  [
    'with the tag that the policy asks for',
    [
      allow('iam:PassRole'),
      allow(calls[0] ?? '', '*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } } }),
      allow(calls[1] ?? ''),
    ],
    'lambda-001',
  ],
  [
    'but not when one call needs another name than the other',
    [
      allow('iam:PassRole'),
      allow(calls[0] ?? '', `${functions}dev-*`),
      allow(calls[1] ?? '', `${functions}prod-*`),
    ],
    '',
  ],
  [
    'but not when roles can be passed to another service only',
    [
      allow('iam:PassRole', '*', {
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
      allow(calls),
    ],
    '',
  ],
  ['but not when another role is named', [allow('iam:PassRole', role('App')), allow(calls)], ''],
  ['but not when the role is denied', [allow('iam:PassRole'), allow(calls), deny('iam:PassRole', boss)], ''],
])('a strong role can be passed to a function %s', (_, statements, steps) => {
  expect(stepsOf(withDev(statements))).toBe(steps);
});

test('a role that trusts a service for one resource only can be used with that name', () => {
  const trust = (SourceArn: string) => ({
    ...trusts(lambda),
    Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
  });
  const world = (SourceArn: string) =>
    withDev([allow('iam:PassRole'), allow(calls, `${functions}dev-*`)], {
      roles: { Boss: { attached: ['Everything'], trust: [trust(SourceArn)] } },
    });
  expect(stepsOf(world(`${functions}dev-night`))).toBe('lambda-001');
  expect(stepsOf(world(`${functions}night`))).toBe('');
});

test('a condition on the policy that may be attached closes the way', () => {
  const attaching = (arn: string) => [
    allow('iam:AttachUserPolicy', dev, { Condition: { ArnEquals: { 'iam:PolicyARN': arn } } }),
  ];
  expect(stepsOf(withDev(attaching(policy('Work'))))).toBe('');
  expect(stepsOf(withDev(attaching(policy('Everything'))))).toBe('iam-008');
});

test('a boundary that does not protect itself is deleted on the way', () => {
  const bounded = (statements: readonly object[]) =>
    withDev([allow('iam:*')], {
      users: { dev: { attached: ['Work'], boundary: 'Limit' } },
      roles: {},
      policies: { Limit: statements },
    });
  const steps = stepsOf(bounded([allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'])])).split(
    ' ',
  );
  expect(steps.toSorted()).toEqual(['iam-007', 'iam-022']);
  expect(stepsOf(bounded([allow('iam:PutUserPolicy')]))).toBe('');
});

test('a weak role is made strong before it is passed to a function', () => {
  const world = (statements: readonly object[]) =>
    withDev([allow('iam:PassRole'), allow(calls), ...statements], {
      roles: {
        Boss: { trust: [trusts(lambda)] },
        Other: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
      },
    });
  expect(stepsOf(world([]))).toBe('');
  expect(stepsOf(world([allow('iam:PutRolePolicy')]))).toBe('before-put-role lambda-001');
  expect(stepsOf(world([allow('iam:PutRolePolicy', role('Other'))]))).toBe('');
});

test('a weak user is made strong before their password is set', () => {
  const users = { amy: {}, ben: {} };
  const world = (...statements: readonly object[]) => withDev(statements, { users, roles: {} });
  const password = allow('iam:CreateLoginProfile', user('amy'));
  expect(stepsOf(world(password))).toBe('');
  expect(stepsOf(world(password, allow('iam:AttachUserPolicy', user('amy'))))).toBe(
    'before-attach-user iam-004',
  );
  expect(stepsOf(world(password, allow('iam:AttachUserPolicy', user('ben'))))).toBe('');
});

test('a way goes through a role that is no administrator itself', () => {
  const world = withDev([allow('sts:AssumeRole', role('Builder'))], {
    roles: {
      Boss: { attached: ['Everything'], trust: [trusts(lambda)] },
      Builder: {
        inline: { Build: allow(['iam:PassRole', ...calls]) },
        trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })],
      },
    },
  });
  const way = firstWay(world, dev, env);
  expect(way?.steps.map(({ from, to }) => [from, to])).toEqual([
    [dev, role('Builder')],
    [role('Builder'), boss],
  ]);
  expect(way?.to).toBe(boss);
});

test('an older version that allows less of one thing and more of another is used at the right moment', () => {
  const world = withDev([allow('iam:SetDefaultPolicyVersion')], { roles: {} });
  addVersions(world, 'Work', [[allow('iam:PutUserPolicy', dev)]]);
  expect(stepsOf(world)).toBe('rhino-02 iam-007');
});

/** Gives a policy more versions than its first. */
function addVersions(world: World, name: string, documents: readonly object[][]): void {
  const found = [...world.policies.values()].find(({ policyName }) => policyName === name);
  if (!found) throw new Error('the policy is missing');
  const more = documents.map((Statement, at) => ({
    versionId: `v${at + 2}`,
    document: JSON.stringify({ Version: '2012-10-17', Statement }),
    createDate: found.createDate,
  }));
  const versions = [...found.versions, ...more];
  apply(world, [replaced('policies', found, { ...found, versions, nextVersion: versions.length + 1 })]);
}

/** A source whose region is read for each question that the engine decides. Too many reads are an error. */
function countedSource(most: number) {
  const counted = {
    ...defaultSource,
    reads: 0,
    get region(): 'us-east-1' {
      counted.reads += 1;
      if (counted.reads > most) throw new Error(`more than ${most} questions`);
      return 'us-east-1';
    },
  };
  return counted;
}

test('versions of two policies are tried in each combination once, not in each order', () => {
  const choosing = (bucket: string) => [
    allow('iam:SetDefaultPolicyVersion'),
    allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`),
  ];
  const world = withDev(choosing('one'), {
    users: { dev: { attached: ['Work', 'Other'] } },
    roles: {},
    policies: { Other: choosing('one') },
  });
  for (const name of ['Work', 'Other'])
    addVersions(world, name, ['two', 'three', 'four', 'five'].map(choosing));
  // Twice 25 combinations with some 600 questions each.
  const source = countedSource(40_000);
  expect(firstWay(world, dev, { ...env, source })).toBeUndefined();
  expect(source.reads).toBeGreaterThan(25);
});

test('a version comes back after another policy was changed with the rights of an older one', () => {
  const choosing = (name: string) => allow('iam:SetDefaultPolicyVersion', policy(name));
  const world = withDev([choosing('Work'), allow('iam:PutUserPolicy', dev)], {
    users: { dev: { attached: ['Work', 'Other'] } },
    roles: {},
    policies: { Other: [deny('iam:PutUserPolicy')] },
  });
  addVersions(world, 'Work', [[choosing('Work'), choosing('Other')]]);
  addVersions(world, 'Other', [[allow('s3:ListAllMyBuckets')]]);
  expect(stepsOf(world)).toBe('rhino-02 rhino-02 rhino-02 iam-007');
});

test('temporary credentials with a session policy have only the ways that it leaves', () => {
  const world = anAccount({
    roles: {
      Work: { attached: ['Everything'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    },
    policies: { Everything: [allow('*')] },
  });
  const principal = sessionArn(account, 'Work', 'job');
  expect(isAdministrator(world, principal, env)).toBe(true);
  const passed = (statement: object) => ({
    name: `${principal}#Policy`,
    document: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  const open = (statement: object) => {
    const copy = anAccount({
      users: { boss: { attached: ['Everything'] } },
      roles: { Work: { attached: ['Everything'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
      policies: { Everything: [allow('*')] },
    });
    apply(copy, [
      created('sessions', {
        id: unsafeEntityId('ASIA1'),
        account,
        kind: 'role',
        arn: principal,
        entity: unsafeEntityId('AROA-Work'),
        name: 'job',
        issueTime: '2026-01-30T23:30:00Z',
        expiration: '2026-01-31T00:30:00Z',
        tags: [],
        transitiveTagKeys: [],
        sessionPolicies: [passed(statement)],
      }),
    ]);
    return copy;
  };
  expect(stepsOf(open(allow('s3:GetObject')), principal)).toBe('');
  expect(firstWay(open(allow('s3:GetObject')), principal, env)).toBeUndefined();
  expect(stepsOf(open(allow('iam:CreateAccessKey')), principal)).toBe('iam-002');
});

test('an administrator needs no step, and reading everything is no administration', () => {
  const world = withDev([allow('iam:Get*')], { users: { chief: { attached: ['Everything'] } } });
  expect(firstWay(world, user('chief'), env)).toEqual({ steps: [], from: user('chief'), to: user('chief') });
  expect(firstWay(world, dev, env)).toBeUndefined();
});

test('the result of a method says each question, and names what is missing', () => {
  const method = findMethod('lambda-001') as Method;
  const world = withDev([allow('iam:PassRole'), allow('lambda:CreateFunction')]);
  const { works, decided } = methodWorks(world, method, { from: dev, to: boss }, env);
  expect(works).toBe(false);
  expect(decided.map(({ action, decision }) => [action, decision.verdict])).toEqual([
    ['iam:PassRole', 'allowed'],
    ['lambda:CreateFunction', 'allowed'],
    ['lambda:InvokeFunction', 'denied'],
    ['sts:AssumeRole', 'allowed'],
  ]);
});

/** A member account under a control policy, with a user who can write their own policies. */
async function guarded(...denied: readonly object[]): Promise<World> {
  const [chief, member] = ['366900000001', '366900000002'];
  const targets = ['r-work', chief, member];
  const named = { type: 'SERVICE_CONTROL_POLICY', targets };
  const own = { Version: '2012-10-17', Statement: [allow(['iam:PutUserPolicy'])] };
  const scenario = readScenarioValue({
    format: 'iam-playground/scenario',
    version: 4,
    title: 'Guarded',
    purpose: 'A member account under a control policy.',
    organization: {
      managementAccount: chief,
      rootId: 'r-work',
      members: [{ account: member, parent: 'r-work' }],
      policies: [
        { ...named, policyId: 'p-FullAWSAccess', name: 'FullAWSAccess' },
        { ...named, policyId: 'p-guarded1', name: 'Guard', document: { ...own, Statement: denied } },
      ],
    },
    accounts: [
      { id: chief, name: 'chief' },
      {
        id: member,
        name: 'member',
        users: [{ userName: 'dev', inlinePolicies: [{ policyName: 'Own', document: own }] }],
      },
    ],
  });
  if (!scenario.ok) throw new Error(scenario.error.message);
  const level = { id: 'guarded', scenario: scenario.value };
  const means = { random: seededRandom(1), policiesOf: () => Promise.resolve([]) };
  return (await worldOfLevel(level, means)).world;
}
const member = 'arn:aws:iam::366900000002:user/dev';

test('a control policy closes a way only where it denies a call of it', async () => {
  expect(stepsOf(await guarded(deny('iam:PutUserPolicy')), member)).toBe('');
  expect(stepsOf(await guarded(deny('ec2:*')), member)).toBe('iam-007');
});

test('who may do all that a control policy leaves to anybody is an administrator', async () => {
  const world = await guarded(deny(['kms:*', 'ec2:*']));
  const way = firstWay(world, member, env);
  expect(way?.to).toBe(member);
  expect(isAdministrator(world, member, env)).toBe(false);
});

test('the level with six ways has six', async () => {
  const card = findLevel('six-ways-up');
  if (!card) throw new Error('the level is missing');
  const means = { random: seededRandom(1), policiesOf: () => Promise.resolve([]) };
  const { world, account: studio } = await worldOfLevel(await loadLevel(card), means);
  const arn = (name: string) => `arn:aws:iam::${studio}:${name}`;
  const planted = [
    ['rhino-02', 'user/dev'],
    ['iam-007', 'user/dev'],
    ['iam-013', 'user/dev'],
    ['iam-002', 'user/boss'],
    ['lambda-001', 'role/Deploy'],
    ['sts-001', 'role/Support'],
  ] as const;
  for (const [id, to] of planted) {
    const method = findMethod(id) as Method;
    const result = methodWorks(world, method, { from: arn('user/dev'), to: arn(to) }, env);
    expect(result.administrator, id).toBe(true);
  }
});
