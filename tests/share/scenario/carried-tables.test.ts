/** Everything that a workspace holds either travels, is a secret, or is said to stay behind. */

import { expect, test } from 'vitest';
import { reissued } from '#share/staging/new-provider-keys.ts';
import { passkeyArn } from '#core/model/arn.ts';
import { apply } from '#core/model/world/apply.ts';
import { type Change, created, replaced } from '#core/model/world/change.ts';
import { type TableName, tableNames } from '#core/model/records/lists.ts';
import type { World } from '#core/model/world/world.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { samlDraftFor, signingKeyOf } from '#federation/outside/login.ts';
import { encodeSaml, signSamlResponse } from '#federation/saml/sign.ts';
import { newSigningKey } from '#federation/keys/signing-key.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { mintSecrets, playSecrets } from '#share/scenario/secrets.ts';
import { readScenario, writeScenario } from '#share/scenario/file.ts';
import { type ScenarioHead, scenarioOfWorld } from '#share/scenario/write.ts';
import { stayingBehind, travel } from '#share/scenario/carried-tables.ts';
import { worldOf } from '#share/world-records.ts';
import { schemaFaults } from './json-schema.ts';
import schema from '../../../public/scenario.schema.json' with { type: 'json' };
import { TestAccount, account, allow, expectOk, noon, root, trusts } from '../../core/api/door.ts';
import { statement } from '../../core/api/sts/account.ts';
import { login } from '../../federation/login.ts';

const head: ScenarioHead = { title: 'T', purpose: '', notes: [], metadataOf: providerMetadata };
const saml = `arn:aws:iam::${account}:saml-provider/Okta`;
const dev = `arn:aws:iam::${account}:role/Dev`;

async function keyInput() {
  const { kid, alg, privateJwk, certificate } = await newSigningKey('ES256', { name: 'idp', from: noon });
  return { Kid: kid, Algorithm: alg, PrivateJwk: JSON.stringify(privateJwk), Certificate: certificate };
}

