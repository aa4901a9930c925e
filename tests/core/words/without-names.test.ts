/** A page for a colleague, with all names replaced: nothing that tells whose account it is stays in the text. */

import { expect, test } from 'vitest';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import type { World } from '#core/model/world/world.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { findExample } from '#content/gallery/examples.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { worldOf } from '#share/world-records.ts';
import { markdownOf, colleaguePageOf, pageWithoutNames } from '#view/places/ask/colleague/page.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { allow, anAccount, env, user } from '../accounts.ts';

function textOf(world: World, question: CallQuestion, renamed = true): string {
  const call = answerCall(world, question, env, askedCall);
  const page = colleaguePageOf(world, question, call, env.now);
  return markdownOf(renamed ? pageWithoutNames(page, world, question, call) : page);
}

const bucket = 'arn:aws:s3:::payroll';
const world = anAccount({
  users: {
    'ann.lee': {
      inline: {
        ReadPayroll: {
          ...allow('s3:GetObject', `${bucket}/2026*`, {
            Condition: { StringEquals: { 'aws:PrincipalTag/CostCenter': 'Finance North' } },
          }),
          Sid: 'PayrollForAnn',
        },
      },
    },
  },
});
const question = {
  principal: user('ann.lee'),
  action: 's3:GetObject',
  resource: `${bucket}/2026.csv`,
  context: { 'aws:PrincipalTag/CostCenter': 'Finance North', 'aws:SourceIp': '203.0.113.77' },
};

test('the page says question, verdict, circumstances, statements and date', () => {
  const text = textOf(world, question, false);
  expect(text).toContain('# ann.lee can do s3:GetObject on payroll/2026.csv');
  expect(text).toContain('**Yes.** ');
  expect(text).toContain('- aws:SourceIp: `203.0.113.77`');
  expect(text).toContain('Identity policies: ReadPayroll of ann.lee, this decided:');
  expect(text).toContain('"Sid": "PayrollForAnn"');
  expect(text).toContain('2026-01-31. Answered by IAM Playground');
});

test('with other names the same page holds no name, account, value, tag or address', () => {
  const text = textOf(world, question);
  for (const name of ['ann.', 'lee', 'payroll', '2026.csv', 'CostCenter', 'Finance', 'North', '203.0.113'])
    expect(text.toLowerCase(), name).not.toContain(name.toLowerCase());
  expect(text).toContain('# user-1 can do s3:GetObject on bucket-1/object-1');
  expect(text).toContain('**Yes.** ');
});

test('a policy that was added stands on the page with its text, and with other names too', () => {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:*', `${bucket}/*`)] });
  const asked = { ...question, assume: { serviceControlPolicies: [[{ name: 'the added SCP', document }]] } };
  expect(textOf(world, asked, false)).toContain(`the added SCP:\n\n\`\`\`json\n${document}`);
  expect(textOf(world, asked)).toContain('## Added policies');
  expect(textOf(world, asked)).not.toContain('payroll');
});

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
const imported = anAccount({
  users: { ann: { inline: { All: allow('kms:*') } } },
  unknown: ['organization'],
});
const aboutKey = { principal: user('ann'), action: 'kms:Decrypt', resource: key };

test('levels of an organization keep no id of theirs in headings, facts or texts', () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotLike: { 'aws:PrincipalOrgPaths': `o-a1b2c3d4e5/r-ab12/ou-ab12-*` } },
      },
    ],
  });
  const levels = ['r-ab12', 'ou-ab12-11111111', '123412341234'].map((node) => [
    { name: `the added SCP 1 of ${node}`, document },
  ]);
  const text = textOf(imported, {
    ...aboutKey,
    assume: {
      serviceControlPolicies: levels,
      organizations: { 111122223333: { id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } },
    },
  });
  for (const id of ['r-ab12', 'ou-ab12', '123412341234', 'o-a1b2']) expect(text).not.toContain(id);
  expect(text).toContain('the added SCP 1 of root-1:');
  expect(text).toContain('the added SCP 1 of ou-1:');
  expect(text).toContain('"aws:PrincipalOrgPaths":"organization-1/root-1/value-1*"');
  expect(text).toContain('is in organization-1/root-1/ou-1/`');
});

test('the page says each assumption, and none that does not count', () => {
  const alone = textOf(imported, { ...aboutKey, assume: { organizations: { 111122223333: 'none' } } }, false);
  expect(alone).toContain('- Assumed: `account 111122223333 is in no organization`');
  expect(alone).not.toContain('policies that count for this question only');
  const rcp = { name: 'the added RCP', document: '{"Version":"2012-10-17","Statement":[]}' };
  const both = {
    organizations: { 111122223333: 'none', 222233334444: 'none' },
    resourceControlPolicies: [[rcp]],
  } as const;
  const text = textOf(imported, { ...aboutKey, assume: both }, false);
  expect(text).not.toContain('the added RCP');
  expect(text).not.toContain('222233334444');
  const counting = { resourceControlPolicies: [[rcp]], partial: { 'resource-control': 'policy' } } as const;
  expect(textOf(imported, { ...aboutKey, assume: counting }, false)).toContain(
    '- Assumed: `the added RCP counts, others may count too`',
  );
});

