/** The way from a person at a provider to credentials says which piece is missing, from the world alone. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import type { OutsideKind } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { accountProviders } from '#core/query/identities/providers.ts';
import { pathOfOutside, pathOfProvider } from '#core/query/identities/sign-in-path.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { newSigningKey } from '#federation/keys/signing-key.ts';
import { TestAccount, account, expectOk, noon } from '../../api/door.ts';
import { statement } from '../../api/sts/account.ts';

const newKey = async () => {
  const key = await newSigningKey('ES256', { name: 'idp', from: noon });
  const { kid: Kid, alg: Algorithm, certificate: Certificate } = key;
  return { Kid, Algorithm, PrivateJwk: JSON.stringify(key.privateJwk), Certificate };
};
const Key = await newKey();
const saml = `arn:aws:iam::${account}:saml-provider/Okta`;
const host = 'token.actions.githubusercontent.com';
const oidc = `arn:aws:iam::${account}:oidc-provider/${host}`;

/** An account beside one outside provider, and the questions about the way between them. */
function here(kind: OutsideKind) {
  const t = new TestAccount();
  const made = t.play('CreateOutsideProvider', { Kind: kind, Name: 'Ours', Domain: 'acme.example', Key });
  const id = String(expectOk(made)['Id']);
  const outside = (): OutsideProviderRecord => {
    const found = t.world.outsideProviders.get(id);
    if (!found) throw new Error('gone');
    return found;
  };
  const at = () => ({ world: t.world, account: unsafeAccountId(account), now: t.env.now });
  const path = () => {
    const [provider] = accountProviders(t.world, unsafeAccountId(account));
    return provider ? pathOfProvider(at(), provider) : pathOfOutside(at(), outside());
  };
  const change = (params: object) => expectOk(t.play('UpdateOutsideProvider', { Id: id, ...params }));
  const add = () =>
    t.given(['CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument: providerMetadata(outside()) }]);
  const role = (RoleName: string, action: string, Federated: string, condition?: object, more?: object) =>
    t.given([
      'CreateRole',
      { RoleName, AssumeRolePolicyDocument: statement({ Federated }, action, condition), ...more },
    ]);
  return { t, id, outside, path, change, add, role, ofOutside: () => pathOfOutside(at(), outside()) };
}

test('SAML: provider, role and offer are missing one after the other, and then nothing', () => {
  const { path, add, role, change, outside } = here('okta');
  expect(path()).toMatchObject({ protocol: 'saml', gaps: ['provider', 'role'], roles: [] });
  expect(path().people).toEqual(['Ana Ruiz', 'Ben Cole', 'Chidi Obi', 'Dana Kim']);
  add();
  expect(path()).toMatchObject({ gaps: ['role'], provider: { name: 'Okta' } });
  expect(path()).not.toHaveProperty('longestSession');
  role('Dev', 'sts:AssumeRoleWithSAML', saml, undefined, { MaxSessionDuration: 7200 });
  expect(path()).toMatchObject({ gaps: ['offer'], longestSession: 7200 });
  const grant = { roleArn: `arn:aws:iam::${account}:role/Dev`, providerArn: saml };
  const Applications = outside().applications.map((one) => ({
    ...one,
    grants: one.protocol === 'saml' ? [{ ...grant, group: 'Engineering' }, grant] : [],
  }));
  change({ Applications });
  expect(path().gaps).toEqual([]);
  expect(path().roles.map(({ offeredTo }) => offeredTo)).toEqual([['Engineering', undefined]]);
});

test('a trust policy that names the provider without allowing the sign-in is a gap of its own', () => {
  const { path, add, role } = here('ad-fs');
  add();
  role('Wrong', 'sts:AssumeRole', saml);
  expect(path().gaps).toContain('trust');
  role('Right', 'sts:AssumeRoleWith*', saml);
  expect(path().gaps).not.toContain('trust');
});

test('people, applications, a newer key and expired metadata are missed where they are', async () => {
  const { t, id, path, add, change } = here('okta');
  add();
  expectOk(t.play('RotateOutsideProviderKey', { Id: id, Key: await newKey() }));
  expect(path().gaps).toEqual(['signing-key', 'role']);
  change({ People: [] });
  change({ Applications: [] });
  expect(path().gaps).toEqual(['application', 'people', 'signing-key', 'role']);
  t.wait(101 * 366 * 86_400);
  expect(path().gaps).toContain('metadata-expired');
});

test('what the provider sends about the length of a session is named', () => {
  const { path, change, outside } = here('okta');
  expect(path()).not.toHaveProperty('lengthFrom');
  change({ Applications: outside().applications.map((one) => ({ ...one, sessionDuration: 900 })) });
  expect(path().lengthFrom?.sessionDuration).toBe(900);
});

test('OIDC: an audience that is no application of the provider is missed, and workloads are who signs in', () => {
  const { t, path, role } = here('github');
  t.given(['CreateOpenIDConnectProvider', { Url: `https://${host}`, ClientIDList: ['another'] }]);
  role('Deploy', 'sts:AssumeRoleWithWebIdentity', oidc, {
    StringEquals: { [`${host}:sub`]: 'repo:acme/shop:ref:refs/heads/main' },
  });
  expect(path()).toMatchObject({ protocol: 'oidc', gaps: ['audience'] });
  expect(path().people).toContain('Push to the main branch');
  t.given([
    'AddClientIDToOpenIDConnectProvider',
    { OpenIDConnectProviderArn: oidc, ClientID: 'sts.amazonaws.com' },
  ]);
  expect(path().gaps).toEqual([]);
});

test('an issuer that nobody plays has no names, and no keys until they are entered', () => {
  const t = new TestAccount();
  t.given(['CreateOpenIDConnectProvider', { Url: 'https://id.example.com', ClientIDList: ['a'] }]);
  const [provider] = accountProviders(t.world, unsafeAccountId(account));
  if (!provider) throw new Error('no provider');
  const path = pathOfProvider({ world: t.world, account: unsafeAccountId(account), now: noon }, provider);
  expect(path.gaps).toEqual(['keys', 'role']);
  expect(path).not.toHaveProperty('people');
});

test('a role can trust an issuer that AWS knows by itself, without a provider in the account', () => {
  const { ofOutside, role } = here('cognito');
  const cognito = 'cognito-identity.amazonaws.com';
  expect(ofOutside()).toMatchObject({ gaps: ['role'], provider: { builtIn: cognito } });
  role('Guest', 'sts:AssumeRoleWithWebIdentity', cognito, { StringEquals: { [`${cognito}:aud`]: 'pool' } });
  expect(ofOutside().gaps).toEqual([]);
});

test('an outside provider shows its way with the fewest gaps', () => {
  const { ofOutside, add, role, change, outside } = here('google');
  expect(ofOutside()).toMatchObject({ protocol: 'oidc', gaps: ['role'] });
  add();
  role('Staff', 'sts:AssumeRoleWithSAML', saml);
  const grants = [{ roleArn: `arn:aws:iam::${account}:role/Staff`, providerArn: saml }];
  change({
    Applications: outside().applications.map((one) => (one.protocol === 'saml' ? { ...one, grants } : one)),
  });
  expect(ofOutside()).toMatchObject({ protocol: 'saml', gaps: [], provider: { name: 'Okta' } });
});
