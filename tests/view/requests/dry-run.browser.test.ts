/** An act is tried before it is done: the dialog says who gains and loses what, and only Do it changes anything. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { findByName } from '#core/model/world/world.ts';
import { institute, withOrganization } from '../../app/consequences/organization.ts';
import { RunningTrial } from '#view/requests/dry-run/trial.svelte.ts';
import Found from '#view/requests/dry-run/Found.svelte';
import PolicyDialog from '#view/places/settings/organization/PolicyDialog.svelte';
import { exampleSession, mountPart, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();

const dialog = () => screen.findByRole('dialog', { name: 'Who gains and loses what' });

/** Chooses what is tried in the open dialog. */
async function choose(name: string): Promise<void> {
  const field = await within(await dialog()).findByRole('combobox', { name: 'Change to try' });
  await person.click(field);
  await person.type(field, name);
  await person.click(await screen.findByRole('option', { name }));
}

const doIt = async () => within(await dialog()).getByRole('button', { name: 'Do it' });
const isReady = async () => !(await doIt()).matches(':disabled, [aria-disabled="true"]');

test('an SCP is tried on an account: who loses what is listed, Close changes nothing, Do it attaches it', async () => {
  const session = await exampleSession('hospital');
  const { scp } = await withOrganization(session);
  openPage(session, `#/settings/organization/${institute}`);
  const button = await screen.findByRole('button', { name: /^Try it first: changes on/ });
  await person.click(button);
  await choose('Attach SCP NoStorage to Institute for Heart Research');
  await within(await dialog()).findByText(/lose permissions|loses permissions/);
  const text = async () => (await dialog()).textContent;
  await expect.poll(text).toContain('PutObject on the objects of bucket heart-results');
  const before = session.state;
  await person.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(session.state).toBe(before);
  await expect.poll(() => document.activeElement).toBe(button);

  await person.keyboard('{Enter}');
  await choose('Attach SCP NoStorage to Institute for Heart Research');
  await expect.poll(isReady).toBe(true);
  await person.click(await doIt());
  await screen.findByRole('button', { name: 'Detach NoStorage from Institute for Heart Research' });
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  const attached = [...session.state.world.controlPolicies.values()].find(({ policyId }) => policyId === scp);
  expect(attached?.targets).toContain(institute);
  expect(session.history.undoLabel).toBe('Attach SCP NoStorage to Institute for Heart Research');
});

test('the page of a user offers its attachments, groups and boundary as changes to try, and makes the chosen one', async () => {
  const session = await exampleSession('small-company');
  await session.catalogue.loadManagedPolicies();
  const [name, group] = ['carol', 'OnCall'];
  const carol = () => findByName(session.state.world, 'users', session.account, name);
  openPage(session, `#/identities/user/${name}?tab=permissions`);
  await person.click(await screen.findByRole('button', { name: `Try it first: the boundary of ${name}` }));
  await choose(`Set PowerUserAccess as boundary of ${name}`);
  await expect.poll(isReady).toBe(true);
  await person.click(await doIt());
  await expect.poll(() => carol()?.permissionsBoundary).toContain('PowerUserAccess');

  await person.click(await screen.findByRole('button', { name: `Try it first: policies of ${name}` }));
  await choose(`Attach ReadOnlyAccess to ${name}`);
  await expect.poll(async () => (await dialog()).textContent).toContain('1 identity gains permissions');
  await person.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();

  visit(`#/identities/user/${name}?tab=groups`);
  await person.click(await screen.findByRole('button', { name: `Try it first: groups of ${name}` }));
  await choose(`Remove ${name} from ${group}`);
  await expect.poll(isReady).toBe(true);
  await person.click(await doIt());
  await expect.poll(() => session.history.undoLabel).toBe(`Remove ${name} from ${group}`);
});

test('the list of changes to try stands under its field, though the dialog does not begin at the corner', async () => {
  const session = await exampleSession('small-company');
  openPage(session, '#/identities/user/carol?tab=permissions');
  await person.click(await screen.findByRole('button', { name: 'Try it first: the boundary of carol' }));
  const field = await within(await dialog()).findByRole('combobox', { name: 'Change to try' });
  await person.click(field);
  const box = async () => (await screen.findByRole('listbox')).getBoundingClientRect();
  const at = field.getBoundingClientRect();
  const apart = async () => {
    const { top, bottom } = await box();
    return Math.min(Math.abs(top - at.bottom), Math.abs(at.top - bottom));
  };
  await expect.poll(apart).toBeLessThan(12);
  expect(Math.abs((await box()).left - at.left)).toBeLessThan(40);
});

