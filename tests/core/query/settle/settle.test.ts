/** Missing files that settle an answer, over companies of which an import holds a part. */

import { expect, test } from 'vitest';
import type { AssumedOrganizations } from '#core/authz/organization.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { parseArn } from '#core/model/arn.ts';
import { type AskAnswer, answer } from '#core/query/ask/answer.ts';
import { fetchCommand, isFetchedByScript } from '#core/query/settle/commands.ts';
import { collectorScript } from '#share/import/collector.ts';
import { isReadHere, type MissingFile, whatSettlesInSteps } from '#core/query/settle/settle.ts';
import { runToEnd } from '#core/model/steps.ts';
import { type AccountSpec, account, allow, anAccount, deny, env, user } from '../../accounts.ts';
import { Dice } from '../../property/random/dice.ts';
import { type Company, asked, companyOf } from './companies.ts';
import { countOf } from '../../../setup/counts.ts';

const whatSettles = (...asked: Parameters<typeof whatSettlesInSteps>): MissingFile[] =>
  runToEnd(whatSettlesInSteps(...asked));

const questionOf = ({ principals, resources }: Company, dice: Dice): Question => {
  const [principal, resource] = [dice.pick(principals), dice.pick(resources)];
  return { principal, resource, action: asked[parseArn(resource)?.service ?? '*'] ?? '' };
};

/** Returns the question with what a person pastes: the trust policy of a role whose account is not known, organizations. */
function withPasted(
  { whole, known, membership }: Company,
  question: Question,
  files: readonly MissingFile[],
): Question {
  const role = [...whole.roles.values()].find(({ arn }) => arn === question.resource);
  const isNamed = files.some(
    ({ kind, resource }) => kind === 'resource-policy' && resource === question.resource,
  );
  const memberships = files.flatMap(({ kind, account: of }) =>
    kind === 'membership' && of ? [[of, membership]] : [],
  );
  const organizations = Object.fromEntries(memberships) as AssumedOrganizations;
  const isPasted = role && isNamed && !known(files).index.byArn.has(role.arn);
  return {
    ...question,
    assume: {
      organizations,
      ...(isPasted ? { resourcePolicy: { name: role.arn, document: role.assumeRolePolicyDocument } } : {}),
    },
  };
}

/** Nothing that a file holds tells if a public bucket is blocked. */
const isSettled = ({ kind, ...found }: AskAnswer): boolean =>
  kind === 'decision' || ('missing' in found && found.missing.join() === 'block-public-access');

/** `COUNTS=most` asks 2,000 questions. */
const perCompany = countOf({ sample: 4, full: 4, most: 10 });
test('over 200 redacted companies the named files settle every answer as the whole company decides it', () => {
  const wrong: string[] = [];
  let settled = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const company = companyOf(seed);
    const dice = new Dice(seed);
    const redacted = company.known([]);
    for (let count = 0; count < perCompany; count += 1) {
      const question = questionOf(company, dice);
      const truth = authorize(company.whole, question, env).verdict;
      const files = whatSettles(redacted, question, env);
      const after = answer(company.known(files), withPasted(company, question, files), env);
      const isOpen = files.some(({ kind }) => kind === 'narrower-question');
      if (files.length > 0 && !isOpen) settled += 1;
      if (!isOpen && !(isSettled(after) && after.decision.verdict === truth))
        wrong.push(JSON.stringify({ seed, question, files, after: after.kind, truth }));
    }
  }
  expect(wrong).toEqual([]);
  expect(settled).toBeGreaterThan(200 * perCompany * 0.5);
}, 240_000);

