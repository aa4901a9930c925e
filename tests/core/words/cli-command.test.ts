/** Calls written as commands of the AWS CLI. */

import { expect, test } from 'vitest';
import { cliCommand, cliCommandLines, cliName } from '#core/words/cli-command.ts';

test.each([
  ['CreateUser', 'create-user'],
  ['EnableMFADevice', 'enable-mfa-device'],
  ['CreateVirtualMFADevice', 'create-virtual-mfa-device'],
  ['UploadSSHPublicKey', 'upload-ssh-public-key'],
  ['SSHPublicKeyId', 'ssh-public-key-id'],
  ['CreateOpenIDConnectProvider', 'create-open-id-connect-provider'],
  ['CreateSAMLProvider', 'create-saml-provider'],
  ['SAMLMetadataDocument', 'saml-metadata-document'],
  ['ClientIDList', 'client-id-list'],
  ['AuthenticationCode1', 'authentication-code1'],
  ['UpdateAssumeRolePolicy', 'update-assume-role-policy'],
  ['GetServiceLastAccessedDetails', 'get-service-last-accessed-details'],
])('%s is %s in the AWS CLI', (name, expected) => {
  expect(cliName(name)).toBe(expected);
});

const expectCommand = (operation: string, params: Record<string, unknown>, expected: string) =>
  expect(cliCommand({ service: 'iam', operation, params })).toBe(expected);

test.each([
  ['CreateUser', { UserName: 'alice', Path: '/it/' }, 'aws iam create-user --user-name alice --path /it/'],
  [
    'TagUser',
    {
      UserName: 'a',
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'b', Value: '' },
      ],
    },
    'aws iam tag-user --user-name a --tags Key=team,Value=a Key=b,Value=',
  ],
  [
    'TagUser',
    { UserName: 'a', Tags: [{ Key: 'cost centre', Value: '1,2' }] },
    `aws iam tag-user --user-name a --tags '{"Key":"cost centre","Value":"1,2"}'`,
  ],
  [
    'UntagUser',
    { UserName: 'a', TagKeys: ['x', 'y z'] },
    "aws iam untag-user --user-name a --tag-keys x 'y z'",
  ],
  [
    'PutUserPolicy',
    { UserName: "o'neil", PolicyName: 'P', PolicyDocument: '{\n  "Version": "2012-10-17"\n}' },
    String.raw`aws iam put-user-policy --user-name 'o'\''neil' --policy-name P --policy-document '{"Version":"2012-10-17"}'`,
  ],
  [
    'CreateLoginProfile',
    { UserName: 'a', Password: 'Secret-1', PasswordResetRequired: true },
    'aws iam create-login-profile --user-name a --password "$PASSWORD" --password-reset-required',
  ],
  [
    'UpdateLoginProfile',
    { UserName: 'a', PasswordResetRequired: false },
    'aws iam update-login-profile --user-name a --no-password-reset-required',
  ],
  [
    'UpdateRole',
    { RoleName: 'r', MaxSessionDuration: 7200 },
    'aws iam update-role --role-name r --max-session-duration 7200',
  ],
  ['ListUsers', {}, 'aws iam list-users'],
  [
    'UpdateSAMLProvider',
    { SAMLProviderArn: 'arn:x', SAMLMetadataDocument: '<md:EntityDescriptor/>', AddPrivateKey: 'secret' },
    'aws iam update-saml-provider --saml-provider-arn arn:x --saml-metadata-document file://metadata.xml --add-private-key "$PRIVATE_KEY"',
  ],
  [
    'AddClientIDToOpenIDConnectProvider',
    { OpenIDConnectProviderArn: 'arn:x', ClientID: 'a' },
    'aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:x --client-id a',
  ],
])('the command for %s with %j is written for the AWS CLI', expectCommand);

test('a call that AWS does not have has no command', () => {
  expect(
    cliCommand({ service: 'playground', operation: 'CreateHardwareDevice', params: {} }),
  ).toBeUndefined();
});

test('a long command has one option a line', () => {
  const params = { UserName: 'alice', PolicyArn: `arn:aws:iam::aws:policy/${'A'.repeat(60)}` };
  expect(cliCommandLines({ service: 'iam', operation: 'AttachUserPolicy', params })).toBe(
    `aws iam attach-user-policy \\\n  --user-name alice \\\n  --policy-arn ${params.PolicyArn}`,
  );
});
