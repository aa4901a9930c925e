/** Every example of the rulebook opens as an account of its own, and the engine answers there as the rule says. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { rules } from '#core/rules/book.ts';
import type { Rule, RuleExample } from '#core/rules/rule.ts';
import { observed } from '#content/rules/sources.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { exampleScenario } from '#share/gallery/rule-example.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { readScenarioValue, scenarioFile } from '#share/scenario/file.ts';
import { worldOf } from '#share/world-records.ts';
import { idsIn } from '../../core/rules/ids.ts';

const env = { now: Date.UTC(2026, 2, 1, 12), random: () => 0.5, reference: emptyReference };
const withExample = rules.filter(({ example }) => example !== undefined);

const scenarioOf = (rule: Rule): Scenario => {
  const scenario = exampleScenario(rule);
  if (!scenario) throw new Error(`${rule.id} has no example`);
  return scenario;
};
function worldOfScenario(scenario: Scenario): World {
  const built = scenarioRecords(scenario);
  if (!built.ok) throw new Error(built.error.message);
  expect(built.value.wishes).toEqual([]);
  return worldOf(built.value.records);
}

test('the book has at least a hundred examples, with both answers', () => {
  expect(withExample.length).toBeGreaterThan(100);
  const answers = withExample.map(({ example }) => example?.expected);
  expect(new Set(answers)).toEqual(new Set(['allowed', 'denied']));
});

test.each(withExample)('$id the example of "$title" is decided as the rule says', (rule) => {
  const scenario = scenarioOf(rule);
  const [pin] = scenario.questions;
  if (!pin || !scenario.start) throw new Error('no question');
  expect(scenario.start.question).toEqual(pin.question);
  expect(authorize(worldOfScenario(scenario), pin.question, env).verdict).toBe(rule.example?.expected);
});

test.each(withExample)('$id the example of "$title" can be saved and read again, and names no id', (rule) => {
  const scenario = scenarioOf(rule);
  const read = readScenarioValue(scenarioFile(scenario));
  if (!read.ok) throw new Error(read.error.message);
  expect(scenarioFile(read.value)).toEqual(scenarioFile(scenario));
  expect(idsIn(JSON.stringify(scenario))).toEqual([]);
});

test('an example of a rule travels in a link', () => {
  for (const rule of withExample.filter((_, at) => at % 20 === 0)) {
    const scenario = scenarioOf(rule);
    const linked = decodeLink(encodeLink(scenario));
    if (!linked.ok) throw new Error(linked.error.message);
    expect(scenarioFile(linked.value)).toEqual(scenarioFile(scenario));
  }
});

const allow = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const base: RuleExample = {
  asks: 'May Bob read the file?',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::reports/2026.csv',
  expected: 'denied',
};
const made = (more: Partial<RuleExample>): Scenario =>
  scenarioOf({
    id: 'E-05',
    title: 'A title',
    rule: 'A text.',
    source: observed,
    state: 'held',
    example: { ...base, ...more },
  });

test('an example of a rule becomes an account with only what it needs', () => {
  const { accounts, organization, purpose, notes } = made({});
  expect(
    accounts.map(({ id, users, roles, policies, resources }) => [
      id,
      users.map(({ userName }) => userName),
      roles,
      policies,
      resources.map(({ arn }) => arn),
    ]),
  ).toEqual([['111122223333', ['Bob'], [], [], ['arn:aws:s3:::reports']]]);
  expect(organization).toBeUndefined();
  expect([purpose, notes]).toEqual(['May Bob read the file?', ['A text.']]);
});

test.each([
  ['user', 'arn:aws:iam::111122223333:user/Bob'],
  ['role', 'arn:aws:iam::111122223333:role/Dev'],
  ['root', 'arn:aws:iam::111122223333:root'],
  ['stranger', 'arn:aws:iam::444455556666:user/Eve'],
  ['anyone', '*'],
] as const)('the caller %s of an example asks as %s', (caller, principal) => {
  expect(made({ caller }).start?.question.principal).toBe(principal);
});

test.each([
  [
    { identity: [allow('s3:GetObject'), allow('s3:GetObject'), allow('*')] },
    ['AllowGetObject', 'AllowGetObject2', 'AllowEverything'],
  ],
  [{ identity: [allow('s3:*')] }, ['AllowAllOfS3']],
  [
    { identity: [{ Statement: [{ Effect: 'Deny', NotAction: ['iam:*', 'sts:*'] }] }] },
    ['DenyAllButAllOfIamAndMore'],
  ],
  [{ identity: [{}] }, ['Example']],
])('policies of an example are named for what they say: %j', (more, names) => {
  const [user] = made(more).accounts[0]?.users ?? [];
  expect(user?.inlinePolicies.map(({ policyName }) => policyName)).toEqual(names);
});

test('the boundary and tags of an example belong to the caller, in the caller’s account', () => {
  const [, foreign] = made({ caller: 'stranger', boundary: allow('s3:*'), tags: { team: 'red' } }).accounts;
  const policy = foreign?.policies[0]?.policyName ?? '';
  expect(foreign?.users[0]).toMatchObject({
    permissionsBoundary: `arn:aws:iam::444455556666:policy/${policy}`,
    tags: [{ key: 'team', value: 'red' }],
  });
});

test('a role as the resource of an example gets the policy as its trust policy, and trusts no caller without one', () => {
  const resource = 'arn:aws:iam::111122223333:role/team/Target';
  const trust = { Version: '2012-10-17', Statement: [] };
  const [role] = made({ resource, resourcePolicy: trust }).accounts[0]?.roles ?? [];
  expect(role).toMatchObject({ roleName: 'Target', path: '/team/', assumeRolePolicyDocument: trust });
  const silent = made({ resource, action: 'sts:AssumeRole', identity: [allow('*')] });
  expect(authorize(worldOfScenario(silent), silent.questions[0]?.question ?? fail(), env).verdict).toBe(
    'denied',
  );
});

test('control policies make the account of an example a member of an organization, beside the policies that allow everything', () => {
  const scenario = made({ serviceControlPolicy: allow('s3:*'), identity: [allow('*')] });
  const attached = [...worldOfScenario(scenario).controlPolicies.values()]
    .filter(({ targets }) => targets.includes('111122223333'))
    .map(({ name }) => name);
  expect(attached.toSorted()).toEqual(['AllowAllOfS3', 'FullAWSAccess']);
  expect(scenario.organization?.managementAccount).not.toBe('111122223333');
});

const fail = (): never => {
  throw new Error('no question');
};
