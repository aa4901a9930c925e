/** Rows of who-can say on which part and under which conditions: in a few words, and all of it on opening. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import type { WhoCanRow } from '#core/query/ask/who-can.ts';
import Details from '#view/places/ask/more/WhoCanDetails.svelte';
import { exampleSession, mountPart, openPage, visit } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const alice = 'arn:aws:iam::111122223333:user/alice';
const question = { principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' };

async function give(...statements: object[]): Promise<void> {
  const document = { Version: '2012-10-17', Statement: statements };
  const outcome = await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'Own',
    PolicyDocument: JSON.stringify(document),
  });
  expect(outcome.ok).toBe(true);
}

test('who may read a part has a list of its own, says the part, and opens to its patterns', async () => {
  await give(
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: ['logs', 'web', 'pay', 'tax'].map((one) => `arn:aws:s3:::${one}/*`),
    },
    { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/secret/*' },
  );
  await session.catalogue.loadCommonActions();
  openPage(session, `#/ask?p=${alice}&a=s3:GetObject&r=arn:aws:s3:::*`);
  await answer('On part');
  await person.click(await button('On part 2'));
  const rows = within(await screen.findByRole('table', { name: 'Who can do this on part of it' }));
  rows.getByRole('link', { name: /mallory/ });
  const opener = rows.getByRole('button', { name: /details of alice$/ });
  expect(opener.textContent.trim()).toBe('on logs/*, web/*, pay/* and 1 more, except logs/secret/*');
  opener.focus();
  await person.keyboard('{Enter}');
  const details = within(await screen.findByRole('dialog', { name: 'What alice can do' }));
  const lines = details.getAllByRole('listitem').map((line) => line.textContent);
  expect(lines).toEqual([
    'arn:aws:s3:::logs/*',
    'arn:aws:s3:::web/*',
    'arn:aws:s3:::pay/*',
    'arn:aws:s3:::tax/*',
    'arn:aws:s3:::logs/secret/*',
  ]);
});

test('who-can concludes nothing about everybody while some may do a part, nor about a name in another list', async () => {
  await give({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' });
  await session.catalogue.loadCommonActions();
  openPage(session, `#/ask?p=${alice}&a=s3:GetObject&r=arn:aws:s3:::*`);
  await answer('On part');
  await person.click(await button('Cannot 0'));
  await screen.findByText('Nobody is refused everywhere for certain');
  await person.click(await button('Can 1'));
  await person.type(screen.getByRole('searchbox', { name: 'Filter by name' }), 'alice');
  await screen.findByText('Nobody in this list has this name');
});

test('a role that an unknown account may assume is said to be open to whom nobody asked', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' },
    ],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Partner',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  openPage(session, `#/ask?p=${alice}&a=sts:AssumeRole&r=arn:aws:iam::111122223333:role/Partner`);
  await answer('No');
  await screen.findByText('No principal of this account can do this');
  await screen.findByText(/^Not asked here, but .* may let them in: account 999988887777\.$/);
});

test('the two callers without an identity of the account have names of their own', async () => {
  openPage(session, '#/ask?p=*&a=kms:ListKeys&r=*');
  await answer('No');
  const who = await screen.findByRole('combobox', { name: 'Who' });
  expect((who as HTMLInputElement).value || who.textContent).toContain('anyone');
  await person.click(who);
  await screen.findByRole('option', { name: /anybody with an AWS account/ });
  await screen.findByRole('option', { name: /anyone without credentials/ });
});

test('who only lacks MFA depends on it, and is among those who can once the question states it', async () => {
  await give({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  });
  const asked = `#/ask?p=${alice}&a=s3:GetObject&r=${question.resource}`;
  openPage(session, asked);
  await answer('No');
  await person.click(await button('Depends 1'));
  const depends = within(await screen.findByRole('table', { name: 'Who can perhaps do this' }));
  depends.getByRole('button', { name: 'if the request is made with MFA, details of alice' });
  visit(`${asked}&c.aws:MultiFactorAuthPresent=true`);
  await answer('Yes');
  const can = within(await screen.findByRole('table', { name: 'Who can do this' }));
  await can.findByRole('button', {
    name: 'identity policy, only if the request is made with MFA, details of alice',
  });
});

const row = (more: Partial<WhoCanRow>): WhoCanRow => ({
  arn: alice,
  kind: 'user',
  name: 'alice',
  verdict: 'denied',
  through: 'no identity policy allows it',
  ...more,
});
const test1 = (operator: string, key: string, ...values: string[]) =>
  ({ kind: 'test', operator, key, values }) as const;
const mfa = test1('Bool', 'aws:MultiFactorAuthPresent', 'true');
const office = test1('IpAddress', 'aws:SourceIp', '203.0.113.0/24');
const listed = () => screen.getAllByRole('listitem').map((line) => line.textContent);

test('who is denied without MFA is told so, and the question with MFA is a link that answers Yes', async () => {
  await give({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { Bool: { [mfa.key]: 'true' } },
  });
  mountPart(session, Details, { row: row({ conditions: mfa }), question });
  screen.getByRole('heading', { name: 'Would be allowed if' });
  expect(listed()).toEqual(['the request is made with MFA', 'aws:MultiFactorAuthPresent is absent']);
  screen.getByText('With MFA, Own of alice would allow it.');
  const link = screen.getByRole('link', { name: 'Ask with this context' });
  expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain('c.aws:MultiFactorAuthPresent=true');
});

test('where no value is obvious the link leads to the principal alone', async () => {
  await give({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { StringLike: { 'sts:ExternalId': 'a*' } },
  });
  mountPart(session, Details, {
    row: row({ conditions: test1('StringLike', 'sts:ExternalId', 'a*') }),
    question,
  });
  screen.getByRole('link', { name: 'Ask about alice' });
  expect(screen.queryByText(/would allow it/)).toBeNull();
});

test('who is allowed under conditions sees them, and what the request carries', () => {
  const conditions = { kind: 'any', of: [mfa, office] } as const;
  const context = { 'aws:SourceIp': '203.0.113.9' };
  mountPart(session, Details, {
    row: row({ verdict: 'allowed', through: 'identity policy', conditions }),
    question: { ...question, context },
  });
  screen.getByRole('heading', { name: 'Allowed only if one of these is true' });
  expect(listed()).toEqual([
    'the request is made with MFA',
    'aws:SourceIp is in 203.0.113.0/24',
    'aws:MultiFactorAuthPresent is absent',
    'aws:SourceIp is 203.0.113.9',
  ]);
});

test('a part that no short list tells is said so, with what gives all of it', () => {
  const part = { allowed: [], except: [] };
  mountPart(session, Details, {
    row: row({ verdict: 'depends', part, conditions: { kind: 'all', of: [mfa, office] } }),
    question,
  });
  screen.getByText('Allowed on part of it. No short list tells which part.');
  screen.getByRole('heading', { name: 'On all of it if all of these are true' });
});

test('for any action of an access level it counts the actions of each, and a name asks about it', async () => {
  await give({ Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: '*' });
  await session.catalogue.loadCommonActions();
  openPage(session, `#/ask?p=${alice}&a=s3:PutObject&r=${question.resource}`);
  const actions = await screen.findByRole('combobox', { name: 'Which actions' });
  const write = within(actions).getByRole('option', { name: /^any Write action of S3 \(\d+\)$/ });
  await person.selectOptions(actions, write);
  const all = within(await screen.findByRole('table', { name: 'Who can do all of these' }));
  await all.findByRole('link', { name: /root/ });
  await person.click(await button('Some 1'));
  const some = within(await screen.findByRole('table', { name: 'Who can do some of these' }));
  const opener = some.getByRole('button', { name: /details of alice$/ });
  expect(opener.textContent).toMatch(/^2 of \d+: DeleteObject, PutObject/);
  await person.click(opener);
  const details = within(await screen.findByRole('dialog', { name: 'What alice can do' }));
  const link = details.getByRole('link', { name: 'DeleteObject' });
  expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain('a=s3:DeleteObject');
  await person.selectOptions(actions, 's3:PutObject');
  await screen.findByRole('table', { name: 'Who can do this' });
});
