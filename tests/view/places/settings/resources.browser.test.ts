/** A person works with resources, billing and the account page in Settings, on the whole page. */

import { cleanup, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const resource = (arn: string) => session.state.world.resources.get(arn);
const account = () => session.state.world.accounts.get(session.account);
const alice = () =>
  [...session.state.world.users.values()].find(({ userName }) => userName === 'alice')?.arn ?? '';

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

async function create(tab: string, one: string, values: Readonly<Record<string, string>>) {
  openPage(session, `#/settings/resources?tab=${tab}`);
  await person.click(await button(`Create ${one}`));
  const dialog = await screen.findByRole('dialog', { name: `Create ${one}` });
  for (const [label, value] of Object.entries(values)) {
    await person.type(within(dialog).getByLabelText(new RegExp(`^${label}`)), value);
  }
  await person.click(within(dialog).getByRole('button', { name: `Create ${one}` }));
}

test('a bucket is made, gets a checked policy, an object and a tag, and is deleted in order', async () => {
  const arn = 'arn:aws:s3:::holiday-photos';
  await create('buckets', 'bucket', { 'Bucket name': 'holiday-photos' });
  await screen.findByRole('heading', { level: 2, name: 'holiday-photos' });
  await person.click(await button('Add policy'));
  await screen.findByText('Valid policy');
  await person.click(await button('Save policy'));
  await button('Delete policy');
  expect(JSON.parse(resource(arn)?.policy ?? '{}')).toMatchObject({
    Statement: [{ Principal: { AWS: `arn:aws:iam::${session.account}:root` }, Resource: [arn, `${arn}/*`] }],
  });
  await person.type(screen.getByRole('textbox', { name: 'Key of the new object' }), 'a.jpg');
  await person.click(await button('Put object'));
  await screen.findByRole('link', { name: /a\.jpg/ });
  await person.type(screen.getByRole('textbox', { name: 'Key of the new tag' }), 'team');
  await person.click(await button('Add'));
  await button('Remove tag team');
  await person.click(await button('Delete'));
  within(await screen.findByRole('alert')).getByText('BucketNotEmpty');
  await person.click(await button('Delete a.jpg'));
  await screen.findByText('The bucket is empty.');
  await person.click(await button('Delete'));
  await screen.findByRole('button', { name: 'Create bucket' });
  expect(resource(arn)).toBeUndefined();
});

test.each([
  ['queues', 'queue', { 'Queue name': 'jobs' }, 'arn:aws:sqs:us-east-1:ACCOUNT:jobs'],
  ['topics', 'topic', { 'Topic name': 'news' }, 'arn:aws:sns:us-east-1:ACCOUNT:news'],
  ['tables', 'table', { 'Table name': 'orders' }, 'arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders'],
  [
    'event buses',
    'event bus',
    { 'Event bus name': 'orders' },
    'arn:aws:events:us-east-1:ACCOUNT:event-bus/orders',
  ],
])(
  'the section %s makes a resource with its policy and tag by its service’s calls',
  async (tab, one, values, text) => {
    const arn = text.replace('ACCOUNT', session.account);
    await create(tab, one, values);
    await person.click(await button(/^(Add policy|Edit)$/));
    await screen.findByText('Valid policy');
    await person.click(await button('Save policy'));
    await button('Edit');
    await person.type(screen.getByRole('textbox', { name: 'Key of the new tag' }), 'team');
    await person.click(await button('Add'));
    await person.click(await button('Remove tag team'));
    await screen.findByText('Removed the tag team');
    expect(resource(arn)).toMatchObject({ tags: [], policy: expect.stringContaining('Version') as string });
  },
);

test('an instance stops, starts and is terminated', async () => {
  await create('instances', 'instance', {});
  await person.click(await button('Stop'));
  await person.click(await button('Start'));
  await button('Stop');
  await person.click(await button('Terminate'));
  await screen.findByText('No instances yet');
});

test('a KMS key waits for its deletion, which can be cancelled', async () => {
  await create('keys', 'key', { Description: 'for the reports' });
  await screen.findByText('for the reports');
  await person.click(await button('Delete'));
  await person.click(await button('Cancel the deletion'));
  await button('Enable');
});

test('a function is made with a role, and a bucket may invoke it', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Fn',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  openPage(session, '#/settings/resources?tab=functions');
  await person.click(await button('Create function'));
  const dialog = await screen.findByRole('dialog', { name: 'Create function' });
  await person.type(within(dialog).getByLabelText('Function name'), 'resize');
  await person.selectOptions(within(dialog).getByLabelText('Execution role'), 'Fn');
  await person.click(within(dialog).getByRole('button', { name: 'Create function' }));
  await person.type(await screen.findByLabelText('Statement ID'), 'from-s3');
  await person.type(screen.getByLabelText('Who'), 's3.amazonaws.com');
  await person.click(await button('Add permission'));
  await screen.findByText(/allows s3\.amazonaws\.com/);
  await person.click(await button('Remove from-s3'));
  await screen.findByText(/nobody outside this account/);
});

