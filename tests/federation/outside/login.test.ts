/**
 * Simulated providers of the outside world publish and sign, and the account that trusts them lets their
 * people in.
 */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { replaced, reverseChanges } from '#core/model/world/change.ts';
import { type OutsideKind, outsideKinds } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { issuerName } from '#core/model/federation/issuers.ts';
import { discoveryDocument, jwksDocument, providerMetadata } from '#federation/outside/documents.ts';
import { claimsFor, samlDraftFor, signingKeyOf } from '#federation/outside/login.ts';
import { encodeSaml, signSamlResponse } from '#federation/saml/sign.ts';
import { signToken } from '#federation/oidc/sign.ts';
import { type SigningKey, newSigningKey } from '#federation/keys/signing-key.ts';
import { TestAccount, account, expectError, expectOk, noon } from '../../core/api/door.ts';
import { statement } from '../../core/api/sts/account.ts';
import { login } from '../login.ts';

const dev = `arn:aws:iam::${account}:role/Dev`;
const made = await Promise.all(
  (['RS256', 'ES256', 'RS256', 'ES256'] as const).map((alg) =>
    newSigningKey(alg, { name: 'idp', from: noon }),
  ),
);
const key = (at: number): SigningKey => {
  const one = made[at];
  if (!one) throw new Error('no such key');
  return one;
};
const keyInput = ({ kid, alg, privateJwk, certificate }: SigningKey) => ({
  Kid: kid,
  Algorithm: alg,
  PrivateJwk: JSON.stringify(privateJwk),
  Certificate: certificate,
});

function outside(
  kind: OutsideKind,
  at = 0,
): { t: TestAccount; id: string; provider: () => OutsideProviderRecord } {
  const t = new TestAccount();
  const params = { Kind: kind, Name: `Our ${kind}`, Domain: 'acme.example', Key: keyInput(key(at)) };
  const id = String(expectOk(t.play('CreateOutsideProvider', params))['Id']);
  const provider = () => {
    const found = t.world.outsideProviders.get(id);
    if (!found) throw new Error('gone');
    return found;
  };
  return { t, id, provider };
}

const claimsOfLast = (provider: OutsideProviderRecord) => {
  const [application] = provider.applications;
  const workload = provider.workloads.at(-1);
  if (!application || !workload) throw new Error('nothing gets tokens');
  return claimsFor(provider, workload, application, moment);
};

let ids = 0;
const moment = { now: noon, newId: () => `id-${(ids += 1)}` };

