/** Cuts that narrow a statement where that loses less than taking a part of it away. */

import { beforeAll, expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { rootArn } from '#core/model/arn.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { labelsIn } from '#core/model/labels.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { runToEnd } from '#core/model/steps.ts';
import { candidatesOf } from '#core/plans/cuts/candidates.ts';
import { costOfChange } from '#core/plans/cuts/cost.ts';
import { compareCosts } from '#core/plans/cuts/hitting-set.ts';
import { actionsOnEntities } from '#core/plans/cuts/narrowing/offers.ts';
import { narrowingWords } from '#core/plans/cuts/narrowing/words.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { type CutQuestion, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { letInBy } from './from-elsewhere.ts';
import { createReference } from '#reference/reference.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  env as now,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());
const env = { ...now, reference };
const attempt = attemptBy(
  handle,
  { kind: 'principal', arn: rootArn(account) },
  { ...env, random: () => 0.5 },
);

function cutOf(world: World, from: readonly string[], more: Partial<CutQuestion> = {}) {
  const ways = foundWays(world, { from }, env);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [role('Boss')] };
  const found = runToEnd(offeredCut(world, ways, { ...asked, ...more }));
  if (found.kind !== 'cut') throw new Error('there is no cut');
  expect([...ways.search(found.after)].filter(Boolean)).toEqual([]);
  return found;
}

const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const sub = 'token.actions.githubusercontent.com:sub';
/** A star after a slash would begin a comment for whoever reads this as text. */
const any = '*';
const everything = { inline: { All: allow('*') } };

const fromGithub = (Condition?: object): object => ({
  Effect: 'Allow',
  Principal: { Federated: github },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Condition && { Condition }),
});
const isSubject = (pattern: string | string[]) => ({ StringLike: { [sub]: pattern } });

const trustOf = (world: World, name: string) =>
  (
    JSON.parse(world.roles.get(`AROA-${name}` as never)?.assumeRolePolicyDocument ?? '{}') as {
      Statement: { Condition?: unknown }[];
    }
  ).Statement.map(({ Condition }) => Condition);

test('the subjects of a provider are narrowed to one organization, and the provider stays in the trust policy', () => {
  const world = anAccount({
    roles: { Boss: { ...everything, trust: [fromGithub(isSubject('repo:acme*'))] } },
  });
  const found = cutOf(world, [`${github}#repo:acme*`]);
  expect(found.titles).toEqual([`Narrow repo:acme* to repo:acme/${any} in the trust policy of Boss`]);
  expect(found.requests.map(({ operation }) => operation)).toEqual(['UpdateAssumeRolePolicy']);
  expect(trustOf(found.after, 'Boss')).toEqual([isSubject(`repo:acme/${any}`)]);
  expect(cutOf(world, ['repo:acme-evil/app:ref:refs/heads/main']).titles).toEqual(found.titles);
});

test('all subjects of a statement are narrowed by one change, which counts less than the end of the provider', () => {
  const patterns = ['repo:acme*', 'repo:globex/web*', 'repo:acme/app:*'];
  const world = anAccount({ roles: { Boss: { ...everything, trust: [fromGithub(isSubject(patterns))] } } });
  const found = cutOf(world, [`${github}#repo:acme*`, `${github}#repo:globex/web*`]);
  expect(found.titles).toEqual([
    `Narrow repo:acme* to repo:acme/${any} and repo:globex/web* to repo:globex/web:* in the trust policy of Boss`,
  ]);
  expect(trustOf(found.after, 'Boss')).toEqual([
    isSubject([`repo:acme/${any}`, 'repo:globex/web:*', 'repo:acme/app:*']),
  ]);
});

test('whoever a narrower subject still lets in loses the provider', () => {
  const world = anAccount({
    roles: { Boss: { ...everything, trust: [fromGithub(isSubject('repo:acme*'))] } },
  });
  const found = cutOf(world, ['repo:acme/app:ref:refs/heads/main']);
  expect(found.titles).toEqual(['Take token.actions.githubusercontent.com out of the trust policy of Boss']);
});

test('a provider without a subject is asked for the organization that another role names', () => {
  const world = anAccount({
    roles: {
      Boss: { ...everything, trust: [fromGithub()] },
      Web: { trust: [fromGithub({ StringEquals: { [sub]: 'repo:acme/web:ref:refs/heads/main' } })] },
    },
  });
  const found = cutOf(world, [`${github}#anybody`]);
  expect(found.titles).toEqual([`Ask for the subject repo:acme/${any} in the trust policy of Boss`]);
  expect(trustOf(found.after, 'Boss')).toEqual([isSubject(`repo:acme/${any}`)]);
});

test('a provider without a subject gets one to write in, where the account names no organization', () => {
  const world = anAccount({ roles: { Boss: { ...everything, trust: [fromGithub()] } } });
  const found = cutOf(world, [`${github}#anybody`]);
  expect(found.titles).toEqual([
    'Ask for the subject repo:ORGANIZATION/REPOSITORY:* in the trust policy of Boss, with your own names in capitals',
  ]);
});

