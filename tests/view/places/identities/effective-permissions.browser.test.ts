/** The page of every principal says first what is left of its policies, and what limits took away. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { AccountId } from '#core/model/ids.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const inline = (UserName: string, statement: object, PolicyName = 'Own') =>
  session.dispatch('iam', 'PutUserPolicy', {
    UserName,
    PolicyName,
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
const block = () => screen.findByRole('region', { name: 'Effective permissions' });
const says = async (text: string | RegExp) => within(await block()).findByText(text);
const textOf = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
/** The rows of the table without the heading. */
async function rows(): Promise<string[]> {
  const table = await within(await block()).findByRole('table', { name: 'Effective permissions' });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map(textOf).join(' | '));
}
const limits = async () =>
  within(await within(await block()).findByRole('region', { name: 'Taken away' }))
    .getAllByRole('listitem')
    .map(textOf);

test('the first block of the tab names services, resources and policies, before the policies themselves', async () => {
  openPage(session, '#/identities/user/mallory');
  await says('mallory can use 1 service.');
  expect((await rows()).length).toBeGreaterThan(0);
  const sections = screen.getByRole('tabpanel').querySelectorAll('section.card');
  expect([...sections].map((section) => section.getAttribute('aria-label'))).toEqual([
    'Effective permissions',
    'Policies',
    'Permissions boundary',
    'Statements of all policies',
  ]);
});

test('a user without policies can do nothing, and a Deny or a boundary that leaves nothing is named', async () => {
  openPage(session, '#/identities/user/alice');
  await says('The policies of alice allow nothing.');
  await inline('alice', { Effect: 'Allow', Action: ['sqs:SendMessage', 'sns:Publish'], Resource: '*' });
  await says('alice can use 2 services.');
  await inline('alice', { Effect: 'Deny', Action: 'sns:*', Resource: '*' }, 'NoSns');
  await says('alice can use 1 service.');
  await says('Limits take away 1 of 2 actions that the policies allow.');
  expect(await limits()).toEqual([expect.stringContaining('Deny in NoSns takes away 1 action.')]);
  await session.dispatch('iam', 'PutUserPermissionsBoundary', {
    UserName: 'alice',
    PermissionsBoundary: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });
  await says('Limits take away all that the policies allow.');
  expect(await limits()).toContainEqual(
    expect.stringMatching(/Permissions boundary ReadPayroll takes away \d actions?\./),
  );
});

test('an SCP, a boundary and a Deny each say what they took, with a link to the policy', async () => {
  const call = async (service: 'iam' | 'organizations', operation: string, params: object = {}) => {
    const outcome = await session.dispatch(service, operation, { ...params });
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
    return outcome.response;
  };
  const org = (operation: string, params?: object) => call('organizations', operation, params);
  const document = (Effect: string, Action: string | readonly string[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });
  await org('CreateOrganization', { FeatureSet: 'ALL' });
  const [{ Id: RootId }] = (await org('ListRoots'))['Roots'] as readonly [{ Id: string }];
  await org('EnablePolicyType', { RootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const made = await org('CreateAccount', { Email: 'dev@example.com', AccountName: 'Dev' });
  const { AccountId: dev } = made['CreateAccountStatus'] as { AccountId: AccountId };
  const policy = { Name: 'NoQueues', Description: '', Type: 'SERVICE_CONTROL_POLICY' };
  const { Policy } = (await org('CreatePolicy', { ...policy, Content: document('Deny', 'sqs:*') })) as {
    Policy: { PolicySummary: { Id: string } };
  };
  await org('AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId: RootId });
  session.identity.lookAt(dev);
  await call('iam', 'CreatePolicy', {
    PolicyName: 'Limits',
    PolicyDocument: document('Allow', ['s3:*', 'sqs:*']),
  });
  await call('iam', 'CreateUser', {
    UserName: 'dana',
    PermissionsBoundary: `arn:aws:iam::${dev}:policy/Limits`,
  });
  const actions = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'sns:Publish'];
  for (const [PolicyName, PolicyDocument] of [
    ['Own', document('Allow', actions)],
    ['NoPut', document('Deny', 's3:PutObject')],
  ])
    await call('iam', 'PutUserPolicy', { UserName: 'dana', PolicyName, PolicyDocument });
  openPage(session, '#/identities/user/dana');
  await says('Limits take away 3 of 4 actions that the policies allow.');
  expect(await limits()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Deny in NoPut takes away 1 action\./),
      expect.stringMatching(/^Permissions boundary Limits takes away 1 action\./),
      expect.stringMatching(/^Deny in service control policy.*: NoQueues takes away 1 action\./),
    ]),
  );
  const links = within(await block()).getAllByRole('link');
  const pages = Object.fromEntries(links.map((link) => [link.textContent, link.getAttribute('href')]));
  expect(pages['NoQueues']).toBe('#/settings/organization');
  expect(pages['Limits']).toMatch(/^#\/policies\//);
});

