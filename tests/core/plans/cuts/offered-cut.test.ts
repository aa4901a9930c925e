/** Cuts as they are offered: real ways, real requests, and answers that stay. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { type CutQuestion, againstWords, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { rootArn } from '#core/model/arn.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { runToEnd } from '#core/model/steps.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const lambda = trusts({ Service: 'lambda.amazonaws.com' });
const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

const cutOf = (spec: AccountSpec, from: readonly string[], more: Partial<CutQuestion> = {}) =>
  cutIn(anAccount(spec), from, more);

function cutIn(world: World, from: readonly string[], more: Partial<CutQuestion> = {}) {
  const ways = foundWays(world, { from: from.map(user) }, env);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [role('Boss')] };
  const found = runToEnd(offeredCut(world, ways, { ...asked, ...more }));
  if (found.kind === 'cut') expect([...ways.search(found.after)].filter(Boolean)).toEqual([]);
  return { world, found };
}

const expectCut = (
  spec: AccountSpec,
  from: readonly string[],
  titles: readonly string[],
  more: Partial<CutQuestion> = {},
): void => {
  const { found } = cutOf(spec, from, more);
  expect(found.kind === 'cut' ? found.titles : found).toEqual(titles);
};

const makers: AccountSpec = {
  users: { ann: { attached: ['Make'] }, ben: { attached: ['Make'] } },
  roles: { Boss: { attached: ['Everything'], trust: [lambda] }, App: { trust: [lambda] } },
  policies: {
    Make: [allow(['lambda:CreateFunction', 'lambda:InvokeFunction']), allow('iam:PassRole')],
    Everything: [allow('*')],
  },
};

test('one way is closed where it takes the least', () =>
  expectCut(
    { ...makers, users: { ann: { attached: ['Make'] } } },
    ['ann'],
    ['Take iam:PassRole on role Boss out of Make, and delete its version v1'],
  ));

test('ways of several principals are closed where they meet', () =>
  expectCut(
    makers,
    ['ann', 'ben'],
    ['Take iam:PassRole on role Boss out of Make, and delete its version v1'],
  ));

test('another who has the policy keeps it, and a removal comes before a Deny', () => {
  expectCut(makers, ['ann'], ['Detach Make from ann']);
  const more = { ...makers.policies, Make: [...(makers.policies?.['Make'] ?? []), allow('s3:GetObject')] };
  expectCut(
    { ...makers, policies: more },
    ['ann'],
    ['Deny iam:PassRole on role Boss in Deny-ways-to-power of ann'],
  );
});

test('a daily call decides between the action and one resource of it', () => {
  const passing: AccountSpec = {
    ...makers,
    roles: {
      ...makers.roles,
      Chief: { attached: ['Everything'], trust: [lambda] },
      App: { trust: [lambda] },
    },
  };
  const daily = { principal: user('ann'), action: 'iam:PassRole', resource: role('App') };
  const short = cutOf(passing, ['ann', 'ben']).found;
  expect(short.kind === 'cut' && short.titles).toHaveLength(1);
  const { found } = cutOf(passing, ['ann', 'ben'], { daily: [daily] });
  expect(found.kind === 'cut' && found.titles).toEqual([
    'Take lambda:CreateFunction out of Make, and delete its version v1',
  ]);
});

test('a policy that two things are needed from is closed by both, where one Deny for each costs more', () => {
  const twice: AccountSpec = {
    users: Object.fromEntries(['ann', 'ben', 'cat'].map((name) => [name, { attached: ['One', 'Two'] }])),
    policies: { One: [allow('iam:PutUserPolicy')], Two: [allow(['iam:PutUserPolicy', 's3:GetObject'])] },
  };
  expectCut(
    twice,
    ['ann', 'ben', 'cat'],
    ['Take iam:PutUserPolicy out of One', 'Take iam:PutUserPolicy out of Two, and delete its version v1'],
  );
});

test('a way that a pinned answer needs is named, with the answer that stands against the change', () => {
  const pinned = [
    {
      text: 'ann may take Boss',
      question: { principal: user('ann'), action: 'sts:AssumeRole', resource: role('Boss') },
      expected: 'allowed',
    } as const,
  ];
  const { world, found } = cutOf(
    {
      users: { ann: {} },
      roles: { Boss: { attached: ['Everything'], trust: [trusts({ AWS: user('ann') })] } },
      policies: { Everything: [allow('*')] },
    },
    ['ann'],
    { pinned },
  );
  if (found.kind !== 'none') throw new Error('there is a cut');
  expect(found.way.steps.map(({ method }) => method.id)).toEqual(['sts-001']);
  expect(found.against.map((one) => againstWords(world, one))).toContain(
    'Take ann out of the trust policy of Boss would change an answer that has to stay: ann may take Boss.',
  );
});

test('the only principal of a trust policy is taken out in a form that AWS saves', () => {
  const { found } = cutOf(
    {
      users: { ann: {} },
      roles: { Boss: { attached: ['Everything'], trust: [trusts({ AWS: user('ann') })] } },
      policies: { Everything: [allow('*')] },
    },
    ['ann'],
  );
  if (found.kind !== 'cut') throw new Error('there is no cut');
  expect(found.titles).toEqual(['Take ann out of the trust policy of Boss']);
  expect(JSON.parse(String(found.requests[0]?.params['PolicyDocument']))).toMatchObject({
    Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  });
});

test('a role keeps the service that something runs in, though one change fewer would do', () => {
  const make = [allow(['lambda:CreateFunction', 'lambda:InvokeFunction']), allow('iam:PassRole')];
  const spec: AccountSpec = {
    users: { ann: { attached: ['Ann'] }, ben: { attached: ['Ben'] } },
    roles: { Boss: { attached: ['Everything'], trust: [lambda] }, App: { trust: [lambda] } },
    policies: { Ann: make, Ben: make, Everything: [allow('*')] },
  };
  expectCut(spec, ['ann', 'ben'], ['Take lambda.amazonaws.com out of the trust policy of Boss']);
  const world = anAccount(spec);
  const arn = unsafeArn(`arn:aws:lambda:us-east-1:${account}:function:nightly`);
  const made = { id: unsafeEntityId(arn), arn, account, name: 'nightly', tags: [] };
  apply(world, [created('resources', { ...made, details: { role: role('Boss') } })]);
  const { found } = cutIn(world, ['ann', 'ben']);
  expect(found.kind === 'cut' && found.titles).toEqual([
    'Take iam:PassRole on role Boss out of Ann, and delete its version v1',
    'Take iam:PassRole on role Boss out of Ben, and delete its version v1',
  ]);
});

test('whoever is an administrator already loses what makes it one', () =>
  expectCut(
    { users: { ann: { attached: ['Everything'] } }, policies: { Everything: [allow('*')] } },
    ['ann'],
    ['Detach Everything from ann'],
  ));

test('a policy that also denies is not taken away whole', () => {
  const { found } = cutOf(
    {
      users: { ann: { attached: ['Self'] } },
      policies: { Self: [allow('iam:PutUserPolicy'), deny('iam:AttachUserPolicy')] },
    },
    ['ann'],
  );
  expect(found.kind === 'cut' && found.changes.map(({ kind }) => kind)).toEqual(['pair']);
});

/** Users who may write their own policies, take Boss, and make keys for one another. */
const company: AccountSpec = {
  users: {
    ann: { attached: ['Self', 'Keys'] },
    ben: { attached: ['Keys', 'Take'] },
    cat: { attached: ['Self', 'Take'] },
    dan: { attached: ['Keys'] },
  },
  roles: {
    Boss: { attached: ['Everything'], trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] },
  },
  policies: {
    Self: [allow(['iam:PutUserPolicy', 's3:GetObject'], '*')],
    Keys: [allow(['iam:CreateAccessKey', 's3:GetObject'], [user('ben'), user('cat')])],
    Take: [allow(['sts:AssumeRole', 's3:GetObject'], '*')],
    Everything: [allow('*')],
  },
};
const everybody = Object.keys(company.users ?? {});

