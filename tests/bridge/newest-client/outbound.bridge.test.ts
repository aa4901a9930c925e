/**
 * The AWS SDK for JavaScript gets web identity tokens from the core, and `jose`, as a service outside AWS,
 * verifies them against the documents of the account's issuer.
 */

import { Readable } from 'node:stream';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DisableOutboundWebIdentityFederationCommand,
  EnableOutboundWebIdentityFederationCommand,
  FeatureDisabledException,
  FeatureEnabledException,
  GetOutboundWebIdentityFederationInfoCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetSessionTokenCommand,
  GetWebIdentityTokenCommand,
  type GetWebIdentityTokenCommandInput,
  JWTPayloadSizeExceededException,
  OutboundWebIdentityFederationDisabledException,
  STSClient,
  SessionDurationEscalationException,
} from '@aws-sdk/client-sts';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { discoveryAddress, publishedAt } from '#core/api/sts/outbound/keys.ts';
import { apply } from '#core/model/world/apply.ts';
import { receive, respond } from '#core/wire/http.ts';
import { TestAccount, account, root } from '../../core/api/door.ts';

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
const asRoot: Keys = { accessKeyId: 'AKIAROOT', secretAccessKey: 'any' };
const trusted = (key: string) =>
  key === asRoot.accessKeyId ? ({ kind: 'principal', arn: root } as const) : undefined;

/** Signatures carry the real time, so that is the time of this world. */
function newAccount() {
  const t = new TestAccount();
  t.env = { ...t.env, now: Date.now() };
  const requestHandler = {
    handle: ({ method, path, headers, body }: SdkRequest) => {
      const lower = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
      const received = receive(t.world, { method, path, query: '', headers: lower, body: text }, t.env, {
        trusted,
      });
      if (!received) throw new Error('no service of ours is addressed');
      const outcome = received.refused ? undefined : handle(t.world, received.request, t.env);
      if (outcome) apply(t.world, [...outcome.changes, ...outcome.marks]);
      const answer = respond(received, outcome, t.env);
      const stream = Readable.from([Buffer.from(answer.body)]);
      const response = { statusCode: answer.status, headers: answer.headers, body: stream };
      return Promise.resolve({ response } as never);
    },
  };
  const config = (credentials: Keys) => ({
    region: 'eu-west-2',
    maxAttempts: 1,
    credentials: { ...credentials },
    requestHandler,
  });
  return {
    t,
    iam: new IAMClient(config(asRoot)),
    sts: (credentials: Keys) => new STSClient(config(credentials)),
  };
}

/** Ann may get tokens for one service, signed with ES384, for five minutes at most. */
const limited = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sts:GetWebIdentityToken', 'sts:TagGetWebIdentityToken'],
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': 'https://api.example.com' },
        StringEquals: { 'sts:SigningAlgorithm': 'ES384' },
        NumericLessThanEquals: { 'sts:DurationSeconds': '300' },
      },
    },
  ],
});
const arn = `arn:aws:iam::${account}:user/Ann`;

async function withAnn(policy = limited) {
  const here = newAccount();
  const { iam } = here;
  await iam.send(new CreateUserCommand({ UserName: 'Ann', Tags: [{ Key: 'team', Value: 'data' }] }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'Ann', PolicyName: 'p', PolicyDocument: policy }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'Ann' }));
  const ann = { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' };
  return { ...here, ann };
}
const on = new EnableOutboundWebIdentityFederationCommand({});
const get = (input: Partial<GetWebIdentityTokenCommandInput> = {}) =>
  new GetWebIdentityTokenCommand({
    Audience: ['https://api.example.com'],
    SigningAlgorithm: 'ES384',
    ...input,
  });

