/** Suggestions that would change an answer: found by the engine, and tried at the door before they are offered. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { findByArn, type World } from '#core/model/world/world.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { Fix } from '#core/plans/fixes/fix.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  policy,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const pay = 'arn:aws:s3:::pay/x';
const readPay = allow('s3:GetObject', 'arn:aws:s3:::pay/*');
const inline = 'Allow s3:GetObject on s3://pay/x in a new inline policy of alice';
const root = rootArn(account);
const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };

const fixesIn = (world: World, question: Question, caller: string = root): readonly Fix[] =>
  fixes(world, question, env, attemptBy(handle, { kind: 'principal', arn: caller }, doorEnv)).found;

const mayRead = (principal: string): Question => ({ principal, action: 's3:GetObject', resource: pay });

/** Titles of the suggestions, best first, for alice. */
function expectFixes(
  spec: AccountSpec,
  wanted: readonly string[],
  action = 's3:GetObject',
  resource = pay,
): void {
  const found = fixesIn(anAccount(spec), { principal: user('alice'), action, resource });
  expect(found.map(({ title }) => title)).toEqual(wanted);
}

test('the fixes add one statement, attach an existing policy, or join a group that has it, least first', () =>
  expectFixes(
    {
      users: { alice: {} },
      groups: { auditors: { attached: ['ReadPayroll', 'Wide'] } },
      policies: { Wide: [allow('s3:*')], ReadPayroll: [readPay], Other: [allow('iam:*')] },
    },
    [inline, 'Attach ReadPayroll to alice', 'Attach Wide to alice', 'Add alice to auditors'],
  ));
test('the fixes add the statement where nothing existing helps', () =>
  expectFixes({ users: { alice: {} }, policies: { Other: [allow('iam:*')] } }, [inline]));
test('no fix is offered for what no policy can change', () =>
  expectFixes({ users: { alice: {} } }, [], 's3:GetObject', 'arn:aws-cn:s3:::pay/x'));
test('E-01 the fixes for an explicit deny except the request, leave the group, or delete the policy', () =>
  expectFixes(
    {
      users: { alice: { attached: ['ReadPayroll'], groups: ['g'] } },
      groups: { g: { inline: { Freeze: deny('s3:*') } } },
      policies: { ReadPayroll: [readPay] },
    },
    [
      'Take everything on s3://pay/x out of what Freeze of g denies',
      'Remove alice from g',
      'Delete inline policy Freeze of g',
    ],
  ));
test('E-06 the fixes for a boundary that does not allow add to it, or remove it', () =>
  expectFixes(
    {
      users: { alice: { attached: ['P'], boundary: 'Limit' } },
      policies: { P: [readPay], Limit: [allow('iam:*')] },
    },
    ['Allow s3:GetObject on s3://pay/x in the boundary Limit', 'Remove the boundary of alice'],
  ));
test('E-50 the fix for a role needs the trust policy alone in one account, not an identity policy too', () =>
  expectFixes(
    { users: { alice: {} }, roles: { R: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } } },
    ['Allow sts:AssumeRole on role R in the trust policy of R'],
    'sts:AssumeRole',
    role('R'),
  ));
test('the fixes take two steps where one is not enough', () =>
  expectFixes(
    {
      users: { alice: { boundary: 'Limit' } },
      policies: { ReadPayroll: [readPay], Limit: [allow('iam:*')] },
    },
    [
      `${inline} and the boundary Limit`,
      'Attach ReadPayroll to alice, then allow s3:GetObject on s3://pay/x in the boundary Limit',
    ],
  ));
test('the fixes for an allowed question tell what would stop it', () =>
  expectFixes(
    {
      users: { alice: { groups: ['g'], attached: ['P'] } },
      groups: { g: { attached: ['P'] } },
      policies: { P: [readPay] },
    },
    [
      'Deny s3:GetObject on s3://pay/x in a new inline policy of alice',
      'Detach P from alice, then remove alice from g',
    ],
  ));
test('the fixes do not touch the world itself', () => {
  const world = anAccount({ users: { alice: {} }, policies: { P: [readPay] } });
  const before = [...world.users.values()];
  fixesIn(world, { principal: user('alice'), action: 's3:GetObject', resource: pay });
  expect([...world.users.values()]).toEqual(before);
});

/** Gives every policy of that name the path of AWS's policies for services. */
function asServicePolicy(world: World, name: string): World {
  const before = findByArn(world, 'policies', policy(name));
  if (!before) throw new Error(`there is no policy ${name}`);
  apply(world, [replaced('policies', before, { ...before, path: '/aws-service-role/' })]);
  return world;
}

test('a policy that AWS refuses to attach is not offered as a fix', () => {
  const world = asServicePolicy(
    anAccount({ users: { alice: {} }, policies: { Service: [readPay], Wider: [allow('s3:*')] } }),
    'Service',
  );
  expect(fixesIn(world, mayRead(user('alice'))).map(({ title }) => title)).toEqual([
    inline,
    'Attach Wider to alice',
  ]);
});

test('a fix that would be over a quota is not offered', () => {
  const names = Array.from({ length: 10 }, (_, index) => `P${index}`);
  const world = anAccount({
    users: { alice: { attached: names } },
    groups: { readers: { attached: ['ReadPayroll'] } },
    policies: {
      ...Object.fromEntries(names.map((name) => [name, [allow('iam:*')]])),
      ReadPayroll: [readPay],
    },
  });
  expect(fixesIn(world, mayRead(user('alice'))).map(({ title }) => title)).toEqual([
    inline,
    'Add alice to readers',
  ]);
});

