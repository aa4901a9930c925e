/**
 * Answers where one side is not known or does not exist: a resource policy of another account, the policies of a
 * caller from outside, the key behind an alias. The reason is always the side that is silent for sure.
 */

import { expect, test } from 'vitest';
import { type Question, authorize } from '#core/authz/authorize.ts';
import type { Layer } from '#core/authz/decision.ts';
import { adviceFor } from '#core/query/ask/advice.ts';
import { answerAlone } from '#core/query/ask/answer-alone.ts';
import { answer } from '#core/query/ask/answer.ts';
import { decisiveStepsOf } from '#core/query/ask/decisive-steps.ts';
import { absentText } from '#core/query/ask/what-if.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { openReason } from '#core/authz/because/open-answers.ts';
import { verdictLook, verdictWords } from '#view/places/ask/answer/verdict.ts';
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

const other = '444455556666';
const eve = `arn:aws:iam::${other}:user/eve`;
const object = 'arn:aws:s3:::pay/x';
const queue = `arn:aws:sqs:eu-west-1:${other}:q`;
const foreignKey = `arn:aws:kms:eu-west-1:${other}:key/1234abcd`;
const alice = (...statements: readonly object[]): AccountSpec => ({
  users: { alice: { inline: Object.fromEntries(statements.map((one, at) => [`p${at}`, one])) } },
});
const imported = { unknown: ['resource-policies', 'organization'] } as const;
const bucket = (...statements: readonly object[]): AccountSpec => ({
  resources: { 'arn:aws:s3:::pay': statements },
});
const forUser = (arn: string) => allow('s3:GetObject', 'arn:aws:s3:::pay/*', { Principal: { AWS: arn } });

const asking = (principal: string, action: string, resource: string): Question => ({
  principal,
  action,
  resource,
});
const answerTo = (spec: AccountSpec, question: Question) => answer(anAccount(spec), question, env);

/** Returns the kind, the layer that decided, and the layers of which nobody knows the policies. */
function sidesOf(spec: AccountSpec, question: Question): [string, Layer, string] {
  const { kind, decision } = answerTo(spec, question);
  const { gates } = decision.explain();
  return [kind, decision.layer, gates.flatMap((gate) => (gate.isUnknown ? gate.layer : [])).join()];
}
const headlineOf = (spec: AccountSpec, question: Question) => {
  const { headline, more } = answerTo(spec, question).decision.explain();
  return `${headline} ${more}`;
};
function adviceOf(spec: AccountSpec, question: Question): string {
  const world = anAccount(spec);
  return adviceFor(world, question, authorize(world, question, env)).text;
}

test.each([
  ['kms:Decrypt', foreignKey, 'key policy'],
  ['sqs:SendMessage', queue, 'resource policy'],
  ['sts:AssumeRole', `arn:aws:iam::${other}:role/Ops`, 'trust policy'],
])('E-40 whoever lacks an identity allow across accounts is denied %s for that', (action, arn, policy) => {
  const question = asking(user('alice'), action, arn);
  const spec = alice(allow('s3:*'));
  expect(sidesOf(spec, question)).toEqual(['decision', 'identity', 'resource']);
  expect(headlineOf(spec, question)).toMatch(/^Denied because no policy of alice allows /);
  expect(headlineOf(spec, question)).toContain(
    `The ${policy} of the other account is not known, and both sides must allow it.`,
  );
  expect(adviceOf(spec, question)).toBe(
    `A policy of alice and the ${policy} must both allow it. The ${policy} is not known.`,
  );
  const { decisive } = decisiveStepsOf(answerTo(spec, question).decision.explain().gates);
  expect(decisive.map(({ layer, decided }) => [layer, decided])).toEqual([
    ['resource', false],
    ['identity', true],
  ]);
});

