/** A page of a user, group or role says first what its policies allow together, and what limits them. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../../../src/app/session/session.svelte.ts';
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
/** The cells of a service: List, Read, Write, Permissions management, Tagging, resource. */
async function cellsOf(service: string): Promise<string[]> {
  const table = await within(await block()).findByRole('table', { name: 'Services by access level' });
  const row = within(table).getByRole('row', { name: new RegExp(`^${service}`) });
  return within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent?.trim() ?? '');
}

test('the first block of the tab names each service with its access levels', async () => {
  openPage(session, '#/identities/user/mallory');
  await within(await block()).findByText('The policies of mallory give at most access to 1 service.');
  const cells = await cellsOf('S3');
  expect(cells.map((cell) => cell.replace(/^.*: /, '')).slice(0, 5)).toEqual([
    'Limited',
    'Limited',
    'None',
    'None',
    'None',
  ]);
  const sections = screen.getByRole('tabpanel').querySelectorAll('section');
  expect([...sections].map((section) => section.getAttribute('aria-label'))).toEqual([
    'Effective permissions',
    'Policies',
    'Permissions boundary',
    'Statements of all policies',
  ]);
});

test('a user without policies has nothing, and a deny or a boundary that leaves nothing is named', async () => {
  openPage(session, '#/identities/user/alice');
  await within(await block()).findByText('The policies of alice allow nothing.');
  await inline('alice', { Effect: 'Allow', Action: ['sqs:*', 'sns:Publish'], Resource: '*' });
  await within(await block()).findByText('The policies of alice give at most access to 2 services.');
  await inline('alice', { Effect: 'Deny', Action: 'sns:*', Resource: '*' }, 'NoSns');
  await within(await block()).findByText('The policies of alice give at most access to 1 service.');
  const limits = within(await block()).getByRole('list', { name: 'Limits' });
  expect(limits.textContent).toContain('Explicit deny for SNS');
  await session.dispatch('iam', 'PutUserPermissionsBoundary', {
    UserName: 'alice',
    PermissionsBoundary: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });
  await within(await block()).findByText('Nothing is left.');
  expect(within(await block()).getByRole('list', { name: 'Limits' }).textContent).toMatch(
    /Permissions boundary ReadPayroll takes away all \d+ actions/,
  );
});

test('a service opens by the keyboard to its actions, and the amounts are explained', async () => {
  const person = newPerson();
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  await inline('alice', { ...read, Condition: mfa });
  await inline('alice', { ...read, Resource: 'arn:aws:s3:::payroll/*' }, 'Payroll');
  await inline(
    'alice',
    { ...read, Action: ['s3:PutObject', 's3:ListAllMyBuckets'], Resource: 'arn:aws:s3:::inbox/*' },
    'Inbox',
  );
  openPage(session, '#/identities/user/alice');
  expect((await cellsOf('S3')).at(-1)).toBe('All resources for some actions, partly under conditions');
  const amounts = within(await block()).getByRole('button', { name: 'Access level' });
  const meaning = document.getElementById(amounts.getAttribute('aria-describedby') ?? '');
  expect(meaning?.textContent).toMatch(/Full: every action of that level\. Limited: some of them\./);
  const service = within(await block()).getByRole('button', { name: 'S3', expanded: false });
  service.focus();
  await person.keyboard('{Enter}');
  expect(service.getAttribute('aria-expanded')).toBe('true');
  const rows = within(screen.getByRole('table', { name: 'Actions of S3' })).getAllByRole('row');
  const textOf = (row: HTMLElement) => [...row.children].map(({ textContent }) => textContent?.trim());
  // The two statements about GetObject ask for different things, each on its own resources.
  expect(rows.slice(1).map(textOf)).toEqual([
    ['GetObject', 'Read', 'All resources', 'aws:MultiFactorAuthPresent | Bool | true'],
    ['arn:aws:s3:::payroll/*', 'None'],
    ['PutObject', 'Write', 'arn:aws:s3:::inbox/*', 'None'],
    ['ListAllMyBuckets', 'No effect: the action works on none of the resources that its statements name'],
  ]);
  expect(document.activeElement).toBe(service);
  expect(screen.queryByText(/^Resources and conditions are those of the policies that allow\./)).toBeNull();
  await inline('alice', { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' }, 'No');
  await screen.findByText(/^Resources and conditions are those of the policies that allow\./);
  await person.keyboard(' ');
  expect(screen.queryByRole('table', { name: 'Actions of S3' })).toBeNull();
});

test('an administrator has one line and no table of all services', async () => {
  await inline('alice', { Effect: 'Allow', Action: '*', Resource: '*' });
  openPage(session, '#/identities/user/alice');
  await within(await block()).findByText(
    /^The policies of alice give at most full access to all \d+ services\.$/,
  );
  expect(screen.queryByRole('table', { name: 'Services by access level' })).toBeNull();
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'empty' });
  visit('#/identities/group/empty?tab=permissions');
  await screen.findByText('This group gives no permissions.');
});
