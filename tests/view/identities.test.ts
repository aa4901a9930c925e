import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../src/app/session.svelte.ts';
import { exampleSession, openPage } from './mounted.ts';

const person = userEvent.setup();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const names = (table: 'users' | 'groups' | 'roles') =>
  [...session.state.world[table].values()].map((row) => row.arn.slice(row.arn.lastIndexOf('/') + 1));

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test('create a user: its page opens, with nothing allowed', async () => {
  openPage(session, '#/identities');
  await person.click(await button('Create user'));
  const dialog = await screen.findByRole('dialog', { name: 'Create user' });
  await person.type(within(dialog).getByRole('textbox', { name: 'User name' }), 'carol');
  await person.click(within(dialog).getByRole('button', { name: 'Create user' }));
  await screen.findByRole('heading', { level: 1, name: 'carol' });
  await screen.findByText('No permissions');
  expect(names('users')).toContain('carol');
});

test('a name that is taken: AWS’s sentence, and the dialog stays', async () => {
  openPage(session, '#/identities');
  await person.click(await button('Create user'));
  const dialog = await screen.findByRole('dialog', { name: 'Create user' });
  await person.type(within(dialog).getByRole('textbox', { name: 'User name' }), 'ALICE');
  await person.click(within(dialog).getByRole('button', { name: 'Create user' }));
  within(await within(dialog).findByRole('alert')).getByText('EntityAlreadyExists');
  expect(names('users')).toEqual(['alice', 'mallory']);
});

test('a message does not lie over an open dialog', async () => {
  openPage(session, '#/identities');
  await person.click(await screen.findByRole('button', { name: 'Create user' }));
  await person.type(await screen.findByRole('textbox', { name: 'User name' }), 'noor');
  const dialog = await screen.findByRole('dialog', { name: 'Create user' });
  await person.click(within(dialog).getByRole('button', { name: 'Create user' }));
  const message = await screen.findByText('Created user noor');
  await person.click(
    within(await screen.findByRole('navigation', { name: 'Where you are' })).getByRole('link'),
  );
  await person.click(await screen.findByRole('button', { name: 'Create user' }));
  await screen.findByRole('dialog', { name: 'Create user' });
  const { left, top } = message.getBoundingClientRect();
  expect(document.elementFromPoint(left + 4, top + 4)?.closest('.toast')).toBeNull();
});

test('Undo of an old message takes back nothing else', async () => {
  openPage(session, '#/identities');
  const create = async (name: string) => {
    await person.click(await screen.findByRole('button', { name: 'Create user' }));
    const dialog = await screen.findByRole('dialog', { name: 'Create user' });
    await person.type(within(dialog).getByRole('textbox', { name: 'User name' }), name);
    await person.click(within(dialog).getByRole('button', { name: 'Create user' }));
    await person.click(
      within(await screen.findByRole('navigation', { name: 'Where you are' })).getByRole('link'),
    );
  };
  await create('first');
  await session.undo();
  await create('second');
  const old = (await screen.findByText('Created user first')).closest<HTMLElement>('.toast');
  await person.click(within(old ?? document.body).getByRole('button', { name: 'Undo' }));
  await screen.findByText(/Something else was changed since/);
  expect([...session.state.world.users.values()].map(({ userName }) => userName)).toContain('second');
});

test('create a role for an account, with its trust policy in sight', async () => {
  openPage(session, '#/identities?tab=roles');
  await screen.findByText('No roles yet');
  await person.click(screen.getAllByRole('button', { name: 'Create role' })[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog', { name: 'Create role' });
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Auditor');
  await person.click(within(dialog).getByRole('radio', { name: 'An AWS account' }));
  const id = within(dialog).getByRole('textbox', { name: 'Account id' });
  await person.clear(id);
  await person.type(id, '999988887777');
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Auditor' });
  const [role] = [...session.state.world.roles.values()];
  expect(role?.assumeRolePolicyDocument).toContain('arn:aws:iam::999988887777:root');
});

test('attach, detach, and where a permission comes from', async () => {
  openPage(session, '#/identities/user/alice');
  await screen.findByText('No permissions');
  await person.click(await screen.findByRole('combobox', { name: 'Attach policy' }));
  await person.click(await screen.findByRole('option', { name: /ReadPayroll/ }));
  const table = await screen.findByRole('table', { name: 'Permissions of alice' });
  await within(table).findByText('attached');
  await person.click(await button('Detach ReadPayroll'));
  await screen.findByText('No permissions');
});

test('membership gives the policies of the group, and says via which', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  const PolicyArn = 'arn:aws:iam::111122223333:policy/ReadPayroll';
  await session.dispatch('iam', 'AttachGroupPolicy', { GroupName: 'accounting', PolicyArn });
  openPage(session, '#/identities/user/alice');
  await person.click(await screen.findByRole('combobox', { name: 'Add to group' }));
  await person.click(await screen.findByRole('option', { name: /accounting/ }));
  const table = await screen.findByRole('table', { name: 'Permissions of alice' });
  await within(table).findByText('via');
  await person.click(await button('Remove from accounting'));
  await screen.findByText('No permissions');
});

test('deleting who still holds a policy: DeleteConflict, the list, one reviewed action', async () => {
  openPage(session, '#/identities/user/mallory');
  await person.click(await button('Delete'));
  const dialog = await screen.findByRole('dialog', { name: 'mallory is still in use' });
  within(dialog).getByText('DeleteConflict');
  within(dialog).getByText('Detach ReadPayroll from mallory');
  await person.click(within(dialog).getByRole('button', { name: /and delete/ }));
  await expect.poll(() => names('users')).toEqual(['alice']);
  expect(location.hash).toContain('#/identities');
});

test('who may not list users sees AWS’s refusal and a way to why', async () => {
  openPage(session, '#/identities');
  await screen.findByRole('table', { name: 'Users' });
  session.actAs('arn:aws:iam::111122223333:user/mallory');
  const refusal = await screen.findByRole('alert');
  within(refusal).getByText(/user\/mallory is not authorized to perform: iam:ListUsers/);
  within(refusal).getByRole('link', { name: 'Why?' });
  expect(screen.queryByRole('table', { name: 'Users' })).toBeNull();
});

test('who is not there: said, with the way back', async () => {
  openPage(session, '#/identities/user/nobody');
  await screen.findByText('There is no user called “nobody” in this account');
  screen.getByRole('link', { name: 'All users' });
});

test('an inline policy that AWS would refuse is marked while typing, and refused on saving', async () => {
  openPage(session, '#/identities/user/alice');
  await person.click(await button('Inline policy'));
  const dialog = await screen.findByRole('dialog', { name: 'New inline policy' });
  await within(dialog).findByText('AWS would accept this document.');
  await person.type(within(dialog).getByRole('textbox', { name: 'Policy name' }), 'Mine');
  const editor = () => within(dialog).getByRole('textbox', { name: 'Policy document' });
  await expect.poll(() => editor().classList.contains('cm-content'), { timeout: 20_000 }).toBe(true);
  await person.click(editor());
  await person.keyboard('{Control>}a{/Control}{Delete}');
  await within(dialog).findByText('AWS would refuse this document:');
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  await within(dialog).findByRole('alert');
  const alice = [...session.state.world.users.values()].find(({ userName }) => userName === 'alice');
  expect(alice?.inlinePolicies).toEqual([]);
});
