/** The meaning of a change for everybody: the same as for each, and an example where the time is over. */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import type { AccountConsequences, Side } from '#core/analysis/consequences/consequence.ts';
import { consequencesInSteps } from '#core/analysis/consequences/of-account.ts';
import { consequenceFor } from '#core/analysis/consequences/of-principal.ts';
import { touchedBy } from '#core/analysis/consequences/touched.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import { deleted, replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import type { World } from '#core/model/world/world.ts';
import { TestAccount, noon } from '../../api/door.ts';
import { withOrganization } from '../../api/organizations/account.ts';
import { allow, anAccount, env as noonOfJanuary, user } from '../../accounts.ts';
import { Dice } from '../../property/random/dice.ts';
import { referenceOfWorlds } from '../soundness/reference.ts';
import { type Made, madeWorld } from '../soundness/world.ts';
import { editedWorld } from './edits.ts';
import { countOf } from '../../../setup/counts.ts';

const edits = countOf({ sample: 4, full: 6, most: 300 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20261129);
const reference = await referenceOfWorlds();

function consequences(before: Side, after: Side, isOver = () => false): AccountConsequences {
  const steps = consequencesInSteps(before, after, reference, { isOver });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const principalsOf = ({ world }: Made): string[] =>
  [...world.users.values(), ...world.roles.values()].map(({ arn }) => arn);

/** Returns what each principal gains and loses: actions and resources. */
const told = ({ gained, lost }: Pick<AccountConsequences['shared'][number], 'gained' | 'lost'>): string =>
  JSON.stringify([gained, lost].map((rows) => rows.map(({ actions, resources }) => [actions, resources])));

test(
  `what ${edits} edits mean for everybody is what they mean for each (SEED=${seed})`,
  { timeout: 600_000 },
  () => {
    const wrong: string[] = [];
    let counted = 0;
    for (let at = 0; at < edits && wrong.length < 3; at++) {
      const dice = new Dice(seed + at * 104_729);
      const before = madeWorld(dice);
      const after = { ...before, world: editedWorld(dice, before.world) };
      const { shared, unsure } = consequences(before, after);
      expect(unsure).toEqual([]);
      const ofEach = new Map(shared.flatMap((one) => one.principals.map((arn) => [arn, told(one)] as const)));
      for (const principal of principalsOf(before)) {
        const one = consequenceFor(before, after, { principal }, reference);
        const isNothing = one.isComplete && one.gained.length + one.lost.length === 0;
        if (!isNothing) counted += 1;
        const expected = isNothing ? undefined : told(one);
        if (ofEach.get(principal) !== expected)
          wrong.push(`world ${at}: ${principal}: ${ofEach.get(principal)}, not ${expected}`);
      }
    }
    expect(wrong.join('\n')).toBe('');
    expect(counted).toBeGreaterThan(0);
  },
);

test('where the time is over, whoever is named has an example that the engine decides differently', () => {
  const before = madeWorld(new Dice(seed));
  const dice = new Dice(seed);
  let named = 0;
  for (let at = 0; at < 20; at++) {
    const after = { ...before, world: editedWorld(dice, before.world) };
    for (const { gained, lost, isComplete } of consequences(before, after, () => true).shared)
      for (const { witness } of [...gained, ...lost]) {
        named += 1;
        expect(isComplete).toBe(false);
        const verdicts = [before, after].map(({ world, env: its }) =>
          witness ? authorize(world, witness, its).verdict : 'none',
        );
        expect(new Set(verdicts).size).toBe(2);
      }
  }
  expect(named).toBeGreaterThan(0);
});

test('a trust policy with another principal is a change for both', () => {
  const dice = new Dice(seed);
  for (let at = 0; at < 40; at++) {
    const before = madeWorld(dice);
    const [role, ...others] = [...before.world.roles.values()].filter(({ path }) => path === '/');
    const [ours, theirs] = [...before.world.users.values()].filter(
      ({ account }) => account === role?.account,
    );
    if (!role || !ours || !theirs || others.length === 0) continue;
    const trusting = (one: UserRecord) => ({
      ...before,
      world: overlayWorld(before.world, [
        replaced('roles', role, {
          ...role,
          trustedIds: { [one.arn]: one.id },
          assumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: one.arn }, Action: 'sts:AssumeRole' }],
          }),
        }),
      ]),
    });
    const [first, second] = [trusting(ours), trusting(theirs)];
    const turned = [ours, theirs].filter(
      ({ arn: principal }) =>
        consequenceFor(first, second, { principal }, reference).gained.length +
          consequenceFor(first, second, { principal }, reference).lost.length >
        0,
    );
    const told = consequences(first, second).shared.flatMap(({ principals }) => principals);
    expect(told).toEqual(expect.arrayContaining(turned.map(({ arn }) => arn)));
    if (turned.length > 0) return;
  }
  expect.fail('no world in which a role trusts another user');
});

