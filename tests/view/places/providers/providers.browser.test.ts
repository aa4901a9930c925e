/** The place Providers shows the outside world, the account's providers, and roles that trust them. */

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import {
  attributesInText,
  attributeText,
  groupsInText,
} from '#view/places/providers/outside/person-draft.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { closed, openTab, outsideOf, person, press } from './page.ts';

let session: Session;
const outside = () => outsideOf(session);

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

/** A simulated provider, and its page. */
async function invent(product: string): Promise<void> {
  openPage(session, '#/providers');
  await press('New outside provider');
  await person.selectOptions(await screen.findByRole('combobox', { name: 'Product' }), product);
  await press('Create provider');
  await screen.findByRole('heading', { level: 1, name: product });
}

async function addToAccount(name: string): Promise<void> {
  await press('Add to this account');
  await person.type(await screen.findByRole('textbox', { name: 'Provider name' }), name);
  await press('Add provider');
  // The page of the outside provider may bear the same name: what follows must not overtake the way to the new one.
  await expect.poll(() => location.hash).toMatch(/^#\/providers\/(saml|oidc)\//);
  await closed();
  await screen.findByRole('heading', { level: 1, name });
}

test('the place begins with the thing to do first, and says when no role trusts what is there', async () => {
  openPage(session, '#/providers');
  await screen.findByRole('heading', { name: 'Start with an outside provider' });
  await screen.findByRole('button', { name: 'New outside provider' });
  const primary = [...document.querySelectorAll('.primary')].map((one) => one.textContent.trim());
  expect(primary).toEqual(['New outside provider']);
  cleanup();
  await invent('Okta');
  await addToAccount('Okta');
  visit('#/providers');
  await screen.findByText('No role trusts a provider of this account yet');
});

test('Okta is made in the outside world and in the account, with a role for a group of its people', async () => {
  await invent('Okta');
  expect(outside()).toMatchObject({ kind: 'okta', people: { length: 4 }, keys: { length: 1 } });
  await addToAccount('Okta');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Developers');
  await person.selectOptions(
    within(dialog).getByRole('combobox', { name: 'For the people of' }),
    'Engineering',
  );
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Developers' });
  const arn = `arn:aws:iam::${session.account}`;
  expect(outside().applications[0]?.grants).toEqual([
    { group: 'Engineering', roleArn: `${arn}:role/Developers`, providerArn: `${arn}:saml-provider/Okta` },
  ]);
  visit('#/providers');
  const table = await screen.findByRole('table', { name: 'Identity providers of the account' });
  within(table).getByText('1 role');
});

test('the picture says which piece is missing, adds each with its own button, and leads to the flow', async () => {
  await invent('Okta');
  const picture = () => within(screen.getByRole('region', { name: 'From sign-in to credentials' }));
  const pieces = () =>
    picture()
      .getAllByRole('listitem')
      .map((piece) => piece.textContent);
  expect(pieces()).toEqual([
    expect.stringMatching(/Who signs in.*Ana Ruiz, Ben Cole, Chidi Obi and Dana Kim.*at Okta/),
    expect.stringMatching(/This account does not know Okta yet\..*Add to this account/),
    expect.stringContaining('A role can trust it after that.'),
    expect.stringContaining('Nobody gets credentials this way yet.'),
  ]);
  await addToAccount('Okta');
  expect(pieces()[2]).toMatch(/No role trusts this provider yet\..*Create role/);
  await press('Create role');
  const dialog = within(await screen.findByRole('dialog'));
  await person.type(dialog.getByRole('textbox', { name: 'Role name' }), 'Developers');
  await person.selectOptions(dialog.getByRole('combobox', { name: 'For the people of' }), 'Engineering');
  await person.click(dialog.getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Developers' });
  visit('#/providers/saml/Okta');
  await screen.findByRole('heading', { level: 1, name: 'Okta' });
  expect(pieces().slice(2)).toEqual([
    expect.stringMatching(/Developers.*for Engineering/),
    expect.stringContaining('At most 1 hour'),
  ]);
  const start = picture().getByRole('link', { name: 'Start a flow' }).getAttribute('href') ?? '';
  expect(new URLSearchParams(start.split('?')[1]).get('role')).toBe(
    `arn:aws:iam::${session.account}:role/Developers`,
  );
  await session.undo();
  await picture().findByText('No role trusts this provider yet.');
});

test('the address holds the tab of a provider, and an address without one shows the first', async () => {
  await invent('GitHub Actions');
  expect(screen.getByRole('tab', { name: /^Workloads/ }).getAttribute('aria-selected')).toBe('true');
  await openTab(/^Signing keys/);
  expect(location.hash).toBe(`#/providers/outside/${outside().id}?tab=keys`);
  await screen.findByRole('table', { name: 'Signing keys' });
});

test('the account is told of a rotation, and takes the new metadata', async () => {
  await invent('Active Directory (AD FS)');
  await addToAccount('Corp');
  visit(`#/providers/outside/${outside().id}?tab=keys`);
  await press('Rotate');
  await screen.findByText('published');
  visit('#/providers/saml/Corp');
  await screen.findByRole('heading', { level: 1, name: 'Corp' });
  await press('Update the metadata');
  await waitFor(() => expect(screen.queryByText(/signs with a newer key/)).toBeNull());
  const [provider] = session.state.world.samlProviders.values();
  expect(provider?.metadata).toContain(outside().keys[0]?.certificate);
});

test('a person is changed, added and removed, a key is retired, and all of it can be undone', async () => {
  await invent('Okta');
  await press('Ana Ruiz');
  const dialog = await screen.findByRole('dialog', { name: 'Ana Ruiz' });
  const groups = within(dialog).getByRole('textbox', { name: /^Groups/ });
  await person.clear(groups);
  await person.type(groups, 'Everyone, Night shift');
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  await screen.findByText('Everyone, Night shift');
  expect(outside().groups).toContain('Night shift');
  await session.undo();
  expect(outside().people[0]?.groups).toEqual(['Everyone', 'Engineering']);
  const old = outside().keys[0]?.kid ?? '';
  await openTab(/^Signing keys/);
  await press('Rotate');
  await press(`Retire ${old}`);
  await screen.findByText(`Retired the key ${old}`);
  expect(outside().keys).toHaveLength(1);
  expect([...session.state.world.secrets.keys()].some((id) => id.endsWith(old))).toBe(false);
});

/** The role of that name, its trust policy read. */
const trustOf = (name: string): unknown => {
  const role = [...session.state.world.roles.values()].find(({ roleName }) => roleName === name);
  return JSON.parse(role?.assumeRolePolicyDocument ?? '{}');
};

test('issue 6: the questions on the provider’s page write AWS’s trust policy for SAML', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Staff');
  await person.type(within(dialog).getByRole('textbox', { name: /^Value/ }), 'staff');
  await person.selectOptions(
    within(dialog).getByRole('combobox', { name: /^Attribute/ }),
    'SAML:eduPersonAffiliation',
  );
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Staff' });
  expect(trustOf('Staff')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${session.account}:saml-provider/Okta` },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: {
          StringEquals: {
            'SAML:aud': 'https://signin.aws.amazon.com/saml',
            'SAML:eduPersonAffiliation': 'staff',
          },
        },
      },
    ],
  });
});

test('issue 6: the questions for GitHub’s OIDC write its repository and branch into the trust policy', async () => {
  await invent('GitHub Actions');
  await press('Add to this account');
  await press('Add provider');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Deploy');
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Deploy' });
  const host = 'token.actions.githubusercontent.com';
  expect(trustOf('Deploy')).toMatchObject({
    Statement: [
      {
        Principal: { Federated: `arn:aws:iam::${session.account}:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' },
          StringLike: { [`${host}:sub`]: 'repo:acme/shop:ref:refs/heads/main' },
        },
      },
    ],
  });
});

