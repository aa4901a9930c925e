/** A person asks about what this account does not hold, and about what does not exist. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { go } from '#app/navigation/routes.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { questionQuery } from '#app/navigation/question.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const ask = (principal: string, action: string, resource: string) =>
  go('ask', [], questionQuery({ principal, action, resource }));

/** Returns the steps as they are read: `Identity policies does not allow this decided`. */
const steps = () =>
  within(screen.getByRole('region', { name: 'Why' }))
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent.trim().replace(/\s+/g, ' '));

beforeEach(async () => openPage(await exampleSession('first-minutes')));

test('across accounts the silent side is this decided, and the key policy that nobody holds is not known', async () => {
  ask(alice, 'kms:Decrypt', 'arn:aws:kms:eu-west-1:444455556666:key/1234');
  await screen.findByText('Denied because no policy of alice allows it.');
  await expect
    .poll(() => steps().slice(0, 2))
    .toEqual([
      expect.stringMatching(/^Key policy.* not known$/),
      expect.stringMatching(/^Identity policies.* does not allow this decided$/),
    ]);
  await screen.findByText(/A policy of alice and the key policy must both allow it\./);
});

test('a user who does not exist is said so, as caller and as resource', async () => {
  ask(`arn:aws:iam::${account}:user/nobody`, 's3:GetObject', 'arn:aws:s3:::payroll/2026.csv');
  await screen.findByText(`Denied because there is no user nobody in account ${account}.`);
  await screen.findByText('AWS read no policy for this request.');
  ask(alice, 'iam:GetUser', `arn:aws:iam::${account}:user/nobody`);
  await screen.findByText(/There is no user nobody in account/);
});
