/** Answers that turn on the organization of an account which its file does not tell. */

import { expect, test } from 'vitest';
import { effective } from '#core/analysis/effective/effective.ts';
import { answer } from '#core/query/ask/answer.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import type { ActionInfo } from '#core/model/service-reference.ts';
import type { Assumed } from '#core/authz/assume.ts';
import { type AccountSpec, account, allow, anAccount, deny, env, user } from '../../accounts.ts';

const own = 'o-a1b2c3d4e5';
const path = `${own}/r-ab12/ou-ab12-prod/`;
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const imported = { unknown: ['organization'] } as const;
const alice = (...statements: readonly object[]): AccountSpec => ({
  ...imported,
  users: { alice: { inline: Object.fromEntries(statements.map((one, at) => [`p${at}`, one])) } },
});
const asked = { principal: user('alice'), action: 'ec2:DescribeInstances', resource: '*' };
const everySCP: Assumed = {
  serviceControlPolicies: [[{ name: 'SCP', document: { Statement: [allow('*')] } }]],
};

function said(spec: AccountSpec, organizations?: Assumed['organizations'], more: object = asked): string {
  const assume = { ...everySCP, ...(organizations ? { organizations } : {}) };
  const found = answer(anAccount(spec), { ...asked, ...more, assume }, env);
  return [found.decision.verdict, ...(found.kind === 'decision' ? [] : [found.kind, ...found.missing])].join(
    ' ',
  );
}

test.each([
  ['StringEquals', 'aws:PrincipalOrgID', own],
  ['StringLike', 'aws:PrincipalOrgID', 'o-a1*'],
  ['ForAnyValue:StringEquals', 'aws:PrincipalOrgPaths', path],
  ['ForAnyValue:StringLike', 'aws:principalorgpaths', `${own}/r-ab12/*`],
  ['StringEquals', 'aws:ResourceOrgID', own],
  ['StringEquals', 'aws:ResourceOrgID', '${aws:PrincipalOrgID}'],
  ['ForAnyValue:StringLike', 'aws:ResourceOrgPaths', `${own}/*`],
  ['Null', 'aws:PrincipalOrgID', 'false'],
])('an allow with %s on %s depends on the organization of an imported account', (operator, key, value) => {
  const spec = alice(allow('*', '*', when(operator, key, value)));
  expect(said(spec)).toBe('denied unknown membership');
  expect(said(spec, { [account]: { id: own, path } })).toBe('allowed');
  expect(said(spec, { [account]: 'none' })).toBe('denied');
  expect(said({ ...spec, unknown: [] })).toBe('denied');
  expect(said({ ...spec, unknown: ['resource-policies'] })).toBe('denied');
});

test('a deny outside an organization is no sure No', () => {
  const spec = alice(allow('*'), deny('*', '*', when('StringNotEquals', 'aws:PrincipalOrgID', own)));
  expect(said(spec)).toBe('denied unknown membership');
  expect(said(spec, { [account]: { id: own, path } })).toBe('allowed');
  expect(said(spec, { [account]: { id: 'o-zzzzzzzzzz', path: 'o-zzzzzzzzzz/r-1/' } })).toBe('denied');
});

test('a condition that changes nothing leaves the answer certain', () => {
  const inOne = when('StringEquals', 'aws:PrincipalOrgID', own);
  expect(said(alice(allow('*', '*', inOne), allow('ec2:*')))).toBe('allowed');
  expect(said(alice(allow('s3:*', '*', inOne)))).toBe('denied');
  expect(said(alice(allow('*', '*', inOne), deny('*')))).toBe('denied');
  expect(said(alice(allow('*', '*', inOne)), undefined, { context: { 'aws:PrincipalOrgID': own } })).toBe(
    'allowed',
  );
});

