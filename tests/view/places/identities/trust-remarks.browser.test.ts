/** D-13, D-14: a trust policy that lets in too many is marked where it is written and where it is read. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { findByName } from '#core/model/world/world.ts';
import { next, person, press, type } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const gitHub = 'token.actions.githubusercontent.com';
const remarks = () => screen.findByRole('region', { name: 'Remarks on the trust policy' });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${gitHub}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
});

async function role(name: string, subject: string): Promise<void> {
  const made = await session.dispatch('iam', 'CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${session.account}:oidc-provider/${gitHub}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${gitHub}:aud`]: 'sts.amazonaws.com' },
          StringLike: { [`${gitHub}:sub`]: subject },
        },
      },
    }),
  });
  expect(made.ok).toBe(true);
}

test('the wizard says that the whole organization gets in, and makes the role all the same', async () => {
  openPage(session, '#/identities/create/role');
  await person.click(await screen.findByRole('radio', { name: 'Web identity' }));
  await person.selectOptions(await screen.findByLabelText('Identity provider'), gitHub);
  await type('Audience', 'sts.amazonaws.com');
  // G-63: AWS would refuse it without the organization, so the wizard asks.
  await screen.findByText('Enter the GitHub organization.');
  await type('GitHub organization', 'acme');
  const text = /“repo:acme\/\*:\*” names the organization and no repository/;
  await within(await screen.findByRole('list', { name: 'Warnings' })).findByText(text);
  await next('Add permissions');
  await next('Name, review, and create');
  within(await remarks()).getByText(text);
  await type('Role name', 'Wide');
  await press('Create role');
  await screen.findByRole('heading', { level: 1, name: 'Wide' });
  expect(findByName(session.state.world, 'roles', session.account, 'Wide')).toBeDefined();
});

test('the role’s page says beside the document that everybody gets in, and nothing of one that names its branch', async () => {
  await role('Everybody', 'repo:*');
  await role('Shop', 'repo:acme/shop:ref:refs/heads/main');
  openPage(session, '#/identities/role/Everybody?tab=trust');
  const said = within(await remarks());
  said.getByText(/“repo:\*” names no organization\. Everybody who gets tokens from/);
  said.getByText(/Identity-provider controls for shared OIDC providers/);
  visit('#/identities/role/Shop?tab=trust');
  await screen.findByRole('heading', { level: 1, name: 'Shop' });
  await screen.findByText(/repo:acme\/shop:ref/);
  expect(screen.queryByRole('region', { name: 'Remarks on the trust policy' })).toBeNull();
});

test('the review of the account lists a role that lets in too many', async () => {
  await role('Everybody', 'repo:*');
  await role('Shop', 'repo:acme/shop:*');
  openPage(session, '#/identities/reports/review?tab=wide');
  const table = within(await screen.findByRole('table', { name: 'To review' }));
  await table.findByRole('link', { name: 'Everybody' });
  table.getByText(/names no organization/);
  expect(table.queryByRole('link', { name: 'Shop' })).toBeNull();
});

test('the advice on a trust policy speaks of the policies of a user only where it names users or accounts', async () => {
  await role('ci', 'repo:acme/web:*');
  openPage(session, '#/identities/role/ci?tab=trust');
  await screen.findByText(/does not assign a role: a caller assumes it/);
  expect(screen.queryByText(/a policy of the user must allow it/)).toBeNull();
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: session.account }, Action: 'sts:AssumeRole' },
  });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'ours', AssumeRolePolicyDocument });
  visit('#/identities/role/ours?tab=trust');
  await screen.findByText(/If it names only the account, a policy of the user must allow it too/);
});