const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd`;
const outsider = 'arn:aws:iam::444455556666:user/eve';
const alice = (...statements: readonly object[]): AccountSpec => ({
  users: { alice: { inline: Object.fromEntries(statements.map((one, at) => [`p${at}`, one])) } },
});
const filesOf = (spec: AccountSpec, principal: string, action: string, resource: string): string[] =>
  whatSettles(anAccount(spec), { principal, action, resource }, env).map(({ alone, ...file }) =>
    [...Object.values(file), ...(alone.length > 0 ? [`alone ${alone.join()}`] : [])].join(' '),
  );
const imported = { unknown: ['resource-policies', 'organization'] } as const;

test('the key policy alone settles who may use a key of an account without an organization', () =>
  expect(filesOf(alice(allow('*')), user('alice'), 'kms:Decrypt', key)).toEqual([
    `resource-policy ${key} alone allowed,denied`,
  ]));
test('an allowed call waits for control policies too, and one deny settles it', () =>
  expect(filesOf({ ...alice(allow('*')), ...imported }, user('alice'), 'kms:Decrypt', key)).toEqual([
    `resource-policy ${key} alone denied`,
    `scps ${account} alone denied`,
    `rcps ${account} alone denied`,
    `grants ${key}`,
  ]));
test('nothing is missing for an explicit deny', () =>
  expect(filesOf({ ...alice(deny('*')), ...imported }, user('alice'), 'kms:Decrypt', key)).toEqual([]));
test('a caller of another account waits for that account, and then for its control policies', () =>
  expect(
    filesOf(
      { resources: { [key]: [allow('kms:*', '*', { Principal: { AWS: outsider } })] } },
      outsider,
      'kms:Decrypt',
      key,
    ),
  ).toEqual(['account 444455556666 alone denied', 'scps 444455556666 alone denied']));
test('a bucket that nobody knows may belong to anybody, so its owner is not named', () =>
  expect(
    filesOf({ ...alice(allow('*')), ...imported }, user('alice'), 's3:GetObject', 'arn:aws:s3:::far/x'),
  ).toEqual([
    `scps ${account} alone denied`,
    'resource-policy arn:aws:s3:::far alone denied',
    'rcps alone denied',
    'block-public-access arn:aws:s3:::far',
  ]));
test('a command names the resource of the question, quoted where the shell would read more', () => {
  const command = (resource: string) => fetchCommand({ kind: 'resource-policy', resource });
  expect(command('arn:aws:s3:::pay')).toBe(
    'aws s3api get-bucket-policy --bucket pay --query Policy --output text',
  );
  expect(command("arn:aws:s3:::a'; rm x")).toContain(` --bucket 'a'\\''; rm x' `);
  expect(command(key)).toContain(`get-key-policy --region eu-west-1 --key-id ${key} --policy-name default`);
  expect(command('arn:aws:glacier:eu-west-1:1:vaults/a')).toBeUndefined();
});
test('a policy that asks for the organization of the account waits for it', () => {
  const member = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const inPlace = { Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } } };
  const files = (more: object) =>
    filesOf({ ...alice(allow('ec2:*', '*', more)), ...imported }, user('alice'), 'ec2:DescribeVpcs', '*');
  expect(files(member)).toEqual([`membership ${account} alone denied`, `scps ${account} alone denied`]);
  expect(files(inPlace)).toEqual([`membership ${account} true alone denied`, `scps ${account} alone denied`]);
  const command = (needsPath?: true) =>
    fetchCommand({ kind: 'membership', account, ...(needsPath && { needsPath }) });
  expect(command()).toBe('aws organizations describe-organization --query Organization.Id --output text');
  expect(command(true)).toContain('list-parents');
});

const scp = (...statements: readonly object[]) => ({
  name: 'SCP',
  document: { Version: '2012-10-17', Statement: statements },
});
const listing = { principal: user('alice'), action: 'ec2:DescribeVpcs', resource: '*' };
const settledBy = (assume: NonNullable<Question['assume']>, spec: AccountSpec = alice(allow('*'))) => {
  const question = { ...listing, assume };
  const world = anAccount({ ...spec, ...imported });
  const { kind, decision } = answer(world, question, env);
  return [kind, decision.verdict, ...whatSettles(world, question, env).map((file) => file.kind)].join(' ');
};

test('one control policy does not settle what others on other levels can deny', () => {
  const partial = { 'service-control': 'policy' } as const;
  expect(settledBy({ serviceControlPolicies: [[scp(allow('*'))]], partial })).toBe('unknown allowed scps');
  expect(settledBy({ serviceControlPolicies: [[scp(allow('*'))]] })).toBe('decision allowed');
  expect(settledBy({ serviceControlPolicies: [[scp(allow('*'), deny('ec2:*'))]], partial })).toBe(
    'decision denied',
  );
});
test('a level that is whole is surely silent, and a policy of it is not', () => {
  const serviceControlPolicies = [[scp(deny('s3:*'))]];
  expect(settledBy({ serviceControlPolicies, partial: { 'service-control': 'policy' } })).toBe(
    'unknown denied scps',
  );
  expect(settledBy({ serviceControlPolicies, partial: { 'service-control': 'levels' } })).toBe(
    'decision denied',
  );
  const nothing = alice(allow('s3:*'));
  expect(settledBy({ serviceControlPolicies, partial: { 'service-control': 'policy' } }, nothing)).toBe(
    'decision denied',
  );
});

test('a command is named only where something here reads what it prints', () => {
  const bucket = 'arn:aws:s3:::site';
  for (const kind of ['grants', 'bucket-abac', 'block-public-access'] as const) {
    expect(isReadHere({ kind, resource: bucket })).toBe(false);
    expect(fetchCommand({ kind, resource: bucket })).toBeUndefined();
  }
  expect(isReadHere({ kind: 'resource-policy', resource: bucket })).toBe(true);
});

test.each([
  ['arn:aws:s3:::pay', true],
  ['arn:aws:sqs:us-east-1:111122223333:q', true],
  ['arn:aws:sns:us-east-1:111122223333:t', true],
  ['arn:aws:lambda:us-east-1:111122223333:function:f', true],
  ['arn:aws:kms:us-east-1:111122223333:key/1234abcd', true],
  ['arn:aws:kms:us-east-1:111122223333:alias/pay', false],
  ['arn:aws:ecr:us-east-1:111122223333:repository/r', false],
  ['arn:aws:backup:us-east-1:111122223333:backup-vault:v', false],
  ['arn:aws:kinesis:us-east-1:111122223333:stream/s', false],
])(
  'the collector script is named for a missing policy only where it fetches it: %s',
  (resource, isFetched) => {
    const file = { kind: 'resource-policy', resource } as const;
    const [, service, command] = (fetchCommand(file) ?? '').split(' ');
    expect(collectorScript().includes(`${service} ${command}`)).toBe(isFetched);
    expect(isFetchedByScript(file)).toBe(isFetched);
  },
);