const lambda = trusts({ Service: 'lambda.amazonaws.com' });
const machines = trusts({ Service: 'ec2.amazonaws.com' });
const passing = (resource: string): AccountSpec => ({
  users: { ann: { attached: ['Work'] } },
  roles: {
    Boss: { ...everything, trust: [lambda] },
    Chief: { ...everything, trust: [lambda] },
    Host: { trust: [machines] },
  },
  policies: {
    Work: [
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction', 'ec2:RunInstances']),
      allow(['iam:PassRole', 'iam:ListRoles'], resource),
    ],
  },
});
const administrators = [role('Boss'), role('Chief')];
const passesHost = { principal: user('ann'), action: 'iam:PassRole', resource: role('Host') };
const makesAFunction = {
  ...{ principal: user('ann'), action: 'lambda:CreateFunction' },
  resource: `arn:aws:lambda:us-east-1:${account}:function:web`,
};

test('all powerful roles go from iam:PassRole on everything in one change, and the other roles stay', () => {
  const daily = [passesHost, makesAFunction];
  const found = cutOf(anAccount(passing('*')), [user('ann')], { administrators, daily });
  expect(found.titles).toEqual([
    'Take iam:PassRole on role Boss, role Chief out of Work, and delete its version v1',
  ]);
});

test('a pattern of roles is limited to the services of harmless ones', () => {
  const found = cutOf(anAccount(passing(role('*'))), [user('ann')], { administrators });
  expect(found.titles).toEqual([
    'Limit iam:PassRole in Work to the services ec2.amazonaws.com, and delete its version v1',
  ]);
});

test('a pattern of roles is limited to the roles that are harmless where services do not tell them apart', () => {
  const spec = passing(role('*'));
  const roles = { ...spec.roles, Host: { trust: [lambda] } };
  const daily = [makesAFunction, passesHost];
  const found = cutOf(anAccount({ ...spec, roles }), [user('ann')], { administrators, daily });
  expect(found.titles).toEqual(['Limit iam:PassRole in Work to role Host, and delete its version v1']);
});

test('a pattern of all IAM actions loses those that ways are made of, and the others stay', () => {
  const keeps = { principal: user('ann'), action: 'iam:GenerateCredentialReport', resource: '*' };
  const world = anAccount({ users: { ann: { attached: ['Own'] } }, policies: { Own: [allow('iam:*')] } });
  const found = cutOf(world, [user('ann')], { daily: [keeps], administrators: [] });
  expect(found.changes.map(({ kind }) => kind)).toEqual(['but-actions']);
  expect(found.titles[0]).toMatch(/^Take the \d+ IAM actions that ways are made of out of Own, and delete/);
});

const vendor = 'arn:aws:iam::999988887777:root';

/** Returns the titles of what narrows the trust policy of Boss for one who takes it from another account, the cheapest first. */
function narrowedFor(world: World, principal: string): string[] {
  const call = { principal, action: 'sts:AssumeRole', resource: role('Boss'), context: {} };
  const decided = [{ ...call, decision: letInBy(role('Boss'), 0) }];
  const way = { from: principal, to: role('Boss'), steps: [{ from: principal, to: role('Boss'), decided }] };
  const none = new Set<string>();
  const options = { withControlPolicies: false, withWhole: false, administrators: none };
  return candidatesOf({ world, after: world, edited: new Map(), env, reference, ...options }, way)
    .filter(({ kind }) => kind === 'condition' || kind === 'principal')
    .toSorted((a, b) => compareCosts(costOfChange(world, a, none), costOfChange(world, b, none)))
    .map((one) =>
      one.kind === 'condition'
        ? narrowingWords(labelsIn(world), one)
        : `${one.kind} ${'value' in one ? one.value : ''}`,
    );
}

test('another company is asked for the external id that it sends elsewhere, before it is taken out', () => {
  const known = { ...trusts({ AWS: vendor }), Condition: { StringEquals: { 'sts:ExternalId': 'x9-acme' } } };
  const world = anAccount({
    roles: { Boss: { ...everything, trust: [trusts({ AWS: vendor })] }, Watch: { trust: [known] } },
  });
  expect(narrowedFor(world, vendor)).toEqual([
    'Ask for the external id x9-acme in the trust policy of Boss',
    `principal ${vendor}`,
  ]);
  const alone = anAccount({ roles: { Boss: { ...everything, trust: [trusts({ AWS: vendor })] } } });
  expect(narrowedFor(alone, vendor)[0]).toBe(
    `Ask for the external id ${account}-Boss in the trust policy of Boss, once the other company sends it`,
  );
});

test('a role that everybody may take is limited to the accounts that are known, and not while a service runs as it', () => {
  const world = anAccount({ roles: { Boss: { ...everything, trust: [trusts('*')] } } });
  const anybody = 'arn:aws:iam::999988887777:user/eve';
  expect(narrowedFor(world, anybody)).toEqual([
    `Limit the trust policy of Boss to the account ${account}`,
    'principal *',
  ]);
  const arn = unsafeArn(`arn:aws:lambda:us-east-1:${account}:function:nightly`);
  const made = { id: unsafeEntityId(arn), arn, account, name: 'nightly', tags: [] };
  apply(world, [created('resources', { ...made, details: { role: role('Boss') } })]);
  expect(narrowedFor(world, anybody)).toEqual(['principal *']);
});

test.each([
  ['roles', 'role'],
  ['users', 'user'],
] as const)('the actions that are limited to named %s are about nothing else', (table, type) => {
  const others = actionsOnEntities[table].filter((name) => {
    const types = reference.action(name.includes(':') ? name : `iam:${name}`)?.resourceTypes ?? [];
    return types.length !== 1 || types[0]?.name !== type;
  });
  expect(others).toEqual([]);
});