test('an application is added, changed, offered a role, tagged and removed, and all of it can be undone', async () => {
  await invent('Okta');
  await openTab(/^Applications/);
  await press('Add application');
  const dialog = await screen.findByRole('dialog', { name: 'Add application' });
  const field = (name: RegExp) => within(dialog).getByLabelText(name);
  await person.type(field(/^Name/), 'AWS sandbox');
  await person.type(field(/^Session duration in seconds/), '7200');
  await person.selectOptions(field(/^Session duration of a person/), 'costCenter');
  await person.type(field(/^ACS URL/), 'https://eu-central-1.signin.aws.amazon.com/saml');
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  await closed();
  const card = within(await screen.findByRole('article', { name: 'AWS sandbox' }));
  card.getByText('by the attribute costCenter, else 7200 seconds');
  await person.click(card.getByRole('checkbox', { name: 'project' }));
  // Fields are closed while a change is on its way.
  const opened = async (role: string, name: string) => {
    await expect.poll(() => card.queryByRole(role, { name })?.matches(':enabled')).toBe(true);
    return card.getByRole(role, { name });
  };
  const key = await opened('textbox', 'Tag key of project');
  await person.clear(key);
  await person.type(key, 'Project');
  await person.tab();
  await person.click(await opened('checkbox', 'Project is transitive'));
  await screen.findByText('Project is a transitive tag');
  const sandbox = () => outside().applications.find(({ name }) => name === 'AWS sandbox');
  expect(sandbox()).toMatchObject({
    protocol: 'saml',
    recipient: 'https://eu-central-1.signin.aws.amazon.com/saml',
    sessionDuration: 7200,
    sessionDurationFrom: 'costCenter',
    tags: [{ key: 'Project', attribute: 'project', transitive: true }],
  });
  expect(sandbox()).not.toHaveProperty('audience');
  await session.undo();
  expect(sandbox()?.tags).toEqual([{ key: 'Project', attribute: 'project' }]);
  await press('Edit AWS sandbox');
  await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
  await screen.findByText('Removed AWS sandbox');
  expect(sandbox()).toBeUndefined();
  await session.undo();
  expect(sandbox()).toBeDefined();
});

