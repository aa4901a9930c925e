/** A pasted AccessDenied text of AWS becomes the question. */

import { type queries, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { fromMenu, person } from './page.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session);
});

type Found = ReturnType<typeof within<typeof queries>>;

async function pasted(text: string): Promise<Found> {
  await fromMenu(/Paste an .AccessDenied. message/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Ask about a refusal' }));
  await person.click(dialog.getByRole('textbox'));
  await person.paste(text);
  return dialog;
}
const said = (dialog: Found) =>
  dialog.getByLabelText('What the message says').textContent.replaceAll(/\s+/g, ' ');
const askButton = (dialog: Found) => dialog.getByRole('button', { name: 'Ask this' });

test('a line of the AWS CLI fills the question', async () => {
  const mallory = `arn:aws:iam::${session.account}:user/mallory`;
  const dialog = await pasted(
    `An error occurred (AccessDenied) when calling the DeleteObject operation: User: ${mallory} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::payroll/2026.csv" because no identity-based policy allows the s3:DeleteObject action`,
  );
  expect(said(dialog)).toContain('because no identity-based policy allows');
  await person.click(askButton(dialog));
  await expect.poll(() => decodeURIComponent(location.hash)).toContain(`p=${mallory}&a=s3:DeleteObject`);
  await expect
    .poll(() => screen.queryByRole('status', { name: 'Answer' })?.textContent.trim())
    .toMatch(/^No/);
});

test('a person and an account that are not here are taken as given, and the page says so', async () => {
  const dialog = await pasted(
    'User: arn:aws:sts::999988887777:assumed-role/Deploy/ci is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::elsewhere/x" with an explicit deny in a resource-based policy',
  );
  dialog.getByText(/Account 999988887777 of the caller is not in this workspace/);
  dialog.getByText(/is not in this workspace. The answer assumes that it exists/);
  await person.click(askButton(dialog));
  await expect.poll(() => decodeURIComponent(location.hash)).toContain('assumed-role/Deploy/ci');
});

test('the encoded message of EC2 is opened where this account made it, and reported where another did', async () => {
  const caller = { kind: 'principal', arn: `arn:aws:iam::${session.account}:user/alice` } as const;
  const params = { InstanceIds: ['i-0123456789abcdef0'] };
  const outcome = await session.requests.send({ service: 'ec2', operation: 'StopInstances', params, caller });
  if (outcome.ok) throw new Error('alice may stop instances');
  const { message } = outcome.error;
  const sealed = message.slice(message.indexOf('Encoded'));
  const dialog = await pasted(`You are not authorized to perform this operation. ${sealed}`);
  await expect.poll(() => said(dialog)).toContain('ec2:StopInstances');
  expect(said(dialog)).toContain('user/alice');
  await person.clear(dialog.getByRole('textbox'));
  await person.paste(`You are not authorized. Encoded authorization failure message: ${'Ab1-'.repeat(40)}`);
  await dialog.findByText(/Only that account can decode it/);
  expect(askButton(dialog).hasAttribute('disabled')).toBe(true);
});

test('a text that is no refusal is reported as such', async () => {
  const dialog = await pasted('command not found: aws');
  dialog.getByText('No refusal found in this text');
  expect(askButton(dialog).hasAttribute('disabled')).toBe(true);
});

const choose = async (dialog: Found, label: string, text: string) => {
  const field = await dialog.findByRole('combobox', { name: label });
  await person.clear(field);
  await person.type(field, `${text}{Enter}`);
};

test('a bare refusal of S3 is read, and what it does not say is asked for', async () => {
  const dialog = await pasted(
    'An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied',
  );
  await expect.poll(() => said(dialog)).toContain('s3:ListBucket');
  dialog.getByText('AWS checks the action s3:ListBucket for the call ListObjectsV2.');
  expect(askButton(dialog).hasAttribute('disabled')).toBe(true);
  await choose(dialog, 'Who was refused?', 'alice');
  expect(askButton(dialog).hasAttribute('disabled')).toBe(true);
  await choose(dialog, 'On which resource?', 'payroll');
  await person.click(askButton(dialog));
  await expect
    .poll(() => decodeURIComponent(location.hash))
    .toContain(`user/alice&a=s3:ListBucket&r=arn:aws:s3:::payroll`);
});

test('an action that takes no resource does not ask for one', async () => {
  await session.catalogue.loadCommonActions();
  const dialog = await pasted(
    'An error occurred (AccessDenied) when calling the ListBuckets operation (reached max retries: 4): Access Denied',
  );
  await expect.poll(() => said(dialog)).toContain('everything (*)');
  expect(dialog.queryByRole('combobox', { name: 'On which resource?' })).toBeNull();
});

test('a call of several services asks which of their actions is meant', async () => {
  const dialog = await pasted(
    'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the ListTagsForResource operation: no',
  );
  await dialog.findByText(/actions fit the call that the text names/);
  await choose(dialog, 'Which action?', 'sns:ListTagsForResource');
  await choose(dialog, 'Who was refused?', 'mallory');
  await choose(dialog, 'On which resource?', 'everything');
  await person.click(askButton(dialog));
  await expect
    .poll(() => decodeURIComponent(location.hash))
    .toContain('mallory&a=sns:ListTagsForResource&r=*');
});
