/** Asks from Node what a principal may do, which part of it is about something, and who may do something. */

import { expect, test } from 'vitest';
import { type World, ask, effective, openAccount, whatCan, whoCan } from '#headless.ts';

const home = '111122223333';
const user = (name: string) => `arn:aws:iam::${home}:user/${name}`;
const bucket = 'arn:aws:s3:::logs';
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const holder = (UserName: string, Statement: readonly object[], more: object = {}) => ({
  Path: '/',
  ...{ UserName, UserId: `AIDA${home}${UserName.toUpperCase()}`, Arn: user(UserName) },
  CreateDate: '2026-01-31T12:00:00Z',
  UserPolicyList: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }],
  AttachedManagedPolicies: [],
  GroupList: [],
  ...more,
});
const allow = (Action: string | readonly string[], Resource: string, Condition?: object) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...(Condition && { Condition }),
});

async function world(): Promise<World> {
  const UserDetailList = [
    holder('reader', [allow('s3:Get*', `${bucket}/*`)]),
    holder('half', [allow(['s3:GetObject', 's3:PutObject'], `${bucket}/in/*`)]),
    holder('careful', [allow('s3:GetObject', '*', mfa), allow('sqs:SendMessage', '*')]),
    holder('bounded', [allow('s3:*', '*')], {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: `arn:aws:iam::${home}:policy/Limit`,
      },
    }),
  ];
  const Document = { Version: '2012-10-17', Statement: [allow('s3:GetObject', '*')] };
  const Policies = [
    {
      ...{ PolicyName: 'Limit', PolicyId: 'ANPALIMIT', Arn: `arn:aws:iam::${home}:policy/Limit`, Path: '/' },
      ...{ DefaultVersionId: 'v1', AttachmentCount: 0, IsAttachable: true },
      ...{ CreateDate: '2026-01-31T12:00:00Z', UpdateDate: '2026-01-31T12:00:00Z' },
      PolicyVersionList: [
        { Document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: '2026-01-31T12:00:00Z' },
      ],
    },
  ];
  const text = JSON.stringify({ UserDetailList, GroupDetailList: [], RoleDetailList: [], Policies });
  return (await openAccount([{ name: 'account.json', text }])).world;
}

test('effective says what is left after the boundary, and what it took', async () => {
  const found = await effective(await world(), user('bounded'));
  expect(found.permissions.flatMap(({ actions }) => actions)).toEqual(['s3:GetObject']);
  expect(found.left).toBe(1);
  expect(found.granted).toBeGreaterThan(50);
  expect(found.limits).toMatchObject([{ layer: 'permissions-boundary', narrowed: 0 }]);
  await expect(effective(await world(), user('nobody'))).rejects.toThrow('there is no principal');
});

test('whatCan is the part about a service, a level, an action or a resource', async () => {
  const opened = await world();
  const actions = async (name: string, question: Parameters<typeof whatCan>[2]) => {
    const { permissions, left } = await whatCan(opened, user(name), question);
    const found = [...new Set(permissions.flatMap((row) => row.actions))];
    expect(left).toBe(found.length);
    return found;
  };
  expect(await actions('careful', { service: 'sqs' })).toEqual(['sqs:SendMessage']);
  expect(await actions('half', { level: 'Write' })).toEqual(['s3:PutObject']);
  expect(await actions('half', { action: 'S3:getobject' })).toEqual(['s3:GetObject']);
  expect(await actions('half', { resource: `${bucket}/in/a` })).toEqual(['s3:GetObject', 's3:PutObject']);
  expect(await actions('half', { resource: `${bucket}/out/*` })).toEqual([]);
  expect(await actions('careful', { resource: 'arn:aws:sqs:us-east-1:111122223333:jobs' })).toEqual([
    'sqs:SendMessage',
  ]);
  const asked = (question: object) => whatCan(opened, user('half'), question);
  await expect(asked({ service: 'nothing' })).rejects.toThrow('AWS has no service');
  await expect(asked({ level: 'Everything' })).rejects.toThrow('expected an access level');
  await expect(asked({ action: 's3:*' })).rejects.toThrow('expected an action');
  await expect(asked({ resource: 'logs' })).rejects.toThrow('expected the ARN');
});

test('whoCan says who may do an action, on which part and under which conditions', async () => {
  const opened = await world();
  const rows = await whoCan(opened, { action: 's3:GetObject', resource: `${bucket}/*` });
  const byName = Object.fromEntries(rows.map((row) => [row.name, row]));
  expect(byName['reader']).toMatchObject({ verdict: 'allowed' });
  expect(byName['half']).toMatchObject({
    verdict: 'depends',
    part: { allowed: [`${bucket}/in/*`], except: [] },
  });
  expect(byName['careful']).toMatchObject({
    verdict: 'denied',
    conditions: { kind: 'test', key: 'aws:MultiFactorAuthPresent' },
  });
  const one = { action: 's3:GetObject', resource: `${bucket}/in/a` };
  for (const { arn, verdict } of await whoCan(opened, one))
    expect(verdict).toBe(ask(opened, { ...one, principal: arn }).verdict);
});

test('whoCan says of an access level which of its actions are allowed', async () => {
  const opened = await world();
  const asked = { service: 's3', level: 'Read', resource: `${bucket}/in/a` } as const;
  const [root, reader, half, careful] = await whoCan(opened, asked);
  expect(root?.denied).toEqual([]);
  expect(reader?.allowed).toContain('s3:GetObjectTagging');
  expect(reader?.allowed).not.toContain('s3:GetBucketPolicy');
  expect(half?.allowed).toEqual(['s3:GetObject']);
  expect(careful).toMatchObject({ allowed: [], conditional: ['s3:GetObject'] });
});

test('whoCan throws when the question is malformed', async () => {
  const opened = await world();
  const asked = (question: object) => whoCan(opened, question as Parameters<typeof whoCan>[1]);
  await expect(asked({ action: 's3:*', resource: '*' })).rejects.toThrow('expected an action');
  await expect(asked({ action: 's3:GetObjekt', resource: '*' })).rejects.toThrow('AWS has no action');
  await expect(asked({ resource: '*' })).rejects.toThrow('expected an `action`');
  await expect(asked({ service: 's3', level: 'All', resource: '*' })).rejects.toThrow('access level');
  await expect(asked({ action: 's3:GetObject', resource: '*', account: '1' })).rejects.toThrow('no account');
});
