/**
 * The checks SAML-01…SAML-16 and OIDC-01…OIDC-11, each broken once on an otherwise good login, and the
 * session that a good one gets.
 */

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Outcome } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type {
  Evidence,
  SamlAssertion,
  SamlEvidence,
  WebIdentityEvidence,
} from '#core/model/request/evidence.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { OidcProviderRecord, SamlProviderRecord } from '#core/model/records/identity-providers.ts';
import { TestAccount, account, allow, expectError, expectOk, holderOf } from '../door.ts';
import { dev, statement } from './account.ts';

const saml = `arn:aws:iam::${account}:saml-provider/Corp`;
const oidc = `arn:aws:iam::${account}:oidc-provider/token.example.com`;
const signin = 'https://signin.aws.amazon.com/saml';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const samlProvider: SamlProviderRecord = {
  id: unsafeEntityId('saml-1'),
  account: unsafeAccountId(account),
  samlProviderName: 'Corp',
  arn: unsafeArn(saml),
  createDate: '2026-01-01T00:00:00Z',
  metadata: '<EntityDescriptor/>',
  revision: 3,
  validUntil: '2036-01-01T00:00:00Z',
  privateKeys: [],
  tags: [],
};
const oidcProvider: OidcProviderRecord = {
  id: unsafeEntityId('oidc-1'),
  account: unsafeAccountId(account),
  arn: unsafeArn(oidc),
  url: 'token.example.com',
  createDate: '2026-01-01T00:00:00Z',
  clientIds: ['sts.amazonaws.com'],
  thumbprints: [],
  tags: [],
};

function setting(trust: string): TestAccount {
  const t = new TestAccount();
  apply(t.world, [created('samlProviders', samlProvider), created('oidcProviders', oidcProvider)]);
  t.given(['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }]);
  t.given(['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') }]);
  return t;
}

const send = (
  t: TestAccount,
  operation: string,
  params: Record<string, unknown>,
  evidence?: Evidence,
): Outcome =>
  t.send({
    service: 'sts',
    operation,
    params,
    caller: { kind: 'anonymous' },
    ...(evidence ? { evidence } : {}),
  });

/** Gives the role its permission under the condition alone. */
const permitWhen = (t: TestAccount, condition: object): TestAccount =>
  t.given([
    'PutRolePolicy',
    {
      RoleName: 'Dev',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListUsers').replace(
        '"Resource":"*"',
        `"Resource":"*","Condition":${JSON.stringify(condition)}`,
      ),
    },
  ]);

const samlTrust = (condition: object = { StringEquals: { 'saml:aud': signin } }, action: string[] = []) =>
  statement({ Federated: saml }, ['sts:AssumeRoleWithSAML', ...action], condition);
