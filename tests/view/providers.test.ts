import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../src/app/session.svelte.ts';
import { attributesOf, attributeText, groupsOf } from '../../src/view/providers/person.ts';
import { exampleSession, openPage, visit } from './mounted.ts';

/** The place Providers: the outside world, the account's providers, and roles that trust them. */
const person = userEvent.setup();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const press = async (name: string | RegExp) => person.click(await button(name));
const outside = () => {
  const [found] = session.state.world.outsideProviders.values();
  if (!found) throw new Error('no outside provider');
  return found;
};

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
  await screen.findByRole('heading', { level: 1, name });
}

test('Okta in the outside world, in the account, and a role for a group of its people', async () => {
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

test('after a rotation the account is told, and takes the new metadata', async () => {
  await invent('Active Directory (AD FS)');
  await addToAccount('Corp');
  visit(`#/providers/outside/${outside().id}`);
  await press('Rotate');
  await screen.findByText('published');
  visit('#/providers/saml/Corp');
  await press('Take the new metadata');
  expect(screen.queryByText(/signs with a newer key/)).toBeNull();
  const [provider] = session.state.world.samlProviders.values();
  expect(provider?.metadata).toContain(outside().keys[0]?.certificate);
});

test('a person is changed, added and removed; a key is retired; all of it can be undone', async () => {
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
  await press('Rotate');
  await press(`Retire ${old}`);
  await screen.findByText(`Retired the key ${old}`);
  expect(outside().keys).toHaveLength(1);
  expect([...session.state.world.secrets.keys()].some((id) => id.endsWith(old))).toBe(false);
});

test('AWS knows Google by itself: a role for its accounts needs no provider in the account', async () => {
  await invent('Google');
  await press('Create role');
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByRole('textbox', { name: 'Role name' }), 'Visitors');
  await person.click(within(dialog).getByRole('button', { name: 'Create role' }));
  await screen.findByRole('heading', { level: 1, name: 'Visitors' });
  const role = [...session.state.world.roles.values()].find(({ roleName }) => roleName === 'Visitors');
  const application = outside().applications.find(({ protocol }) => protocol === 'oidc');
  expect(JSON.parse(role?.assumeRolePolicyDocument ?? '{}')).toMatchObject({
    Statement: [
      {
        Principal: { Federated: 'accounts.google.com' },
        Condition: {
          StringEquals: {
            'accounts.google.com:aud': application?.id,
            'accounts.google.com:sub': outside().people[0]?.id,
          },
        },
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

test('the keys of an issuer that nobody plays are pasted, and bad ones refused in words', async () => {
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://id.example.com',
    ClientIDList: ['a'],
  });
  openPage(session, '#/providers/oidc/id.example.com');
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

test('who may not list providers sees AWS’s refusal', async () => {
  session.actAs(`arn:aws:iam::${session.account}:user/mallory`);
  openPage(session, '#/providers');
  await screen.findByText(/not authorized to perform: iam:ListSAMLProviders/);
});

test('groups and attributes of a person are read from text', () => {
  expect(groupsOf(' a, b ,,a')).toEqual(['a', 'b']);
  expect(attributesOf('x = 1\nno\n= 2\ny=\nz = a = b')).toEqual({ x: '1', z: 'a = b' });
  expect(attributesOf(attributeText({ a: '1', b: '2' }))).toEqual({ a: '1', b: '2' });
});
