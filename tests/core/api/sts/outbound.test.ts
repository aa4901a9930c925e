/** Outbound federation (Y-02): who gets a token, what it says, and what AWS answers to everybody else. */

import { expect, test } from 'vitest';
import {
  discoveryAddress,
  keysAddress,
  keysDocument,
  publishedAt,
  signingAlgorithms,
} from '#core/api/sts/outbound/keys.ts';
import { verifyJws } from '#core/api/sts/outbound/jws.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import type { Caller } from '#core/model/request/request.ts';
import type { SessionRecord } from '#core/model/records/sessions.ts';
import {
  type TestAccount,
  account,
  allow,
  deny,
  expectError,
  expectOk,
  holderOf,
  noon,
  root,
} from '../door.ts';
import { assumed, bob, dev, put, withDev } from './account.ts';

const audience = 'https://api.example.com';
const asked = { Audience: [audience], SigningAlgorithm: 'ES384' };
const self = `arn:aws:sts::${account}:self`;
const tokens = ['sts:GetWebIdentityToken', 'sts:TagGetWebIdentityToken'];

/** Bob and the role Dev may get tokens, and the account has the switch on. */
function switchedOn(policy = allow(tokens)): TestAccount {
  const t = withDev();
  put(t, 'User', 'Bob', policy);
  put(t, 'Role', 'Dev', policy);
  return t.given(['EnableOutboundWebIdentityFederation', {}]);
}

const get = (t: TestAccount, params: object = {}, caller: string | Caller = bob) =>
  t.as(caller, 'GetWebIdentityToken', { ...asked, ...params });

function claimsIn(outcome: ReturnType<typeof get>): Record<string, unknown> {
  const verified = verifyJws(String(expectOk(outcome)['WebIdentityToken']), keysDocument().keys);
  if (!verified.ok) expect.fail(verified.error);
  return { ...verified.value };
}
const awsClaims = (outcome: ReturnType<typeof get>) => claimsIn(outcome)['https://sts.amazonaws.com/'];

const issuerOf = (t: TestAccount): string =>
  String(expectOk(t.call('GetOutboundWebIdentityFederationInfo'))['IssuerIdentifier']);

test('Y-02 an account is switched on and off once, and keeps its issuer', () => {
  const t = withDev();
  const off = `Outbound identity federation is disabled for account ${account}`;
  expectError(t.call('GetOutboundWebIdentityFederationInfo'), 'FeatureDisabled', 404, off);
  expectError(t.call('DisableOutboundWebIdentityFederation'), 'FeatureDisabled', 404, /is already disabled/);
  const { IssuerIdentifier } = expectOk(t.call('EnableOutboundWebIdentityFederation'));
  expect(IssuerIdentifier).toMatch(/^https:\/\/[\da-f-]{36}\.tokens\.sts\.global\.api\.aws$/);
  expectError(t.call('EnableOutboundWebIdentityFederation'), 'FeatureEnabled', 409, /is already enabled/);
  expect(expectOk(t.call('GetOutboundWebIdentityFederationInfo'))).toEqual({
    IssuerIdentifier,
    JwtVendingEnabled: true,
  });
  expectOk(t.call('DisableOutboundWebIdentityFederation'));
  expectError(t.call('GetOutboundWebIdentityFederationInfo'), 'FeatureDisabled', 404, off);
  expect(expectOk(t.call('EnableOutboundWebIdentityFederation'))).toEqual({ IssuerIdentifier });
});

test.each(signingAlgorithms)(
  'Y-02 a user gets a token, signed with %s, for five minutes',
  (SigningAlgorithm) => {
    const t = switchedOn();
    const outcome = get(t, { SigningAlgorithm });
    expect(expectOk(outcome)['Expiration']).toBe('2026-01-31T12:05:00Z');
    expect(claimsIn(outcome)).toEqual({
      aud: audience,
      sub: bob,
      'https://sts.amazonaws.com/': {
        aws_account: account,
        source_region: 'us-east-1',
        principal_id: bob,
      },
      iss: issuerOf(t),
      exp: noon / 1000 + 300,
      iat: noon / 1000,
      jti: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
    });
  },
);

test('Y-02 the same world, request and seed give the same token, and each token another id', () => {
  const [one, two] = [switchedOn(), switchedOn()];
  expect(expectOk(get(one))).toEqual(expectOk(get(two)));
  expect(expectOk(get(one))).not.toEqual(expectOk(get(one)));
});