test('a row tells resources, condition and exception, and opens by the keyboard', async () => {
  const person = newPerson();
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  await inline('alice', {
    ...{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'] },
    ...{ Resource: 'arn:aws:s3:::inbox/*', Condition },
  });
  await inline(
    'alice',
    { Effect: 'Deny', Action: 's3:Put*', Resource: 'arn:aws:s3:::inbox/done/*' },
    'NotDone',
  );
  openPage(session, '#/identities/user/alice');
  const [read, write] = await rows();
  expect(read).toBe(
    'S3 | Read | GetObject | the objects of bucket inbox | if the request is made with MFA | Own',
  );
  expect(write).toContain('except objects inbox/done/*, because of NotDone');
  const opener = await within(await block()).findByRole('button', { name: 'PutObject', expanded: false });
  opener.focus();
  await person.keyboard('{Enter}');
  expect(opener.getAttribute('aria-expanded')).toBe('true');
  await says('arn:aws:s3:::inbox/*');
  expect(document.activeElement).toBe(opener);
});

test('the table is filtered by text and by access level', async () => {
  const person = newPerson();
  await inline('alice', { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' });
  await inline('alice', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }, 'Queue');
  openPage(session, '#/identities/user/alice');
  expect(await rows()).toHaveLength(3);
  const search = screen.getByRole('searchbox', { name: /^Find a service/ });
  await person.type(search, 'queue');
  expect(await rows()).toEqual([expect.stringContaining('SendMessage')]);
  await person.clear(search);
  await person.selectOptions(screen.getByRole('combobox', { name: 'Access level' }), 'Read');
  expect(await rows()).toEqual([expect.stringContaining('GetObject')]);
  await person.type(search, 'nothing like it');
  await says('Nothing that is allowed fits this search.');
});

test('services with every action are one row, and what needs more stands below it', async () => {
  await inline('alice', { Effect: 'Allow', Action: '*', Resource: '*' });
  openPage(session, '#/identities/user/alice');
  await says(/^alice can use \d+ services\.$/);
  const [all, ...others] = await rows();
  expect(all).toMatch(/^\d+ services \| All \| every action \| all resources \| Own$/);
  expect(others).toContainEqual(expect.stringMatching(/^KMS.*only on keys whose key policy allows it too/));
  expect(others.length).toBeLessThan(20);
  expect(await limits()).toEqual([
    expect.stringMatching(/IAM access to billing is off .* takes away \d+ actions/),
  ]);
  visit('#/identities/root');
  await screen.findByText(/^The root user can use \d+ services\.$/);
  // The root user has no identity policies.
  expect(screen.queryByRole('button', { name: 'As one policy' })).toBeNull();
});

test('all of it is written as one policy, which says what was proved', async () => {
  const person = newPerson();
  await inline('alice', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::inbox/*' });
  await session.dispatch('iam', 'PutUserPermissionsBoundary', {
    UserName: 'alice',
    PermissionsBoundary: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });
  await inline('alice', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }, 'Read');
  openPage(session, '#/identities/user/alice');
  await person.click(await within(await block()).findByRole('button', { name: 'As one policy' }));
  const dialog = await screen.findByRole('dialog', { name: 'As one policy' });
  await within(dialog).findByText(
    'Checked both ways: it allows exactly the same, policies of resources apart.',
  );
  expect(dialog.textContent).toContain('"s3:GetObject"');
  expect(dialog.textContent).toContain('arn:aws:s3:::payroll');
  within(dialog).getByRole('button', { name: 'Download' });
  within(dialog).getByRole('button', { name: 'Copy' });
});

test('one policy for all says what the billing setting still denies, and what to do when it is too long', async () => {
  const person = newPerson();
  const Action = ['billing:GetBillingData', ...Array.from({ length: 500 }, (_, at) => `s3:Get${at}x`)];
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'long',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
    }),
  });
  await session.dispatch('iam', 'PutRolePolicy', {
    RoleName: 'long',
    PolicyName: 'Long',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    }),
  });
  openPage(session, '#/identities/role/long?tab=permissions');
  await person.click(await within(await block()).findByRole('button', { name: 'As one policy' }));
  const dialog = await screen.findByRole('dialog', { name: 'As one policy' });
  await within(dialog).findByText(/^IAM access to billing is off in this account\./);
  await within(dialog).findByText(/^It has 6,\d{3} characters.* Split its statements/);
});

test('who may do something through policies of resources alone needs no one policy', async () => {
  const person = newPerson();
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'open',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
          Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' },
        },
      ],
    }),
  });
  openPage(session, '#/identities/user/alice');
  await person.click(await within(await block()).findByRole('button', { name: 'As one policy' }));
  const dialog = await screen.findByRole('dialog', { name: 'As one policy' });
  await within(dialog).findByText(/^Its identity policies allow nothing\./);
});

test('a group says what its members get through it', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'readers' });
  openPage(session, '#/identities/group/readers?tab=permissions');
  await says('The policies of this group allow nothing.');
  await session.dispatch('iam', 'AttachGroupPolicy', {
    GroupName: 'readers',
    PolicyArn: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });
  await says('Members of this group can use 1 service through it.');
});
