/**
 * A federated login goes through the page's own dispatch in a real browser, and is verified with its
 * WebCrypto.
 */

import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { MemoryStore } from '#store/memory-store.ts';
import { account } from '../../store/samples.ts';
import { openSession } from '../test-session.ts';

const provider = `arn:aws:iam::${account}:oidc-provider/token.example.com`;
const now = Date.parse('2026-03-01T12:00:00Z') / 1000;

test('OIDC-04 dispatch verifies a web identity token before the door, and refuses a changed one', async () => {
  const session = await openSession(new MemoryStore());
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const Jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'a' }] });
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'token.example.com:sub': 'somebody' } },
    },
  });
  const given = [
    ['iam', 'CreateOpenIDConnectProvider', { Url: 'https://token.example.com', ClientIDList: ['app'] }],
    ['playground', 'SetOpenIDConnectProviderKeys', { OpenIDConnectProviderArn: provider, Jwks }],
    ['iam', 'CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument }],
  ] as const;
  for (const [service, operation, params] of given) {
    expect(await session.dispatch(service, operation, params)).toMatchObject({ ok: true });
  }
  const token = await new SignJWT({ iat: now, exp: now + 60, sub: 'somebody' })
    .setProtectedHeader({ alg: 'ES256', kid: 'a' })
    .setIssuer('https://token.example.com')
    .setAudience('app')
    .sign(privateKey);
  const login = (WebIdentityToken: string) =>
    session.dispatch('sts', 'AssumeRoleWithWebIdentity', {
      ...{ RoleArn: `arn:aws:iam::${account}:role/Dev`, RoleSessionName: 'me', WebIdentityToken },
    });
  expect(await login(token)).toMatchObject({
    ok: true,
    response: { SubjectFromWebIdentityToken: 'somebody' },
  });
  expect(session.state.world.sessions.size).toBe(1);
  const forged = token.replace(/\.[^.]+$/, `.${'A'.repeat(86)}`);
  expect(await login(forged)).toMatchObject({ ok: false, error: { code: 'InvalidIdentityToken' } });
});
