/**
 * A change of a cut never writes what allows more than the policy before, and it is listed for each call that it takes a
 * statement from. `COUNTS=most` asks many more policies.
 */

import { beforeAll, expect, test } from 'vitest';
import { type GrantingKind, grantsMore } from '#core/analysis/grants-more.ts';
import { findByArn } from '#core/model/world/world.ts';
import { worldAfterCut } from '#core/plans/cuts/applied.ts';
import { candidatesOf } from '#core/plans/cuts/candidates.ts';
import { type CutChange, type Narrowing, cutChangeId } from '#core/plans/cuts/cut.ts';
import { editedPolicies } from '#core/plans/cuts/edited.ts';
import { authorize } from '#core/authz/authorize.ts';
import { compile } from '#core/policy/compile.ts';
import { letInBy } from './from-elsewhere.ts';
import { createReference } from '#reference/reference.ts';
import { seededRandom } from '#share/random.ts';
import { account, anAccount, env, policy, role, trusts, user } from '../../accounts.ts';
import { countOf } from '../../../setup/counts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());
const policies = countOf({ sample: 60, full: 150, most: 1500 });

const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const sub = 'token.actions.githubusercontent.com:sub';
const roles = ['Boss', 'Chief', 'App', 'Web'].map(role);
const vendor = 'arn:aws:iam::999988887777:root';

type Pick = <T>(list: readonly T[]) => T;

const identityStatement = (pick: Pick): object => ({
  Effect: 'Allow',
  ...pick([
    { Action: 'iam:*' },
    { Action: '*' },
    { Action: ['iam:PassRole', 'lambda:CreateFunction'] },
    { Action: ['iam:*Role*', 'sts:AssumeRole', 'iam:PassRole'] },
    { NotAction: ['s3:*', 'iam:CreateUser'] },
  ]),
  ...pick([
    { Resource: '*' },
    { Resource: role('*') },
    { Resource: [roles[0], roles[2], roles[3]] },
    { Resource: [`arn:aws:iam::*:role/*`, user('*')] },
    { NotResource: [roles[2]] },
    { Resource: [role('B*'), role('App')] },
  ]),
  ...pick([
    {},
    {},
    { Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } } },
    { Condition: { StringLike: { 'aws:PrincipalTag/team': 'a*' } } },
  ]),
});