test.each([
  ['sqs:SendMessage', queue, 'resource policy'],
  ['kms:Decrypt', foreignKey, 'key policy'],
  ['sts:AssumeRole', `arn:aws:iam::${other}:role/Ops`, 'trust policy'],
])(
  'E-40 a caller whose own side allows %s depends on the policy of the other account',
  (action, arn, policy) => {
    const found = answerTo(alice(allow('*')), asking(user('alice'), action, arn));
    expect(found.kind === 'resource-policy' && found.policy).toBe(policy);
  },
);
test('E-01 an explicit deny needs no step of a policy that nobody knows', () => {
  const { decision } = answerTo(alice(deny('sqs:*')), asking(user('alice'), 'sqs:SendMessage', queue));
  expect(decisiveStepsOf(decision.explain().gates).decisive.map(({ layer }) => layer)).toEqual(['identity']);
});
test('who can: the unknown policy of another account decides for those whose own side allows it', () => {
  const spec = { users: { alice: { inline: { A: allow('*') } }, bob: {} } };
  const rows = whoCan(anAccount(spec), account, { action: 'sqs:SendMessage', resource: queue }, env);
  expect(rows.map(({ name, verdict, through }) => `${name} ${verdict}: ${through}`)).toEqual([
    'root depends: the resource policy decides',
    'alice depends: the resource policy decides',
    'bob denied: no identity policy allows it',
  ]);
});

test('E-40 the policies of an outsider are not known, so a known and silent bucket policy is the reason', () => {
  const spec = bucket(forUser(user('alice')));
  const question = asking(eve, 's3:GetObject', object);
  expect(sidesOf(spec, question)).toEqual(['decision', 'resource', 'identity']);
  expect(adviceOf(spec, question)).toBe(
    'A statement of its resource policy has to allow it. Add one to the policy of s3://pay. The caller’s own account must allow it too.',
  );
});
test('E-40 an outsider whom a known policy names is let in, if their own account allows it', () => {
  const question = asking(eve, 's3:GetObject', object);
  expect(sidesOf(bucket(forUser(eve)), question)).toEqual(['caller-account', 'identity', 'identity']);
});
test('E-40 neither side of an outsider at an unknown bucket is known', () => {
  const found = answerTo({ ...alice(), ...imported }, asking(eve, 's3:GetObject', object));
  expect(found.kind === 'decision' ? '' : [found.kind, ...found.missing]).toEqual([
    'resource-policy',
    'identity-policies',
    'resource-policies',
  ]);
});
test('E-40 the root user of an account that is not held has no policies, so only the bucket decides', () => {
  const root = `arn:aws:iam::${other}:root`;
  expect(sidesOf(bucket(forUser(user('alice'))), asking(root, 's3:GetObject', object))).toEqual([
    'decision',
    'resource',
    '',
  ]);
});
test.each([
  ['ec2:DescribeInstances', '*'],
  ['iam:CreateUser', '*'],
  ['ec2:StartInstances', `arn:aws:ec2:eu-west-1:${other}:instance/i-1`],
])('E-05 in an account that is not held only its own policies decide: %s on %s', (action, resource) => {
  const found = answerTo(alice(), asking(eve, action, resource));
  expect(found.kind === 'caller-account' && found.isAlone).toBe(true);
  expect(verdictWords(found)).toEqual({ word: 'Depends', caveat: 'on their own account' });
  expect(verdictLook(found)).toBe('depends');
  expect(openReason(found, resource)?.headline).toBe('Policies of the caller’s account decide.');
});
test('E-50 a role of an account that is not held waits for its trust policy too', () => {
  const found = answerTo(alice(), asking(eve, 'sts:AssumeRole', `arn:aws:iam::${other}:role/Ops`));
  expect(verdictWords(found)).toEqual({ word: 'Depends', caveat: 'on both sides' });
});
test('E-40 the root user of an account that is not held waits for the policy of a bucket of nobody knows whom', () => {
  const root = `arn:aws:iam::${other}:root`;
  const found = answerTo(alice(), asking(root, 's3:GetObject', 'arn:aws:s3:::corp/x'));
  expect(verdictWords(found)).toEqual({ word: 'Depends', caveat: 'on the resource policy' });
  expect(openReason(found, 'arn:aws:s3:::corp/x')?.more).toContain('only outside its own account');
  expect(answerTo(alice(), asking(root, 'sqs:SendMessage', queue)).kind).toBe('unknown');
});
test.each(['sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext'])(
  'AR-01 the root user does nothing that comes with assuming a role: %s',
  (action) => {
    const root = `arn:aws:iam::${account}:root`;
    const spec = { roles: { Ops: { trust: [trusts({ AWS: root })] } } };
    expect(sidesOf(spec, asking(root, action, '*'))).toEqual(['decision', 'root-user', '']);
    expect(sidesOf(spec, asking(root, action, role('Ops')))).toEqual(['decision', 'root-user', '']);
  },
);