test('Y-02 the AWS SDK for JavaScript switches outbound federation on and off', async () => {
  const { iam } = newAccount();
  const info = new GetOutboundWebIdentityFederationInfoCommand({});
  await expect(iam.send(info)).rejects.toBeInstanceOf(FeatureDisabledException);
  const { IssuerIdentifier } = await iam.send(on);
  expect(await iam.send(info)).toMatchObject({ IssuerIdentifier, JwtVendingEnabled: true });
  await expect(iam.send(on)).rejects.toBeInstanceOf(FeatureEnabledException);
  const off = new DisableOutboundWebIdentityFederationCommand({});
  await iam.send(off);
  await expect(iam.send(off)).rejects.toMatchObject({
    name: 'FeatureDisabledException',
    message: `Outbound identity federation is already disabled for account ${account}`,
    $metadata: { httpStatusCode: 404 },
  });
});

test.each(['RS256', 'ES384'])(
  'Y-02 jose verifies a token signed with %s against the documents of the issuer',
  async (SigningAlgorithm) => {
    const { t, iam, sts } = newAccount();
    const { IssuerIdentifier: issuer = '' } = await iam.send(on);
    const Tags = [{ Key: 'job', Value: 'build' }];
    const { WebIdentityToken = '', Expiration } = await sts(asRoot).send(
      get({ SigningAlgorithm, Tags, DurationSeconds: 60 }),
    );
    const discovery = publishedAt(t.world, discoveryAddress(issuer)) as { jwks_uri: string };
    const keys = createLocalJWKSet(publishedAt(t.world, discovery.jwks_uri) as never);
    const { payload } = await jwtVerify(WebIdentityToken, keys, {
      issuer,
      audience: 'https://api.example.com',
      subject: root,
      currentDate: new Date(t.env.now),
    });
    expect(payload['https://sts.amazonaws.com/']).toMatchObject({
      aws_account: account,
      source_region: 'eu-west-2',
      request_tags: { job: 'build' },
    });
    expect(payload.exp).toBe((Expiration?.getTime() ?? 0) / 1000);
    const altered = WebIdentityToken.replace(/^[^.]+\.[^.]{20}/, (start) => `${start.slice(0, -1)}x`);
    await expect(jwtVerify(altered, keys)).rejects.toThrow();
    const later = { currentDate: new Date(t.env.now + 61_000) };
    await expect(jwtVerify(WebIdentityToken, keys, later)).rejects.toThrow(/"exp"/);
  },
);

test('Y-02 a policy limits what tokens a user gets through the AWS SDK for JavaScript', async () => {
  const { iam, sts, ann } = await withAnn();
  await expect(sts(ann).send(get())).rejects.toBeInstanceOf(OutboundWebIdentityFederationDisabledException);
  await iam.send(on);
  expect((await sts(ann).send(get())).WebIdentityToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  for (const input of [
    { Audience: ['https://api.example.com', 'https://other.example.com'] },
    { SigningAlgorithm: 'RS256' },
    { DurationSeconds: 301 },
  ]) {
    await expect(sts(ann).send(get(input))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${arn} is not authorized to perform: sts:GetWebIdentityToken on resource: arn:aws:sts::${account}:self because no identity-based policy allows the sts:GetWebIdentityToken action`,
    });
  }
});

test('Y-02 the AWS SDK for JavaScript throws the errors of its types for tokens', async () => {
  const { t, iam, sts, ann } = await withAnn();
  await iam.send(on);
  const { Credentials: given } = await sts(ann).send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  const session = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const { WebIdentityToken = '' } = await sts(session).send(get());
  const claims = JSON.parse(
    Buffer.from(WebIdentityToken.split('.')[1] ?? '', 'base64url').toString(),
  ) as object;
  expect(claims).toMatchObject({
    sub: arn,
    'https://sts.amazonaws.com/': { principal_tags: { team: 'data' } },
  });
  t.wait(700);
  await expect(sts(session).send(get())).rejects.toBeInstanceOf(SessionDurationEscalationException);
  const Tags = Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: 'v'.repeat(256) }));
  const Audience = Array.from({ length: 10 }, (_, at) => `${at}`.repeat(500));
  await expect(sts(asRoot).send(get({ Tags, Audience }))).rejects.toBeInstanceOf(
    JWTPayloadSizeExceededException,
  );
  await expect(sts(asRoot).send(get({ SigningAlgorithm: 'HS256' }))).rejects.toMatchObject({
    message:
      'Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms',
    $metadata: { httpStatusCode: 400 },
  });
});