const document = 'PHNhbWxwOlJlc3BvbnNlLz4=';
const attribute = 'https://aws.amazon.com/SAML/Attributes/';
const good: SamlAssertion = {
  id: '_1',
  issuer: 'https://idp.example.com',
  issueInstant: '2026-01-31T11:59:00Z',
  nameId: { value: 'ann', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
  confirmations: [
    {
      method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
      recipient: signin,
      notOnOrAfter: '2026-01-31T12:05:00Z',
    },
  ],
  audiences: ['urn:amazon:webservices'],
  attributes: [
    { name: `${attribute}Role`, values: [`${dev},${saml}`] },
    { name: `${attribute}RoleSessionName`, values: ['ann@example.com'] },
    { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1', values: ['staff', 'member'] },
  ],
};
const samlEvidenceOf = (
  more: Partial<SamlEvidence> = {},
  assertion: Partial<SamlAssertion> = {},
): SamlEvidence => ({
  kind: 'saml',
  hash: sha256(document),
  signature: 'valid',
  provider: saml,
  revision: 3,
  entityId: good.issuer,
  assertion: { ...good, ...assertion },
  ...more,
});
const samlLogin = (
  assertion: Partial<SamlAssertion> = {},
  more: Partial<SamlEvidence> = {},
  t = setting(samlTrust()),
  params: Record<string, unknown> = {},
) =>
  send(
    t,
    'AssumeRoleWithSAML',
    { RoleArn: dev, PrincipalArn: saml, SAMLAssertion: document, ...params },
    samlEvidenceOf(more, assertion),
  );
/** The good attributes with a transitive tag and a source identity. */
const withTagAndSource = {
  attributes: [
    ...good.attributes,
    { name: `${attribute}PrincipalTag:Team`, values: ['a'] },
    { name: `${attribute}TransitiveTagKeys`, values: ['Team'] },
    { name: `${attribute}SourceIdentity`, values: ['ann'] },
  ],
};
const withAttribute = (name: string, values: string[]) => ({
  attributes: [
    ...good.attributes.filter((one) => one.name !== attribute + name),
    { name: attribute + name, values },
  ],
});

test('S-08 a good assertion gets credentials, and the answer says what the assertion said', () => {
  const t = setting(samlTrust());
  const outcome = samlLogin({}, {}, t);
  const response = expectOk(outcome);
  expect(response).toMatchObject({
    AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/Dev/ann@example.com` },
    Subject: 'ann',
    SubjectType: 'persistent',
    Issuer: good.issuer,
    Audience: signin,
    NameQualifier: createHash('sha1').update(`${good.issuer}${account}/Corp`).digest('base64'),
  });
  expectOk(t.as(holderOf(response), 'ListUsers'));
  // L-07, L-09
  expect(outcome.events).toMatchObject([
    {
      eventName: 'AssumeRoleWithSAML',
      recipientAccountId: account,
      userIdentity: { type: 'SAMLUser', userName: 'ann' },
    },
  ]);
  expect(JSON.stringify(outcome.events)).not.toContain(document);
});

test('K-32, K-20 the session of a federated login carries no MFA key, and keeps three keys', () => {
  const t = setting(samlTrust());
  const holder = holderOf(expectOk(samlLogin({}, {}, t)));
  permitWhen(t, {
    Null: { 'aws:MultiFactorAuthPresent': 'true', 'saml:aud': 'true' },
    StringEquals: { 'saml:sub': 'ann' },
  });
  expectOk(t.as(holder, 'ListUsers'));
  permitWhen(t, { StringEquals: { 'aws:FederatedProvider': saml } });
  expectOk(t.as(holder, 'ListUsers'));
});

test.each<[string, Partial<SamlAssertion>, Partial<SamlEvidence>, string, string | RegExp]>([
  [
    'SAML-03 a signature that does not hold',
    {},
    { signature: 'invalid' },
    'InvalidIdentityToken',
    'Response signature invalid',
  ],
  [
    'evidence of other bytes',
    {},
    { hash: sha256('x') },
    'InvalidIdentityToken',
    'Response signature invalid',
  ],
  [
    'evidence against older metadata',
    {},
    { revision: 2 },
    'InvalidIdentityToken',
    'Response signature invalid',
  ],
  [
    'evidence against another provider',
    {},
    { provider: `${saml}x` },
    'InvalidIdentityToken',
    'Response signature invalid',
  ],
  ['SAML-01 no XML', {}, { unreadable: 'no root' }, 'InvalidIdentityToken', /^Invalid xml/],
  [
    'SAML-04 another issuer',
    { issuer: 'https://evil' },
    {},
    'InvalidIdentityToken',
    'Issuer not present in specified provider',
  ],
  ['SAML-06 no confirmation', { confirmations: [] }, {}, 'InvalidIdentityToken', /./],
  [
    'SAML-06 two confirmations',
    { confirmations: [...good.confirmations, ...good.confirmations] },
    {},
    'InvalidIdentityToken',
    /./,
  ],
  [
    'SAML-06 a recipient that is not AWS',
    { confirmations: [{ ...good.confirmations[0], method: 'x:bearer', recipient: 'https://evil/saml' }] },
    {},
    'InvalidIdentityToken',
    /./,
  ],
  [
    'SAML-06 the time is over',
    { confirmations: [{ method: 'x:bearer', recipient: signin, notOnOrAfter: '2026-01-31T12:00:00Z' }] },
    {},
    'ExpiredTokenException',
    /./,
  ],
  [
    'SAML-07 another audience',
    { audiences: ['https://evil'] },
    {},
    'InvalidIdentityToken',
    'Response does not contain the required audience.',
  ],
  [
    'SAML-08 older than five minutes',
    { issueInstant: '2026-01-31T11:54:59Z' },
    {},
    'ExpiredTokenException',
    'Token must be redeemed within 5 minutes of issuance',
  ],
  [
    'SAML-11 no session name',
    withAttribute('RoleSessionName', []),
    {},
    'InvalidIdentityToken',
    'RoleSessionName is required in AuthnResponse',
  ],
  [
    'SAML-11 a bad session name',
    withAttribute('RoleSessionName', ['a b']),
    {},
    'InvalidIdentityToken',
    'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
  ],
  [
    'SAML-14 a bad source identity',
    withAttribute('SourceIdentity', ['aws:x']),
    {},
    'InvalidIdentityToken',
    /^Source Identity must match/,
  ],
])('%s: the SAML login is refused', (_, assertion, more, code, message) =>
  expectError(samlLogin(assertion, more), code, 400, message),
);

const samlRefused = 'Not authorized to perform sts:AssumeRoleWithSAML';
test.each<[string, Partial<SamlAssertion>, string | undefined]>([
  ['SAML-10 no Role attribute', withAttribute('Role', []), undefined],
  ['SAML-10 another role', withAttribute('Role', [`${dev}x,${saml}`]), undefined],
  ['SAML-10 a third part', withAttribute('Role', [`${dev},${saml},${dev}`]), undefined],
  ['SAML-13 tags without sts:TagSession', withAttribute('PrincipalTag:Team', ['a']), undefined],
  [
    'SAML-14 a source identity without sts:SetSourceIdentity',
    withAttribute('SourceIdentity', ['ann']),
    undefined,
  ],
  ['SAML-15 a condition that does not hold', {}, samlTrust({ StringEquals: { 'saml:aud': 'x' } })],
  ['SAML-15 another provider', {}, statement({ Federated: `${saml}x` }, 'sts:AssumeRoleWithSAML')],
])('%s: the SAML login is AccessDenied (E-73)', (_, assertion, policy) =>
  expectError(samlLogin(assertion, {}, setting(policy ?? samlTrust())), 'AccessDenied', 403, samlRefused),
);

test('SAML-09 an assertion without NameID is refused', () => {
  const { nameId: _, ...rest } = good;
  const evidence = { ...samlEvidenceOf(), assertion: rest };
  const params = { RoleArn: dev, PrincipalArn: saml, SAMLAssertion: document };
  expectError(
    send(setting(samlTrust()), 'AssumeRoleWithSAML', params, evidence),
    'AccessDenied',
    403,
    samlRefused,
  );
});

test('SAML-10, K-21, K-36 the order of the pair is free, and lists become keys', () => {
  const t = setting(
    samlTrust({
      'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' },
      StringEquals: { 'saml:doc': `${account}/Corp` },
    }),
  );
  expectOk(samlLogin(withAttribute('Role', [`${saml}, ${dev}`]), {}, t));
});

test('SAML-13, SAML-14 a SAML login takes tags and source identity that the trust policy lets through', () => {
  const t = setting(samlTrust({}, ['sts:TagSession', 'sts:SetSourceIdentity']));
  expect(expectOk(samlLogin(withTagAndSource, {}, t))).toMatchObject({ SourceIdentity: 'ann' });
  expect([...t.world.sessions.values()]).toMatchObject([
    {
      tags: [{ key: 'Team', value: 'a' }],
      transitiveTagKeys: ['Team'],
      sourceIdentity: 'ann',
      federatedProvider: saml,
    },
  ]);
});

test.each([
  ['with several values', `${attribute}PrincipalTag:Team`, ['a', 'b'], /must have one value/],
  [
    'without a key',
    `${attribute}PrincipalTag:`,
    ['a'],
    /'tags\.1\.member\.key' .* greater than or equal to 1/,
  ],
  ['with a long value', `${attribute}PrincipalTag:Team`, ['a'.repeat(257)], /less than or equal to 256/],
  ['of other characters', `${attribute}PrincipalTag:Te#am`, ['a'], /regular expression pattern/],
])('SAML-13, S-06, S-34 a SAML login refuses a tag %s', (_, name, values, message) => {
  const t = setting(samlTrust({}, ['sts:TagSession']));
  const attributes = [...good.attributes, { name, values }];
  expectError(samlLogin({ attributes }, {}, t), 'InvalidIdentityToken', 400, message);
});

test('SAML-13 an empty tag value is a value', () => {
  const t = setting(samlTrust({}, ['sts:TagSession']));
  const attributes = [...good.attributes, { name: `${attribute}PrincipalTag:Team`, values: [''] }];
  expectOk(samlLogin({ attributes }, {}, t));
});

test('L-01, L-05 the record of a SAML login says what the assertion stated, and names the role and the provider', () => {
  const t = setting(samlTrust({}, ['sts:TagSession', 'sts:SetSourceIdentity']));
  const [event] = samlLogin(withTagAndSource, {}, t).events;
  expect(event?.requestParameters).toEqual({
    roleArn: dev,
    principalArn: saml,
    sAMLAssertionID: '_1',
    roleSessionName: 'ann@example.com',
    principalTags: { Team: 'a' },
    transitiveTagKeys: ['Team'],
    sourceIdentity: 'ann',
  });
  expect(event?.resources).toEqual([
    { ARN: dev, accountId: account, type: 'AWS::IAM::Role' },
    { ARN: saml, accountId: account, type: 'AWS::IAM::SAMLProvider' },
  ]);
  const [refused] = samlLogin(withTagAndSource).events;
  expect(refused).toMatchObject({
    errorCode: 'AccessDenied',
    requestParameters: { sAMLAssertionID: '_1' },
  });
  expect(refused).not.toHaveProperty('resources');
});

test('SAML-16 the session ends by the role’s maximum and the end of the provider’s session', () => {
  expectError(
    samlLogin({}, {}, setting(samlTrust()), { DurationSeconds: 3601 }),
    'ValidationError',
    400,
    'Requested DurationSeconds exceeds MaxSessionDuration set for this role.',
  );
  const { Credentials } = expectOk(samlLogin({ sessionNotOnOrAfter: '2026-01-31T12:20:00Z' }));
  expect(Credentials).toMatchObject({ Expiration: '2026-01-31T12:20:00Z' });
});

test.each([
  ['shortens a call', ['900'], undefined, '2026-01-31T12:15:00Z'],
  ['does not lengthen one', ['7200'], undefined, '2026-01-31T13:00:00Z'],
  ['counts up to the earlier end', ['1800'], '2026-01-31T12:20:00Z', '2026-01-31T12:20:00Z'],
  ['is not looked at where it is no duration', ['60'], undefined, '2026-01-31T13:00:00Z'],
])('SAML-12 the SessionDuration attribute %s', (_, values, sessionNotOnOrAfter, Expiration) => {
  const end = sessionNotOnOrAfter === undefined ? {} : { sessionNotOnOrAfter };
  const { Credentials } = expectOk(samlLogin({ ...withAttribute('SessionDuration', values), ...end }));
  expect(Credentials).toMatchObject({ Expiration });
});

test('SAML-02, SAML-05 a SAML login needs an existing provider, metadata that is not over, and evidence', () => {
  const t = setting(samlTrust());
  const params = { RoleArn: dev, PrincipalArn: `${saml}x`, SAMLAssertion: document };
  expectError(
    send(t, 'AssumeRoleWithSAML', params, samlEvidenceOf()),
    'InvalidIdentityToken',
    400,
    "Specified provider doesn't exist.",
  );
  expectError(
    send(t, 'AssumeRoleWithSAML', params),
    'InvalidIdentityToken',
    400,
    'Response signature invalid',
  );
  apply(t.world, [
    replaced('samlProviders', samlProvider, { ...samlProvider, validUntil: '2026-01-31T12:00:00Z' }),
  ]);
  expectError(samlLogin({}, {}, t), 'InvalidIdentityToken', 400, /no longer valid/);
});

const webTrust = (
  condition: object = { StringEquals: { 'token.example.com:sub': 'repo:a/b' } },
  action: string[] = [],
) => statement({ Federated: oidc }, ['sts:AssumeRoleWithWebIdentity', ...action], condition);
const jwt = 'aaaa.bbbb.cccc';
const now = Date.parse('2026-01-31T12:00:00Z') / 1000;
const claims = {
  iss: 'https://token.example.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:a/b',
  iat: now - 60,
  exp: now + 600,
};
const webEvidenceOf = (
  given: Record<string, unknown> = {},
  more: Partial<WebIdentityEvidence> = {},
): WebIdentityEvidence => ({
  kind: 'web-identity',
  hash: sha256(jwt),
  signature: 'valid',
  provider: oidc,
  revision: 0,
  keysFound: true,
  algorithm: 'RS256',
  claims: { ...claims, ...given },
  ...more,
});
const webLogin = (
  given: Record<string, unknown> = {},
  more: Partial<WebIdentityEvidence> = {},
  t = setting(webTrust()),
  params: Record<string, unknown> = {},
) =>
  send(
    t,
    'AssumeRoleWithWebIdentity',
    { RoleArn: dev, RoleSessionName: 'ci', WebIdentityToken: jwt, ...params },
    webEvidenceOf(given, more),
  );

test('S-08 a good OIDC token gets credentials', () => {
  const t = setting(webTrust());
  const outcome = webLogin({}, {}, t);
  const response = expectOk(outcome);
  expect(response).toMatchObject({
    SubjectFromWebIdentityToken: 'repo:a/b',
    Provider: 'https://token.example.com',
    Audience: 'sts.amazonaws.com',
  });
  expectOk(t.as(holderOf(response), 'ListUsers'));
  // L-07, L-09
  expect(outcome.events[0]?.userIdentity).toMatchObject({ type: 'WebIdentityUser', userName: 'repo:a/b' });
  expect(JSON.stringify(outcome.events)).not.toContain(jwt);
});

test('K-22 the session keeps aud, sub and amr of the token, and no other key', () => {
  const t = setting(webTrust());
  const token = { azp: 'sts.amazonaws.com', aud: 'web', amr: ['pwd', 'otp'] };
  const holder = holderOf(expectOk(webLogin(token, {}, t)));
  const kept = {
    StringEquals: {
      'token.example.com:aud': 'sts.amazonaws.com',
      'token.example.com:sub': 'repo:a/b',
    },
    'ForAnyValue:StringEquals': { 'token.example.com:amr': 'otp' },
  };
  permitWhen(t, { ...kept, Null: { 'token.example.com:oaud': 'true' } });
  expectOk(t.as(holder, 'ListUsers'));
  permitWhen(t, { ...kept, Null: { 'token.example.com:oaud': 'false' } });
  expectError(t.as(holder, 'ListUsers'), 'AccessDenied', 403, /no identity-based policy allows/);
});

test.each<[string, Record<string, unknown>, Partial<WebIdentityEvidence>, string, string | RegExp]>([
  ['OIDC-01 alg none', {}, { algorithm: 'none' }, 'InvalidIdentityToken', /./],
  ['OIDC-01 HS256', {}, { algorithm: 'HS256' }, 'InvalidIdentityToken', /./],
  ['evidence of another token', {}, { hash: sha256('x') }, 'InvalidIdentityToken', /./],
  [
    'OIDC-02 an issuer without provider',
    { iss: 'https://evil.example.com' },
    {},
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://evil.example.com',
  ],
  [
    'OIDC-02 the issuer has another case',
    { iss: 'https://Token.example.com' },
    {},
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://Token.example.com',
  ],
  [
    'Y-02 a token that AWS itself made for others',
    { iss: 'https://0a1b2c3d.tokens.sts.global.api.aws' },
    {},
    'InvalidIdentityToken',
    /outbound identity federation/,
  ],
  [
    'OIDC-04 a signature that does not hold',
    {},
    { signature: 'invalid' },
    'InvalidIdentityToken',
    /verification key/,
  ],
  ['evidence against older keys', {}, { revision: 1 }, 'InvalidIdentityToken', /verification key/],
  ['evidence against another provider', {}, { provider: 'x' }, 'InvalidIdentityToken', /verification key/],
  ['OIDC-03 no keys', {}, { keysFound: false }, 'IDPCommunicationError', /./],
  ['OIDC-05 another audience', { aud: 'x' }, {}, 'InvalidIdentityToken', 'Incorrect token audience'],
  ['OIDC-05 azp counts before aud', { azp: 'x' }, {}, 'InvalidIdentityToken', 'Incorrect token audience'],
  ['T-48 the token is over for six minutes', { exp: now - 360 }, {}, 'ExpiredTokenException', /./],
  ['OIDC-06 no iat', { iat: undefined }, {}, 'InvalidIdentityToken', /./],
  ['OIDC-06 exp as text', { exp: 'x' }, {}, 'InvalidIdentityToken', /./],
  ['OIDC-07 no sub', { sub: '' }, {}, 'InvalidIdentityToken', /./],
  [
    'OIDC-09 tags of another form',
    { 'https://aws.amazon.com/tags': { principal_tags: { a: ['x', 'y'] } } },
    {},
    'InvalidIdentityToken',
    /./,
  ],
])('%s: the OIDC login is refused', (_, given, more, code, message) =>
  expectError(webLogin(given, more), code, 400, message),
);

test('T-48 a token that ended four minutes ago is accepted', () => expectOk(webLogin({ exp: now - 240 })));

const webRefused = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
test.each<[string, Record<string, unknown>, string | undefined]>([
  ['OIDC-08 another sub', { sub: 'repo:a/evil' }, undefined],
  [
    'OIDC-09 tags without sts:TagSession',
    { 'https://aws.amazon.com/tags': { principal_tags: { Team: ['a'] } } },
    undefined,
  ],
  [
    'OIDC-10 a source identity without its permission',
    { 'https://aws.amazon.com/source_identity': 'ann' },
    undefined,
  ],
  [
    'OIDC-08 a trust in another provider',
    {},
    statement({ Federated: `${oidc}/x` }, 'sts:AssumeRoleWithWebIdentity'),
  ],
])('%s: the OIDC login is AccessDenied (E-73)', (_, given, policy) =>
  expectError(webLogin(given, {}, setting(policy ?? webTrust())), 'AccessDenied', 403, webRefused),
);

test('OIDC-09, OIDC-10 an OIDC login takes tags and source identity that the trust policy lets through', () => {
  const t = setting(webTrust({}, ['sts:TagSession', 'sts:SetSourceIdentity']));
  const given = {
    'https://aws.amazon.com/tags': { principal_tags: { Team: ['a'] }, transitive_tag_keys: ['Team'] },
    'https://aws.amazon.com/source_identity': 'ann',
  };
  expect(expectOk(webLogin(given, {}, t))).toMatchObject({ SourceIdentity: 'ann' });
  expect([...t.world.sessions.values()]).toMatchObject([
    { tags: [{ key: 'Team', value: 'a' }], transitiveTagKeys: ['Team'], sourceIdentity: 'ann' },
  ]);
});

test('OIDC-05 one of several audiences must be the provider’s, and it is the key and the answer', () => {
  const t = setting(webTrust({ StringEquals: { 'token.example.com:aud': 'sts.amazonaws.com' } }));
  expect(expectOk(webLogin({ aud: ['other', 'sts.amazonaws.com'] }, {}, t))).toMatchObject({
    Audience: 'sts.amazonaws.com',
  });
  expectError(
    webLogin({ aud: ['other', 'x'] }, {}, t),
    'InvalidIdentityToken',
    400,
    'Incorrect token audience',
  );
  expectError(webLogin({ aud: [] }, {}, t), 'InvalidIdentityToken', 400, 'Incorrect token audience');
});

test('L-05 the record of an OIDC login names the role', () => {
  const [event] = webLogin().events;
  expect(event?.resources).toEqual([{ ARN: dev, accountId: account, type: 'AWS::IAM::Role' }]);
});

test('K-36 a built-in provider needs no record, and its azp is the aud', () => {
  const policy = statement({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: { 'accounts.google.com:aud': 'app', 'accounts.google.com:oaud': 'web' },
  });
  const google = { iss: 'https://accounts.google.com', azp: 'app', aud: 'web' };
  expectOk(webLogin(google, { provider: 'accounts.google.com' }, setting(policy)));
});

test('OIDC-11 an OIDC session cannot pass the role’s maximum', () =>
  expectError(
    webLogin({}, {}, setting(webTrust()), { DurationSeconds: 3601 }),
    'ValidationError',
    400,
    'Requested DurationSeconds exceeds MaxSessionDuration set for this role.',
  ));
