/** Ways through resources that files tell: the forms of their ARNs, and what has to be there beside them. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { playWay } from '#core/play/way.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

const here = `us-east-1:${account}`;
const all = { All: [allow('*')] };
const passes = allow('iam:PassRole', role('boss'));

type Things = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An account where `dev` has the statements, and `boss` is an administrator with that trust. */
function world(statements: readonly object[], trust: object, things: Things = {}): World {
  const made = anAccount({
    users: {
      dev: { inline: Object.fromEntries(statements.map((one, at) => [`Work${at}`, one])) },
    },
    roles: { boss: { attached: ['All'], trust: [trust] } },
    policies: all,
  });
  for (const [arn, details] of Object.entries(things))
    apply(made, [
      created('resources', {
        id: unsafeEntityId(arn),
        arn: unsafeArn(arn),
        account,
        name: 'thing',
        tags: [],
        details,
      }),
    ]);
  return made;
}

const ways = (of: World, conditional = false): string[] =>
  new WaySearch(of, env, { conditional })
    .all(user('dev'))
    .map(({ steps }) => steps.map(({ method }) => method.id).join(' '));

const agents = trusts({ Service: 'bedrock-agentcore.amazonaws.com' });
const inAgents = (kind: string, name = 'tool-a1b2c3d4e5') =>
  `arn:aws:bedrock-agentcore:${here}:${kind}/${name}`;
const interpreting = [
  'bedrock-agentcore:StartCodeInterpreterSession',
  'bedrock-agentcore:InvokeCodeInterpreter',
];
const browsing = [
  'bedrock-agentcore:StartBrowserSession',
  'bedrock-agentcore:ConnectBrowserAutomationStream',
];

test.each(['code-interpreter', 'code-interpreter-custom'])(
  'a policy names a code interpreter as %s, whichever form a file has',
  (kind) => {
    for (const told of ['code-interpreter', 'code-interpreter-custom']) {
      const things = { [inAgents(told)]: { role: role('boss') } };
      expect(ways(world([allow(interpreting, inAgents(kind))], agents, things))).toEqual(['bedrock-002']);
      expect(ways(world([allow(interpreting, inAgents(kind, 'other-*'))], agents, things))).toEqual([]);
    }
    const makes = allow(['bedrock-agentcore:CreateCodeInterpreter', ...interpreting], inAgents(kind, '*'));
    expect(ways(world([passes, makes], agents))).toEqual(['bedrock-001']);
  },
);

test.each(['browser', 'browser-custom'])('a policy names a browser of agents as %s', (kind) => {
  const things = { [inAgents('browser-custom')]: { role: role('boss') } };
  expect(ways(world([allow(browsing, inAgents(kind))], agents, things))).toEqual([
    'prowler-agentcore-browser-existing',
  ]);
  const makes = allow(['bedrock-agentcore:CreateBrowser', ...browsing], inAgents(kind, '*'));
  expect(ways(world([passes, makes], agents))).toEqual(['prowler-agentcore-browser-new']);
  expect(ways(world([passes, allow(browsing, inAgents(kind, '*'))], agents))).toEqual([]);
});

test('a policy that makes stack sets names them', () => {
  const of = (pattern: string) => {
    const made = anAccount({
      users: {
        dev: {
          inline: {
            Pass: allow('iam:PassRole', role('Admin')),
            Make: allow(
              ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
              `arn:aws:cloudformation:*:${account}:${pattern}`,
            ),
          },
        },
      },
      roles: {
        Admin: {
          inline: { Deploy: allow('sts:AssumeRole', role('boss')) },
          trust: [trusts({ Service: 'cloudformation.amazonaws.com' })],
        },
        boss: { attached: ['All'], trust: [trusts({ AWS: role('Admin') })] },
      },
      policies: all,
    });
    return ways(made);
  };
  expect(of('stackset/team-*')).toEqual(['cloudformation-003']);
  expect(of('stack/team-*')).toEqual([]);
});

const pool = 'us-east-1:11111111-2222-3333-4444-555555555555';
const ofPool = (amr: string, aud = pool): object => ({
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': aud },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
  },
});

test.each(['authenticated', 'unauthenticated'])('an identity pool gives its role for who is %s', (amr) => {
  const sets = [passes, allow('cognito-identity:SetIdentityPoolRoles')];
  const things = { [`arn:aws:cognito-identity:${here}:identitypool/${pool}`]: {} };
  expect(ways(world(sets, ofPool(amr), things))).toEqual(['cognitoidentity-001']);
  expect(ways(world(sets, ofPool(amr, 'us-east-1:another'), things))).toEqual([]);
  expect(ways(world(sets, ofPool('graph.facebook.com'), things))).toEqual([]);
});

const servers = trusts({ Service: 'ec2.amazonaws.com' });
const launches = [passes, allow('ec2:RunInstances')];

