/** A thing that runs keeps what its service needs to do its own work. */

import { beforeAll, expect, test } from 'vitest';
import { worldAfterCut } from '#core/plans/cuts/applied.ts';
import { candidatesOf } from '#core/plans/cuts/candidates.ts';
import { authorize } from '#core/authz/authorize.ts';
import { ownWorks } from '#content/methods/own-work.ts';
import { bringsOwnWork, needsForItsWork } from '#core/plans/cuts/own-work.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, env, policy, role, trusts, user } from '../../accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadManagedPolicies());

test.each(ownWorks)(
  'the work of running things is granted by the AWS policy $source',
  ({ source, actions }) => {
    const document = reference.managedPolicy(`arn:aws:iam::aws:policy/${source}`)?.document ?? '{}';
    const { Statement } = JSON.parse(document) as { Statement: { Action: string | string[] }[] };
    const granted = new Set(Statement.flatMap(({ Action }) => Action));
    expect(actions.filter((action) => !granted.has(action))).toEqual([]);
  },
);

const machine = `arn:aws:ec2:us-east-1:${account}:instance/i-0123456789abcdef0`;
const core = 'ssm:UpdateInstanceInformation';

/** Ann opens sessions on a machine that runs as an administrator; its own rights come from two policies. */
function company() {
  const world = anAccount({
    users: { ann: { attached: ['Sessions'] } },
    roles: {
      Build: { attached: ['Core', 'Everything'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
      Spare: { attached: ['Core'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    },
    policies: {
      Sessions: [allow(['ssm:StartSession', core])],
      Core: [allow([core, 'ssmmessages:*'])],
      Everything: [allow('*')],
    },
  });
  const made = { id: unsafeEntityId(machine), arn: unsafeArn(machine), account, name: 'build', tags: [] };
  apply(world, [created('resources', { ...made, details: { role: role('Build') } })]);
  return world;
}

test('nothing that a machine needs to report to Systems Manager is a change of a cut', () => {
  const world = company();
  const ways = new WaySearch(world, env).all(user('ann'));
  const decided = ways.flatMap(({ steps }) => steps.flatMap((step) => step.decided));
  expect(decided.map(({ principal, action }) => [principal, action])).toContainEqual([role('Build'), core]);
  for (const withWhole of [false, true]) {
    const options = { withControlPolicies: true, withWhole, administrators: new Set([role('Build')]) };
    const cut = { world, after: world, edited: new Map(), env, reference: undefined };
    const changes = ways.flatMap((way) => candidatesOf({ ...cut, ...options }, way));
    expect(changes.length).toBeGreaterThan(0);
    const asked = { principal: role('Build'), action: core, resource: '*' };
    const stopping = changes.filter((change) => {
      const after = worldAfterCut(world, [change], undefined);
      return (
        !after || authorize(after, asked, env).deciding.length < authorize(world, asked, env).deciding.length
      );
    });
    expect(stopping).toEqual([]);
  }
});

test('a role needs the work of the service that runs as it, and no other', () => {
  const world = company();
  const needs = (name: string, action: string) => needsForItsWork(world, role(name), action);
  expect(needs('Build', core)).toBe(true);
  expect(needs('Build', 'logs:PutLogEvents')).toBe(true);
  expect(needs('Build', 'sqs:ReceiveMessage')).toBe(false);
  expect(needs('Build', 'iam:PassRole')).toBe(false);
  expect(needs('Spare', core)).toBe(false);
  expect([
    bringsOwnWork(world, role('Build'), policy('Core')),
    bringsOwnWork(world, role('Spare'), policy('Core')),
  ]).toEqual([true, false]);
});

test('a role in an instance profile keeps its trust in machines, also where no file names one', () => {
  const world = anAccount({
    users: { ann: { attached: ['Launch'] } },
    roles: { Build: { attached: ['Everything'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    policies: { Launch: [allow(['ec2:RunInstances', 'iam:PassRole'])], Everything: [allow('*')] },
  });
  const [build] = [...world.roles.values()];
  if (!build) throw new Error('it was made above');
  const arn = unsafeArn(`arn:aws:iam::${account}:instance-profile/build`);
  apply(world, [
    created('instanceProfiles', {
      ...{
        id: unsafeEntityId('AIPA-build'),
        account,
        path: '/',
        instanceProfileName: 'build',
        arn,
        tags: [],
      },
      ...{ createDate: '2026-01-01T00:00:00Z', roles: [build.id] },
    }),
  ]);
  const options = { withControlPolicies: false, withWhole: true, administrators: new Set([role('Build')]) };
  const cut = { world, after: world, edited: new Map(), env, reference: undefined };
  const ways = new WaySearch(world, env).all(user('ann'));
  expect(ways.length).toBeGreaterThan(0);
  const changes = ways.flatMap((way) => candidatesOf({ ...cut, ...options }, way));
  expect(changes.filter(({ kind }) => kind === 'principal')).toEqual([]);
});