test('the ways of everybody are closed with as many changes as the ways of each', () => {
  const world = anAccount(company);
  const except = new Set([role('Boss')]);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [role('Boss')] };
  const found = runToEnd(offeredCut(world, foundWays(world, { except }, env), asked));
  const ofEach = cutOf(company, everybody).found;
  if (found.kind !== 'cut' || ofEach.kind !== 'cut') throw new Error('there is no cut');
  expect(found.titles).toHaveLength(ofEach.titles.length);
  expect(found.isSmallest).toBe(true);
  const left = foundWays(found.after, { except }, env).search(found.after);
  expect([...left].filter(Boolean)).toEqual([]);
});

test('a search whose time is over still closes all ways, and does not call it the smallest cut', () => {
  const calm = cutOf(company, everybody).found;
  expect(calm).toMatchObject({ kind: 'cut', isSmallest: true });
  const { found } = cutOf(company, everybody, { isOver: () => true });
  expect(found).toMatchObject({ kind: 'cut', isSmallest: false });
  let asked = 0;
  const later = cutOf(company, everybody, { isOver: () => (asked += 1) > 3 });
  expect(later.found).toMatchObject({ kind: 'cut', isSmallest: false });
});

test('a search whose time is over keeps what has to stay, and says what stands against a cut', () => {
  const question = { principal: user('ben'), action: 'sts:AssumeRole', resource: role('Boss') };
  const pinned = [{ text: 'ben may take Boss', question, expected: 'allowed' } as const];
  const isOver = () => true;
  const { found } = cutOf(company, everybody, { isOver, pinned });
  expect(found.kind === 'none' && found.against.some(({ kept }) => kept?.text === 'ben may take Boss')).toBe(
    true,
  );
  const daily = [{ principal: user('ben'), action: 's3:GetObject', resource: 'arn:aws:s3:::one/file' }];
  expect(cutOf(company, everybody, { isOver, daily }).found.kind).toBe('cut');
});

test('what the door refuses in one change is no reason to try it again with others', () => {
  const names = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal'];
  const own = (name: string) => allow(['iam:PutUserPolicy', 's3:GetObject'], user(name));
  const spec: AccountSpec = {
    users: Object.fromEntries(names.map((name) => [name, { inline: { own: own(name) } }])),
  };
  let sent = 0;
  const refusing: CutQuestion['attempt'] = (world, request, ...rest) => {
    sent += 1;
    const { UserName, PolicyName } = request.params;
    const isRefused = UserName === 'hal' && PolicyName === 'own';
    return attempt(world, isRefused ? { ...request, operation: 'NoSuchOperation' } : request, ...rest);
  };
  const { found } = cutOf(spec, names, { attempt: refusing });
  expect(found.kind === 'cut' && found.titles).toEqual([
    'Deny iam:PutUserPolicy on user hal in Deny-ways-to-power of hal',
    ...names.slice(0, -1).map((name) => `Take iam:PutUserPolicy on user ${name} out of own of ${name}`),
  ]);
  expect(sent).toBeLessThan(names.length * names.length * 2);
});