test('a role without an instance profile takes the place of another in one that is there', () => {
  const swaps = ['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'];
  const of = (...statements: readonly object[]) => {
    const made = world([...launches, ...statements], servers);
    const [boss] = made.roles.values();
    if (!boss) throw new Error('the account has no role');
    const other = {
      ...boss,
      id: unsafeEntityId('AROA-Other'),
      roleName: 'other',
      arn: unsafeArn(role('other')),
    };
    apply(made, [
      created('roles', { ...other, attachedPolicies: [] }),
      created('instanceProfiles', {
        id: unsafeEntityId('AIPA-Other'),
        account,
        instanceProfileName: 'Other',
        path: '/',
        arn: unsafeArn(profile),
        createDate: boss.createDate,
        roles: [other.id],
        tags: [],
      }),
    ]);
    return made;
  };
  const profile = `arn:aws:iam::${account}:instance-profile/Other`;
  const swapped = of(allow(swaps));
  expect(ways(swapped)).toEqual(['ec2-001']);
  const [way] = new WaySearch(swapped, env).all(user('dev'));
  const played =
    way &&
    playWay(swapped, way, { ...env, random: randomFromSeed([1, 2, 3, 4]), reference: createReference() });
  expect(played?.calls.slice(0, 2).map(({ line }) => line)).toEqual([
    'aws iam remove-role-from-instance-profile --instance-profile-name Other --role-name other',
    'aws iam add-role-to-instance-profile --instance-profile-name Other --role-name boss',
  ]);
  expect(played?.played).toBe(true);
  expect(ways(of(allow(swaps, profile)))).toEqual(['ec2-001']);
  expect(ways(of(allow(swaps, `${profile}-2`)))).toEqual([]);
  expect(ways(of(allow(swaps.slice(1))))).toEqual([]);
  expect(ways(of(allow(swaps.slice(0, 1))))).toEqual([]);
});

test('a task is started on an instance only where there may be one', () => {
  const tasks = trusts({ Service: 'ecs-tasks.amazonaws.com' });
  const starts = [passes, allow(['ecs:RegisterTaskDefinition', 'ecs:StartTask'])];
  const cluster = { [`arn:aws:ecs:${here}:cluster/main`]: {} };
  const instance = { [`arn:aws:ec2:${here}:instance/i-0123456789abcdef0`]: {} };
  expect(ways(world(starts, tasks, cluster))).toEqual([]);
  expect(ways(world(starts, tasks, cluster), true)).toEqual(['ecs-005']);
  expect(ways(world(starts, tasks, { ...cluster, ...instance }))).toEqual(['ecs-005']);
  expect(ways(world(starts, tasks, instance), true)).toEqual([]);
});

test.each(['jobs', 'jobs:3', 'jobs:*'])('a policy names a job definition as %s', (named) => {
  const things = { [`arn:aws:batch:${here}:job-definition/jobs:3`]: { role: role('boss') } };
  const submits = (definition: string) => [
    allow('batch:SubmitJob', [
      `arn:aws:batch:${here}:job-definition/${definition}`,
      `arn:aws:batch:${here}:job-queue/main`,
    ]),
  ];
  const tasks = trusts({ Service: 'ecs-tasks.amazonaws.com' });
  expect(ways(world(submits(named), tasks, things))).toEqual(['batch-002']);
  expect(ways(world(submits(`my-${named}`), tasks, things))).toEqual([]);
});

test('one role can administrate a stack set and execute it, if it trusts itself', () => {
  const makes = [passes, allow(['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'])];
  const of = (...principals: readonly string[]) => {
    const principal = { Service: 'cloudformation.amazonaws.com', AWS: principals };
    return ways(world(makes, trusts(principal)));
  };
  expect(of(role('boss'))).toEqual(['cloudformation-003']);
  expect(of(user('dev2'))).toEqual([]);
});

test('the play of a stack set does not let the actor assume its execution role', () => {
  const of = anAccount({
    users: {
      dev: {
        inline: {
          Pass: passes,
          Make: allow(['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances']),
        },
      },
    },
    roles: {
      boss: { attached: ['All'], trust: [trusts({ Service: 'cloudformation.amazonaws.com' })] },
      executor: { attached: ['All'], trust: [trusts({ AWS: role('boss') })] },
    },
    policies: all,
  });
  const [way] = new WaySearch(of, env, {}).all(user('dev'));
  if (!way) throw new Error('there is no way');
  const played = playWay(of, way, {
    ...env,
    random: randomFromSeed([1, 2, 3, 4]),
    reference: createReference(),
  });
  expect(played.calls).toEqual([]);
  expect(!played.played && played.because).toBe(
    'The playground does not simulate cloudformation:CreateStackSet, so this step cannot be played.',
  );
});