/** The account trusts the provider for SAML, and the first person's group may take Dev. */
function samlSetting(at = 0) {
  const made = outside('okta', at);
  const { t, id, provider } = made;
  const arn = `arn:aws:iam::${account}:saml-provider/Okta`;
  const trust = statement(
    { Federated: arn },
    ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
    {
      StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
    },
  );
  t.given(
    ['CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument: providerMetadata(provider()) }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
  );
  const Applications = provider().applications.map((one) => ({
    ...one,
    grants: [{ group: 'Engineering', roleArn: dev, providerArn: arn }],
    tags: [{ key: 'Project', attribute: 'project', transitive: true }],
    sourceIdentity: true,
  }));
  expectOk(t.play('UpdateOutsideProvider', { Id: id, Applications }));
  const respond = async (userName = 'ana.ruiz', kid?: string) => {
    const person = provider().people.find((one) => one.userName === userName);
    const application = provider().applications[0];
    const signer = signingKeyOf(t.world, provider(), kid);
    if (!person || !application || !signer) throw new Error('incomplete');
    return encodeSaml(await signSamlResponse(samlDraftFor(provider(), person, application, moment), signer));
  };
  const assume = async (response: string) =>
    login(t, 'AssumeRoleWithSAML', { RoleArn: dev, PrincipalArn: arn, SAMLAssertion: response });
  return { ...made, arn, respond, assume };
}

test.each([0, 1])(
  'SAML-01…SAML-16 a response that a simulated provider signs is let in, with tags and source identity (key %i)',
  async (at) => {
    const { t, respond, assume, provider } = samlSetting(at);
    const response = expectOk(await assume(await respond()));
    expect(response).toMatchObject({ Subject: provider().people[0]?.id, SourceIdentity: 'ana.ruiz' });
    expect([...t.world.sessions.values()]).toMatchObject([
      {
        name: 'ana.ruiz@acme.example',
        tags: [{ key: 'Project', value: 'shop' }],
        transitiveTagKeys: ['Project'],
      },
    ]);
  },
);

test('a person outside of the group gets no role pair', async () => {
  const { respond, assume } = samlSetting();
  expectError(await assume(await respond('ben.cole')), 'AccessDenied', 403, /Not authorized/);
});

test('SAML-11, SAML-12, SAML-13 an application sets the audience, address, duration and transitive tags, and a person may have a duration', () => {
  const { provider } = samlSetting();
  const [ana] = provider().people;
  const [first] = provider().applications;
  if (!ana || !first) expect.fail('nobody');
  const application = {
    ...first,
    audience: 'urn:amazon:webservices:eu',
    recipient: 'https://eu-central-1.signin.aws.amazon.com/saml',
    sessionDuration: 7200,
    sessionDurationFrom: 'shift',
    tags: [
      { key: 'Team', attribute: 'department' },
      { key: 'Project', attribute: 'project', transitive: true },
    ],
  };
  const saidOf = (attributes: Record<string, string>) => {
    const person = { ...ana, attributes: { ...ana.attributes, ...attributes } };
    const draft = samlDraftFor(provider(), person, application, moment);
    const values = Object.fromEntries(draft.attributes.map(({ name, values }) => [name, values]));
    return { draft, values };
  };
  const { draft, values } = saidOf({});
  expect([draft.audience, draft.recipient]).toEqual([application.audience, application.recipient]);
  expect(values).toMatchObject({
    'https://aws.amazon.com/SAML/Attributes/SessionDuration': ['7200'],
    'https://aws.amazon.com/SAML/Attributes/PrincipalTag:Team': ['Engineering'],
    'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys': ['Project'],
  });
  expect(saidOf({ shift: '28800' }).values).toMatchObject({
    'https://aws.amazon.com/SAML/Attributes/SessionDuration': ['28800'],
  });
});

test('a rotated SAML key is refused until the account takes the new metadata; the old and the new key then both hold', async () => {
  const { t, id, arn, respond, assume, provider } = samlSetting();
  expectOk(t.play('RotateOutsideProviderKey', { Id: id, Key: keyInput(key(2)) }));
  expectError(await assume(await respond()), 'InvalidIdentityToken', 400, 'Response signature invalid');
  expectOk(await assume(await respond('ana.ruiz', key(0).kid)));
  const update = { SAMLProviderArn: arn, SAMLMetadataDocument: providerMetadata(provider()) };
  expectOk(t.call('UpdateSAMLProvider', update));
  expectOk(await assume(await respond()));
  expectOk(await assume(await respond('ana.ruiz', key(0).kid)));
});

const issuers = {
  okta: 'acme.okta.com',
  google: 'accounts.google.com',
  cognito: 'cognito-identity.amazonaws.com',
  github: 'token.actions.githubusercontent.com',
  kubernetes: /^oidc\.eks\.us-east-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
} as const;

function tokenSetting(kind: keyof typeof issuers) {
  const made = outside(kind, 1);
  const { t, provider } = made;
  const application = () => {
    const found = provider().applications.find(({ protocol }) => protocol === 'oidc');
    if (!found) throw new Error('no application');
    return found;
  };
  const isBuiltIn = kind === 'google' || kind === 'cognito';
  const host = issuerName(provider().issuer ?? '');
  expect(host).toMatch(issuers[kind]);
  const Federated = isBuiltIn ? host : `arn:aws:iam::${account}:oidc-provider/${host}`;
  const who = provider().people[0] ?? provider().workloads[0];
  if (!who) throw new Error('nobody');
  const trust = statement({ Federated }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: {
      [`${host}:aud`]: application().id,
      [`${host}:sub`]: 'claims' in who ? who.claims['sub'] : who.id,
    },
  });
  if (!isBuiltIn) {
    t.given(['CreateOpenIDConnectProvider', { Url: provider().issuer, ClientIDList: [application().id] }]);
  }
  t.given(['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }]);
  const token = (one = who, kid?: string) => {
    const signer = signingKeyOf(t.world, provider(), kid);
    if (!signer) throw new Error('no key');
    return signToken(claimsFor(provider(), one, application(), moment), signer);
  };
  const assume = (WebIdentityToken: string) =>
    login(t, 'AssumeRoleWithWebIdentity', { RoleArn: dev, RoleSessionName: 'me', WebIdentityToken });
  return { ...made, token, assume };
}

test.each(Object.keys(issuers) as (keyof typeof issuers)[])(
  'OIDC-01…OIDC-11 a token of this simulated provider is let in: %s',
  async (kind) => {
    const { token, assume } = tokenSetting(kind);
    expectOk(await assume(await token()));
  },
);

test('D-14 tokens of a fork and of a pull request are refused where the trust policy names the branch', async () => {
  const { token, assume, provider } = tokenSetting('github');
  for (const id of ['fork', 'pull-request', 'production']) {
    const other = provider().workloads.find((one) => one.id === id);
    expectError(await assume(await token(other)), 'AccessDenied', 403, /Not authorized/);
  }
});

test('a rotated OIDC key is known at once, and a retired one takes its tokens with it', async () => {
  const { t, id, token, assume } = tokenSetting('okta');
  const old = await token();
  expectOk(t.play('RotateOutsideProviderKey', { Id: id, Key: keyInput(key(3)) }));
  expectOk(await assume(await token()));
  expectOk(await assume(old));
  expectOk(t.play('RetireOutsideProviderKey', { Id: id, Kid: key(1).kid }));
  expectError(await assume(old), 'InvalidIdentityToken', 400, /verification key/);
  expectOk(await assume(await token()));
});

test('a built-in issuer without its simulated provider does not answer', async () => {
  const { t, id, token, assume } = tokenSetting('google');
  const good = await token();
  expectOk(t.play('DeleteOutsideProvider', { Id: id }));
  expect(t.world.secrets.size).toBe(0);
  expectError(await assume(good), 'IDPCommunicationError', 400, /./);
});

test.each(outsideKinds)(
  '%s publishes metadata that IAM takes, a discovery document, and keys without secrets',
  (kind) => {
    const { t, provider } = outside(kind);
    const metadata = providerMetadata(provider());
    if (metadata !== undefined) {
      t.given(['CreateSAMLProvider', { Name: 'P', SAMLMetadataDocument: metadata }]);
    }
    expect(metadata === undefined).toBe(provider().entityId === undefined);
    expect(discoveryDocument(provider())?.['issuer']).toBe(provider().issuer);
    const published = JSON.stringify([jwksDocument(provider()), metadata, provider()]);
    expect(published).toContain(key(0).kid);
    expect(published).not.toContain(key(0).privateJwk.d);
    expect([...t.world.secrets.values()]).toMatchObject([{ kind: 'signing-key' }]);
  },
);

const given = keyInput(key(0));
test.each<[string, Record<string, unknown>, string, RegExp]>([
  [
    'a public key',
    { ...given, PrivateJwk: JSON.stringify({ kty: 'RSA', n: 'AA', e: 'AQAB' }) },
    'InvalidInput',
    /no private JWK/,
  ],
  ['no JSON', { ...given, PrivateJwk: '{' }, 'InvalidInput', /no private JWK/],
  ['a key of the other kind', { ...given, Algorithm: 'ES256' }, 'InvalidInput', /not one for ES256/],
  ['another algorithm', { ...given, Algorithm: 'HS256' }, 'ValidationError', /Algorithm|algorithm/],
  ['a certificate that is no base64', { ...given, Certificate: '<x>' }, 'ValidationError', /certificate/i],
])('the playground service refuses an outside provider with %s', (_, Key, code, text) => {
  const params = { Kind: 'okta', Name: 'x', Domain: 'acme.example', Key };
  expectError(new TestAccount().play('CreateOutsideProvider', params), code, 400, text);
});

test('an issuer belongs to one outside provider only', () => {
  const { t } = outside('github');
  const again = { Kind: 'github', Name: 'x', Domain: 'b.example', Key: keyInput(key(1)) };
  expectError(t.play('CreateOutsideProvider', again), 'EntityAlreadyExists', 409, /already the provider/);
});

test('the playground service refuses the same key twice, the last key, and a key or provider that does not exist', () => {
  const { t, id } = outside('okta');
  const rotate = { Id: id, Key: keyInput(key(0)) };
  expectError(t.play('RotateOutsideProviderKey', rotate), 'EntityAlreadyExists', 409, /already/);
  const last = { Id: id, Kid: key(0).kid };
  expectError(t.play('RetireOutsideProviderKey', last), 'DeleteConflict', 409, /rotate it before/);
  expectError(t.play('RetireOutsideProviderKey', { Id: id, Kid: 'x' }), 'NoSuchEntity', 404, /no key/);
  expectError(t.play('DeleteOutsideProvider', { Id: 'x' }), 'NoSuchEntity', 404, /no outside provider/);
});

test('lists of an outside provider are checked as a whole', () => {
  const { t, id, provider } = outside('okta');
  const [ana, ben] = provider().people;
  if (!ana || !ben) expect.fail('nobody');
  const update = (params: object) => t.play('UpdateOutsideProvider', { Id: id, ...params });
  expectError(
    update({ People: [ana, { ...ben, userName: 'ANA.ruiz' }] }),
    'InvalidInput',
    400,
    /stands twice/,
  );
  expectError(update({ Groups: ['Everyone'] }), 'InvalidInput', 400, /does not exist/);
  const { t: machines, id: gitHub, provider: runs } = outside('github');
  const Applications = runs().applications.map((one) => ({ ...one, protocol: 'saml' }));
  expectError(
    machines.play('UpdateOutsideProvider', { Id: gitHub, Applications }),
    'InvalidInput',
    400,
    /needs SAML, which this provider does not speak/,
  );
  expectOk(update({ People: [ana], Name: 'Okta' }));
  expect(provider()).toMatchObject({ name: 'Okta', people: [{ userName: 'ana.ruiz' }] });
});

const subject = { sub: 'repo:acme/shop:environment:staging' };
const staging = { id: 'staging', name: 'Staging', claims: subject };

test.each<[string, OutsideKind, object, RegExp]>([
  ['no subject', 'github', { claims: { ref: 'refs/heads/main' } }, /has no subject/],
  ['a subject that is too long', 'github', { claims: { sub: 'x'.repeat(256) } }, /has 256 characters/],
  ['an expiry of its own', 'github', { claims: { ...subject, exp: '0' } }, /claims `exp`/],
  ['an audience of its own', 'github', { claims: { ...subject, aud: 'x' } }, /claims `aud`/],
  ['the name of another', 'github', { name: 'pull REQUEST' }, /workload `pull REQUEST` stands twice/],
  ['the id of another', 'github', { id: 'fork' }, /workload `fork` stands twice/],
  ['a provider without OIDC', 'ad-fs', {}, /needs OIDC, which this provider does not speak/],
])('OIDC-07 the playground service refuses a workload with %s', (_, kind, more, text) => {
  const { t, id, provider } = outside(kind);
  const before = provider();
  const Workloads = [...before.workloads, { ...staging, ...more }];
  expectError(t.play('UpdateOutsideProvider', { Id: id, Workloads }), 'InvalidInput', 400, text);
  expect(provider()).toBe(before);
});

test('workloads are added, changed and removed, and a change can be reversed', () => {
  const { t, id, provider } = outside('github');
  const { workloads } = provider();
  const update = (Workloads: object[]) => expectOk(t.play('UpdateOutsideProvider', { Id: id, Workloads }));
  update([...workloads, staging]);
  expect(provider().workloads.at(-1)).toEqual(staging);
  update([...workloads, { ...staging, methods: ['workflow'] }]);
  expect(claimsOfLast(provider())).toMatchObject({ ...subject, amr: ['workflow'] });
  const removed = t.play('UpdateOutsideProvider', { Id: id, Workloads: [] });
  expect(provider()).toMatchObject({ workloads: [], applications: [{ id: 'sts.amazonaws.com' }] });
  apply(t.world, reverseChanges(removed.changes));
  expect(provider().workloads.map((one) => one.id)).toEqual([...workloads.map((one) => one.id), 'staging']);
});

test('a workload from a file that no token can be made for stays until workloads are changed', () => {
  const { t, id, provider } = outside('github');
  const bare = { ...provider(), workloads: [{ ...staging, claims: {} }] };
  apply(t.world, [replaced('outsideProviders', provider(), bare)]);
  expectOk(t.play('UpdateOutsideProvider', { Id: id, Name: 'GitHub' }));
  const Workloads = provider().workloads;
  expectError(t.play('UpdateOutsideProvider', { Id: id, Workloads }), 'InvalidInput', 400, /no subject/);
});
