/** A dry run says who gains and loses what by requests, as the door answers them, and changes nothing. */

import { expect, test, vi } from 'vitest';
import { type DryRun, dryRun } from '#app/consequences/dry-run.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { Request } from '#core/model/request/request.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { findByName } from '#core/model/world/world.ts';
import { groupDeletion } from '#core/plans/deletion.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { user } from '../../store/samples.ts';
import { exampleSession } from '../../view/mounted.ts';
import { newSession, smallWorld } from '../test-session.ts';
import { institute, organizations, withOrganization } from './organization.ts';

const heard = () => {
  const reports: number[] = [];
  const ending = new AbortController();
  return { reports, ending, watch: { signal: ending.signal, report: (done: number) => reports.push(done) } };
};

const iam = (session: Session, operation: string, params: Request['params']): Request => ({
  ...{ service: 'iam', operation, params },
  caller: session.caller,
});

async function found(session: Session, ...requests: Request[]) {
  const ended = await dryRun(session, requests, heard().watch);
  if (ended?.kind !== 'found') throw new Error(`ended as ${ended?.kind}`);
  return ended.found;
}

const names = ({ shared }: Extract<DryRun, { kind: 'found' }>['found'], kind: 'gained' | 'lost') =>
  shared
    .filter((one) => one[kind].length > 0)
    .flatMap(({ principals }) => principals)
    .sort();

const policy = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

test('an SCP that would be attached takes storage from whoever has it in the account below, and nothing is changed', async () => {
  const session = await exampleSession('hospital');
  const { scp } = await withOrganization(session);
  const { state } = session;
  const attach = organizations(session, 'AttachPolicy', { PolicyId: scp, TargetId: institute });
  const result = await found(session, attach);
  expect(names(result, 'gained')).toEqual([]);
  const losers = names(result, 'lost');
  expect(losers.length).toBeGreaterThan(0);
  expect(losers.every((name) => name.includes(institute))).toBe(true);
  expect(result.shared.flatMap(({ lost }) => lost).every(({ service }) => service.startsWith('s3'))).toBe(
    true,
  );
  expect(session.state).toBe(state);
  expect(session.history.undoLabel).not.toContain('Attach');
});

test('deleting a group with all of its steps takes from its members what they have nowhere else', async () => {
  const session = await exampleSession('hospital');
  const { world } = session.state;
  const group = [...world.groups.values()].find(
    ({ attachedPolicies, inlinePolicies, account }) =>
      account === session.account && attachedPolicies.length + inlinePolicies.length > 0,
  );
  if (!group) throw new Error('no group');
  const steps = groupDeletion(world, group).map(({ operation, params }) => iam(session, operation, params));
  const members = [...world.users.values()].filter(({ groups }) => groups.includes(group.id));
  const losers = names(await found(session, ...steps), 'lost');
  expect(losers.length).toBeGreaterThan(0);
  expect(members.map(({ arn }) => arn)).toEqual(expect.arrayContaining(losers));
  expect(findByName(session.state.world, 'groups', session.account, group.groupName)).toBe(group);
});

test('a trust policy that would open to another account names it, beside what own identities lose', async () => {
  const session = await exampleSession('hospital');
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'sts:AssumeRole' },
    ],
  });
  const update = iam(session, 'UpdateAssumeRolePolicy', {
    RoleName: 'emergency-access',
    PolicyDocument: document,
  });
  const ended = await dryRun(session, [update], heard().watch);
  if (ended?.kind !== 'found') throw new Error(`ended as ${ended?.kind}`);
  expect(names(ended.found, 'lost').length).toBeGreaterThan(0);
  expect(ended.others).toMatchObject([
    {
      arn: expect.stringContaining('role/emergency-access') as string,
      compared: { gained: { witness: { principal: 'arn:aws:iam::999999999999:user/w' } } },
    },
  ]);
});

test('what AWS refuses is told as its error, and nothing is looked at', async () => {
  const session = await exampleSession('hospital');
  const { watch, reports } = heard();
  const attach = iam(session, 'AttachUserPolicy', {
    UserName: 'nobody-of-that-name',
    PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  });
  const ended = await dryRun(session, [attach], watch);
  expect(ended).toMatchObject({ kind: 'refused', outcome: { error: { code: 'NoSuchEntity' } } });
  expect(reports).toEqual([]);
});

test('a dry run that is cancelled ends without an answer', async () => {
  const session = await exampleSession('hospital');
  const { watch, ending } = heard();
  const running = dryRun(session, [iam(session, 'DeleteUser', { UserName: 'nobody' })], watch);
  ending.abort();
  await expect(running).rejects.toThrow(/abort/i);
});

test('in a large account the worker answers a dry run as the page does', async () => {
  const questionWorker = async () => new (await import('#app/long-work/worker/entry.ts?worker')).default();
  const session = newSession(new MemoryStore(), { questionWorker });
  const alone = newSession(new MemoryStore());
  const world = smallWorld();
  const inlinePolicies = [{ policyName: 'Read', document: policy('s3:*') }];
  apply(
    world,
    Array.from({ length: 800 }, (_, at) => created('users', user(`user${at}`, { inlinePolicies }))),
  );
  for (const one of [session, alone])
    await one.workspaces.createFromWorld(world, { name: 'large', origin: 'new' });
  const put = iam(session, 'PutUserPolicy', {
    UserName: 'user7',
    PolicyName: 'More',
    PolicyDocument: policy('sqs:*'),
  });
  const worker = await session.questions();
  const asked = vi.spyOn(worker, 'ask');
  const inWorker = await found(session, put);
  expect(asked).toHaveBeenCalledOnce();
  expect(await asked.mock.results[0]?.value).toBeDefined();
  expect(inWorker).toEqual(await found(alone, iam(alone, put.operation, put.params)));
  expect(names(inWorker, 'gained')).toEqual([user('user7').arn]);
  session.close();
  alone.close();
});

test('a dry run of control policies names the management account, which they do not limit', async () => {
  const session = await exampleSession('hospital');
  const { scp, rcp } = await withOrganization(session);
  const RootId = [...session.state.world.organizations.values()][0]?.rootId;
  const spared = async (operation: string, params: Request['params']) => {
    const ended = await dryRun(session, [organizations(session, operation, params)], heard().watch, true);
    return ended?.kind === 'found' ? ended.spared : ended?.kind;
  };
  const { account } = session;
  expect(await spared('AttachPolicy', { PolicyId: scp, TargetId: RootId })).toEqual([
    { account, type: 'SERVICE_CONTROL_POLICY' },
  ]);
  expect(await spared('DisablePolicyType', { RootId, PolicyType: 'RESOURCE_CONTROL_POLICY' })).toEqual([
    { account, type: 'RESOURCE_CONTROL_POLICY' },
  ]);
  expect(await spared('AttachPolicy', { PolicyId: rcp, TargetId: institute })).toEqual([]);
});
