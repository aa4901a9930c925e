/**
 * Federated logins come as their users make them: the real boto3, unsigned, against a bridge whose account
 * trusts an outside provider. Other libraries than the one that verifies sign the artefacts.
 */

import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import jsonwebtoken, { type SignOptions } from 'jsonwebtoken';
import { expect, test } from 'vitest';
import type { Request } from '#core/model/request/request.ts';
import * as saml from '../federation/saml.ts';
import { hasBoto, python, run } from './clients.ts';
import { Bridge, bridgeAccount } from './server.ts';

interface Answer {
  readonly code?: string;
  readonly message?: string;
  readonly arn?: string;
  readonly caller?: string;
}
interface Call {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}

async function answers(endpoint: string, calls: readonly Call[]): Promise<Answer[]> {
  const program = join(import.meta.dirname, 'federated.py');
  const { stdout, stderr } = await run(python, [program, endpoint], {}, JSON.stringify(calls));
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

const trust = (provider: string, action: string, condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Federated: provider }, Action: action, Condition: condition },
    ],
  });

async function started(calls: readonly (readonly ['iam' | 'playground', string, Request['params']])[]) {
  const bridge = new Bridge();
  const endpoint = await bridge.start();
  for (const [service, operation, params] of calls) {
    const outcome = bridge.play(service, operation, params);
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
  }
  return { bridge, endpoint };
}

const role = (name: string) => `arn:aws:iam::${bridgeAccount}:role/${name}`;
const session = (name: string) => `arn:aws:sts::${bridgeAccount}:assumed-role/${name}`;

test.skipIf(!hasBoto)(
  'OIDC-04 boto3 gets a session by AssumeRoleWithWebIdentity for good tokens and the known refusals for bad ones',
  async () => {
    const provider = `arn:aws:iam::${bridgeAccount}:oidc-provider/token.example.com`;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = (pair: typeof rsa, kid: string) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid });
    const { bridge, endpoint } = await started([
      ['iam', 'CreateOpenIDConnectProvider', { Url: 'https://token.example.com', ClientIDList: ['sts'] }],
      [
        'playground',
        'SetOpenIDConnectProviderKeys',
        { OpenIDConnectProviderArn: provider, Jwks: JSON.stringify({ keys: [jwk(rsa, 'r'), jwk(ec, 'e')] }) },
      ],
      [
        'iam',
        'CreateRole',
        {
          RoleName: 'Deploy',
          AssumeRolePolicyDocument: trust(provider, 'sts:AssumeRoleWithWebIdentity', {
            StringEquals: {
              'token.example.com:aud': 'sts',
              'token.example.com:sub': 'repo:a/b:ref:refs/heads/main',
            },
          }),
        },
      ],
    ]);
    const claims = { iss: 'https://token.example.com', aud: 'sts', sub: 'repo:a/b:ref:refs/heads/main' };
    const token = (more: object = {}, key = rsa, options: SignOptions = { algorithm: 'RS256', keyid: 'r' }) =>
      jsonwebtoken.sign(
        { ...claims, exp: Math.floor(Date.now() / 1000) + 600, ...more },
        key.privateKey,
        options,
      );
    const unsigned = [{ alg: 'none' }, { ...claims, iat: 1, exp: 9_999_999_999 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const tokens: [token: string, expected: Answer][] = [
      [token(), { arn: `${session('Deploy')}/ci`, caller: `${session('Deploy')}/ci` }],
      [token({}, ec, { algorithm: 'ES256', keyid: 'e' }), { arn: `${session('Deploy')}/ci` }],
      [token({ aud: 'else' }), { code: 'InvalidIdentityToken', message: 'Incorrect token audience' }],
      [token({ exp: 1_700_000_000 }), { code: 'ExpiredTokenException' }],
      [
        token({}, foreign),
        { code: 'InvalidIdentityToken', message: expect.stringContaining('verification key') as string },
      ],
      [token({}, rsa, { algorithm: 'RS256', keyid: 'other' }), { code: 'InvalidIdentityToken' }],
      [`${unsigned}.`, { code: 'InvalidIdentityToken' }],
      [
        token({ iss: 'https://evil.example.com' }),
        {
          code: 'InvalidIdentityToken',
          message: 'No OpenIDConnect provider found in your account for https://evil.example.com',
        },
      ],
      [
        token({ sub: 'repo:fork/b:ref:refs/heads/main' }),
        { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
      ],
    ];
    const calls = tokens.map(([WebIdentityToken]) => ({
      operation: 'assume_role_with_web_identity',
      params: { RoleArn: role('Deploy'), RoleSessionName: 'ci', WebIdentityToken },
    }));
    expect(await answers(endpoint, calls)).toMatchObject(tokens.map(([, expected]) => expected));
    await bridge.stop();
  },
);

test.skipIf(!hasBoto)(
  'SAML-03 boto3 gets a session by AssumeRoleWithSAML for good responses and the known refusals for bad ones',
  async () => {
    const provider = `arn:aws:iam::${bridgeAccount}:saml-provider/Corp`;
    const recipient = 'https://signin.aws.amazon.com/saml';
    const AssumeRolePolicyDocument = trust(provider, 'sts:AssumeRoleWithSAML', {
      StringEquals: { 'saml:aud': recipient },
    });
    const { bridge, endpoint } = await started([
      ['iam', 'CreateSAMLProvider', { Name: 'Corp', SAMLMetadataDocument: saml.metadata() }],
      ['iam', 'CreateRole', { RoleName: 'Staff', AssumeRolePolicyDocument }],
    ]);
    const at = (seconds: number) => `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
    const names = { role: role('Staff'), provider, issued: at(-30), until: at(300) };
    const plain = saml.responseOf(names);
    const good = saml.signed(plain);
    const foreign = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const otherRole = saml.signed(saml.responseOf({ ...names, role: role('Admin') }));
    const old = saml.signed(saml.responseOf({ ...names, issued: at(-400) }));
    const badSignature = { code: 'InvalidIdentityToken', message: 'Response signature invalid' };
    const responses: [xml: string, expected: Answer][] = [
      [good, { arn: `${session('Staff')}/ann`, caller: `${session('Staff')}/ann` }],
      [saml.signed(plain, { what: 'Response' }), { arn: `${session('Staff')}/ann` }],
      [plain, badSignature],
      [good.replace('>ann<', '>eve<'), badSignature],
      [saml.signed(plain, { key: foreign.privateKey }), badSignature],
      [
        saml.signed(plain.replace('urn:amazon:webservices', 'https://chat.example.com')),
        { code: 'InvalidIdentityToken', message: 'Response does not contain the required audience.' },
      ],
      [
        old,
        { code: 'ExpiredTokenException', message: 'Token must be redeemed within 5 minutes of issuance' },
      ],
      [otherRole, { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML' }],
      ['<a/>', { code: 'InvalidIdentityToken' }],
    ];
    const calls = responses.map(([xml]) => ({
      operation: 'assume_role_with_saml',
      params: { RoleArn: role('Staff'), PrincipalArn: provider, SAMLAssertion: saml.encoded(xml) },
    }));
    expect(await answers(endpoint, calls)).toMatchObject(responses.map(([, expected]) => expected));
    await bridge.stop();
  },
);