test('control policies that nobody knows are no reason to ask for the organization', () => {
  const inOne = when('StringEquals', 'aws:PrincipalOrgID', own);
  const found = answer(anAccount(alice(allow('*'), allow('ec2:*', '*', inOne))), asked, env);
  expect(found.kind === 'unknown' && found.missing).toEqual(['organization']);
});

test('an id alone does not tell the place in the organization', () => {
  const spec = alice(
    allow('*', '*', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${own}/r-ab12/*`)),
  );
  expect(said(spec, { [account]: { id: own } })).toBe('denied unknown membership');
  expect(said(spec, { [account]: { id: 'o-zzzzzzzzzz' } })).toBe('denied');
});

test('an account in no organization has no control policies', () => {
  const limited: Assumed = {
    serviceControlPolicies: [[{ name: 'SCP', document: { Statement: [deny('*')] } }]],
    organizations: { [account]: 'none' },
  };
  const world = anAccount(alice(allow('*')));
  expect(answer(world, { ...asked, assume: limited }, env).decision.verdict).toBe('allowed');
  expect(answer(world, { ...asked, assume: { organizations: { [account]: 'none' } } }, env).kind).toBe(
    'decision',
  );
  expect(answer(world, asked, env).kind).toBe('unknown');
});

test('a part of a wildcard that turns on the organization is open', () => {
  const outside = when('StringNotEquals', 'aws:PrincipalOrgID', own);
  const world = (...statements: readonly object[]) =>
    anAccount({ ...alice(...statements), resources: { 'arn:aws:s3:::any': null } });
  const bucketAction: ActionInfo = {
    name: 's3:ListBucket',
    accessLevel: 'List',
    resourceTypes: [{ name: 'bucket', arnFormat: 'arn:${Partition}:s3:::${BucketName}' }],
    conditionKeys: [],
  };
  const reference = { action: () => bucketAction };
  const rcp = { name: 'RCP', document: { Statement: [allow('*', '*', { Principal: '*' })] } };
  const missing = (...statements: readonly object[]) => {
    const assume = { ...everySCP, resourceControlPolicies: [[rcp]] };
    const question = { ...asked, action: 's3:ListBucket', resource: 'arn:aws:s3:::*', assume };
    const found = answer(world(...statements), question, { ...env, reference });
    return found.kind === 'decision' ? [] : [found.kind, ...found.missing];
  };
  expect(missing(allow('s3:*'), deny('s3:*', 'arn:aws:s3:::corp-*', outside))).toEqual([
    'on-part',
    'membership',
  ]);
  expect(missing(allow('s3:*'), deny('s3:*', 'arn:aws:s3:::corp-*'))).toEqual(['on-part']);
});

const bucket = 'arn:aws:s3:::pay';
const shared: AccountSpec = {
  ...alice(),
  resources: {
    [bucket]: [allow('s3:*', '*', { Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', own) })],
  },
};
test('who can says that the organization decides', () => {
  const rows = whoCan(anAccount(shared), account, { action: 's3:ListBucket', resource: bucket }, env);
  expect(rows.find(({ name }) => name === 'alice')).toMatchObject({
    verdict: 'depends',
    through: 'the organization decides',
  });
  const made = whoCan(
    anAccount({ ...shared, unknown: [] }),
    account,
    { action: 's3:ListBucket', resource: bucket },
    env,
  );
  expect(made.find(({ name }) => name === 'alice')).toMatchObject({ verdict: 'denied' });
});

test('what a principal can do says the organization as a condition, where nobody knows it', () => {
  const member = when('StringEquals', 'aws:PrincipalOrgID', own);
  const rows = (spec: AccountSpec) =>
    effective(anAccount(spec), { principal: user('alice') }, env, {
      action: () => undefined,
    }).permissions;
  const spec = alice(allow('ec2:*', '*', member));
  expect(rows(spec).map(({ conditions }) => conditions)).toEqual([
    { kind: 'test', operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: [own] },
  ]);
  expect(rows({ ...spec, unknown: [] })).toEqual([]);
});
