/** Ways that a short cut of the search once overlooked. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { findMethod } from '#content/methods/list.ts';
import type { Method } from '#core/analysis/ways/format.ts';
import { apply } from '#core/model/world/apply.ts';
import { awsAccount, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { account, allow, anAccount, deny, env, role, trusts, user } from '../../accounts.ts';
import { lab, type LabOptions } from './lab.ts';

function methodOf(id: string): Method {
  const method = findMethod(id);
  if (!method) throw new Error(`there is no ${id}`);
  return method;
}

const open: LabOptions = { isListOpen: true, absent: ['resource', 'beside'] };

test.each(['glue-005', 'ecs-003', 'cognitoidentity-001', 'prowler-autoscaling-update'])(
  'a search for everybody assumes what %s needs to exist',
  (id) => {
    const { world, pair } = lab(methodOf(id), open);
    const of = (conditional: boolean) =>
      new WaySearch(world, env, { conditional }).shortest().find(({ from }) => from === pair.from);
    expect(of(false)).toBeUndefined();
    expect(of(true)?.steps.map(({ method }) => method.id)).toEqual([id]);
  },
);

test.each(['own-detach-user-policy', 'own-detach-role-policy'])('%s is found by a search', (id) => {
  const { world, pair } = lab(methodOf(id));
  const steps = new WaySearch(world, env).all(pair.from).flatMap((path) => path.steps);
  expect(steps.map(({ method }) => method.id)).toContain(id);
});

test('who gains a target as it is does not strengthen it first', () => {
  const world = anAccount({
    users: { dev: { attached: ['All'] }, ann: { inline: { Work: allow('sts:AssumeRole') } } },
    roles: {
      Open: { attached: ['All'], trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] },
      Server: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    },
    policies: { All: [allow('*')] },
  });
  const of = (name: string, to: string) =>
    new WaySearch(world, env, { to })
      .shortest()
      .find(({ from }) => from === user(name))
      ?.steps.map(({ method }) => method.id);
  expect(of('dev', role('Open'))).toEqual(['sts-001']);
  expect(of('dev', role('Server'))).toEqual(['iam-012']);
  expect(of('ann', role('Open'))).toEqual(['sts-001']);
  expect(of('ann', 'administrator')).toEqual(['sts-001']);
});

test('a refusal to assume a role that somebody may write the trust of says nothing about others', () => {
  const methodsOf = (stopped: Record<string, object>) => {
    const world = anAccount({
      users: { ann: { attached: ['Trusts'], inline: stopped }, ben: { attached: ['Trusts'] } },
      roles: { Boss: { attached: ['All'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
      policies: { All: [allow('*')], Trusts: [allow('iam:UpdateAssumeRolePolicy')] },
    });
    const shortest = new WaySearch(world, env).shortest();
    return ['ann', 'ben'].map(
      (name) => shortest.find(({ from }) => from === user(name))?.steps[0]?.method.id,
    );
  };
  expect(methodsOf({ Stop: deny('sts:AssumeRole', role('Boss')) })).toEqual([undefined, 'iam-012']);
  expect(methodsOf({ Stop: deny('sts:AssumeRole', role('Other')) })).toEqual(['iam-012', 'iam-012']);
});

test('a search does not choose a version that only a step before makes', () => {
  const world = anAccount({
    users: {
      dev: {
        attached: ['Own'],
        inline: {
          Work: allow('iam:SetDefaultPolicyVersion'),
          Never: deny('ec2:TerminateInstances'),
        },
      },
    },
    policies: { Own: [allow('s3:ListAllMyBuckets')] },
  });
  const [own] = world.policies.values();
  if (!own) throw new Error('the account has no policy');
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [allow('*')] });
  const versions = [...own.versions, { versionId: 'v2', document, createDate: own.updateDate }];
  apply(world, [replaced('policies', own, { ...own, versions, nextVersion: 3 })]);
  const [first] = new WaySearch(world, env).all(user('dev'));
  expect(first?.steps.map(({ method }) => method.id)).toContain('rhino-02');
});

const withTag = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } } };

test.each(['policy', 'trust'])(
  'a tag that the %s of another user asks for is set in a search for everybody',
  (place) => {
    const found = (tagged: string, unknown: readonly UnknownPart[], conditional: boolean) => {
      const world = anAccount({
        users: {
          dev: { inline: { Work: allow(['iam:TagUser', 'iam:CreateAccessKey'], user(tagged)) } },
          ann: { inline: { Work: allow('sts:AssumeRole', role('Boss'), place === 'policy' ? withTag : {}) } },
          ben: {},
        },
        roles: {
          Boss: {
            inline: { All: allow('*') },
            trust: [
              { ...trusts({ AWS: `arn:aws:iam::${account}:root` }), ...(place === 'trust' && withTag) },
            ],
          },
        },
        unknown,
      });
      const ways = new WaySearch(world, env, { conditional }).shortest();
      return ways.find(({ from }) => from === user('dev'))?.steps.map(({ method }) => method.id);
    };
    const way = ['before-tag-user', 'iam-002', 'sts-001'];
    expect(found('ann', [], false)).toEqual(way);
    expect(found('ann', ['access-keys'], true)).toEqual(way);
    expect(found('ann', ['access-keys'], false)).toBeUndefined();
    expect(found('ben', [], false)).toBeUndefined();
  },
);

test('a policy of AWS that a condition names is attached where the world has its text', () => {
  const arn = unsafeArn('arn:aws:iam::aws:policy/job-function/Operator');
  const isFound = (text: object | undefined) => {
    const only = { Condition: { ArnEquals: { 'iam:PolicyARN': arn } } };
    const world = anAccount({
      users: { dev: { inline: { Work: allow('iam:AttachUserPolicy', '*', only) } } },
      policies: { Own: [text ?? allow('s3:ListAllMyBuckets')] },
    });
    const [own] = world.policies.values();
    if (!own) throw new Error('the account has no policy');
    const id = unsafeEntityId('ANPA-Operator');
    if (text)
      apply(world, [created('policies', { ...own, id, account: awsAccount, arn, policyName: 'Operator' })]);
    const all = new WaySearch(world, env).all(user('dev'));
    const everybody = new WaySearch(world, env).shortest();
    return [all, everybody].map((paths) => paths.some(({ from }) => from === user('dev')));
  };
  expect(isFound(allow('*'))).toEqual([true, true]);
  expect(isFound(allow('s3:*'))).toEqual([false, false]);
  expect(isFound(undefined)).toEqual([false, false]);
});