test('a person who may not list buckets sees AWS’s refusal, and no bucket', async () => {
  await session.dispatch('s3', 'CreateBucket', { Bucket: 'only-roots' });
  session.identity.actAs(alice());
  openPage(session, '#/settings/resources');
  within(await screen.findByRole('alert')).getByText(/s3:ListAllMyBuckets/);
  expect(screen.queryByText('only-roots')).toBeNull();
});

test('billing is the root user’s until it switches IAM access on', async () => {
  session.identity.actAs(alice());
  openPage(session, '#/settings/billing');
  await screen.findAllByText(/billing:GetBillingData/);
  await person.click(await screen.findByRole('switch', { name: 'IAM access to billing' }));
  await screen.findByText(/billing:UpdateIAMAccessPreference/);
  screen.getByText('Off: only the root user sees billing.');
  expect(account()?.settings).toBeUndefined();
  session.identity.actAs(`arn:aws:iam::${session.account}:root`);
  await screen.findByText('Nothing to pay');
  await person.click(await screen.findByRole('switch', { name: 'IAM access to billing' }));
  await screen.findByText('On: users and roles see billing where their policies allow it.');
  expect(account()?.settings).toEqual({ iamAccessToBilling: true });
});

test('the account gets contacts and a region, is closed, and opened again', async () => {
  openPage(session, '#/settings/account');
  await person.click(await button(/Add Security contact/));
  for (const [label, value] of [
    ['Name', 'Sam'],
    ['Title', 'CISO'],
    ['E-mail', 'sam@example.com'],
    ['Phone', '+1 555 0100'],
  ] as const)
    await person.type(screen.getByRole('textbox', { name: `${label} of the Security contact` }), value);
  await person.click(await button('Save'));
  await screen.findByText(/Sam, CISO/);
  await person.click(await screen.findByRole('switch', { name: 'af-south-1' }));
  await screen.findByText('af-south-1 is enabled');
  expect(account()?.settings).toMatchObject({
    alternateContacts: { SECURITY: { name: 'Sam' } },
    optInRegions: ['af-south-1'],
  });
  await person.click(await button('Close account'));
  await screen.findByText(/This account was closed on/);
  expect((await session.dispatch('iam', 'ListUsers', {})).ok).toBe(false);
  await person.click(await button('Reopen the account'));
  await button('Close account');
  expect((await session.dispatch('iam', 'ListUsers', {})).ok).toBe(true);
});

test('a person says that a resource has no policy, where a file only listed it', async () => {
  const arn = 'arn:aws:s3:::listed-only';
  await create('buckets', 'bucket', { 'Bucket name': 'listed-only' });
  await screen.findByRole('heading', { level: 2, name: 'listed-only' });
  cleanup();
  const row = resource(arn);
  if (!row) throw new Error('the bucket was not made');
  const listed = { ...row, details: { ...row.details, policyNotTold: 'true' } };
  apply(session.state.world, [replaced('resources', row, listed)]);
  openPage(session, `#/settings/resources/${encodeURIComponent(arn)}`);
  await screen.findByText(/^No file says which policy it has/);
  await person.click(await button('It has none'));
  await screen.findByText(/^No policy\. Identities of this account/);
  expect(resource(arn)?.details?.['policyNotTold']).toBeUndefined();
});

test.each([
  ['arn:aws:s3:::ledger', 'objects of the bucket'],
  ['arn:aws:sqs:us-east-1:ACCOUNT:jobs', 'messages of the queue'],
  ['arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders', 'items of the table'],
  ['arn:aws:lambda:us-east-1:ACCOUNT:function:resize', 'code of the function'],
  ['arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:db-AbCdEf', 'value of the secret'],
  ['arn:aws:ec2:us-east-1:ACCOUNT:instance/i-0123456789abcdef0', 'data of the instance'],
])('nobody says that an imported resource is empty: %s', async (form, what) => {
  const arn = unsafeArn(form.replace('ACCOUNT', session.account));
  const row = account();
  if (!row) throw new Error('no account');
  const imported = { ...row, unknown: ['resource-policies'] as const, knownSince: '2026-01-01T00:00:00Z' };
  const name = form.replace(/^.*:/, '');
  const record = { id: unsafeEntityId(arn), arn, account: row.id, name, tags: [] };
  apply(session.state.world, [replaced('accounts', row, imported), created('resources', record)]);
  openPage(session, `#/settings/resources/${encodeURIComponent(arn)}`);
  const said = await screen.findAllByText(new RegExp(`^The content is not known: .* the ${what}\\.$`));
  expect(said).toHaveLength(1);
  expect(screen.queryByText('The bucket is empty.')).toBeNull();
});
