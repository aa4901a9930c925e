/**
 * An account from a file that holds no passwords, keys and uses. Nothing on screen turns "not known" into
 * "none" or "never", and what is made here is known. The real time of these tests is noon, 1 March 2026.
 */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { roleArn, userArn } from '#core/model/arn.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../../../app/test-session.ts';
import { account, accountRow, user } from '../../../store/samples.ts';
import { openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const old = '2023-04-05T06:07:08Z';
let session: Session;

beforeEach(async () => {
  const world = createWorld({ freeze: true });
  apply(world, [
    created('accounts', {
      ...accountRow,
      createDate: old,
      unknown: [
        'resource-policies',
        'organization',
        'passwords',
        'access-keys',
        'mfa-devices',
        'creation-date',
      ],
      knownSince: old,
    }),
    created('users', user('alice', { createDate: old })),
    created('roles', {
      id: unsafeEntityId('AROADEPLOY'),
      account,
      path: '/',
      arn: roleArn(account, '/', 'deploy'),
      createDate: old,
      inlinePolicies: [],
      attachedPolicies: [],
      roleName: 'deploy',
      assumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      trustedIds: {},
      tags: [],
      maxSessionDuration: 3600,
    }),
  ]);
  session = newSession(new MemoryStore());
  await session.workspaces.createFromWorld(world, { name: 'imported', origin: 'import' });
  await session.dispatch('iam', 'CreateUser', { UserName: 'made-here' });
});

test('the review says that the use is unknown, never that there was none', async () => {
  openPage(session, '#/identities/reports/review');
  const table = await screen.findByRole('table', { name: 'To review' });
  await within(table).findByText('use not known: the imported file does not say');
  within(table).getByText('no known use in the last 400 days');
  expect(table).not.toHaveTextContent(/never used|not used/);
});

test('the lists and pages tell not known from none, and know what was made here', async () => {
  openPage(session, '#/identities/role/deploy');
  await screen.findByText('not known');
  visit('#/identities/user/alice?tab=credentials');
  await screen.findByText('Not known: the imported file does not contain access keys.');
  expect(screen.getByRole('region', { name: /^Access keys/ })).not.toHaveTextContent('0');
  screen.getByText('Not known: the imported file does not contain MFA devices.');
  screen.getByText(/^Not known: the imported file does not contain passwords/);
  visit('#/identities/user/made-here?tab=credentials');
  await screen.findByText('made-here has no access keys.');
  screen.getByText(/^Not enabled: this user cannot sign in/);
  screen.getByText('No device. There is no password either.');
});

test('the filter finds the identities whose use is not known apart from those that were never used', async () => {
  openPage(session, '#/identities?tab=users&activity=unknown');
  const table = await screen.findByRole('table', { name: 'Users' });
  await within(table).findByText('alice');
  expect(within(table).queryByText('made-here')).toBeNull();
  visit('#/identities?tab=users&activity=never');
  await within(table).findByText('made-here');
  expect(within(table).queryByText('alice')).toBeNull();
});

test('the report and the root user’s page name what the account file does not hold', async () => {
  openPage(session, '#/identities/reports/credential-report');
  await person.click(await screen.findByRole('button', { name: 'Generate report' }));
  await screen.findByText('Not known: passwords, access keys, MFA devices');
  visit('#/identities/root');
  await screen.findByText('Not known: the imported file does not contain MFA devices.');
  expect(screen.queryByText('The root user has no MFA device')).toBeNull();
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'made-here',
    PolicyName: 'Summary',
    PolicyDocument:
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetAccountSummary","Resource":"*"}}',
  });
  session.identity.actAs(userArn(account, '/', 'made-here'));
  await screen.findByText('MFA device: not known');
  screen.getByText('Access keys: not known');
});

test('the count of recommendations names those that are not known, and so does its meter', async () => {
  openPage(session, '#/identities/reports/security');
  const words = /^\d+ of 10 done, 7 not known$/;
  const { textContent } = await screen.findByText(words);
  screen.getByRole('meter', { name: `Recommendations: ${textContent}` });
  visit('#/home');
  const security = await screen.findByRole('region', { name: 'Security' });
  within(security).getByText(textContent);
  within(security).getByRole('meter', { name: `Recommendations: ${textContent}` });
});

test('Settings say that the organization and the age of the account are not known, until one is created', async () => {
  openPage(session, '#/settings/organization');
  await screen.findByText('The organization of this account is not known');
  const link = screen.getByRole('link', { name: 'Bring in files' });
  expect(link.getAttribute('href')).toBe('#/workspaces?tab=bring-in');
  await person.click(screen.getByRole('button', { name: 'Create an organization' }));
  await screen.findByRole('list', { name: 'Tree of the organization' });
  visit('#/settings/account');
  const facts = within(await screen.findByRole('region', { name: 'Account' }));
  expect(facts.getByText('Created').nextElementSibling).toHaveTextContent('not known');
  expect(facts.getByText('resource policies').tagName).toBe('LI');
  expect(facts.queryByText(/organization policies/)).toBeNull();
});