test('a fix that the caller may not make is offered for the root user, after those of the caller', () => {
  const joins = allow('iam:AddUserToGroup');
  const world = anAccount({
    users: { alice: { inline: { Joins: joins } } },
    groups: { readers: { attached: ['ReadPayroll'] } },
    policies: { ReadPayroll: [readPay] },
  });
  expect(fixesIn(world, mayRead(user('alice')), user('alice')).map(({ title, by }) => [title, by])).toEqual([
    ['Add alice to readers', 'caller'],
    [inline, 'root'],
    ['Attach ReadPayroll to alice', 'root'],
  ]);
});

test('every fix that is offered does at the door what it says', () => {
  const spec = {
    users: { alice: { boundary: 'Limit' } },
    groups: { readers: { attached: ['ReadPayroll', 'All'] } },
    policies: { ReadPayroll: [readPay], All: [allow('*')], Limit: [allow('iam:*')] },
  };
  const question = mayRead(user('alice'));
  const found = fixesIn(anAccount(spec), question);
  expect(found.length).toBeGreaterThan(1);
  for (const { requests, title } of found) {
    const world = anAccount(spec);
    for (const request of requests) {
      const outcome = handle(world, { ...request, caller: { kind: 'principal', arn: root } }, doorEnv);
      if (outcome.ok) apply(world, outcome.changes);
    }
    expect([title, authorize(world, question, env).verdict]).toEqual([title, 'allowed']);
  }
});

test('a policy that allows everything is never the first fix, and is marked', () => {
  const world = anAccount({
    users: { alice: {} },
    groups: { admins: { attached: ['AdministratorAccess'] } },
    policies: {
      AdministratorAccess: [allow('*')],
      // This one measures broader than the policy of administrators.
      Wide: [allow(Array.from({ length: 300 }, (_, index) => `s${index}:*`).concat('s3:*'))],
    },
  });
  const found = fixesIn(world, mayRead(user('alice')));
  expect(found.map(({ title, allowsEverything }) => [title, allowsEverything])).toEqual([
    [inline, false],
    ['Attach Wide to alice', false],
    ['Attach AdministratorAccess to alice', true],
    ['Add alice to admins', true],
  ]);
});

test('a boundary around an administrator is a fix that allows everything', () => {
  const world = anAccount({
    users: { alice: { groups: ['admins'], boundary: 'Limit' } },
    groups: { admins: { attached: ['All'] } },
    policies: { All: [allow('*')], Limit: [allow('iam:*')] },
  });
  expect(
    fixesIn(world, mayRead(user('alice'))).map(({ title, allowsEverything }) => [title, allowsEverything]),
  ).toEqual([
    ['Allow s3:GetObject on s3://pay/x in the boundary Limit', false],
    ['Remove the boundary of alice', true],
  ]);
});

test('a deleted policy, a removed boundary and a tag stand in the edits', () => {
  const ofCut = fixesIn(
    anAccount({ users: { alice: { inline: { notes: readPay } } } }),
    mayRead(user('alice')),
  );
  expect(ofCut.at(-1)?.edits).toEqual([
    expect.objectContaining({ place: 'notes of alice', before: expect.stringContaining('pay/*') as string }),
  ]);
  expect(ofCut.at(-1)?.edits[0]).not.toHaveProperty('after');
  const limited = anAccount({
    users: { alice: { attached: ['P'], boundary: 'Limit' } },
    policies: { P: [readPay], Limit: [allow('iam:*')] },
  });
  expect(fixesIn(limited, mayRead(user('alice'))).at(-1)?.edits[0]).toMatchObject({
    place: 'the boundary Limit, removed from alice',
    before: expect.stringContaining('iam:*') as string,
  });
  const onTeam = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } };
  const byTag = fixesIn(
    anAccount({ users: { alice: { inline: { notes: allow('s3:GetObject', '*', onTeam) } } } }),
    mayRead(user('alice')),
  ).find(({ kind }) => kind === 'tag');
  expect(byTag?.edits[0]).toMatchObject({ place: 'the tags of alice', before: '[]' });
  expect(byTag?.edits[0]?.after).toContain('"red"');
});

test('no policy is taken away whole to allow one action anew, where something narrower does it', () => {
  const titles = fixesIn(
    anAccount({ users: { fay: { inline: { 'fay-inline': deny('s3:*') } } } }),
    mayRead(user('fay')),
  ).map(({ title }) => title);
  expect(titles).toHaveLength(1);
  expect(titles[0]).toMatch(/^Take everything on s3:/);
});

test('a fix that lets someone assume a role of an administrator says so', () => {
  const spec = (own: object) => ({
    users: { alice: {}, boss: { inline: { All: allow('*') } } },
    roles: { R: { trust: [trusts({ Service: 'ec2.amazonaws.com' })], inline: { P: own } } },
  });
  const marks = (own: object) =>
    fixesIn(anAccount(spec(own)), {
      principal: user('alice'),
      action: 'sts:AssumeRole',
      resource: role('R'),
    }).map(({ reachesAdministrator, allowsEverything }) => [reachesAdministrator, allowsEverything]);
  expect(marks(allow('*'))).toEqual([[true, false]]);
  expect(marks(allow('s3:*'))).toEqual([[undefined, false]]);
});