test('Y-02 the token of a role session names the role, and what its session carries', () => {
  const t = switchedOn();
  expectOk(
    t.call('TagRole', {
      RoleName: 'Dev',
      Tags: [
        { Key: 'Team', Value: 'role' },
        { Key: 'k', Value: 'v' },
      ],
    }),
  );
  expectOk(
    t.call('UpdateAssumeRolePolicy', {
      RoleName: 'Dev',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: bob },
            Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          },
        ],
      }),
    }),
  );
  put(t, 'User', 'Bob', allow('sts:*'));
  const holder = assumed(t, { SourceIdentity: 'bob', Tags: [{ Key: 'team', Value: 'session' }] });
  const outcome = get(t, { Audience: ['one', 'two'], Tags: [{ Key: 'aws:job', Value: '7' }] }, holder);
  expect(claimsIn(outcome)).toMatchObject({ aud: ['one', 'two'], sub: dev });
  expect(awsClaims(outcome)).toEqual({
    aws_account: account,
    source_identity: 'bob',
    request_tags: { 'aws:job': '7' },
    original_session_exp: '2026-01-31T13:00:00Z',
    source_region: 'us-east-1',
    principal_id: dev,
    principal_tags: { k: 'v', team: 'session' },
  });
});

test('Y-02 the token of a member of an organization names the organization and the way to the account', () => {
  const t = switchedOn();
  const { Organization } = expectOk(t.org(root, 'CreateOrganization')) as { Organization: { Id: string } };
  expect(awsClaims(get(t))).toMatchObject({
    org_id: Organization.Id,
    ou_path: [expect.stringMatching(new RegExp(`^${Organization.Id}/r-\\w+/$`))],
  });
});

test('Y-02 a session of GetSessionToken gets a token too, a federated user does not', () => {
  const t = switchedOn(allow([...tokens, 'sts:GetFederationToken']));
  const user = holderOf(expectOk(t.as(bob, 'GetSessionToken')));
  expect(claimsIn(get(t, {}, user))).toMatchObject({ sub: bob });
  const guest = holderOf(expectOk(t.as(bob, 'GetFederationToken', { Name: 'guest', Policy: allow('*') })));
  const refusal = 'GetWebIdentityToken does not support federated user sessions';
  expectError(get(t, {}, guest), 'AccessDenied', 403, refusal);
});

const unsupported =
  'Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms';
const twice = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
const team = [
  { Key: 'team', Value: 'one' },
  { Key: 'Team', Value: 'two' },
];

test.each([
  [{ SigningAlgorithm: 'HS256' }, 'ValidationError', unsupported],
  [
    { SigningAlgorithm: 'none' },
    'ValidationError',
    /Value 'none' at 'signingAlgorithm' .* length greater than or equal to 5/,
  ],
  [{ Audience: [] }, 'ValidationError', /at 'audience' failed to satisfy constraint/],
  [
    { Audience: Array.from({ length: 11 }, String) },
    'ValidationError',
    /at 'audience' .* less than or equal to 10$/,
  ],
  [
    { DurationSeconds: 59 },
    'ValidationError',
    /Value '59' at 'durationSeconds' .* greater than or equal to 60$/,
  ],
  [
    { DurationSeconds: 3601 },
    'ValidationError',
    /Value '3601' at 'durationSeconds' .* less than or equal to 3600$/,
  ],
  [{ SubjectMode: 'Other' }, 'ValidationError', /at 'subjectMode' failed to satisfy constraint/],
  [{ Tags: team }, 'InvalidParameterValue', twice],
  [{ Scope: 'read' }, 'ValidationError', /Scope/],
  [{ Scope: 'read', SubjectMode: 'OriginIdentity', Audience: ['a', 'b'] }, 'ValidationError', /Scope/],
  [{ Scope: 'read  all', SubjectMode: 'OriginIdentity' }, 'ValidationError', /Scope/],
  [{ Scope: 'read read', SubjectMode: 'OriginIdentity' }, 'ValidationError', /Scope/],
  [{ Scope: 'a,b', SubjectMode: 'OriginIdentity' }, 'ValidationError', /Scope/],
])('Y-02 the request %o is refused as %s', (params, code, message) => {
  expectError(get(switchedOn(), params), code, 400, message);
});

