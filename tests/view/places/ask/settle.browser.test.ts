/** An answer that depends on a file says which one, and the policy pasted on the spot settles it. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { go } from '#app/navigation/routes.svelte.ts';
import { assumedPolicies, givenPolicyPlaceOf } from '#view/places/ask/given-policies/drafts.svelte.ts';
import { questionQuery } from '#app/navigation/question.ts';
import { policyIn, pastedProblemOf } from '#view/places/ask/settle/pasted.ts';
import { fileTitle, settleWords } from '#view/places/ask/settle/words.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

const account = '111122223333';
const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;
const policy = (Effect: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect, Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  });

beforeEach(async () => {
  openPage(await exampleSession('first-minutes'));
  const root = `arn:aws:iam::${account}:root`;
  go('ask', [], questionQuery({ principal: root, action: 'kms:Decrypt', resource: key }));
  await answer('Depends');
});

test('the missing key policy is named with its command, and pasted it makes the answer a decision', async () => {
  const settle = await screen.findByRole('region', { name: 'What would settle it' });
  within(settle).getByText('One file settles it.');
  within(settle).getByText(/^aws kms get-key-policy --region eu-west-1 --key-id arn:aws:kms/);
  await person.click(within(settle).getByRole('button', { name: 'Paste the policy' }));
  const field = within(settle).getByRole('textbox', { name: 'The policy' });
  await person.click(field);
  await person.paste('{"Version": "2012-10-17"}');
  await person.click(await button('Use it'));
  await within(settle).findByText(/Syntax errors in policy|MalformedPolicyDocument|Statement/);
  await answer('Depends');
  expect(document.activeElement).toBe(field);
  await person.clear(field);
  await person.click(field);
  await person.paste(JSON.stringify({ Policy: policy('Allow'), PolicyName: 'default' }));
  await person.click(await button('Use it'));
  await answer('Yes');
  await expect.poll(() => screen.queryByRole('region', { name: 'What would settle it' })).toBeNull();
  screen.getByText('This question includes: Resource');
});

test('the policy is found in whatever AWS’s calls answer', () => {
  const written = policy('Deny');
  for (const found of [
    written,
    JSON.stringify({ Policy: written }),
    JSON.stringify({ Attributes: { Policy: written } }),
    JSON.stringify({ ResourcePolicy: written }),
    JSON.stringify({ Policy: { PolicySummary: {}, Content: written } }),
    JSON.stringify({ Role: { AssumeRolePolicyDocument: JSON.parse(written) as object } }),
  ])
    expect(JSON.parse(policyIn(found))).toEqual(JSON.parse(written));
  expect(policyIn('no JSON')).toBe('no JSON');
});

test('the words say which files are enough alone', () => {
  expect(fileTitle({ kind: 'rcps' })).toBe(
    'The resource control policies (RCPs) of the account that owns the bucket',
  );
  const [scps, rcps] = [
    { kind: 'scps', account },
    { kind: 'rcps', account },
  ] as const;
  expect(
    settleWords([
      { ...scps, alone: ['denied'] },
      { ...rcps, alone: ['denied'] },
    ]),
  ).toBe('Any of these can make it a sure No alone. A Yes may need all of them.');
  expect(
    settleWords([
      { ...scps, alone: ['denied'] },
      { ...rcps, alone: [] },
    ]),
  ).toBe('The first one can make it a sure No alone. A Yes may need all of them.');
  expect(settleWords([{ ...scps, alone: [] }])).toBe('One file settles it.');
});

test('AWS’s own RCPFullAWSAccess is taken, which no customer may write', () => {
  const rcp = (more: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...more }],
    });
  expect(pastedProblemOf(rcp({}), 'rcp')).toBeUndefined();
  expect(pastedProblemOf(rcp({ Action: 's3:*' }), 'rcp')).toBeDefined();
  expect(pastedProblemOf(rcp({ Effect: 'Deny', Action: 's3:*' }), 'rcp')).toBeUndefined();
  expect(pastedProblemOf('null', 'rcp')).toBeDefined();
});

test('in no organization, pasted control policies count no more, also for a bucket of the account', async () => {
  const session = await exampleSession('first-minutes');
  const [bucket] = [...session.state.world.resources.values()].filter(({ arn }) => arn.includes(':s3:'));
  if (!bucket) expect.fail('no bucket');
  const assumed = assumedPolicies(session);
  const principal = `arn:aws:iam::${bucket.account}:root`;
  for (const resource of [`arn:aws:kms:eu-west-1:${bucket.account}:key/1234`, bucket.arn]) {
    const asked = { principal, resource };
    const of = givenPolicyPlaceOf('rcp', asked);
    assumed.put('rcp', { text: policy('Deny'), included: true, sound: true, ...(of ? { of } : {}) });
    expect(assumed.includedIn(asked)).toEqual(['rcp']);
    assumed.putOrganization(bucket.account, 'none');
    expect(assumed.includedIn(asked)).toEqual([]);
    expect(assumed.currentFor(asked)).toEqual({ organizations: { [bucket.account]: 'none' } });
    assumed.putOrganization(bucket.account, undefined);
  }
});

test('a pasted policy counts for its resource only, and its field has the focus', async () => {
  await person.click(await button('Paste the policy'));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'The policy' }));
  await person.paste(policy('Allow'));
  await person.click(await button('Use it'));
  await answer('Yes');
  const principal = `arn:aws:iam::${account}:root`;
  go('ask', [], questionQuery({ principal, action: 'kms:Decrypt', resource: `${key}5` }));
  await answer('Depends');
  expect(screen.queryByText('This question includes: Resource')).toBeNull();
  go('ask', [], questionQuery({ principal, action: 'kms:Decrypt', resource: key }));
  await answer('Yes');
});
