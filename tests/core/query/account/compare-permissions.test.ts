/** Two worlds are compared by what everybody may do: those of both, and names of those that only one has. */

import { expect, test } from 'vitest';
import type { World } from '#core/model/world/world.ts';
import { comparePermissions } from '#core/query/account/compare-permissions.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { type WorldBuilder, aWorld, allow, policyOf } from '../../../setup/world.ts';

const reference = createReference();
await reference.loadCommonActions();
const arn = (rest: string) => `arn:aws:iam::123456789012:${rest}`;
const compared = (before: WorldBuilder, after: WorldBuilder) => {
  const side = (world: World) => ({ world, env: { now: 0 } });
  return runToEnd(comparePermissions(side(before.world()), side(after.world()), reference));
};
const read = () => aWorld().policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'));

test('a policy that somebody has on one side alone is newly allowed, with a request that shows it', () => {
  const { consequences } = compared(
    read().user('alice').user('bob'),
    read()
      .user('alice', { attach: ['Read'] })
      .user('bob'),
  );
  expect(consequences.shared).toMatchObject([
    {
      principals: [arn('user/alice')],
      gained: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::payroll/*'] }],
      lost: [],
    },
  ]);
  expect(consequences.shared[0]?.gained[0]?.witness).toMatchObject({
    principal: arn('user/alice'),
    action: 's3:GetObject',
  });
});

test('users and roles of one side alone are named, and what they may do is no difference', () => {
  const trust = policyOf({ Effect: 'Allow', Principal: { AWS: arn('root') }, Action: 'sts:AssumeRole' });
  const { consequences, ...only } = compared(
    read()
      .user('gone', { attach: ['Read'] })
      .user('stays'),
    read()
      .user('stays')
      .user('new', { attach: ['Read'] })
      .role('Deploy', trust, { attach: ['Read'] }),
  );
  expect(only).toEqual({
    onlyBefore: [arn('user/gone')],
    onlyAfter: [arn('role/Deploy'), arn('user/new')],
  });
  expect(consequences.shared).toEqual([]);
});

test('two worlds that were made alike allow the same, whatever their unique ids', () => {
  const made = (id: string) =>
    read()
      .group('Readers', { id: `G${id}`, attach: ['Read'] })
      .user('alice', { id: `A${id}`, groups: ['Readers'] });
  const { consequences, ...only } = compared(made('1'), made('2'));
  expect([consequences.shared, only]).toEqual([[], { onlyBefore: [], onlyAfter: [] }]);
});

const tagged = (team: string) =>
  aWorld()
    .policy(
      'Own',
      policyOf({
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      }),
    )
    .user('alice', { attach: ['Own'], tags: { team: 'red' } })
    .resource('arn:aws:secretsmanager:us-east-1:123456789012:secret:one-abcdef', undefined, { team });

test('a resource with another tag changes who may do what on it', () => {
  const { consequences } = compared(tagged('blue'), tagged('red'));
  expect(consequences.shared).toMatchObject([{ principals: [arn('user/alice')] }]);
});

test('a policy that ended between two moments is a difference, though no record differs', () => {
  const world = aWorld()
    .policy(
      'Until',
      policyOf({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
      }),
    )
    .user('alice', { attach: ['Until'] })
    .user('bob', { attach: [] })
    .world();
  const at = (iso: string) => ({ world, env: { now: Date.parse(iso) } });
  const { consequences } = runToEnd(
    comparePermissions(at('2026-05-01T00:00:00Z'), at('2026-07-01T00:00:00Z'), reference),
  );
  expect(consequences.shared).toMatchObject([{ principals: [arn('user/alice')], gained: [] }]);
  expect(consequences.shared[0]?.lost[0]?.actions).toEqual(['s3:GetObject']);
});

const far = '999988887777';
const studies = 'arn:aws:s3:::studies';
const admin = () => aWorld().user('alice', { inline: { All: allow('*', '*') } });

test('what is lost because a bucket belongs to another account is that bucket alone, with its account', () => {
  const here = () => admin().resource(studies);
  const elsewhere = () => admin().account(far).resource(studies);
  const { lost = [] } = compared(here(), elsewhere()).consequences.shared[0] ?? {};
  expect(lost.length).toBeGreaterThan(0);
  for (const { resources, owner, isMoved, unchanged } of lost) {
    expect({ owner, isMoved, unchanged }).toEqual({ owner: far, isMoved: true, unchanged: [] });
    expect(resources.filter((one) => !one.startsWith(studies))).toEqual([]);
  }
  const { gained = [] } = compared(elsewhere(), here()).consequences.shared[0] ?? {};
  expect(gained[0]).toMatchObject({ owner: far, isMoved: true });
});

test('nothing is said of a bucket of another account that one side does not hold', () => {
  const elsewhere = () => admin().account(far).resource(studies);
  expect(compared(admin(), elsewhere()).consequences.shared).toEqual([]);
  expect(compared(elsewhere(), admin()).consequences.shared).toEqual([]);
});

test('what the policy of another account’s bucket allows is told with that account', () => {
  const held = (principal: string) =>
    admin()
      .account(far)
      .resource(
        studies,
        policyOf({
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 's3:GetObject',
          Resource: `${studies}/*`,
        }),
      );
  const { gained = [] } = compared(held(far), held('123456789012')).consequences.shared[0] ?? {};
  expect(gained).toMatchObject([{ actions: ['s3:GetObject'], resources: [`${studies}/*`], owner: far }]);
  expect(gained[0]).not.toHaveProperty('isMoved');
});

test('of everything that an administrator gains, the service that rules access stands first', () => {
  const all = () => aWorld().policy('All', allow('*', '*'));
  const { gained = [] } =
    compared(all().user('alice'), all().user('alice', { attach: ['All'] })).consequences.shared[0] ?? {};
  expect(gained[0]).toMatchObject({ service: 'iam', level: 'Permissions management' });
});

test('an example meets the conditions that it stands under: its resource is in the region that they ask for', () => {
  const inRegion = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
  const services = ['sqs:*', 'dynamodb:*', 'lambda:*', 's3:*', 'secretsmanager:*', 'kms:*'];
  const { consequences } = compared(
    aWorld().user('alice'),
    aWorld()
      .policy('Regional', policyOf({ Effect: 'Allow', Action: services, Resource: '*', ...inRegion }))
      .user('alice', { attach: ['Regional'] }),
  );
  const witnesses = consequences.shared
    .flatMap(({ gained, lost }) => [...gained, ...lost])
    .flatMap(({ witness }) => witness ?? []);
  expect(witnesses.length).toBeGreaterThan(10);
  const elsewhere = witnesses.filter(
    ({ resource, context }) => /us-east-1/.test(resource) || context?.['aws:requestedregion'] !== 'eu-west-1',
  );
  expect(elsewhere).toEqual([]);
});