test('Y-02 the claims may have 14,984 bytes', () => {
  const t = switchedOn();
  const sized = (length: number) => ({
    Audience: [...Array.from({ length: 9 }, () => 'a'.repeat(1000)), 'a'.repeat(length)],
  });
  const full = (tags: number) => ({
    Tags: Array.from({ length: tags }, (_, at) => ({ Key: `k${at}`, Value: 'v'.repeat(250) })),
  });
  const bytes = JSON.stringify(claimsIn(get(t, { ...sized(100), ...full(20) }))).length;
  const most = 100 + 14_984 - bytes;
  expectOk(get(t, { ...sized(most), ...full(20) }));
  const refused = get(t, { ...sized(most + 1), ...full(20) });
  expectError(refused, 'JWTPayloadSizeExceededException', 400, 'JWT payload exceeds maximum allowed size');
});

test('Y-02 a token never outlives the session that asks', () => {
  const t = switchedOn();
  put(t, 'User', 'Bob', allow('sts:*'));
  const holder = assumed(t, { DurationSeconds: 900 });
  expectOk(get(t, { DurationSeconds: 900 }, holder));
  const tooLong = get(t, { DurationSeconds: 901 }, holder);
  const message = "Requested token expiry time must be before the original session's expiry time.";
  expectError(tooLong, 'SessionDurationEscalationException', 403, message);
});

test('Y-02 while the account is switched off, who may ask learns that and who may not is denied', () => {
  const t = withDev();
  put(t, 'User', 'Bob', allow(tokens));
  const message = 'OutboundWebIdentityFederation is disabled.';
  expectError(get(t), 'OutboundWebIdentityFederationDisabledException', 403, message);
  put(t, 'User', 'Bob', deny('sts:*'));
  expectError(get(t), 'AccessDenied', 403, new RegExp(`on resource: ${self} with an explicit deny`));
});

const limited = (condition: object, action: string | string[] = tokens) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: self, Condition: condition }],
  });
const job = [{ Key: 'job', Value: 'build' }];

test.each([
  [
    'sts:IdentityTokenAudience',
    { 'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': audience } },
    {},
    { Audience: [audience, 'other'] },
  ],
  [
    'sts:SigningAlgorithm',
    { StringEquals: { 'sts:SigningAlgorithm': 'ES384' } },
    {},
    { SigningAlgorithm: 'RS256' },
  ],
  [
    'sts:DurationSeconds',
    { NumericLessThanEquals: { 'sts:DurationSeconds': '300' } },
    {},
    { DurationSeconds: 301 },
  ],
  [
    'sts:SubjectMode',
    { StringEquals: { 'sts:SubjectMode': 'AWSIdentity' } },
    {},
    { SubjectMode: 'OriginIdentity' },
  ],
  ['aws:RequestTag', { StringEquals: { 'aws:RequestTag/job': 'build' } }, { Tags: job }, {}],
  [
    'aws:TagKeys',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'job' } },
    { Tags: job },
    { Tags: [{ Key: 'other', Value: '' }] },
  ],
])('Y-02 a policy limits tokens by %s', (_, condition, allowed, refused) => {
  const t = switchedOn(limited(condition));
  expectOk(get(t, allowed));
  expectError(
    get(t, refused),
    'AccessDenied',
    403,
    /not authorized to perform: sts:(Tag)?GetWebIdentityToken/,
  );
});

test('Y-02 tags need a permission of their own', () => {
  const refused = get(switchedOn(allow('sts:GetWebIdentityToken')), { Tags: job });
  expectError(refused, 'AccessDenied', 403, /sts:TagGetWebIdentityToken on resource: .*:self because/);
});

/** Puts keys into Dev's session that no call of this playground sets. */
function onBehalfOf(keys: SessionRecord['federationKeys'], policy = allow('sts:*')) {
  const t = switchedOn(policy);
  put(t, 'User', 'Bob', allow('sts:*'));
  const holder = assumed(t);
  const session = [...t.world.sessions.values()].at(-1);
  if (!session) throw new Error('there is no session');
  apply(t.world, [replaced('sessions', session, { ...session, ...(keys ? { federationKeys: keys } : {}) })]);
  return { t, holder };
}
const ada = { 'aws:OriginIdentity/Subject': 'ada', 'aws:OriginIdentity/Issuer': 'https://idp.example.com' };
const origin = { SubjectMode: 'OriginIdentity' };