test('an SCP touches the accounts below the place where it is attached, and no management account', () => {
  const t = new TestAccount(3);
  const { ok, top, unit, member } = withOrganization(t);
  const [inside, beside] = [member('Inside'), member('Beside')];
  ok('MoveAccount', { AccountId: inside, SourceParentId: top, DestinationParentId: unit });
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const content = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
  const policy = { Name: 'NoS3', Content: content, Type: 'SERVICE_CONTROL_POLICY', Description: '' };
  const { Policy } = ok('CreatePolicy', policy) as { Policy: { PolicySummary: { Id: string } } };
  const losers = (target: string) => {
    const PolicyId = Policy.PolicySummary.Id;
    const before = { world: cloneWorld(t.world), env: { now: noon } };
    ok('AttachPolicy', { PolicyId, TargetId: target });
    const after = { world: cloneWorld(t.world), env: { now: noon } };
    ok('DetachPolicy', { PolicyId, TargetId: target });
    const { shared, looked } = consequences(before, after);
    return {
      looked,
      losers: shared.flatMap(({ principals }) => principals).filter((arn) => /:root$/.test(arn)),
    };
  };
  const rootOf = (id: string) => `arn:aws:iam::${id}:root`;
  const count = (id: string) =>
    [...t.world.roles.values()].filter(({ account }) => account === id).length + 1;
  expect(losers(unit)).toEqual({ looked: count(inside), losers: [rootOf(inside)] });
  expect(losers(beside)).toEqual({ looked: count(beside), losers: [rootOf(beside)] });
  const all = losers(top);
  expect(all.looked).toBe(count(inside) + count(beside));
  expect(all.losers).toEqual([inside, beside].map(rootOf).sort());
});

const red = [{ key: 'team', value: 'red' }];
const onRed = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } } };
const gainersIn = (...[before, after]: [World, World]) =>
  consequences({ world: before, env: noonOfJanuary }, { world: after, env: noonOfJanuary }).shared.flatMap(
    ({ principals, gained }) => (gained.length > 0 ? principals : []),
  );

test('a tag of a user touches whoever may act on users of that tag', () => {
  const before = anAccount({
    users: {
      kim: { inline: { P: allow('s3:GetObject') } },
      lee: { inline: { P: allow('iam:DeleteUser', '*', onRed) } },
      max: { inline: { P: allow('iam:DeleteUser', user('nobody')) } },
    },
  });
  const kim = [...before.users.values()].find(({ userName }) => userName === 'kim');
  if (!kim) throw new Error('there is no kim');
  const after = overlayWorld(before, [replaced('users', kim, { ...kim, tags: red })]);
  expect(gainersIn(before, after)).toEqual([user('lee')]);
});

test('a tag of a resource touches whoever may act on resources of that tag', () => {
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
  const before = anAccount({
    users: { lee: { inline: { P: allow('sqs:SendMessage', '*', onRed) } }, max: {} },
    resources: { [queue]: null },
  });
  const [row] = before.resources.values();
  if (!row) throw new Error('there is no queue');
  const after = overlayWorld(before, [replaced('resources', row, { ...row, tags: red })]);
  expect(gainersIn(before, after)).toEqual([user('lee')]);
});