/** An account in which a person did a bit of everything. */
async function rich(): Promise<TestAccount> {
  const t = new TestAccount();
  const send = (
    service: 'account' | 's3' | 'organizations' | 'secretsmanager',
    operation: string,
    params: object,
  ) =>
    expectOk(t.send({ service, operation, params: { ...params }, caller: { kind: 'principal', arn: root } }));
  const okta = { Kind: 'okta', Name: 'Our Okta', Domain: 'acme.example', Key: await keyInput() };
  const outsideId = String(expectOk(t.play('CreateOutsideProvider', okta))['Id']);
  expectOk(t.play('RotateOutsideProviderKey', { Id: outsideId, Key: await keyInput() }));
  const outside = t.world.outsideProviders.get(outsideId);
  if (!outside) throw new Error('no provider');
  const trust = statement({ Federated: saml }, 'sts:AssumeRoleWithSAML', {
    StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
  });
  t.given(
    ['CreateUser', { UserName: 'bob' }],
    ['CreateLoginProfile', { UserName: 'bob', Password: 'Correct-Horse-7' }],
    ['CreateAccessKey', { UserName: 'bob' }],
    ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'spare' }],
    ['CreateGroup', { GroupName: 'g' }],
    ['CreatePolicy', { PolicyName: 'p', PolicyDocument: allow('s3:*') }],
    ['CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument: providerMetadata(outside) }],
    ['CreateOpenIDConnectProvider', { Url: 'https://o.example' }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
    [
      'CreateRole',
      { RoleName: 'Bobs', AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::${account}:user/bob` }) },
    ],
    ['CreateInstanceProfile', { InstanceProfileName: 'i' }],
    ['EnableOutboundWebIdentityFederation', {}],
  );
  const Applications = outside.applications.map((one) => ({
    ...one,
    grants: [{ group: 'Engineering', roleArn: dev, providerArn: saml }],
    ...{ audience: 'urn:amazon:webservices', recipient: 'https://signin.aws.amazon.com/saml' },
    ...{ sessionDuration: 7200, sessionDurationFrom: 'costCenter' },
  }));
  expectOk(t.play('UpdateOutsideProvider', { Id: outsideId, Applications }));
  expectOk(
    t.play('SetSignInExtensions', { MaximumPasswordLength: 40, LockoutAttempts: 3, LockoutMinutes: 5 }),
  );
  expectOk(
    t.play('SilenceFinding', {
      ...{ Policy: `arn:aws:iam::${account}:policy/p`, Check: 'admin-power', Text: '"s3:*"' },
      ...{ Reason: 'A test', Until: '2027-01-01T00:00:00Z', Place: { at: 2, of: 3 } },
    }),
  );
  expectOk(t.play('PutReportSchedule', { Frequency: 'weekly', Format: 'json' }));
  expectOk(t.play('FreezeClock', {}));
  send('account', 'PutAlternateContact', {
    ...{ AlternateContactType: 'SECURITY', Name: 'Ann', Title: 'CISO' },
    ...{ EmailAddress: 'ann@acme.example', PhoneNumber: '+1 555 0100' },
  });
  send('organizations', 'CreateOrganization', {});
  const [organization] = t.world.organizations.values();
  const types = { RootId: organization?.rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' };
  send('organizations', 'EnablePolicyType', types);
  send('organizations', 'CreateOrganizationalUnit', { ParentId: organization?.rootId, Name: 'Unit' });
  send('organizations', 'CreateAccount', { AccountName: 'Member', Email: 'm@acme.example' });
  const Tags = [{ Key: 'team', Value: 'red' }];
  send('organizations', 'TagResource', { ResourceId: organization?.rootId, Tags });
  send('organizations', 'EnableAWSServiceAccess', { ServicePrincipal: 'sso.amazonaws.com' });
  send('s3', 'CreateBucket', { Bucket: 'papers' });
  const grant = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:user/bob` },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::papers/*',
      },
    ],
  };
  send('s3', 'PutBucketPolicy', { Bucket: 'papers', Policy: JSON.stringify(grant) });
  send('secretsmanager', 'CreateSecret', { Name: 'db', SecretString: 'hunter2' });
  expectOk(t.as(`arn:aws:iam::${account}:user/bob`, 'GetCallerIdentity'));
  apply(t.world, [...markedUses(t.world), ...leftBehind(t.world)]);
  return t;
}

/** Bob's phone and passkey, and marks of use: what only a signed-in person makes. */
function markedUses(world: World): Change[] {
  const bob = [...world.users.values()].find(({ userName }) => userName === 'bob');
  const spare = [...world.mfaDevices.values()][0];
  if (!bob || !spare) throw new Error('no bob');
  const id = `${spare.id.replace(/spare$/, 'phone')}` as typeof spare.id;
  const phone = { ...spare, id, name: 'phone', owner: bob.id, enableDate: '2026-01-31T13:00:00Z', offset: 2 };
  const [path, keyName] = ['/user/bob/', 'key-ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const passkey = {
    ...phone,
    id: passkeyArn(bob.account, path, keyName) as string as typeof spare.id,
    kind: 'passkey' as const,
    path,
    name: keyName,
    tags: [],
    offset: 0,
    certifications: { FIDO: 'L1' },
  };
  const used = (one: string, more: object) =>
    created('usage', {
      id: one as typeof bob.id,
      account: bob.account,
      principal: bob.id,
      service: 's3',
      lastUsed: bob.createDate,
      region: 'us-east-1',
      ...more,
    });
  return [
    created('mfaDevices', phone),
    created('mfaDevices', passkey),
    created('secrets', {
      id,
      account: bob.account,
      kind: 'totp',
      base32: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    }),
    used(`${bob.id}/s3`, {}),
    used(`${bob.id}/s3/GetObject`, { action: 'GetObject' }),
    ...[...world.accessKeys.keys(), `${bob.id}/password`].map((one) => used(one, { principal: one })),
    used(id, { principal: id, step: 5 }),
  ];
}

const blank = { owner: 'x', expiration: '2026-02-01T00:00:00Z', path: '/', serverCertificateName: 'x' };

/** One row in every table that stays behind and has none: what is in it does not matter. */
const leftBehind = (world: World): Change[] =>
  tableNames
    .filter((table) => !travel[table].travels && world[table].size === 0)
    .map((table) => created(table, { ...blank, id: 'x', account } as never));

async function opened(text: string): Promise<World> {
  const read = readScenario(text);
  if (!read.ok) throw new Error(read.error.message);
  const built = scenarioRecords(read.value);
  if (!built.ok) throw new Error(built.error.message);
  return worldOf(
    await reissued(
      built.value.records,
      mintSecrets(built.value.wishes, () => 0.5),
      built.value.reissue,
    ),
  );
}

/** These members come back different: ids that nobody sees, counters, keys and documents with them. */
const madeAnew: Partial<Record<TableName, readonly string[]>> = {
  samlProviders: ['id', 'metadata', 'revision', 'privateKeys', 'assertionEncryptionMode'],
  oidcProviders: ['id', 'revision'],
  outsideProviders: ['keys', 'revision'],
  clock: ['offset'],
  policies: [],
};
/** `requestId` is the answer to a call that is over (`CreateAccount`). */
const without = (row: object, names: readonly string[] = []): object =>
  JSON.parse(
    JSON.stringify(row, (member, value: unknown) =>
      names.includes(member) || member === 'requestId' ? undefined : value,
    ),
  ) as object;

/** The order of members does not matter. */
const sortKey = (row: object): string => `${'id' in row ? String(row.id) : ''} ${JSON.stringify(row)}`;

const t = await rich();
const text = writeScenario(scenarioOfWorld(t.world, head));
const again = await opened(text);

test.each(tableNames)('the table %s is carried by a scenario, or stays for a named reason', (table) => {
  const { travels, stays } = travel[table];
  expect(t.world[table].size, 'the account of this test has one').toBeGreaterThan(0);
  const rows = (world: World) =>
    [...world[table].values()]
      .filter((row) => table !== 'usage' || !('action' in row || 'step' in row))
      .map((row) => without(row, madeAnew[table]))
      .toSorted((a, b) => sortKey(a).localeCompare(sortKey(b)));
  if (travels) expect(rows(again)).toEqual(rows(t.world));
  else if (table !== 'secrets') expect(again[table].size).toBe(0);
  if (!travels) expect(stays?.(t.world), 'said to stay').toBeTruthy();
});

test('each thing that stays behind is named once, and a bare account leaves nothing behind', () => {
  const said = stayingBehind(t.world);
  expect(said).toContain('values of secrets');
  expect(said).toContain('last uses of single actions, of MFA devices and of the root user');
  expect(new Set(said).size).toBe(said.length);
  expect(stayingBehind(new TestAccount().world)).toEqual([]);
});

test('a scenario file of all tables satisfies the schema, says version 7, and comes back by a link', () => {
  expect(text).toContain('"version": 7,');
  expect(schemaFaults(JSON.parse(text), schema)).toEqual([]);
  const read = readScenario(text);
  if (!read.ok) throw new Error(read.error.message);
  expect(decodeLink(encodeLink(read.value))).toEqual({ ok: true, value: read.value });
});

const loginOf = async (world: World) => {
  const there = new TestAccount();
  Object.assign(there, { world });
  const [provider] = world.outsideProviders.values();
  const application = provider?.applications[0];
  const person = provider?.people.find(({ userName }) => userName === 'ana.ruiz');
  const key = provider && signingKeyOf(world, provider);
  if (!provider || !application || !person || !key) throw new Error('incomplete');
  let ids = 0;
  const draft = samlDraftFor(provider, person, application, { now: noon, newId: () => `id-${(ids += 1)}` });
  const SAMLAssertion = encodeSaml(await signSamlResponse(draft, key));
  return login(there, 'AssumeRoleWithSAML', { RoleArn: dev, PrincipalArn: saml, SAMLAssertion });
};

test('keys of outside providers are made anew with the metadata that the account holds, so that a login succeeds at once', async () => {
  expect(text).not.toMatch(/privateJwk|X509Certificate/);
  const [before, after] = [t.world, again].map(
    (world) => [...world.outsideProviders.values()][0]?.keys ?? [],
  );
  expect(after?.map(({ kid }) => kid)).toEqual(before?.map(({ kid }) => kid));
  expect(after?.[0]?.jwk.x).not.toBe(before?.[0]?.jwk.x);
  expectOk(await loginOf(again));
});

test('keys of outside providers travel when the box is ticked', async () => {
  const open = writeScenario(scenarioOfWorld(t.world, { ...head, secrets: playSecrets(t.world) }));
  expect(open).not.toMatch(/hunter2|Correct-Horse/);
  const there = await opened(open);
  const keys = (world: World) => [...world.outsideProviders.values()].map((provider) => provider.keys);
  expect(keys(there)).toEqual(keys(t.world));
  const documents = (world: World) => [...world.samlProviders.values()].map(({ metadata }) => metadata);
  expect(documents(there)).toEqual(documents(t.world));
  expectOk(await loginOf(there));
});

test('assertions are no longer encrypted where the private key that opens them stays behind', async () => {
  const there = await rich();
  const [outside] = there.world.outsideProviders.values();
  if (!outside) throw new Error('incomplete');
  const applications = outside.applications.map((one) => ({ ...one, encryptFor: 'AAAA' }));
  apply(there.world, [replaced('outsideProviders', outside, { ...outside, applications })]);
  const after = await opened(writeScenario(scenarioOfWorld(there.world, head)));
  expect([...after.outsideProviders.values()][0]?.applications).toEqual(outside.applications);
});

test('metadata of an earlier key set keep naming those keys only', async () => {
  const there = await rich();
  const [provider] = there.world.samlProviders.values();
  const [outside] = there.world.outsideProviders.values();
  if (!provider || !outside) throw new Error('incomplete');
  const metadata = providerMetadata({ ...outside, keys: outside.keys.slice(1) }) ?? '';
  apply(there.world, [replaced('samlProviders', provider, { ...provider, metadata })]);
  const written = writeScenario(scenarioOfWorld(there.world, head));
  expect(written).toContain(`"${outside.keys[1]?.kid ?? ''}"`);
  const after = await opened(written);
  const [made] = after.outsideProviders.values();
  const [held] = after.samlProviders.values();
  expect(held?.metadata).toContain(made?.keys[1]?.certificate);
  expect(held?.metadata).not.toContain(made?.keys[0]?.certificate);
});
