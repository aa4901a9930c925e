/** The wizards make users, groups, roles and instance profiles, and leave nothing half made. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { findByName } from '#core/model/world/world.ts';
import { button, follow, next, person, pick, press, reviewed, type } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const find = <T extends 'users' | 'groups' | 'roles' | 'instanceProfiles'>(table: T, name: string) =>
  findByName(session.state.world, table, session.account, name);

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test('a user is created step by step with nothing allowed and no credentials', async () => {
  openPage(session, '#/identities');
  await follow('Create user');
  await type('User name', 'carol');
  await next('Set permissions');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  expect(reviewed()).toEqual(['Create user carol']);
  await press('Create user');
  await screen.findByRole('heading', { level: 1, name: 'carol' });
  await screen.findByText('No policies yet');
  expect(find('users', 'carol')?.attachedPolicies).toEqual([]);
});

test('a user with everything gets a password and a key that are shown once, and nobody can read them later', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await person.click(await screen.findByRole('checkbox', { name: /Management Console/ }));
  await next('Set permissions');
  await pick(/^Groups/, /accounting/);
  await pick(/^Permissions boundary/, /ReadPayroll/);
  await next('Access key');
  await person.click(await screen.findByRole('radio', { name: 'Create an access key' }));
  await screen.findByText('AWS advises against this');
  await next('Tags');
  await press('Add tag');
  await type('Key of tag 1', 'team');
  await type('Value of tag 1', 'payroll');
  await next('Review and create');
  expect(reviewed()).toEqual([
    'Create user carol',
    'Add carol to accounting',
    'Attach IAMUserChangePassword to carol',
    'Give carol console access',
    'Create an access key of carol',
  ]);
  await press('Create user');
  const password = await screen.findByRole('region', { name: 'Retrieve password' });
  within(password).getByText('https://111122223333.signin.aws.amazon.com/console');
  await person.click(within(password).getByRole('button', { name: 'Show' }));
  const shown = within(password).getByText(/^[\x21-\x7e]{20}$/).textContent ?? '';
  const keys = screen.getByRole('region', { name: 'Retrieve access keys' });
  within(keys).getByRole('button', { name: 'Download .csv file' });
  within(keys).getByText(/^AKIA[A-Z2-7]{16}$/);
  const carol = find('users', 'carol');
  expect(carol).toMatchObject({ tags: [{ key: 'team', value: 'payroll' }] });
  expect(carol?.permissionsBoundary).toMatch(/ReadPayroll$/);
  expect(session.state.world.loginProfiles.get(carol?.id ?? '')?.passwordResetRequired).toBe(true);
  await follow('View user');
  await screen.findByRole('heading', { level: 1, name: 'carol' });
  expect(document.body.textContent).not.toContain(shown);
});

test('the wizard copies permissions: groups, attached and inline policies, and the boundary', async () => {
  const boundary = 'arn:aws:iam::111122223333:policy/ReadPayroll';
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  await session.dispatch('iam', 'AddUserToGroup', { GroupName: 'accounting', UserName: 'mallory' });
  await session.dispatch('iam', 'PutUserPermissionsBoundary', {
    UserName: 'mallory',
    PermissionsBoundary: boundary,
  });
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await next('Set permissions');
  await person.click(await screen.findByRole('radio', { name: 'Copy permissions' }));
  expect((await button('Next')).hasAttribute('disabled')).toBe(true);
  await pick('User to copy from', /mallory/);
  await screen.findByText(/This user has: groups accounting; policies ReadPayroll/);
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  await press('Create user');
  await screen.findByRole('heading', { level: 1, name: 'carol' });
  const carol = find('users', 'carol');
  const mallory = find('users', 'mallory');
  expect(carol).toMatchObject({
    groups: mallory?.groups,
    attachedPolicies: mallory?.attachedPolicies,
    permissionsBoundary: boundary,
  });
});

test('a taken name gets AWS’s sentence, nothing is created, and the typed values stay', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'ALICE');
  await next('Set permissions');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  await press('Create user');
  within(await screen.findByRole('alert')).getByText('EntityAlreadyExists');
  expect(session.state.world.users.size).toBe(2);
  await press('Specify user details');
  expect(await screen.findByLabelText('User name')).toHaveProperty('value', 'ALICE');
});

test('a name with a space is refused in plain words above AWS’s own', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'John Smith');
  await next('Set permissions');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  await press('Create user');
  const refusal = within(await screen.findByRole('alert'));
  refusal.getByText(
    'The user name “John Smith” has a space. AWS takes letters, digits and + = , . @ _ -, without spaces.',
  );
  refusal.getByText(/Member must satisfy regular expression pattern/);
});

test('a group that is missing is created together with its first user', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await next('Set permissions');
  const groups = await screen.findByRole('combobox', { name: /^Groups/ });
  await person.click(groups);
  await person.type(groups, 'Data');
  await person.click(await screen.findByRole('option', { name: /Create the group Data/ }));
  await button('Remove Data (new)');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  expect(reviewed()).toEqual(['Create user carol', 'Create group Data', 'Add carol to Data']);
  await press('Create user');
  await screen.findByRole('heading', { level: 1, name: 'carol' });
  expect(find('users', 'carol')?.groups).toEqual([find('groups', 'Data')?.id]);
});

test('a refusal in the middle takes back what was made before it, so that nothing is half created', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await person.click(await screen.findByRole('checkbox', { name: /Management Console/ }));
  await person.click(await screen.findByRole('radio', { name: 'Custom password' }));
  await type('Custom password', 'short');
  await next('Set permissions');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  await press('Create user');
  const refusal = await screen.findByRole('alert');
  within(refusal).getByText('PasswordPolicyViolation');
  within(refusal).getByText('Nothing was created.');
  expect(find('users', 'carol')).toBeUndefined();
  expect(session.history.canUndo).toBe(false);
});

test('P-03 the rules of a password are ticked off while one types', async () => {
  openPage(session, '#/identities/create/user');
  await person.click(await screen.findByRole('checkbox', { name: /Management Console/ }));
  await person.click(await screen.findByRole('radio', { name: 'Custom password' }));
  const met = () => screen.getAllByText(/^(not met|met)$/).map(({ textContent }) => textContent);
  await type('Custom password', 'c');
  expect(met()).toEqual(['not met', 'not met', 'met']);
  await type('Custom password', 'orrect-Horse');
  expect(met()).toEqual(['met', 'met', 'met']);
});

test('a draft of a wizard is kept while a person looks something up, and forgotten on Cancel', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await next('Set permissions');
  visit('#/policies');
  await screen.findByRole('heading', { level: 1, name: 'Policies' });
  visit('#/identities/create/user');
  await screen.findByRole('heading', { level: 2, name: 'Set permissions' });
  await press('Cancel');
  await follow('Create user');
  expect(await screen.findByLabelText('User name')).toHaveProperty('value', '');
});

test('a group is created with a user and a policy', async () => {
  openPage(session, '#/identities?tab=groups');
  await person.click((await screen.findAllByRole('link', { name: 'Create group' }))[0] as HTMLElement);
  await type('Group name', 'accounting');
  await next('Add users to the group');
  await pick(/^Users/, /alice/);
  await next('Attach permissions policies');
  await pick(/^Permissions policies/, /ReadPayroll/);
  await next('Review and create');
  expect(reviewed()).toEqual([
    'Create group accounting',
    'Add alice to accounting',
    'Attach ReadPayroll to accounting',
  ]);
  await press('Create group');
  await screen.findByRole('heading', { level: 1, name: 'accounting' });
  expect(find('users', 'alice')?.groups).toEqual([find('groups', 'accounting')?.id]);
});

async function finishRole(name: string): Promise<string> {
  await next('Add permissions');
  await next('Name, review, and create');
  await type('Role name', name);
  await press('Create role');
  await screen.findByRole('heading', { level: 1, name });
  return find('roles', name)?.assumeRolePolicyDocument ?? '';
}

test('a role for EC2 gets an instance profile of its name, as in AWS’s console', async () => {
  openPage(session, '#/identities/create/role');
  await finishRole('Web');
  const profile = find('instanceProfiles', 'Web');
  expect(profile?.roles).toEqual([find('roles', 'Web')?.id]);
  await screen.findByRole('link', { name: 'Web' });
});

test('a role for another account is created with external id and MFA', async () => {
  openPage(session, '#/identities/create/role');
  await person.click(await screen.findByRole('radio', { name: 'AWS account' }));
  await person.click(await screen.findByRole('radio', { name: 'Another AWS account' }));
  await type('Account ID', '999988887777');
  await person.click(screen.getByRole('checkbox', { name: /Require external ID/ }));
  await type('External ID', 'unit-42');
  await person.click(screen.getByRole('checkbox', { name: /Require MFA/ }));
  expect(JSON.parse(await finishRole('Auditor'))).toMatchObject({
    Statement: [
      {
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'unit-42' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        },
      },
    ],
  });
  expect(find('instanceProfiles', 'Auditor')).toBeUndefined();
});

test('a role for GitHub gets the provider’s audience, and trusts only the named repository', async () => {
  const made = await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://token.actions.githubusercontent.com',
    ClientIDList: ['sts.amazonaws.com'],
  });
  expect(made.ok).toBe(true);
  openPage(session, '#/identities/create/role');
  await person.click(await screen.findByRole('radio', { name: 'Web identity' }));
  await screen.findByText('Choose an identity provider.');
  await person.selectOptions(
    screen.getByLabelText('Identity provider'),
    'token.actions.githubusercontent.com',
  );
  await type('Audience', 'sts.amazonaws.com');
  await type('GitHub organization', 'example');
  await type(/^GitHub repository/, 'site');
  expect(JSON.parse(await finishRole('Deploy'))).toMatchObject({
    Statement: [
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
          StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/site:*' },
        },
      },
    ],
  });
});

test('a trust policy typed by hand becomes a custom one and is never overwritten', async () => {
  openPage(session, '#/identities/create/role');
  const editor = () => screen.getByRole('textbox', { name: 'Trust policy' });
  await screen.findByRole('radio', { name: 'AWS service' });
  await expect.poll(() => editor().classList.contains('cm-content'), { timeout: 20_000 }).toBe(true);
  await person.click(editor());
  await person.keyboard('{Control>}{End}{/Control} ');
  const chosen = (name: string) => screen.getByRole('radio', { name }).matches(':checked');
  await expect.poll(() => chosen('Custom trust policy')).toBe(true);
  await person.click(screen.getByRole('radio', { name: 'AWS account' }));
  await expect.poll(() => editor().textContent).toContain('111122223333:root');
  await person.click(screen.getByRole('radio', { name: 'Custom trust policy' }));
  await expect.poll(() => editor().textContent).toContain('ec2.amazonaws.com');
  expect(await finishRole('Mine')).toMatch(/\} $/);
});

test('an instance profile is created with its role', async () => {
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Web',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
  openPage(session, '#/identities/create/profile');
  await type('Instance profile name', 'web-servers');
  await pick(/^Role/, /Web/);
  await next('Tags');
  await next('Review and create');
  await press('Create instance profile');
  await screen.findByRole('heading', { level: 1, name: 'web-servers' });
  await screen.findByRole('button', { name: 'Remove Web' });
});