test('control policies that are switched on touch nobody while all who are held are of the management account', () => {
  const t = new TestAccount(3).given(['CreateUser', { UserName: 'kim' }]);
  const { ok, top, member } = withOrganization(t);
  const lookedAt = (PolicyType: string) => {
    const before = { world: cloneWorld(t.world), env: { now: noon } };
    ok('EnablePolicyType', { RootId: top, PolicyType });
    const after = { world: cloneWorld(t.world), env: { now: noon } };
    ok('DisablePolicyType', { RootId: top, PolicyType });
    return consequences(before, after).looked;
  };
  expect(lookedAt('SERVICE_CONTROL_POLICY')).toBe(0);
  expect(lookedAt('RESOURCE_CONTROL_POLICY')).toBe(0);
  const inside = member('Inside');
  const roles = [...t.world.roles.values()].filter(({ account }) => account === inside).length;
  expect(lookedAt('SERVICE_CONTROL_POLICY')).toBe(roles + 1);
  // Whoever asks for what the member holds is limited by its RCPs.
  const all = t.world.users.size + t.world.roles.size + t.world.accounts.size;
  expect(lookedAt('RESOURCE_CONTROL_POLICY')).toBe(all);
});

/** Makes a group with many statements, and members who hold all but the last of them elsewhere, each in another way. */
function groupOf(members: number) {
  const names = Array.from({ length: members }, (_, at) => `user${at}`);
  const statements = Array.from({ length: 16 }, (_, at) => ({
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: `arn:aws:s3:::shelf-${String.fromCodePoint(97 + at)}/*`,
  }));
  const documentOf = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const t = new TestAccount(5).given(
    ['CreateGroup', { GroupName: 'Shelves' }],
    ['PutGroupPolicy', { GroupName: 'Shelves', PolicyName: 'All', PolicyDocument: documentOf(statements) }],
    ...names.flatMap((UserName, at) => {
      const own = { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::shelf-a/${at}` };
      const PolicyDocument = documentOf([own, ...statements.slice(0, -1)]);
      return [
        ['CreateUser', { UserName }],
        ['PutUserPolicy', { UserName, PolicyName: 'Own', PolicyDocument }],
        ['AddUserToGroup', { UserName, GroupName: 'Shelves' }],
      ] as const;
    }),
  );
  const { world } = t;
  const [group] = world.groups.values();
  if (!group) throw new Error('no group');
  const after = overlayWorld(world, [
    ...[...world.users.values()].map((user) => replaced('users', user, { ...user, groups: [] })),
    deleted('groups', group),
  ]);
  const env = { now: noon };
  return { before: { world, env }, after: { world: after, env } };
}

test('a statement that many lose is one changed statement', () => {
  const { before, after } = groupOf(9);
  const steps = touchedBy(before.world, after.world);
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(step.value.principals).toHaveLength(9);
  expect(step.value.statements).toHaveLength(16);
});

test('where the time is over, each member of a group that goes has an example of what it loses', () => {
  const { before, after } = groupOf(9);
  const { shared, unsure } = consequences(before, after, () => true);
  expect(unsure).toEqual([]);
  expect(shared.flatMap(({ principals }) => principals)).toHaveLength(9);
  expect(shared.flatMap(({ lost }) => lost).every(({ resources }) => /shelf-p/.test(resources.join()))).toBe(
    true,
  );
});

test('whoever was looked at in part, without a finding, is not told as unchanged', () => {
  const { before, after } = groupOf(2);
  let asked = 0;
  // The time is over in the middle of the first look.
  const steps = consequencesInSteps(before, after, reference, {
    isOver: () => (asked += 1) > 1,
    areExamplesOver: () => true,
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(step.value).toMatchObject({ shared: [], looked: 0 });
  expect(step.value.unsure).toHaveLength(2);
});
