import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../src/app/session.svelte.ts';
import { exampleSession, openPage } from './mounted.ts';

/** A flow on the page: step by step, refused, put right, and what comes of it. */
const person = userEvent.setup();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const account = '111122223333';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:user/alice` },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'acme-42' } },
    },
  ],
});

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Visitor', AssumeRolePolicyDocument: trust });
  openPage(session, '#/flows/assume-role');
});

test('8.7 a missing external id stops the flow; written into the message, it goes through and is kept', async () => {
  await person.click(await button('Begin'));
  await person.click(await button('Send AssumeRole'));
  await screen.findAllByText(/is not authorized to perform: sts:AssumeRole/);
  const messages = await screen.findByRole('list', { name: 'Messages' });
  expect(
    within(messages)
      .getAllByRole('button')
      .map((one) => one.textContent.trim()),
  ).toEqual([expect.stringContaining('AssumeRole'), expect.stringContaining('AccessDenied')]);
  // A guess is an attack like any other: refused as well.
  await person.click(await button('A guessed external id'));
  await screen.findByText(/^Changed \(A guessed external id\)/);
  await person.click(await button('Send AssumeRole'));
  await expect.poll(() => within(messages).getAllByRole('button').length).toBe(4);
  await person.click(await button('Begin anew'));
  const externalId = await screen.findByRole('textbox', { name: /External id/ });
  await person.type(externalId, 'acme-42');
  await person.click(await button('Begin'));
  await person.click(await button('Send AssumeRole'));
  await person.click(await button('Next step'));
  await screen.findByText('Step 4 of 4');
  await screen.findByText('The session is there');
  await person.click(await button('Act as it'));
  expect(session.caller.kind).toBe('session');
  expect(session.identity.arn).toBe(`arn:aws:sts::${account}:assumed-role/Visitor/alice`);
  await expect.poll(() => session.kept.recall('flow/assume-role')).toMatchObject({ value: 'done' });
});