test('a role is offered to a group through the account’s provider, and taken away', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Auditors');
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Auditors' });
  visit(`#/providers/outside/${outside().id}?tab=applications`);
  await press('Take Auditors away from everybody');
  await screen.findByText(/no longer sends Auditors/);
  await person.selectOptions(
    screen.getByRole('combobox', { name: /^People who get a role from AWS Account Federation/ }),
    'Security',
  );
  await press('Offer role');
  await screen.findByText('Security can choose Auditors');
  expect(outside().applications[0]?.grants).toMatchObject([{ group: 'Security' }]);
});

test('encrypted assertions get a key pair for both sides, are required, and plain ones are taken again', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  await openTab(/^Encrypted assertions/);
  await press('Create a key pair');
  await screen.findByText('Okta encrypts its assertions');
  const saml = () => [...session.state.world.samlProviders.values()][0];
  expect(saml()).toMatchObject({ assertionEncryptionMode: 'Allowed', privateKeys: { length: 1 } });
  expect(outside().applications[0]?.encryptFor).toMatch(/^MII/);
  await person.selectOptions(screen.getByRole('combobox', { name: /^Encryption is/ }), 'Required');
  await screen.findByText('Encrypted assertions are required');
  await person.click(screen.getByRole('button', { name: /^Remove private key/ }));
  await screen.findByText(/private key/i, { selector: '[role=alert] *' });
  expect(saml()).toMatchObject({ assertionEncryptionMode: 'Required', privateKeys: { length: 1 } });
  await session.undo();
  expect(saml()).toMatchObject({ assertionEncryptionMode: 'Allowed' });
  await session.undo();
  expect(saml()).toMatchObject({ privateKeys: [] });
  expect(outside().applications[0]).not.toHaveProperty('encryptFor');
});

test('a provider takes a private key of one’s own and metadata from a file, and shows the command of the AWS CLI', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  await openTab(/^Encrypted assertions/);
  await press('Add private key');
  const dialog = await screen.findByRole('dialog', { name: 'Add private key' });
  await person.type(within(dialog).getByRole('textbox', { name: /^Private key/ }), 'no key');
  await person.click(within(dialog).getByRole('button', { name: 'Add key' }));
  await within(dialog).findByText('InvalidInput');
  await person.keyboard('{Escape}');
  await closed();
  await openTab(/^Metadata/);
  await press('Replace metadata');
  const metadata = await screen.findByRole('dialog', { name: 'Replace metadata' });
  const box = within(metadata).getByRole('textbox', { name: 'Metadata document' });
  await person.click(box);
  await person.paste('<no>metadata</no>');
  await person.click(within(metadata).getByRole('button', { name: 'Replace' }));
  await within(metadata).findByRole('alert');
  await person.clear(box);
  const [held] = session.state.world.samlProviders.values();
  await person.paste((held?.metadata ?? '').replace('Okta', 'Okta, renamed'));
  await person.click(within(metadata).getByRole('button', { name: 'Replace' }));
  await screen.findByText('Replaced the metadata of Okta');
  screen.getByText(/^aws iam update-saml-provider .*--saml-metadata-document file:\/\/metadata\.xml$/);
  expect([...session.state.world.samlProviders.values()]).toMatchObject([{ revision: 2 }]);
  await session.undo();
  expect([...session.state.world.samlProviders.values()]).toMatchObject([{ revision: 1 }]);
});

