/**
 * The real `aws` command talks to the bridge. The tests compare what a person types with what it prints and
 * returns.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { aws, hasAws, run } from './clients.ts';
import { Bridge, bridgeAccount, rootKey } from './server.ts';

const bridge = new Bridge();
let endpoint = '';
beforeAll(async () => {
  endpoint = await bridge.start();
});
afterAll(() => bridge.stop());

const cli = (line: readonly string[], keys: Record<string, string> = {}) =>
  run(aws, [...line, '--endpoint-url', endpoint], {
    AWS_ACCESS_KEY_ID: rootKey,
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...keys,
  });

async function expectPrints(line: readonly string[], keys?: Record<string, string>): Promise<unknown> {
  const { status, stdout, stderr } = await cli(line, keys);
  expect([status, stderr]).toEqual([0, '']);
  return stdout === '' ? undefined : (JSON.parse(stdout) as unknown);
}

test.skipIf(!hasAws)('`aws sts get-caller-identity` prints the root user of the account', async () => {
  expect(await expectPrints(['sts', 'get-caller-identity'])).toEqual({
    UserId: bridgeAccount,
    Account: bridgeAccount,
    Arn: `arn:aws:iam::${bridgeAccount}:root`,
  });
});

test.skipIf(!hasAws)(
  '`aws iam create-user` makes a user, and `list-users --query --output text` prints the name',
  async () => {
    await expectPrints(['iam', 'create-user', '--user-name', 'Ann', '--tags', 'Key=team,Value=a']);
    const { stdout } = await cli(['iam', 'list-users', '--query', 'Users[].UserName', '--output', 'text']);
    expect(stdout).toBe('Ann\n');
  },
);

test.skipIf(!hasAws)(
  'the aws CLI prints an error on stderr in its known form and ends with status 254',
  async () => {
    const { status, stderr, stdout } = await cli(['iam', 'get-user', '--user-name', 'no']);
    expect([status, stdout]).toEqual([254, '']);
    expect(stderr).toBe(
      '\nAn error occurred (NoSuchEntity) when calling the GetUser operation: The user with name no cannot be found.\n',
    );
  },
);

test.skipIf(!hasAws)('a policy document goes there and back through the aws CLI', async () => {
  const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  const put = [
    'iam',
    'put-user-policy',
    '--user-name',
    'Ann',
    '--policy-name',
    'p',
    '--policy-document',
    text,
  ];
  expect(await expectPrints(put)).toBeUndefined();
  const got = await expectPrints(['iam', 'get-user-policy', '--user-name', 'Ann', '--policy-name', 'p']);
  expect(got).toMatchObject({ UserName: 'Ann', PolicyDocument: JSON.parse(text) as object });
});

test.skipIf(!hasAws)(
  '`aws sts assume-role` prints credentials with which the next call acts as the role',
  async () => {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${bridgeAccount}:user/Ann` },
          Action: 'sts:AssumeRole',
        },
      ],
    });
    await expectPrints(['iam', 'create-role', '--role-name', 'R', '--assume-role-policy-document', trust]);
    const made = (await expectPrints(['iam', 'create-access-key', '--user-name', 'Ann'])) as {
      AccessKey: Record<'AccessKeyId' | 'SecretAccessKey', string>;
    };
    const ann = {
      AWS_ACCESS_KEY_ID: made.AccessKey.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: made.AccessKey.SecretAccessKey,
    };
    const role = `arn:aws:iam::${bridgeAccount}:role/R`;
    const assumed = (await expectPrints(
      ['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'cli'],
      ann,
    )) as { Credentials: Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string> };
    const held = {
      AWS_ACCESS_KEY_ID: assumed.Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: assumed.Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: assumed.Credentials.SessionToken,
    };
    expect(await expectPrints(['sts', 'get-caller-identity'], held)).toMatchObject({
      Arn: `arn:aws:sts::${bridgeAccount}:assumed-role/R/cli`,
    });
    const refused = await cli(['iam', 'list-users'], held);
    expect(refused.stderr).toContain(
      'An error occurred (AccessDenied) when calling the ListUsers operation: User: arn:aws:sts',
    );
  },
);

test.skipIf(!hasAws)('`aws organizations create-organization` makes an organization', async () => {
  expect(await expectPrints(['organizations', 'create-organization'])).toMatchObject({
    Organization: { MasterAccountId: bridgeAccount },
  });
});
