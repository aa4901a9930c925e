/**
 * Tokens are rows of data (tokens.json). Node's own crypto and jsonwebtoken make each, never the library
 * that verifies, and each is sent the whole way: prepare, then the door.
 */

import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jsonwebtoken from 'jsonwebtoken';
import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, holderOf, noon } from '../../core/api/door.ts';
import { dev, statement } from '../../core/api/sts/account.ts';
import { type Expected, answerOf, expectAnswer, login } from '../login.ts';

interface Row {
  readonly title: string;
  readonly header?: Json;
  readonly claims?: Json;
  readonly key?: string;
  readonly edit?: Readonly<Record<string, string | null>>;
  readonly raw?: string;
  readonly published?: null | readonly [];
  readonly expect: Expected;
}
type Json = Readonly<Record<string, unknown>>;

const { rows } = JSON.parse(readFileSync(new URL('tokens.json', import.meta.url), 'utf8')) as {
  rows: Row[];
};

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const any = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = (pair: typeof rsa, more: object) => ({ ...pair.publicKey.export({ format: 'jwk' }), ...more });
const published = [
  jwk(rsa, { kid: 'rsa-1', alg: 'RS256', use: 'sig' }),
  jwk(any, { kid: 'any' }),
  jwk(ec, { kid: 'ec-1' }),
];
const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });

const provider = `arn:aws:iam::${account}:oidc-provider/token.example.com`;

function setting(keys: Row['published'] | typeof published = published): TestAccount {
  const trust = statement({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: { 'token.example.com:sub': 'repo:a/b' },
  });
  const t = new TestAccount().given(
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://token.example.com', ClientIDList: ['sts.amazonaws.com'] },
    ],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
    ['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') }],
  );
  if (keys) expectOk(publish(t, keys));
  return t;
}

const publish = (t: TestAccount, keys: readonly object[]) =>
  t.play('SetOpenIDConnectProviderKeys', {
    OpenIDConnectProviderArn: provider,
    Jwks: JSON.stringify({ keys }),
  });

