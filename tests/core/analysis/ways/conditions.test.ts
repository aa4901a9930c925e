/** Conditions that an actor can meet by its choice, and those that depend on what is there. */

import { expect, test } from 'vitest';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import { findMethod } from '#content/methods/list.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, env, role, trusts, user } from '../../accounts.ts';

const withDev = (service: string, ...statements: object[]): World =>
  anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: { Boss: { attached: ['All'], trust: [trusts({ Service: service })] } },
    policies: { Work: statements, All: [allow('*')] },
  });

function found(world: World, id: string) {
  const method = findMethod(id);
  if (!method) throw new Error(`there is no ${id}`);
  return methodWorks(world, method, { from: user('dev'), to: role('Boss') }, env);
}

const inRegion = (region: string) => ({ Condition: { StringEquals: { 'aws:RequestedRegion': region } } });

const asked = (key: string, value: string, ...actions: string[]) => ({
  ...trusts({ AWS: user('dev') }),
  Action: ['sts:AssumeRole', ...actions],
  Condition: { StringLike: { [key]: value } },
});

test.each([
  ['sts:RoleSessionName', '${aws:username}', [], true, []],
  ['aws:RequestTag/team', 'core', ['sts:TagSession'], true, []],
  ['aws:RequestTag/team', 'core', [], false, []],
  ['sts:SourceIdentity', 'dev*', ['sts:SetSourceIdentity'], true, []],
  ['sts:SourceIdentity', 'dev*', [], false, []],
  ['sts:ExternalId', '12345', [], true, []],
  ['aws:PrincipalOrgID', 'o-1', [], false, []],
])('a role whose trust asks for %s %s, and trusts %j', (key, value, actions, works, assumes) => {
  const world = anAccount({
    users: { dev: {} },
    roles: { Boss: { attached: ['All'], trust: [asked(key, value, ...actions)] } },
    policies: { All: [allow('*')] },
  });
  expect(found(world, 'sts-001')).toMatchObject({ works, assumes });
});

test('a tag of the session makes an administrator where the trust allows tags', () => {
  const world = (...actions: string[]) =>
    anAccount({
      users: { dev: {} },
      roles: {
        Boss: { attached: ['Core'], trust: [asked('aws:username', 'dev', ...actions)] },
      },
      policies: {
        Core: [allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } } })],
      },
    });
  expect(found(world('sts:TagSession'), 'own-tag-session')).toMatchObject({
    works: true,
    administrator: true,
  });
  expect(found(world(), 'own-tag-session').works).toBe(false);
  expect(found(world('sts:TagSession'), 'sts-001')).toMatchObject({ works: true, administrator: false });
  const ways = new WaySearch(world('sts:TagSession'), env);
  expect(ways.all(user('dev'))[0]?.steps.map(({ method }) => method.id)).toEqual(['own-tag-session']);
  expect(ways.shortest().some(({ from }) => from === user('dev'))).toBe(true);
});

test('a session has no other tag than the one that the trust policy allows', () => {
  const world = (value: string) =>
    anAccount({
      users: { dev: {} },
      roles: {
        Mid: {
          inline: { Work: allow('sts:AssumeRole') },
          trust: [asked('aws:RequestTag/team', value, 'sts:TagSession')],
        },
        Boss: {
          attached: ['All'],
          trust: [
            {
              ...trusts({ AWS: `arn:aws:iam::${account}:root` }),
              Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } },
            },
          ],
        },
      },
      policies: { All: [allow('*')] },
    });
  const ways = (value: string) => new WaySearch(world(value), env).all(user('dev'));
  expect(ways('core').map(({ to }) => to)).toEqual([role('Boss')]);
  expect(ways('web')).toEqual([]);
});

test('a call without a resource is made in the region that the policy allows', () => {
  const world = (region: string, other = region) =>
    withDev(
      'glue.amazonaws.com',
      allow('iam:PassRole', '*', inRegion(region)),
      allow('glue:CreateDevEndpoint', '*', inRegion(other)),
    );
  expect(found(world('eu-west-1'), 'glue-001').works).toBe(true);
  expect(found(world('eu-west-1', 'eu-west-2'), 'glue-001').works).toBe(false);
});

test('the type of an instance is chosen for a new one, and assumed of one that is there', () => {
  const small = { Condition: { StringEquals: { 'ec2:InstanceType': 't3.micro' } } };
  const made = withDev(
    'ec2.amazonaws.com',
    allow(['iam:PassRole', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile']),
    allow('ec2:RunInstances', '*', small),
  );
  expect(found(made, 'ec2-001')).toMatchObject({ works: true, assumes: [] });
  const calls = ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'];
  const there = withDev('ec2.amazonaws.com', allow(calls, '*', small));
  const arn = unsafeArn(`arn:aws:ec2:us-east-1:${account}:instance/i-1`);
  apply(there, [
    created('resources', {
      id: unsafeEntityId(arn),
      arn,
      account,
      name: 'i-1',
      tags: [],
      details: { role: role('Boss') },
    }),
  ]);
  const { works, assumes } = found(there, 'ec2-002');
  expect(works).toBe(true);
  expect(assumes).toEqual([`ec2:InstanceType of ${arn} is t3.micro.`]);
});

test.each(['203.0.113.0/24', '198.51.100.0/24'])('a right that needs the address %s is none', (range) => {
  const from = (operator: string) => ({ Condition: { [operator]: { 'aws:SourceIp': range } } });
  const ways = (...statements: object[]) =>
    new WaySearch(withDev('ec2.amazonaws.com', ...statements), env)
      .all(user('dev'))
      .map(({ steps }) => steps.map(({ method }) => method.id));
  const attach = 'iam:AttachUserPolicy';
  expect(ways(allow(attach, '*', from('IpAddress')))).toEqual([]);
  expect(ways(allow(attach), deny('*', '*', from('NotIpAddress')))).toEqual([]);
  expect(ways(allow('*', '*', from('IpAddress')))).toEqual([]);
  expect(ways(allow(attach, '*', from('NotIpAddress')))).toEqual([['iam-008']]);
  expect(ways(allow(attach), deny('*', '*', from('IpAddress')))).toEqual([['iam-008']]);
  const everywhere = { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } };
  expect(ways(allow(attach, '*', everywhere))).toEqual([['iam-008']]);
});

test('who may not attach AdministratorAccess attaches the policy that leads to it', () => {
  const ids = (...statements: object[]) =>
    new WaySearch(anAccount({ users: { dev: { attached: ['Work'] } }, policies: { Work: statements } }), env)
      .all(user('dev'))
      .map(({ steps }) => steps.map(({ method, choice }) => choice.attaches ?? method.id).join(' '));
  const aws = 'arn:aws:iam::aws:policy';
  const attached = (operator: string, ...names: string[]) => ({
    Condition: { [operator]: { 'iam:PolicyARN': names.map((name) => `${aws}/${name}`) } },
  });
  const attach = 'iam:AttachUserPolicy';
  const first = (...statements: object[]) => ids(...statements)[0];
  expect(first(allow(attach))).toBe(`${aws}/AdministratorAccess`);
  const denied = deny(attach, '*', attached('ArnEquals', 'AdministratorAccess'));
  expect(first(allow(attach), denied)).toBe(`${aws}/IAMFullAccess iam-001`);
  expect(first(allow(attach, '*', attached('ArnLike', 'IAM*')))).toBe(`${aws}/IAMFullAccess iam-001`);
  expect(ids(allow(attach, '*', attached('ArnEquals', 'PowerUserAccess', 'ReadOnlyAccess')))).toEqual([]);
});
