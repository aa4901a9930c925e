/** Roles for people and services run on the built site: a chain of three with tags, and a function's role. */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { beginFlow, messages, pasteAccount, send, sessionIs, usedFor } from './steps.ts';
import { leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const account = '111111111111';
const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const document = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const hops = ['Hop1', 'Hop2', 'Hop3'] as const;

const role = (RoleName: string, Principal: object, Action: string | string[], ...statements: object[]) => ({
  Path: '/',
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase().padEnd(17, 'X').slice(0, 17)}`,
  Arn: arn(`role/${RoleName}`),
  CreateDate: '2026-01-01T00:00:00Z',
  AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal, Action }),
  RolePolicyList:
    statements.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
  AttachedManagedPolicies: [],
  Tags: [],
});

const onlyBlue = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } };
const company = {
  UserDetailList: [
    {
      Path: '/',
      UserName: 'bob',
      UserId: 'AIDABOBXXXXXXXXXXXXXX',
      Arn: arn('user/bob'),
      CreateDate: '2026-01-01T00:00:00Z',
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document(allow('sts:*')) }],
      GroupList: [],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
  GroupDetailList: [],
  Policies: [],
  RoleDetailList: [
    ...hops.map((name, at) =>
      role(
        name,
        { AWS: at === 0 ? arn('user/bob') : arn(`role/${hops[at - 1] ?? ''}`) },
        ['sts:AssumeRole', 'sts:TagSession'],
        allow('sts:*'),
        ...(at === 2 ? [allow('s3:ListAllMyBuckets', onlyBlue)] : []),
      ),
    ),
    role('Thumbnail', { Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole', allow('s3:ListAllMyBuckets')),
  ],
};

const chain = {
  'Who asks': 'bob',
  'First role': 'Hop1',
  'Second role': 'Hop2',
  'Third role': 'Hop3',
  'Then do': 's3:ListAllMyBuckets',
};

test('S-32 a transitive tag arrives at the end of a chain of three and opens the last door, which stays shut without it', async () => {
  const person = await visit(browser);
  const { page } = person;
  await pasteAccount(page, company);

  await beginFlow(page, 'A chain of roles', { ...chain, 'Transitive session tag': 'team=blue' });
  for (const _ of hops) await send(page, messages.hop);
  await sessionIs(page, 'Hop3/bob');
  await usedFor(page, 's3:ListAllMyBuckets', 'allowed');

  await beginFlow(page, 'A chain of roles', { ...chain, 'Transitive session tag': '' });
  for (const _ of hops) await send(page, messages.hop);
  await sessionIs(page, 'Hop3/bob');
  await usedFor(page, 's3:ListAllMyBuckets', 'denied');
  await leave(person);
});

test('curriculum row 5: a function runs with its role, and its credentials run out while one watches', async () => {
  const person = await visit(browser);
  const { page } = person;
  await pasteAccount(page, company);
  await beginFlow(page, 'Execution role of a Lambda function', {
    'Execution role': 'Thumbnail',
    Function: 'resize',
    'Then do': 's3:ListAllMyBuckets',
  });
  await send(page, messages.lambda);
  await sessionIs(page, 'Thumbnail/resize');
  await usedFor(page, 's3:ListAllMyBuckets', 'allowed');

  // The execution role of a service lasts 12 hours: the top bar counts them down for who acts as the session.
  await page.getByRole('button', { name: 'Use this session' }).click();
  const left = page.getByTitle('Time left in this session');
  await left.waitFor();
  const before = await left.innerText();
  await page.getByRole('button', { name: /^Clock:/ }).click();
  await page.getByRole('button', { name: '+1 hour' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => left.innerText()).not.toBe(before);
  await page.getByRole('button', { name: /^Clock:/ }).click();
  await page.getByRole('button', { name: '+1 day' }).click();
  await page.getByRole('link', { name: 'session ended' }).waitFor();
  await leave(person);
});