test('an OIDC provider changes its audiences, thumbprints and tags', async () => {
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://id.example.com',
    ClientIDList: ['a'],
  });
  openPage(session, '#/providers/oidc/id.example.com?tab=keys');
  const print = 'ab'.repeat(20);
  await person.type(await screen.findByRole('textbox', { name: 'New thumbprint' }), print);
  await person.click(
    within(screen.getByRole('region', { name: 'Thumbprints' })).getByRole('button', { name: 'Add' }),
  );
  await screen.findByText(`Added the thumbprint ${print}`);
  await openTab(/^Audiences/);
  await person.type(screen.getByRole('textbox', { name: 'New audience' }), 'b{Enter}');
  await screen.findByText('Added the audience b');
  await press('Remove a');
  await screen.findByText('Removed the audience a');
  await openTab(/^Tags/);
  await person.type(screen.getByRole('textbox', { name: 'Key of the new tag' }), 'team{Enter}');
  await screen.findByText('Tagged id.example.com');
  expect([...session.state.world.oidcProviders.values()]).toMatchObject([
    { clientIds: ['b'], thumbprints: [print], tags: [{ key: 'team' }] },
  ]);
  await openTab(/^Keys and thumbprints/);
  await person.type(screen.getByRole('textbox', { name: 'New thumbprint' }), 'xyz{Enter}');
  await screen.findByRole('alert');
  await press(`Remove ${print}`);
  await screen.findByText(/^Removed the thumbprint/);
});

test('the page says what rotation breaks, and what stays open after retiring until the account takes the new document', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  visit(`#/providers/outside/${outside().id}?tab=keys`);
  await screen.findByText(/Its metadata has the newest key/);
  const old = outside().keys[0]?.kid ?? '';
  await press('Rotate');
  await screen.findByText(/Logins fail with “Response signature invalid”/);
  await press('Update the metadata');
  await screen.findByText(/Its metadata has the newest key/);
  await press(`Retire ${old}`);
  await screen.findByText(/still trusts a key that was retired here/);
  await press('Update the metadata');
  await screen.findByText(/Its metadata has the newest key/);
  const [saml] = session.state.world.samlProviders.values();
  expect(saml).toMatchObject({ revision: 3 });
});

test('a role for Google accounts needs no provider in the account, because AWS knows Google by itself', async () => {
  await invent('Google');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Visitors');
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Visitors' });
  const application = outside().applications.find(({ protocol }) => protocol === 'oidc');
  expect(trustOf('Visitors')).toMatchObject({
    Statement: [
      {
        Principal: { Federated: 'accounts.google.com' },
        Condition: { StringEquals: { 'accounts.google.com:aud': application?.id } },
      },
    ],
  });
});

test('GitHub is added by its address, with the audience of its application', async () => {
  await invent('GitHub Actions');
  await press('Add to this account');
  await press('Add provider');
  await screen.findByRole('heading', { level: 1, name: 'token.actions.githubusercontent.com' });
  expect([...session.state.world.oidcProviders.values()]).toMatchObject([
    { clientIds: ['sts.amazonaws.com'] },
  ]);
});

test('an issuer without known keys is played by the product that has its address, and the next piece shows', async () => {
  const issuer = 'token.actions.githubusercontent.com';
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${issuer}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
  openPage(session, `#/providers/oidc/${issuer}`);
  const picture = within(await screen.findByRole('region', { name: 'From sign-in to credentials' }));
  picture.getByText(`People or programs of ${issuer}`);
  picture.getByText(/^This page has no network and knows no key of this issuer/);
  picture.getByRole('link', { name: 'Enter its keys' });
  await press('Add GitHub Actions as a simulated provider');
  const dialog = within(await screen.findByRole('dialog', { name: 'New outside provider' }));
  expect(dialog.getByRole('combobox', { name: 'Product' })).toHaveValue('github');
  dialog.getByText(`https://${issuer}`);
  const owner = dialog.getByRole('textbox', { name: 'Owner of the repositories' });
  await person.clear(owner);
  await person.type(owner, 'Octo');
  await person.click(dialog.getByRole('button', { name: 'Create provider' }));
  await closed();
  expect(location.hash).toBe(`#/providers/oidc/${issuer}`);
  await picture.findByText('No role trusts this provider yet.');
  expect(picture.queryByText(/no network/)).toBeNull();
  expect(outside().workloads[0]?.claims['sub']).toBe('repo:octo/shop:ref:refs/heads/main');
  visit(`#/providers/outside/${outside().id}`);
  await screen.findByRole('heading', { level: 1, name: 'GitHub Actions' });
  screen.getByText(/GitHub Actions · repositories of octo · created/);
  expect(screen.queryByRole('button', { name: /^Add to this account/ })).toBeNull();
});

