/** The blast radius of an access key: from the key's line to all that a thief could reach, and on to the ways there. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { exampleSession, openPage } from '../../mounted.ts';

const statement = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });

test('a key of a user leads to all that a thief could reach with it, and each to its ways', async () => {
  const session = await exampleSession('small-company');
  const account = session.account;
  await session.dispatch('iam', 'CreateUser', { UserName: 'robot' });
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'robot' });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:user/robot` }, Action: 'sts:AssumeRole' },
    ],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Night',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  await session.dispatch('s3', 'CreateBucket', { Bucket: 'night-results' });
  await session.dispatch('iam', 'PutRolePolicy', {
    RoleName: 'Night',
    PolicyName: 'Reads',
    PolicyDocument: statement('s3:GetObject', 'arn:aws:s3:::night-results/*'),
  });
  openPage(session, '#/identities/user/robot?tab=credentials');
  await userEvent.click(await screen.findByRole('link', { name: 'What if it leaks?' }));
  await screen.findByRole('heading', { name: /^What could a thief do with access key AKIA/ });
  // A bucket of the account is public.
  await screen.findByText('1 role and 2 things could be reached.');
  const table = screen.getByRole('table', { name: 'What could be reached' });
  expect(within(table).getByRole('row', { name: /night-results.*S3.*1 step/ })).toBeTruthy();
  await userEvent.click(within(table).getByRole('link', { name: /night-results/ }));
  const ways = await screen.findByRole('region', { name: 'Ways of robot' });
  await within(ways).findByText(/Assuming a role/, { selector: 'summary *' });
});

test('somebody who could become administrator is told so first', async () => {
  const session = await exampleSession('small-company');
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'mallory',
    PolicyName: 'Up',
    PolicyDocument: statement('iam:AttachUserPolicy', '*'),
  });
  const mallory = `arn:aws:iam::${session.account}:user/mallory`;
  openPage(session, `#/graph/ways?from=${encodeURIComponent(mallory)}&reach=1`);
  await screen.findByText('mallory could become administrator, in 1 step');
  const table = screen.getByRole('table', { name: 'What could be reached' });
  expect(within(table).getByRole('row', { name: /administrator Every permission 1 step/ })).toBeTruthy();
});