const instance = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
test('E-59 a caller without credentials is told that the call takes none', () =>
  expect(headlineOf(alice(), asking('*', 'ec2:StartInstances', instance))).toBe(
    'Denied because AWS takes ec2:StartInstances only with credentials. A request without them is refused before any policy is read.',
  ));
test.each([
  ['ec2.amazonaws.com', '*'],
  ['ec2.amazonaws.com', instance],
])('E-59 %s is told of no policy that %s cannot have, and of no role that it cannot assume', (who, arn) => {
  const question = asking(who, 'ec2:StartInstances', arn);
  expect(headlineOf(alice(), question)).toContain(
    `Nothing else lets ${who} in, and no such policy is possible here.`,
  );
  expect(adviceOf(alice(), question)).toBe(
    'No policy there can allow this caller. Ask as a user or role of that account.',
  );
});
test('E-40 an outsider at an instance is told of no policy that the instance could have', () =>
  expect(headlineOf(alice(), asking(eve, 'ec2:StartInstances', instance))).toContain(
    'is in another account, and no such policy is possible there.',
  ));

test('the advice across accounts names both sides where both are silent', () => {
  const world = anAccount({ ...alice(), ...bucket(forUser(eve)) });
  const question = asking(`arn:aws:iam::${account}:user/alice`, 's3:GetObject', object);
  const decision = authorize(world, question, env);
  expect(adviceFor(world, question, decision).text).toBe(
    'No policy or group of this account would allow it. Write a policy, or attach one of AWS.',
  );
});

test.each([
  ['an imported account', { ...alice(), ...imported }],
  ['an account of which everything is known', alice()],
])('E-59 an anonymous caller at a bucket that is not in %s depends on its policy', (_, spec) => {
  const found = answerTo(spec, asking('*', 's3:GetObject', object));
  expect(found.kind === 'resource-policy' && found.policy).toBe('resource policy');
});
test('E-59 an anonymous caller at a bucket whose policy is known to be silent is denied', () =>
  expect(answerTo(bucket(forUser(eve)), asking('*', 's3:GetObject', object)).kind).toBe('decision'));

test('AR-01 the root user of another account assumes no role, whatever its own account allows', () => {
  const spec = { roles: { Open: { trust: [trusts({ AWS: `arn:aws:iam::${other}:root` })] } } };
  const found = answerTo(spec, asking(`arn:aws:iam::${other}:root`, 'sts:AssumeRole', role('Open')));
  expect([found.kind, found.decision.verdict]).toEqual(['decision', 'denied']);
});

const alias = `arn:aws:kms:eu-west-1:${account}:alias/pay`;
const decrypts = asking(user('alice'), 'kms:Decrypt', alias);
const identityOf = (statement: object) =>
  answerTo(alice(statement), decrypts)
    .decision.explain()
    .gates.find(({ layer }) => layer === 'identity');