test('Escape asks before the changed text of a control policy is lost, and closes one that is unchanged', async () => {
  const session = await exampleSession('hospital');
  mountPart(session, PolicyDialog, { open: true, type: 'SERVICE_CONTROL_POLICY' as const });
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await person.type(name, 'NoQueues');
  await person.keyboard('{Escape}');
  await screen.findByText('Close without saving? What you changed is lost.');
  await person.click(screen.getByRole('button', { name: 'Go on' }));
  await expect.poll(() => document.activeElement).toBe(name);
  await person.clear(name);
  await person.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
});

test('a group is deleted with all of its steps after it was tried, and one Undo brings it back', async () => {
  const session = await exampleSession('small-company');
  const { account } = session;
  const group = [...session.state.world.groups.values()].find(
    ({ attachedPolicies, inlinePolicies }) => attachedPolicies.length + inlinePolicies.length > 0,
  );
  const name = group?.groupName ?? '';
  const there = () => findByName(session.state.world, 'groups', account, name) !== undefined;
  openPage(session, `#/identities/group/${name}`);
  await person.click(await screen.findByRole('button', { name: `Try the deletion first: ${name}` }));
  await within(await dialog()).findByText(`Delete ${name}. Nothing changes until you do it.`);
  await expect.poll(isReady).toBe(true);
  await within(await dialog()).findByText(/lose permissions|loses permissions/);
  await person.click(await doIt());
  await expect.poll(there).toBe(false);
  await session.undo();
  expect(there()).toBe(true);
});

test('the deletion of a policy is not offered to be tried while its text is edited', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`);
  const name = 'Try the deletion first: ReadPayroll';
  expect((await screen.findByRole('button', { name })).textContent.trim()).toBe('Try the deletion first');
  await person.click(await screen.findByRole('button', { name: 'Edit' }));
  await expect.poll(() => screen.queryByRole('button', { name })).toBeNull();
});

test('the deletion of a role is not offered to be tried while its trust policy is edited', async () => {
  const session = await exampleSession('small-company');
  const role = [...session.state.world.roles.values()].find(({ path }) => path === '/');
  openPage(session, `#/identities/role/${role?.roleName}?tab=trust`);
  const name = `Try the deletion first: ${role?.roleName}`;
  await screen.findByRole('button', { name });
  await person.click(await screen.findByRole('button', { name: 'Edit trust policy' }));
  await expect.poll(() => screen.queryByRole('button', { name })).toBeNull();
  await person.click(await screen.findByRole('button', { name: 'Cancel' }));
  await screen.findByRole('button', { name });
});

test('AWS’s refusal is shown in place of a result, and cannot be done', async () => {
  const session = await exampleSession('small-company');
  const role = [...session.state.world.roles.values()].find(({ path }) => path === '/');
  openPage(session, `#/identities/role/${role?.roleName}?tab=trust`);
  await person.click(await screen.findByRole('button', { name: 'Edit trust policy' }));
  // The plain field makes way for the editor: what is written between the two would be lost.
  await expect.poll(() => document.querySelector('.cm-content')).not.toBeNull();
  const editor = screen.getByRole('textbox', { name: `Trust policy of ${role?.roleName}` });
  await person.clear(editor);
  await person.type(editor, 'nothing');
  await person.click(await screen.findByRole('button', { name: /^Try it first: the trust policy/ }));
  await within(await dialog()).findByText('AWS would refuse this');
  await within(await dialog()).findByText('Nothing was sent, so nothing changed.');
  await within(await dialog()).findByText('MalformedPolicyDocument');
  expect(await isReady()).toBe(false);
});

test('where somebody was not looked at, a dry run says how many, and offers once to look longer', async () => {
  const session = await exampleSession('small-company');
  const { world } = session.state;
  const running = new RunningTrial(session);
  const [one] = world.users.values();
  running.answer = {
    kind: 'found',
    found: { shared: [], looked: 0, unsure: [one?.arn ?? ''] },
    ...{ others: [], before: world, after: world, gone: 0 },
    spared: [{ account: session.account, type: 'SERVICE_CONTROL_POLICY' }],
  };
  running.status = 'done';
  let pressed = 0;
  mountPart(session, Found, { running, onagain: () => (pressed += 100), onlonger: () => (pressed += 1) });
  screen.getByText('Not looked at to the end: 1 identity.');
  screen.getByText(
    `SCPs do not limit the management account ${session.account}: its identities keep what they have.`,
  );
  await person.click(screen.getByRole('button', { name: 'Look longer' }));
  expect(pressed).toBe(1);
  running.isThorough = true;
  await expect.poll(() => screen.queryByRole('button', { name: 'Look longer' })).toBeNull();

  running.status = 'running';
  const stop = await screen.findByRole('button', { name: 'Stop' });
  await expect.poll(() => document.activeElement).toBe(stop);
  await person.keyboard('{Enter}');
  const again = await screen.findByRole('button', { name: 'Try again' });
  await expect.poll(() => document.activeElement).toBe(again);
});
