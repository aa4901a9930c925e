/** An organization is made, grown and limited, all through AWS's calls. */

import { cleanup, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();

test('an organization is made from nothing, up to an SCP that takes an action away from an account', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/settings/organization');
  await person.click(await screen.findByRole('button', { name: 'Create an organization' }));
  const tree = await screen.findByRole('list', { name: 'Tree of the organization' });
  await person.type(screen.getByLabelText('New account'), 'Dev');
  await person.type(screen.getByLabelText('E-mail of its root user'), 'dev@example.com');
  await person.click(screen.getByRole('button', { name: 'Create account' }));
  await within(tree).findByRole('link', { name: /Dev/ });
  const [turnOn] = screen.getAllByRole('button', { name: 'Turn SCPs on' });
  if (turnOn) await person.click(turnOn);
  await person.click(await screen.findByRole('button', { name: 'Create SCP' }));
  const dialog = await screen.findByRole('dialog', { name: 'Create an SCP' });
  await person.type(within(dialog).getByLabelText('Name'), 'Guard');
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  const dev = [...session.state.world.accounts.values()].find(({ name }) => name === 'Dev');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  visit(`#/settings/organization/${dev?.id}`);
  // The arrows only look through the list: nothing is attached before Enter.
  const attach = await screen.findByRole('combobox', { name: 'Attach SCP to Dev' });
  attach.focus();
  await person.keyboard('{ArrowDown}{ArrowDown}');
  expect(screen.queryByRole('button', { name: 'Detach Guard from Dev' })).toBeNull();
  await person.keyboard('{Escape}');
  await person.type(attach, 'Guard{Enter}');
  await screen.findByRole('button', { name: 'Detach Guard from Dev' });
  await screen.findByText('Denies organizations:LeaveOrganization on everything.');
  const question = screen.getByLabelText('Do control policies allow an action?');
  await person.type(question, 'organizations:LeaveOrganization');
  await screen.findByText(
    /Control policies do not allow organizations:LeaveOrganization. Denied because the service control policy Guard explicitly denies/,
  );
  await person.clear(question);
  await person.type(question, 's3:GetObject');
  await screen.findByText('Control policies allow s3:GetObject');
});

test('a member account does not see the tree, and is led to the account that does', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('organizations', 'CreateOrganization', {});
  const made = await session.dispatch('organizations', 'CreateAccount', {
    AccountName: 'Dev',
    Email: 'dev@example.com',
  });
  expect(made.ok).toBe(true);
  const [organization] = session.state.world.organizations.values();
  await session.dispatch('organizations', 'EnablePolicyType', {
    RootId: organization?.rootId ?? '',
    PolicyType: 'SERVICE_CONTROL_POLICY',
  });
  const dev = [...session.state.world.accounts.values()].find(({ name }) => name === 'Dev');
  if (!dev) throw new Error('no account');
  session.account = dev.id;
  session.identity.actAs(`arn:aws:iam::${dev.id}:root`);
  openPage(session, '#/settings/organization');
  await screen.findByText('This is what AWS would say to this account', { exact: false });
  const held = () => screen.queryByRole('region', { name: 'Control policies in this workspace' });
  expect(held()).toBeNull();
  const management = session.state.world.accounts.get(organization?.account ?? '');
  if (!management) throw new Error('no management account');
  const imported = { ...management, unknown: ['resource-policies'] as const };
  apply(session.state.world, [replaced('accounts', management, imported)]);
  cleanup();
  openPage(session, '#/settings/organization');
  await expect.poll(held).not.toBeNull();
  expect(held()?.querySelector('pre')?.textContent).toContain('"Statement"');
  await person.click(screen.getByRole('button', { name: /the management account, as its root$/ }));
  await screen.findByRole('list', { name: 'Tree of the organization' });
});

test('the organization’s page lists who administers it, which services it trusts, and who is invited', async () => {
  const session = await exampleSession('first-minutes');
  const act = async (operation: string, params: Record<string, unknown> = {}) => {
    const answer = await session.dispatch('organizations', operation, params);
    expect(answer.ok, operation).toBe(true);
  };
  await act('CreateOrganization');
  await act('CreateAccount', { AccountName: 'Audit', Email: 'audit@example.com' });
  const audit = [...session.state.world.accounts.values()].find(({ name }) => name === 'Audit');
  const ServicePrincipal = 'access-analyzer.amazonaws.com';
  await act('EnableAWSServiceAccess', { ServicePrincipal });
  await act('RegisterDelegatedAdministrator', { AccountId: audit?.id, ServicePrincipal });
  await act('InviteAccountToOrganization', { Target: { Type: 'EMAIL', Id: 'owner@example.org' } });
  openPage(session, '#/settings/organization');
  const rows = async (name: string) => (await screen.findByRole('list', { name })).textContent.trim();
  expect(await rows('Delegated administrators')).toBe(`Auditfor ${ServicePrincipal}`);
  expect(await rows('Trusted services')).toMatch(/^access-analyzer\.amazonaws\.comsince /);
  expect(await rows('Pending invitations')).toMatch(/^owner@example\.orguntil /);
});