test('the tab of the keys has the same first way, and the keys of any other issuer are entered by hand', async () => {
  const add = (issuer: string) =>
    session.dispatch('iam', 'CreateOpenIDConnectProvider', { Url: `https://${issuer}`, ClientIDList: ['a'] });
  await add('acme.okta.com');
  await add('id.example.com');
  openPage(session, '#/providers/oidc/acme.okta.com?tab=keys');
  const keys = within(await screen.findByRole('region', { name: /^Keys at the issuer/ }));
  await person.click(keys.getByRole('button', { name: 'Add Okta as a simulated provider' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'New outside provider' }));
  expect(dialog.getByRole('textbox', { name: 'Organization’s domain' })).toHaveValue('acme.example');
  dialog.getByText('https://acme.okta.com');
  await person.keyboard('{Escape}');
  await closed();
  visit('#/providers/oidc/id.example.com');
  await screen.findByText('People or programs of id.example.com');
  expect(screen.queryByRole('button', { name: /simulated provider/ })).toBeNull();
  screen.getByRole('link', { name: 'Enter its keys' });
});

test('a provider of two protocols is added with the one that the account does not know it with', async () => {
  await invent('Okta');
  await addToAccount('Okta');
  visit(`#/providers/outside/${outside().id}`);
  await press('Add to this account with OpenID Connect');
  const dialog = within(await screen.findByRole('dialog', { name: 'Add provider' }));
  expect(dialog.getByRole('radio', { name: 'OpenID Connect' })).toBeChecked();
  await person.click(dialog.getByRole('button', { name: 'Add provider' }));
  await expect.poll(() => session.state.world.oidcProviders.size).toBe(1);
  visit(`#/providers/outside/${outside().id}`);
  await screen.findByRole('heading', { level: 1, name: 'Okta' });
  expect(screen.queryByRole('button', { name: /^Add to this account/ })).toBeNull();
});

test('the dialog that adds a provider asks for a source only where there is one to choose', async () => {
  openPage(session, '#/providers');
  await press('Add provider');
  await screen.findByRole('textbox', { name: 'Metadata document' });
  expect(screen.queryByRole('combobox', { name: 'Details from' })).toBeNull();
});

test('keys of an issuer that nobody plays are pasted, and bad ones are refused in words', async () => {
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://id.example.com',
    ClientIDList: ['a'],
  });
  openPage(session, '#/providers/oidc/id.example.com?tab=keys');
  const box = await screen.findByRole('textbox', { name: /^Keys that the issuer publishes/ });
  await person.click(box);
  await person.paste('{"keys": [{"kty": "oct", "k": "AA"}]}');
  await press('Publish');
  await screen.findByText(/part of a secret/);
  await person.clear(box);
  await person.paste('{"keys": []}');
  await press('Publish');
  await screen.findByText(/The issuer publishes no key/);
  expect([...session.state.world.oidcProviders.values()]).toMatchObject([{ jwks: [], revision: 1 }]);
});

test('a person who may not list providers sees AWS’s refusal', async () => {
  session.identity.actAs(`arn:aws:iam::${session.account}:user/mallory`);
  openPage(session, '#/providers');
  await screen.findByText(/not authorized to perform: iam:ListSAMLProviders/);
});

test('groups and attributes of a person are read from text', () => {
  expect(groupsInText(' a, b ,,a')).toEqual(['a', 'b']);
  expect(attributesInText('x = 1\nno\n= 2\ny=\nz = a = b')).toEqual({ x: '1', z: 'a = b' });
  expect(attributesInText(attributeText({ a: '1', b: '2' }))).toEqual({ a: '1', b: '2' });
});