test('Y-02 a session that acts for a person gets a token about the person, with a scope', () => {
  const { t, holder } = onBehalfOf(ada);
  const outcome = get(t, { ...origin, Scope: 'read write' }, holder);
  expect(claimsIn(outcome)).toMatchObject({ sub: 'ada', scope: 'read write' });
  expect(awsClaims(outcome)).toMatchObject({ subject_mode: 'OriginIdentity', principal_id: dev });
});

test.each([
  ['without such a person', undefined, 'ValidationError', 400],
  ['without the issuer', { 'aws:OriginIdentity/Subject': 'ada' }, 'ValidationError', 400],
  ['for a blank name', { ...ada, 'aws:OriginIdentity/Subject': ' ' }, 'ValidationError', 400],
  ['for a name like an ARN', { ...ada, 'aws:OriginIdentity/Subject': 'ARN:aws' }, 'AccessDenied', 403],
  ['for a name with a line end', { ...ada, 'aws:OriginIdentity/Subject': 'a\nb' }, 'AccessDenied', 403],
  ['for a name that ends in a space', { ...ada, 'aws:OriginIdentity/Subject': 'ada ' }, 'AccessDenied', 403],
])('Y-02, Y-14 a session %s gets no token of the origin identity', (_, keys, code, status) => {
  const { t, holder } = onBehalfOf(keys);
  expectError(get(t, origin, holder), code, status, /./);
});

test('Y-02 a scope needs a permission of its own, which a policy can limit by sts:IdentityTokenScope', () => {
  const scoped = { ...origin, Scope: 'read write' };
  const without = onBehalfOf(ada, allow('sts:GetWebIdentityToken'));
  expectError(get(without.t, scoped, without.holder), 'AccessDenied', 403, /sts:SetWebIdentityTokenScope/);
  const condition = { 'ForAllValues:StringEquals': { 'sts:IdentityTokenScope': ['read', 'write'] } };
  const { t, holder } = onBehalfOf(ada, limited(condition, 'sts:*'));
  expectOk(get(t, scoped, holder));
  expectError(get(t, { ...origin, Scope: 'read all' }, holder), 'AccessDenied', 403, /not authorized/);
});

test('Y-02 the trail shows what was asked, never the token', () => {
  const outcome = get(switchedOn(), { Tags: job });
  expect(outcome.events).toMatchObject([
    {
      eventName: 'GetWebIdentityToken',
      requestParameters: { audience: [audience], signingAlgorithm: 'ES384' },
      responseElements: null,
    },
  ]);
  expect(JSON.stringify(outcome.events)).not.toContain(String(expectOk(outcome)['WebIdentityToken']));
});

test('Y-02 the issuer publishes its documents, also while the account is switched off', () => {
  const t = switchedOn();
  const issuer = issuerOf(t);
  expectOk(t.call('DisableOutboundWebIdentityFederation'));
  expect(publishedAt(t.world, discoveryAddress(issuer))).toMatchObject({
    issuer,
    jwks_uri: keysAddress(issuer),
  });
  expect(publishedAt(t.world, keysAddress(issuer))).toMatchObject({
    keys: [{ kid: 'RSA_0' }, { kid: 'EC384_0' }],
  });
  expect(publishedAt(t.world, `${issuer}/other`)).toBeUndefined();
});

test.each(signingAlgorithms)('Y-02 no change of a token signed with %s gets through', (SigningAlgorithm) => {
  const t = switchedOn();
  const { keys } = keysDocument();
  const token = String(expectOk(get(t, { SigningAlgorithm }))['WebIdentityToken']);
  const [header = '', claims = '', signature = ''] = token.split('.');
  const other = String(expectOk(get(t, { SigningAlgorithm }))['WebIdentityToken']).split('.');
  const unsigned = btoa(JSON.stringify({ alg: 'none', kid: 'RSA_0' }));
  for (const forged of [
    [header, other[1], signature],
    [header, claims, other[2]],
    [header, claims, ''],
    [header, claims, '*'],
    [unsigned, claims, ''],
    [header, claims],
    ['', claims, signature],
  ]) {
    expect(verifyJws(forged.join('.'), keys).ok).toBe(false);
  }
  expect(verifyJws(token, keys).ok).toBe(true);
  expect(verifyJws(token, []).ok).toBe(false);
});