test('a policy variable stays, and the tag that it asks for is among the facts', () => {
  const tagged = anAccount({
    users: {
      ann: {
        inline: {
          OwnTeam: allow('s3:GetObject', `${bucket}/home-\${aws:PrincipalTag/squad}/*`, {
            Condition: { StringEquals: { 'aws:RequestTag/squad': "${aws:PrincipalTag/squad, 'crimson'}" } },
          }),
        },
      },
    },
  });
  const [ann] = [...tagged.users.values()];
  const after = ann && { ...ann, tags: [{ key: 'squad', value: 'crimson' }] };
  if (!after) expect.fail('no user');
  const withTag = overlayWorld(tagged, [{ table: 'users', id: ann.id, before: ann, after }]);
  const text = textOf(withTag, {
    principal: user('ann'),
    action: 's3:GetObject',
    resource: `${bucket}/home-crimson/a`,
    context: { 'aws:RequestTag/squad': 'crimson' },
  });
  const [, value] = /- aws:PrincipalTag\/tag-1: `(value-\d)`/.exec(text) ?? [];
  expect(text).toContain(`- aws:RequestTag/tag-1: \`${value}\``);
  expect(text).toContain(`"\${aws:PrincipalTag/tag-1, '${value}'}"`);
  expect(text).toMatch(/object-\d\$\{aws:PrincipalTag\/tag-1\}\/\*"/);
  for (const name of ['squad', 'crimson', 'home']) expect(text).not.toContain(name);
});

test('the same name becomes the same everywhere', () => {
  const text = textOf(world, question);
  const tag = /aws:PrincipalTag\/(tag-\d+)/g;
  expect(new Set([...text.matchAll(tag)].map(([, name]) => name)).size).toBe(1);
  expect(JSON.parse(/```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '')).toMatchObject({ Effect: 'Allow' });
});

const examples = ['first-minutes', 'small-company', 'hospital'];
test.each(examples)('no name of %s is left in the pages of its answers', async (id) => {
  const card = findExample(id);
  const scenario = card && (await loadShipped(card));
  const read = scenario && scenarioRecords(scenario);
  if (!read?.ok) throw new Error(`no scenario \`${id}\``);
  const own = worldOf(read.value.records, { freeze: true });
  const names = [
    ...[...own.users.values()].map((one) => one.userName),
    ...[...own.groups.values()].map((one) => one.groupName),
    ...[...own.roles.values()].map((one) => one.roleName),
    ...[...own.policies.values()].filter((one) => one.account !== 'aws').map((one) => one.policyName),
    ...[...own.users.values(), ...own.groups.values(), ...own.roles.values()].flatMap((one) =>
      one.inlinePolicies.map(({ policyName }) => policyName),
    ),
    ...[...own.resources.values()].map(({ name }) => name),
  ];
  const accounts = [...own.accounts.keys()].filter((one) => /^[0-9]{12}$/.test(one));
  const principals = [...own.users.values(), ...own.roles.values()]
    .slice(0, 12)
    .map(({ arn }) => arn as string);
  const resources = [...[...own.resources.values()].slice(0, 6).map(({ arn }) => arn as string), '*'];
  const asked: CallQuestion[] = [
    ...(scenario?.start ? [scenario.start.question, ...scenario.start.next.map((one) => one.question)] : []),
    ...principals.flatMap((principal) =>
      resources.map((resource) => ({ principal, resource, action: actionOn(resource) })),
    ),
  ];
  const left = asked.flatMap((one) => {
    const text = textOf(own, one);
    const words = new Set(text.match(/[\w+=,@-]+/g));
    return [
      ...names.filter((name) => words.has(name)),
      ...accounts.filter((name) => isLeft(name, words)),
    ].map((name) => `${name} in ${text}`);
  });
  expect(left).toEqual([]);
});

/** Accounts get the ids of AWS's examples, which an example may have itself. */
const isLeft = (id: string, words: ReadonlySet<string>): boolean => words.has(id) && !/^(\d)\1{3}/.test(id);

const actionOn = (resource: string): string => {
  const service = resource.split(':')[2] ?? 's3';
  const actions: Record<string, string> = { s3: 's3:GetObject', kms: 'kms:Decrypt', sqs: 'sqs:SendMessage' };
  return actions[service] ?? 's3:ListAllMyBuckets';
};
