/** Calls that only AWS's newest clients know, made with the AWS SDK for JavaScript. */

import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateRoleCommand,
  GetUserCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetScopedCredentialsCommand,
  type GetScopedCredentialsRequest,
  GetSessionTokenCommand,
  InsufficientSessionLifetimeException,
  MalformedPolicyDocumentException,
  PackedPolicyTooLargeException,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { account } from '../../core/api/door.ts';
import { type Credentials, Sdk, heldIn } from '../sdk-clients.ts';

const allow = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const RoleArn = `arn:aws:iam::${account}:role/Agent`;
const sessionArn = `arn:aws:sts::${account}:assumed-role/Agent/agent`;

/** Ann with her keys, and her session of the role Agent. */
async function withAgent() {
  const sdk = new Sdk();
  const iam = sdk.iam();
  await iam.send(new CreateUserCommand({ UserName: 'Ann' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'Ann' }));
  const trust = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:user/Ann` },
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      },
    ],
  });
  await iam.send(new CreateRoleCommand({ RoleName: 'Agent', AssumeRolePolicyDocument: trust }));
  const PolicyDocument = allow(['iam:*', 'sts:*']);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Agent', PolicyName: 'p', PolicyDocument }));
  const ann: Credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const assumed = await sdk
    .sts(ann)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'agent', SourceIdentity: 'ann' }));
  const scope = (as: Credentials, request: GetScopedCredentialsRequest) =>
    sdk.sts(as).send(new GetScopedCredentialsCommand(request));
  return { sdk, ann, agent: heldIn(assumed), ends: assumed.Credentials?.Expiration, scope };
}

test('Y-01 the AWS SDK for JavaScript reads the whole answer of GetScopedCredentials', async () => {
  const { sdk, agent, ends, scope } = await withAgent();
  const answer = await scope(agent, {
    Policy: allow('iam:ListUsers'),
    ScopedSessionDescription: 'only list users',
    MinimumSessionTokenSize: 1024,
  });
  expect(answer).toMatchObject({
    SessionInfo: { Arn: sessionArn, ScopedSessionId: expect.stringMatching(/^AROA\w+:agent$/) as string },
    ScopedPoliciesCount: 1,
    SessionTokenSize: 1024,
    SessionTokenUtilization: 25,
    SourceIdentity: 'ann',
  });
  expect(answer.Credentials?.Expiration).toEqual(ends);
  const who = await sdk.sts(heldIn(answer)).send(new GetCallerIdentityCommand({}));
  expect(who.Arn).toBe(sessionArn);
});

test('Y-01 scoped credentials sign calls of the AWS SDK for JavaScript, and the policy refuses the others', async () => {
  const { sdk, agent, scope } = await withAgent();
  const narrow = heldIn(await scope(agent, { Policy: allow('iam:ListUsers') }));
  await expect(sdk.iam(narrow).send(new ListUsersCommand({}))).resolves.toBeDefined();
  await expect(sdk.iam(narrow).send(new GetUserCommand({ UserName: 'Ann' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${sessionArn} is not authorized to perform: iam:GetUser on resource: user Ann because no session policy allows the iam:GetUser action`,
  });
});

test('Y-01 the AWS SDK for JavaScript scopes down three times, and the fourth policy is denied', async () => {
  const { agent, scope } = await withAgent();
  let held = agent;
  for (const count of [1, 2, 3]) {
    const answer = await scope(held, { Policy: allow(['iam:*', 'sts:*']) });
    expect(answer.ScopedPoliciesCount).toBe(count);
    held = heldIn(answer);
  }
  await expect(scope(held, { Policy: allow('*') })).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(scope(held, { DurationSeconds: 60 })).resolves.toMatchObject({ ScopedPoliciesCount: 3 });
});

test('Y-01 the errors of GetScopedCredentials have their types in the AWS SDK for JavaScript', async () => {
  const { agent, scope } = await withAgent();
  await expect(scope(agent, { DurationSeconds: 129_600 })).rejects.toBeInstanceOf(
    InsufficientSessionLifetimeException,
  );
  await expect(scope(agent, { Policy: '{}' })).rejects.toBeInstanceOf(MalformedPolicyDocumentException);
  const large = allow('s3:*', `arn:aws:s3:::${'x'.repeat(1500)}`);
  await expect(scope(agent, { Policy: large })).rejects.toBeInstanceOf(PackedPolicyTooLargeException);
  await expect(scope(agent, {})).rejects.toMatchObject({ name: 'ValidationError' });
});

test('Y-01 the AWS SDK for JavaScript cannot scope long-term keys down, but a session of GetSessionToken', async () => {
  const { sdk, ann, scope } = await withAgent();
  const Policy = allow('iam:*');
  await expect(scope(ann, { Policy })).rejects.toMatchObject({ name: 'AccessDenied' });
  const { sts } = sdk;
  const asked = await sts(ann).send(new GetSessionTokenCommand({}));
  await expect(scope(heldIn(asked), { Policy })).rejects.toMatchObject({
    message: expect.stringMatching(/perform: sts:GetScopedCredentials on resource: \*/) as string,
  });
});

test('Y-01 the global endpoint of STS has no GetScopedCredentials', async () => {
  const { sdk, agent } = await withAgent();
  const global = sdk.sts(agent, { useGlobalEndpoint: true });
  await expect(global.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
  const scoping = global.send(new GetScopedCredentialsCommand({ DurationSeconds: 60 }));
  await expect(scoping).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'Operation not supported on STS global endpoint',
  });
});
