/** API keys of Bedrock and CloudWatch Logs: service-specific credentials with an alias and perhaps an end. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, noon } from '../../door.ts';

const service = { ServiceName: 'bedrock.amazonaws.com' };
const withUsers = () =>
  new TestAccount().given(['CreateUser', { UserName: 'Bob' }], ['CreateUser', { UserName: 'Eve' }]);
const create = (t: TestAccount, params: object = {}) =>
  t.call('CreateServiceSpecificCredential', { UserName: 'Bob', ...service, ...params });
const made = (outcome: Parameters<typeof expectOk>[0]) =>
  expectOk(outcome)['ServiceSpecificCredential'] as Record<string, string>;
const list = (t: TestAccount, params: object) =>
  expectOk(t.call('ListServiceSpecificCredentials', { ...params }));
const statuses = (t: TestAccount) =>
  (list(t, { UserName: 'Bob' })['ServiceSpecificCredentials'] as { Status: string }[]).map(
    ({ Status }) => Status,
  );

test('N-34 an API key has an alias and a secret, shown at creation and reset only', () => {
  const t = withUsers();
  const outcome = create(t, { CredentialAgeDays: 30 });
  const key = made(outcome);
  expect(key).toMatchObject({
    ServiceCredentialAlias: `Bob-at-${account}`,
    ExpirationDate: new Date(noon + 30 * 86_400_000).toISOString().replace('.000', ''),
    Status: 'Active',
  });
  expect(key['ServiceCredentialSecret']).toMatch(/^ABSK/);
  expect(key).not.toHaveProperty('ServiceUserName');
  expect(key).not.toHaveProperty('ServicePassword');
  const secret = key['ServiceCredentialSecret'] ?? '';
  expect(JSON.stringify([outcome.events, ...t.world.secrets.values()])).not.toContain(secret);
  const listed = list(t, { UserName: 'Bob' })['ServiceSpecificCredentials'];
  expect(JSON.stringify(listed)).not.toContain('Secret"');
  const id = { UserName: 'Bob', ServiceSpecificCredentialId: key['ServiceSpecificCredentialId'] };
  const again = made(t.call('ResetServiceSpecificCredential', id));
  expect(again['ServiceCredentialSecret']).toMatch(/^ABSK/);
  expect(again['ServiceCredentialSecret']).not.toBe(secret);
});

test('N-34 an API key is Expired after its days; without an age it never is', () => {
  const t = withUsers();
  create(t, { CredentialAgeDays: 1 });
  create(t);
  expect(statuses(t)).toEqual(['Active', 'Active']);
  t.wait(86_400);
  expect(statuses(t).toSorted()).toEqual(['Active', 'Expired']);
});

test.each([
  [{ CredentialAgeDays: 0 }, /greater than or equal to 1/],
  [{ CredentialAgeDays: 36_601 }, /less than or equal to 36600/],
  [{ CredentialAgeDays: 30, ServiceName: 'codecommit.amazonaws.com' }, /CredentialAgeDays/],
])('N-34 CreateServiceSpecificCredential refuses an age that cannot be (%j)', (params, text) => {
  expectError(create(withUsers(), params), 'ValidationError', 400, text);
});

test('N-34 AllUsers lists the credentials of all users in pages, and excludes UserName', () => {
  const t = withUsers();
  create(t);
  create(t, { UserName: 'Eve', ServiceName: 'logs.amazonaws.com' });
  create(t, { UserName: 'Eve' });
  const first = list(t, { AllUsers: true, MaxItems: 2 });
  expect(first).toMatchObject({ IsTruncated: true });
  const rest = list(t, { AllUsers: true, MaxItems: 2, Marker: first['Marker'] });
  const owners = [first, rest].flatMap(
    (page) => page['ServiceSpecificCredentials'] as { UserName: string; ServiceName: string }[],
  );
  expect(owners.map(({ UserName }) => UserName).toSorted()).toEqual(['Bob', 'Eve', 'Eve']);
  const some = list(t, { AllUsers: true, ServiceName: 'logs.amazonaws.com' })['ServiceSpecificCredentials'];
  expect(some).toMatchObject([{ UserName: 'Eve' }]);
  const both = t.call('ListServiceSpecificCredentials', { AllUsers: true, UserName: 'Bob' });
  expectError(both, 'ValidationError', 400, /AllUsers/);
});

test('N-34 AllUsers needs a permission on the whole account', () => {
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const t = withUsers().given([
    'PutUserPolicy',
    {
      UserName: 'Bob',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListServiceSpecificCredentials', bob),
    },
  ]);
  expectOk(t.as(bob, 'ListServiceSpecificCredentials'));
  expectError(t.as(bob, 'ListServiceSpecificCredentials', { AllUsers: true }), 'AccessDenied', 403, /./);
});

test.each(['UpdateAccessKey', 'UpdateServiceSpecificCredential'])(
  'N-21 %s cannot make a credential Expired, which only time does',
  (operation) => {
    const t = withUsers();
    const key = expectOk(t.call('CreateAccessKey', { UserName: 'Bob' }))['AccessKey'] as {
      AccessKeyId: string;
    };
    const id =
      operation === 'UpdateAccessKey'
        ? { AccessKeyId: key.AccessKeyId }
        : { ServiceSpecificCredentialId: made(create(t))['ServiceSpecificCredentialId'] };
    const outcome = t.call(operation, { UserName: 'Bob', ...id, Status: 'Expired' });
    expectError(outcome, 'ValidationError', 400, /Expired/);
  },
);