test('E-52 a statement on an alias allows no use of the key, and nothing but the key policy decides', () => {
  const { kind, decision } = answerTo(alice(allow('kms:Decrypt', alias)), decrypts);
  expect([kind, decision.deciding]).toEqual(['resource-policy', []]);
  expect(decision.explain().gates.find(({ decided }) => decided)).toMatchObject({
    layer: 'resource',
    kind: 'key',
  });
  expect(identityOf(allow('kms:Decrypt', alias))).toMatchObject({ outcome: 'implicit-deny' });
  expect(answerTo(alice(allow('*'), deny('kms:*', alias)), decrypts).kind).toBe('resource-policy');
});
test.each([
  ['every key', '*', {}, 'allows', undefined],
  ['the alias, by RequestAlias', '*', { StringEquals: { 'kms:RequestAlias': 'alias/pay' } }, 'allows'],
  [
    'the alias, by ResourceAliases',
    '*',
    { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/p*' } },
    'allows',
  ],
  ['another alias', '*', { StringEquals: { 'kms:RequestAlias': 'alias/x' } }, 'implicit-deny'],
  ['one key', `arn:aws:kms:eu-west-1:${account}:key/1234`, {}, 'implicit-deny', true],
] as const)('E-52 a call by an alias, and a statement about %s', (_, resource, condition, outcome, open?) => {
  const gate = identityOf(allow('kms:Decrypt', resource, { Condition: condition }));
  expect([gate?.outcome, gate?.isUnknown]).toEqual([outcome, open]);
});
test('E-52 what is done to an alias itself is decided by statements on the alias', () =>
  expect(
    answerTo(alice(allow('kms:DeleteAlias', alias)), { ...decrypts, action: 'kms:DeleteAlias' }).decision
      .verdict,
  ).toBe('allowed'));
test('E-52 every key that a wildcard covers waits for its key policy, so no other step decided', () => {
  const reference = {
    action: () => ({
      name: 'kms:Decrypt',
      accessLevel: 'Write' as const,
      resourceTypes: [{ name: 'key', arnFormat: 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}' }],
      conditionKeys: [],
    }),
  };
  const found = answer(anAccount(alice(allow('*'))), { ...decrypts, resource: '*' }, { ...env, reference });
  expect([found.kind, found.decision.layer]).toEqual(['resource-policy', 'resource']);
});

const objects = {
  action: () => ({
    name: 's3:GetObject',
    accessLevel: 'Read' as const,
    resourceTypes: [{ name: 'object', arnFormat: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}' }],
    conditionKeys: [],
  }),
};
test('E-03 the allowed part of a wildcard is allowed only as far as known where control policies are missing', () => {
  const question = asking(user('alice'), 's3:GetObject', '*');
  const world = anAccount({
    ...alice(allow('s3:GetObject', 'arn:aws:s3:::pay/*')),
    unknown: ['organization'],
  });
  const found = answer(world, question, { ...env, reference: objects });
  expect(found.kind === 'on-part' && found.missing).toEqual(['organization']);
});

test.each([
  ['a user', user('nobody'), 'there is no user nobody'],
  ['a user with a path', `arn:aws:iam::${account}:user/dev/nobody`, 'there is no user dev/nobody'],
  ['a role', role('Gone'), 'there is no role Gone'],
  ['a session', `arn:aws:sts::${account}:assumed-role/Gone/ci`, 'there is no role Gone'],
])('E-77 %s that the account does not have can do nothing, and is said not to exist', (_, who, cause) => {
  const spec = { ...alice(allow('*')), ...bucket(allow('s3:*', '*', { Principal: '*' })), ...imported };
  const question = asking(who, 's3:GetObject', object);
  expect(headlineOf(spec, question)).toContain(`Denied because ${cause} in account ${account}. `);
  expect(answerTo(spec, question).kind).toBe('decision');
  expect(answerTo(spec, question).decision.explain().gates).toEqual([]);
  expect(adviceOf(spec, question)).toBe('No policy can change this.');
});
test.each([
  ['a user', user('alice')],
  ['a service', 'ec2.amazonaws.com'],
  ['an outsider', eve],
])(
  'E-72 a role that does not exist is said not to exist, and %s gets no advice about its policy',
  (_, who) => {
    const question = asking(who, 'sts:AssumeRole', role('Nobody'));
    const spec = { ...alice(allow('*')), ...imported };
    expect(headlineOf(spec, question)).toBe(
      `Denied because there is no role Nobody in account ${account}. AWS answers as for a role that does not trust the caller.`,
    );
    expect(answerTo(spec, question).kind).toBe('decision');
    expect(adviceOf(spec, question)).toBe('No policy can change this.');
  },
);

test('E-75 a refusal about a user that does not exist says so, though AWS does not', () => {
  const world = anAccount({ ...alice(), roles: { Ops: { trust: [] } } });
  const said = (action: string, resource: string) => {
    const question = asking(user('alice'), action, resource);
    return absentText(world, answerAlone(world, question, env));
  };
  expect(said('iam:GetUser', user('nobody'))).toBe(
    `There is no user nobody in account ${account}. AWS says so only where a policy allows the call.`,
  );
  expect(said('iam:PassRole', role('Ops'))).toBeUndefined();
  expect(said('iam:PassRole', role('*'))).toBeUndefined();
  expect(said('iam:PassRole', `arn:aws:iam::${other}:role/Ops`)).toBeUndefined();
  expect(said('sts:AssumeRole', role('Gone'))).toBeUndefined();
});

test('the name of a policy keeps its letters at the beginning of advice', () =>
  expect(
    adviceOf(
      alice(allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
      asking(user('alice'), 's3:GetObject', object),
    ),
  ).toBe('p0 of alice allows it on a condition. Meet it, or change that statement.'));
