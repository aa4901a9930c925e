/**
 * The AWS SDK for JavaScript runs with a request handler straight into the core, as the page would load it.
 * There is no server and no network, but the SDK's own serializer, signer, parser, typed errors, paginators
 * and waiters.
 */

import {
  EntityAlreadyExistsException,
  NoSuchEntityException,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  paginateListUsers,
  waitUntilUserExists,
} from '@aws-sdk/client-iam';
import {
  CreateOrganizationCommand,
  DescribePolicyCommand,
  ListRootsCommand,
  PolicyNotFoundException,
} from '@aws-sdk/client-organizations';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  PackedPolicyTooLargeException,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { account, trusts } from '../core/api/door.ts';
import { Sdk } from './sdk-clients.ts';

const withAnn = async () => {
  const sdk = new Sdk();
  await sdk.iam().send(new CreateUserCommand({ UserName: 'Ann' }));
  const { AccessKey } = await sdk.iam().send(new CreateAccessKeyCommand({ UserName: 'Ann' }));
  const ann = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  return { sdk, ann };
};

test('the AWS SDK for JavaScript parses answers to their types', async () => {
  const { sdk } = await withAnn();
  const { User } = await sdk.iam().send(new GetUserCommand({ UserName: 'Ann' }));
  expect(User).toMatchObject({ UserName: 'Ann', Arn: `arn:aws:iam::${account}:user/Ann` });
  expect(User?.CreateDate).toBeInstanceOf(Date);
});

test('the AWS SDK for JavaScript throws errors of their types', async () => {
  const { sdk } = await withAnn();
  const missing = sdk.iam().send(new GetUserCommand({ UserName: 'no' }));
  await expect(missing).rejects.toBeInstanceOf(NoSuchEntityException);
  await expect(missing).rejects.toMatchObject({
    message: 'The user with name no cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
  const twice = sdk.iam().send(new CreateUserCommand({ UserName: 'ANN' }));
  await expect(twice).rejects.toBeInstanceOf(EntityAlreadyExistsException);
});

test('a policy document goes there and back through the AWS SDK for JavaScript', async () => {
  const { sdk } = await withAnn();
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::ä+%/*' }],
  });
  const names = { UserName: 'Ann', PolicyName: 'p' };
  await sdk.iam().send(new PutUserPolicyCommand({ ...names, PolicyDocument }));
  const got = await sdk.iam().send(new GetUserPolicyCommand(names));
  expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(PolicyDocument);
});

test('paginators and waiters of the AWS SDK for JavaScript reach their end', async () => {
  const { sdk } = await withAnn();
  for (const name of ['b', 'c', 'd', 'e']) await sdk.iam().send(new CreateUserCommand({ UserName: name }));
  const pages: (string | undefined)[][] = [];
  for await (const { Users = [] } of paginateListUsers({ client: sdk.iam(), pageSize: 2 }, {})) {
    pages.push(Users.map(({ UserName }) => UserName));
  }
  expect(pages).toEqual([['Ann', 'b'], ['c', 'd'], ['e']]);
  const waiting = { client: sdk.iam(), maxWaitTime: 5, minDelay: 1, maxDelay: 1 };
  expect(await waitUntilUserExists(waiting, { UserName: 'e' })).toMatchObject({ state: 'SUCCESS' });
});

test('the bridge checks signatures of the AWS SDK for JavaScript: a user gets in, a wrong secret does not', async () => {
  const { sdk, ann } = await withAnn();
  const { Arn } = await sdk.sts(ann).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:iam::${account}:user/Ann`);
  const wrong = sdk.sts({ ...ann, secretAccessKey: 'wrong' }).send(new GetCallerIdentityCommand({}));
  await expect(wrong).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
});

test('the AWS SDK for JavaScript assumes a role, and a policy of the session limits it', async () => {
  const { sdk, ann } = await withAnn();
  const RoleArn = `arn:aws:iam::${account}:role/R`;
  const trust = trusts({ AWS: `arn:aws:iam::${account}:user/Ann` });
  const allow = (Action: string, Resource = '*') =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
  await sdk.iam().send(new CreateRoleCommand({ RoleName: 'R', AssumeRolePolicyDocument: trust }));
  await sdk
    .iam()
    .send(new PutRolePolicyCommand({ RoleName: 'R', PolicyName: 'p', PolicyDocument: allow('iam:*') }));
  const assume = (Policy: string) =>
    sdk.sts(ann).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'js', Policy }));
  const { Credentials: held } = await assume(allow('iam:GetUser'));
  expect(held?.Expiration).toBeInstanceOf(Date);
  const session = {
    accessKeyId: held?.AccessKeyId ?? '',
    secretAccessKey: held?.SecretAccessKey ?? '',
    sessionToken: held?.SessionToken ?? '',
  };
  await expect(sdk.iam(session).send(new GetUserCommand({ UserName: 'Ann' }))).resolves.toBeDefined();
  await expect(sdk.iam(session).send(new ListUsersCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/no session policy allows the iam:ListUsers action$/) as string,
  });
  const large = assume(allow('s3:*', `arn:aws:s3:::${'x'.repeat(1500)}`));
  await expect(large).rejects.toBeInstanceOf(PackedPolicyTooLargeException);
});

test('the AWS SDK for JavaScript speaks JSON with Organizations', async () => {
  const { sdk } = await withAnn();
  await sdk.organizations().send(new CreateOrganizationCommand({}));
  const { Roots } = await sdk.organizations().send(new ListRootsCommand({}));
  expect(Roots).toMatchObject([{ Name: 'Root', PolicyTypes: [] }]);
  const missing = sdk.organizations().send(new DescribePolicyCommand({ PolicyId: 'p-abcdefgh' }));
  await expect(missing).rejects.toBeInstanceOf(PolicyNotFoundException);
});
