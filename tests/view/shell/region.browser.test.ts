/** Curriculum 11: IAM is global; a region counts where a request of another service is made. */

import { screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { defaultRegion, regionChoice, requestedRegion } from '#app/session/region.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
afterEach(() => regionChoice.choose(defaultRegion));

test('the top bar says "Global" where IAM is looked at, and Ask uses the region that policies read', async () => {
  const session = await exampleSession('first-minutes');
  const document = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    },
  };
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'Frankfurt',
    PolicyDocument: JSON.stringify(document),
  });
  openPage(session, '#/identities');
  await screen.findByText('Global');
  const alice = encodeURIComponent('arn:aws:iam::111122223333:user/alice');
  visit(`#/ask?p=${alice}&a=s3:GetObject&r=${encodeURIComponent('arn:aws:s3:::payroll/2026.csv')}`);
  const answer = await screen.findByRole('status', { name: 'Answer' });
  await expect.poll(() => answer.textContent).toMatch(/No/);
  await person.click(await screen.findByRole('button', { name: 'Region: us-east-1' }));
  await person.click(await screen.findByRole('menuitemradio', { name: /Frankfurt/ }));
  await expect.poll(() => screen.getByRole('status', { name: 'Answer' }).textContent).toMatch(/Yes/);
});

test.each([
  ['ec2:RunInstances', 'eu-west-1'],
  ['iam:CreateUser', undefined],
  ['organizations:ListRoots', undefined],
])('the action %s is requested in the region %s', (action, region) => {
  regionChoice.choose('eu-west-1');
  expect(requestedRegion(action)).toBe(region);
});

test('all 34 regions of the partition are offered, and one that the account has not switched on says so', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/ask');
  await person.click(await screen.findByRole('button', { name: 'Region: us-east-1' }));
  const items = await screen.findAllByRole('menuitemradio');
  expect(items).toHaveLength(34);
  const zurich = () => screen.getByRole('menuitemradio', { name: /Zurich/ }).textContent;
  expect(zurich()).toContain('not enabled');
  await session.dispatch('account', 'EnableRegion', { RegionName: 'eu-central-2' });
  await expect.poll(zurich).not.toContain('not enabled');
});