const now = noon / 1000;
const goodClaims = {
  iss: 'https://token.example.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:a/b',
  iat: now - 60,
  exp: now + 600,
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Lays `over` on `base`; null removes, `@n` is a time, `#n` so many characters. */
const laid = (base: Json, over: Json = {}): Json =>
  Object.fromEntries(
    Object.entries({ ...base, ...over }).flatMap(([name, value]) =>
      value === null ? [] : [[name, placed(value)]],
    ),
  );

function placed(value: unknown): unknown {
  if (value === 'foreign') return foreign.publicKey.export({ format: 'jwk' });
  if (typeof value !== 'string') return value;
  if (/^@-?\d+$/.test(value)) return now + Number(value.slice(1));
  return /^#\d+$/.test(value) ? 'x'.repeat(Number(value.slice(1))) : value;
}

function signature(text: string, algorithm: string, key: string): Buffer {
  const hash = `sha${/\d+$/.exec(algorithm)?.[0] ?? '256'}`;
  if (key === 'none') return Buffer.alloc(0);
  if (key.startsWith('hmac:')) {
    return createHmac(hash, key === 'hmac:pem' ? pem : JSON.stringify(published[0]))
      .update(text)
      .digest();
  }
  if (key.startsWith('ec')) {
    const dsaEncoding = key === 'ec:der' ? 'der' : 'ieee-p1363';
    return sign(hash, Buffer.from(text), { key: ec.privateKey, dsaEncoding });
  }
  const pair = key === 'foreign' ? foreign : key === 'any' ? any : rsa;
  return sign(hash, Buffer.from(text), pair.privateKey);
}

function tokenOf({ header, claims, key = 'rsa', edit = {}, raw }: Row): string {
  if (raw !== undefined) return raw;
  const head = laid({ alg: 'RS256', typ: 'JWT', kid: 'rsa-1' }, header);
  const signed = [part(head), part(laid(goodClaims, claims))];
  const made = signature(signed.join('.'), String(head['alg']), key).toString('base64url');
  let [first = '', payload = ''] = signed;
  first = edit['header'] ?? first;
  payload = edit['payload'] ?? payload;
  if (edit['payloadFrom'] != null) {
    const text = Buffer.from(payload, 'base64url').toString();
    payload = Buffer.from(text.replace(edit['payloadFrom'], edit['payloadTo'] ?? '')).toString('base64url');
  }
  const last = edit['signature'] === null ? [] : [edit['signature'] ?? made];
  return [first, payload, ...last, ...(edit['more'] == null ? [] : [edit['more']])].join('.');
}

const assume = (t: TestAccount, token: string) =>
  login(t, 'AssumeRoleWithWebIdentity', { RoleArn: dev, RoleSessionName: 'ci', WebIdentityToken: token });

test('the corpus of tokens has at least 50 rows that are refused', () => {
  expect(rows.filter((row) => row.expect !== 'ok').length).toBeGreaterThanOrEqual(50);
});

test.each(rows.map((row) => [row.title, answerOf(row.expect), row] as const))(
  '%s: AWS answers this token with %s',
  async (_title, _answer, row) => {
    expectAnswer(await assume(setting(row.published), tokenOf(row)), row.expect);
  },
);

const options = { algorithm: 'RS256', keyid: 'rsa-1' } as const;
const token = jsonwebtoken.sign(goodClaims, rsa.privateKey, options);

test('a token that jsonwebtoken signed makes a session that can act', async () => {
  const t = setting();
  const response = expectOk(await assume(t, token));
  expect(response).toMatchObject({
    SubjectFromWebIdentityToken: 'repo:a/b',
    Audience: 'sts.amazonaws.com',
  });
  expectOk(t.as(holderOf(response), 'ListUsers'));
});

test('a key that is rotated away takes its tokens with it', async () => {
  const t = setting();
  expectOk(await assume(t, token));
  expectOk(publish(t, [jwk(foreign, { kid: 'rsa-1' })]));
  expectError(await assume(t, token), 'InvalidIdentityToken', 400, /verification key/);
});

test('OIDC-04 keys that change between verifying and the door refuse the token', async () => {
  const { prepare } = await import('#federation/prepare.ts');
  const t = setting();
  const params = { RoleArn: dev, RoleSessionName: 'ci', WebIdentityToken: token };
  const request = { service: 'sts', operation: 'AssumeRoleWithWebIdentity', params } as const;
  const prepared = await prepare({ ...request, caller: { kind: 'anonymous' } }, t.world);
  expect(prepared.evidence).toMatchObject({ signature: 'valid', revision: 1 });
  publish(t, published);
  expectError(t.send(prepared), 'InvalidIdentityToken', 400, /verification key/);
});

test('evidence that a request brings along is not taken', async () => {
  const { prepare } = await import('#federation/prepare.ts');
  const t = setting();
  const params = { RoleArn: dev, RoleSessionName: 'ci', WebIdentityToken: token };
  const request = { service: 'sts', operation: 'AssumeRoleWithWebIdentity', params } as const;
  const { evidence } = await prepare({ ...request, caller: { kind: 'anonymous' } }, t.world);
  if (!evidence) expect.fail('no evidence');
  const stranger = {
    service: 'iam',
    operation: 'ListUsers',
    params: {},
    caller: { kind: 'anonymous' },
  } as const;
  expect(await prepare({ ...stranger, evidence }, t.world)).toEqual(stranger);
});

const { n, e } = rsa.publicKey.export({ format: 'jwk' });
test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /no JSON/],
  ['no list', { key: [] }, /no list `keys`/],
  ['a private key', { keys: [rsa.privateKey.export({ format: 'jwk' })] }, /key 1: `\w+` is part of a secret/],
  ['a shared secret', { keys: [{ kty: 'oct', k: 'AA' }] }, /part of a secret/],
  ['another kind', { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }] }, /RSA or EC/],
  ['a short key', { keys: [{ kty: 'RSA', n: n?.slice(0, 171), e }] }, /bits is too short/],
  ['another curve', { keys: [{ kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }] }, /`crv` must be/],
  ['a number for a text', { keys: [{ kty: 'RSA', n, e: 65537 }] }, /`e` must be a text/],
  [
    'one name for two keys',
    {
      keys: [
        { kty: 'RSA', n, e, kid: 'a' },
        { kty: 'RSA', n, e, kid: 'a' },
      ],
    },
    /key 2: `kid` a stands twice/,
  ],
  ['too many', { keys: Array.from({ length: 21 }, () => ({ kty: 'RSA', n, e })) }, /more than 20/],
])('SetOpenIDConnectProviderKeys refuses a document with this fault: %s', (_, document, text) => {
  const Jwks = typeof document === 'string' ? document : JSON.stringify(document);
  const params = { OpenIDConnectProviderArn: provider, Jwks };
  expectError(setting().play('SetOpenIDConnectProviderKeys', params), 'InvalidInput', 400, text);
});

test('SetOpenIDConnectProviderKeys keeps the public members only, counts keys, and takes them away again', () => {
  const t = setting();
  const [record] = [...t.world.oidcProviders.values()];
  expect(record).toMatchObject({ revision: 1, jwks: [{ kid: 'rsa-1' }, { kid: 'any' }, { kid: 'ec-1' }] });
  expectOk(t.play('SetOpenIDConnectProviderKeys', { OpenIDConnectProviderArn: provider }));
  const [after] = [...t.world.oidcProviders.values()];
  expect(after).toMatchObject({ revision: 2 });
  expect(after).not.toHaveProperty('jwks');
  const missing = { OpenIDConnectProviderArn: `${provider}x` };
  expectError(t.play('SetOpenIDConnectProviderKeys', missing), 'NoSuchEntity', 404, /not found/);
});