const trustStatement = (pick: Pick): object => ({
  Effect: 'Allow',
  ...pick([
    {
      ...{ Principal: { Federated: github }, Action: 'sts:AssumeRoleWithWebIdentity' },
      ...pick([
        {},
        { Condition: { StringLike: { [sub]: pick(['repo:acme*', 'repo:*', 'repo:acme*/web', '*']) } } },
        {
          Condition: { 'ForAnyValue:StringLike': { [sub]: ['repo:acme*', 'repo:globex/web*', 'repo:a?c*'] } },
        },
        { Condition: { StringEquals: { [sub]: 'repo:acme/web:ref' }, StringLike: { [sub]: 'repo:acme*' } } },
      ]),
    },
    { Principal: { AWS: vendor }, Action: 'sts:AssumeRole' },
    { Principal: { AWS: ['999988887777', vendor] }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
    { Principal: pick(['*', { AWS: '*' }]), Action: 'sts:AssumeRole' },
  ]),
});

function worldOf(seed: number) {
  const random = seededRandom(`narrower ${seed}`);
  const pick: Pick = (list) => list[Math.floor(random() * list.length)] as (typeof list)[number];
  const some = (make: (pick: Pick) => object) =>
    Array.from({ length: 1 + Math.floor(random() * 2) }, () => make(pick));
  const service = (name: string) => trusts({ Service: `${name}.amazonaws.com` });
  const world = anAccount({
    users: { ann: { attached: ['Work'] } },
    roles: {
      Boss: { trust: some(trustStatement) },
      Chief: { trust: [service('lambda')] },
      App: { trust: [service('ec2')] },
      Web: { trust: [service(pick(['ecs-tasks', 'lambda']))] },
    },
    policies: { Work: some(identityStatement) },
  });
  return { world, pick };
}

const tokenOf = (subject: string) => ({
  ...{ 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', [sub]: subject },
  'sts:RoleSessionName': 'session',
});
const calls = [
  ...roles.flatMap((resource) => [
    {
      ...{ principal: user('ann'), action: 'iam:PassRole', resource },
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
    { principal: user('ann'), action: 'iam:AttachRolePolicy', resource, context: {} },
    { principal: user('ann'), action: 'sts:AssumeRole', resource, context: {} },
  ]),
  { principal: user('ann'), action: 'iam:CreateAccessKey', resource: user('ann'), context: {} },
  { principal: vendor, action: 'sts:AssumeRole', resource: role('Boss'), context: {} },
  ...['repo:acme*', 'repo:acme-evil/x', 'anybody', 'repo:globex/web*'].map((subject) => ({
    ...{ principal: github, action: 'sts:AssumeRoleWithWebIdentity', resource: role('Boss') },
    context: tokenOf(subject),
  })),
];

type Call = (typeof calls)[number];
type World = ReturnType<typeof worldOf>['world'];

const ids = (changes: readonly CutChange[]) => new Map(changes.map((one) => [cutChangeId(one), one]));

/** Returns every change that is listed for a call; none where the account denies it. */
function listedFor(world: World, call: Call): Map<string, CutChange> {
  const given = { world, after: world, edited: new Map(), env, reference, administrators };
  const trusted = compile(documentOf(world, role('Boss'))).statements;
  const letIn = trusted.flatMap(({ index, principals = [] }) =>
    principals.some(({ type }) => type === 'AWS') ? [index] : [],
  );
  const decision = call.principal === vendor ? letInBy(role('Boss'), ...letIn) : authorize(world, call, env);
  if (decision.verdict !== 'allowed') return new Map();
  const subject = Object.entries(call.context).find(([key]) => key === sub)?.[1];
  const principal = subject === undefined ? call.principal : `${github}#${subject}`;
  const steps = [{ from: principal, to: call.resource, decided: [{ ...call, principal, decision }] }];
  const options = { withControlPolicies: false, withWhole: false };
  return ids(candidatesOf({ ...given, ...options }, { from: principal, to: call.resource, steps }));
}

const administrators = new Set([role('Boss'), role('Chief'), user('ann')]);
const listedIn = (world: World): CutChange[] => [
  ...ids(calls.flatMap((call) => [...listedFor(world, call).values()])).values(),
];

const kindOf = (name: string): GrantingKind => (name === role('Boss') ? 'trust' : 'identity');
const documentOf = (world: World, name: string): string =>
  findByArn(world, 'roles', name)?.assumeRolePolicyDocument ??
  findByArn(world, 'policies', name)?.versions[0]?.document ??
  '';

test('no change of a cut, alone or with another one, writes a policy that allows more than before', () => {
  const wrong: string[] = [];
  const [seen, keys] = [new Set<string>(), new Set<string>()];
  for (let seed = 1; seed <= policies; seed += 1) {
    const { world, pick } = worldOf(seed);
    const listed = listedIn(world).filter(
      (one): one is Extract<CutChange, { statement: number }> => 'statement' in one,
    );
    for (const one of listed) {
      seen.add(one.kind);
      if (one.kind === 'condition') keys.add(one.key);
    }
    const sets =
      listed.length === 0 ? [] : [...new Set([pick(listed), pick(listed), pick(listed)])].map((one) => [one]);
    for (const set of [...sets, ...(sets.length > 1 ? [sets.flat()] : [])])
      for (const [name, { document }] of editedPolicies(world, set, reference) ?? []) {
        if (document === undefined || ![role('Boss'), policy('Work')].includes(name)) continue;
        const { answer } = grantsMore(documentOf(world, name), document, kindOf(name));
        if (answer !== 'no') wrong.push(`${seed} ${answer}: ${JSON.stringify(set)}`);
      }
  }
  expect(wrong).toEqual([]);
  const narrowing: Readonly<Record<Narrowing['kind'], true>> = {
    ...{
      condition: true,
      subjects: true,
      'only-resources': true,
      'but-resources': true,
      'but-actions': true,
    },
  };
  expect(Object.keys(narrowing).filter((kind) => !seen.has(kind))).toEqual([]);
  expect([...keys].toSorted()).toEqual([
    'aws:PrincipalAccount',
    'iam:PassedToService',
    'sts:ExternalId',
    sub,
  ]);
}, 300_000);

test('a change that takes a statement from a call is listed for the call', () => {
  const missing: string[] = [];
  let taken = 0;
  for (let seed = 1; seed <= policies; seed += 1) {
    const { world } = worldOf(seed);
    const listed = listedIn(world);
    const after = listed.map((one) => worldAfterCut(world, [one], reference));
    for (const call of calls) {
      const own = listedFor(world, call);
      const allowing = (inWorld: World): number => {
        const { verdict, deciding } = authorize(inWorld, call, env);
        return verdict === 'allowed' ? deciding.length : 0;
      };
      const before = allowing(world);
      for (const [at, change] of listed.entries()) {
        const now = after[at];
        if (!now || allowing(now) >= before) continue;
        taken += 1;
        if (!own.has(cutChangeId(change))) missing.push(`${seed} ${call.action}: ${JSON.stringify(change)}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(taken).toBeGreaterThan(policies);
}, 300_000);
