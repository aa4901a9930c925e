/** The bridge itself gets plain HTTP that no client of AWS would send. */

import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { Bridge, type BridgeOptions, rootKey } from './server.ts';

let bridge: Bridge | undefined;
afterEach(() => bridge?.stop());

async function started(options: BridgeOptions = {}): Promise<string> {
  bridge = new Bridge(options);
  return bridge.start();
}

const listUsers = 'Action=ListUsers&Version=2010-05-08';
const signed = (key: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260131/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}
const withKey = (key: string) => ({ authorization: signed(key), 'x-amz-date': '20260131T120000Z' });

test('the bridge takes any secret for root’s key', async () => {
  const { status, text } = await post(await started(), listUsers, withKey(rootKey));
  expect([status, text]).toEqual([200, expect.stringContaining('<ListUsersResult><Users/>')]);
});

test.each([
  ['unsigned', {}, 403, 'MissingAuthenticationToken'],
  ['a header that is no signature', { authorization: 'Bearer x' }, 400, 'IncompleteSignature'],
  ['an unknown key', withKey('AKIAUNKNOWN000000000'), 403, 'InvalidClientTokenId'],
])('the bridge refuses a request with this fault: %s', async (_, headers, status, code) => {
  const answer = await post(await started(), listUsers, headers);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(`<Code>${code}</Code>`);
});

test('the bridge takes an unknown key for the administrator with --lenient', async () => {
  const { status } = await post(await started({ lenient: true }), listUsers, withKey('AKIAUNKNOWN000000000'));
  expect(status).toBe(200);
});

test('the bridge starts a new world on POST /_reset', async () => {
  const url = await started();
  await post(url, 'Action=CreateUser&Version=2010-05-08&UserName=Ann', withKey(rootKey));
  expect(bridge?.world.users.size).toBe(1);
  expect((await post(`${url}/_reset`, '')).status).toBe(200);
  expect(bridge?.world.users.size).toBe(0);
});

test('the bridge does not read an endless body to its end, and refuses a service that is not ours', async () => {
  const url = await started();
  expect((await post(url, 'x'.repeat(5_000_000))).status).toBe(413);
  expect((await post(url, 'Action=X&Version=1999-01-01')).status).toBe(404);
});

test('Y-02 jose reads the documents of the account’s issuer from the bridge, and verifies a token', async () => {
  const url = await started();
  const discovery = `${url}/.well-known/openid-configuration`;
  expect((await fetch(discovery)).status).toBe(404);
  bridge?.play('iam', 'EnableOutboundWebIdentityFederation', {});
  const { issuer, jwks_uri } = (await (await fetch(discovery)).json()) as Record<string, string>;
  const audience = 'https://api.example.com';
  const got = bridge?.play('sts', 'GetWebIdentityToken', { Audience: [audience], SigningAlgorithm: 'ES384' });
  const token = got?.ok ? String(got.response['WebIdentityToken']) : '';
  const keys = createRemoteJWKSet(new URL(new URL(jwks_uri ?? '').pathname, url));
  const { payload } = await jwtVerify(token, keys, { issuer: issuer ?? '', audience });
  expect(payload.sub).toBe('arn:aws:iam::123456789012:root');
  const others = { issuer: issuer ?? '', audience: 'https://other.example.com' };
  await expect(jwtVerify(token, keys, others)).rejects.toThrow(/"aud"/);
});
