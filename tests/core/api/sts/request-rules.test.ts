/** Rules that hold for requests to STS as such: parameters, the order of the duration checks, error codes. */

import { test } from 'vitest';
import { account, allow, expectError, expectOk, trusts } from '../door.ts';
import { assumed, bob, dev, put, statement, withDev } from './account.ts';

const assume = (params: Record<string, unknown>, t = withDev()) =>
  t.as(bob, 'AssumeRole', { RoleArn: dev, RoleSessionName: 's1', ...params });

const tags = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }));

test.each([
  ['roleSessionName', { RoleSessionName: 'a' }, 'length greater than or equal to 2'],
  ['roleSessionName', { RoleSessionName: 'a'.repeat(65) }, 'length less than or equal to 64'],
  ['roleSessionName', { RoleSessionName: 'a b' }, 'satisfy regular expression pattern'],
  ['externalId', { ExternalId: 'a' }, 'length greater than or equal to 2'],
  ['externalId', { ExternalId: 'a'.repeat(1225) }, 'length less than or equal to 1224'],
  ['tokenCode', { TokenCode: '12345' }, 'length greater than or equal to 6'],
  ['serialNumber', { SerialNumber: 'short' }, 'length greater than or equal to 9'],
  ['sourceIdentity', { SourceIdentity: 'a'.repeat(65) }, 'length less than or equal to 64'],
  ['tags', { Tags: tags }, 'length less than or equal to 50'],
])('S-06 the shape check of STS refuses a wrong %s: %o', (member, params, constraint) =>
  expectError(assume(params), 'ValidationError', 400, new RegExp(`at '${member}' failed .* ${constraint}`)),
);

test.each([2, 64])('S-06 a session name of %i characters is taken', (length) => {
  expectOk(assume({ RoleSessionName: 'a'.repeat(length), ExternalId: 'a'.repeat(1224) }));
});

test.each([
  [
    'out of the range of all roles',
    43_201,
    3600,
    /^1 validation error detected: .* less than or equal to 43200$/,
  ],
  ['over the role and the chain', 43_200, 3600, /exceeds the MaxSessionDuration set for this role/],
  [
    'over the chain alone',
    43_200,
    43_200,
    /exceeds the 1 hour session limit for roles assumed by role chaining/,
  ],
])(
  'S-07 the first duration check that fails answers: %s',
  (_, DurationSeconds, MaxSessionDuration, message) => {
    const t = withDev().given([
      'CreateRole',
      { RoleName: 'Next', AssumeRolePolicyDocument: trusts({ AWS: dev }), MaxSessionDuration },
    ]);
    const params = { RoleArn: dev.replace('Dev', 'Next'), RoleSessionName: 's2', DurationSeconds };
    expectError(t.as(assumed(t), 'AssumeRole', params), 'ValidationError', 400, message);
  },
);

const long = allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(1200)}`);
test.each([
  ['AssumeRole', { RoleArn: `${dev}x`, RoleSessionName: 's1' }, 'AccessDenied', 403],
  ['AssumeRole', { RoleArn: dev, RoleSessionName: 's' }, 'ValidationError', 400],
  ['AssumeRole', { RoleArn: dev, RoleSessionName: 's1', Policy: '{}' }, 'MalformedPolicyDocument', 400],
  ['AssumeRole', { RoleArn: dev, RoleSessionName: 's1', Policy: long }, 'PackedPolicyTooLarge', 400],
  ['DecodeAuthorizationMessage', { EncodedMessage: 'x' }, 'InvalidAuthorizationMessageException', 400],
])('S-09 %s of %o is %s (%i)', (operation, params, code, status) => {
  const t = withDev();
  put(t, 'User', 'Bob', allow('sts:*'));
  expectError(t.as(bob, operation, params), code, status, /./);
});

test('S-09 a call that needs long-term keys refuses a session by name', () => {
  const t = withDev();
  for (const operation of ['GetSessionToken', 'GetFederationToken'])
    expectError(
      t.as(assumed(t), operation, { Name: 'web' }),
      'AccessDenied',
      403,
      `Cannot call ${operation} with session credentials`,
    );
});

test('S-40 the next role of a chain must grant a source identity that is only inherited', () => {
  const t = withDev(statement({ AWS: bob }, ['sts:AssumeRole', 'sts:SetSourceIdentity'])).given([
    'CreateRole',
    { RoleName: 'Next', AssumeRolePolicyDocument: trusts({ AWS: dev }) },
  ]);
  const next = { RoleArn: `arn:aws:iam::${account}:role/Next`, RoleSessionName: 's2' };
  expectOk(t.as(assumed(t), 'AssumeRole', next));
  const named = assumed(t, { SourceIdentity: 'bob' });
  expectError(t.as(named, 'AssumeRole', next), 'AccessDenied', 403, /sts:SetSourceIdentity/);
});
