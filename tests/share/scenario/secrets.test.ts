/** A world with credentials in it can be shared: what is shared holds none of them and can be read again. */

import { expect, test } from 'vitest';
import { exportAccountDetails } from '#share/export/account-details.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { scenarioOfWorld } from '#share/scenario/write.ts';
import { TestAccount, account, allow, expectOk } from '../../core/api/door.ts';
import { unsafeAccountId } from '#core/model/ids.ts';

test('scenarios and account files hold no credential, and read again after calls were made', () => {
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:List*') }],
    ['CreateLoginProfile', { UserName: 'Bob', Password: 'Correct-Horse-7' }],
    ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }],
    ['CreateOpenIDConnectProvider', { Url: 'https://o.example' }],
  );
  expectOk(t.call('CreateAccessKey', { UserName: 'Bob' }));
  expectOk(t.as(bob, 'ListUsers'));
  expectOk(t.as(bob, 'ListRoles'));
  expect([...t.world.usage.values()]).toHaveLength(3);
  const scenario = scenarioOfWorld(t.world, { title: 't', purpose: 'p', notes: [] });
  const read = scenarioRecords(scenario);
  if (!read.ok) expect.fail(read.error.message);
  expect(read.value.records.usage).toMatchObject([{ service: 'iam' }]);
  const shared = JSON.stringify([scenario, exportAccountDetails(t.world, unsafeAccountId(account))]);
  const secrets = [...t.world.secrets.values()].flatMap((secret) =>
    secret.kind === 'access-key'
      ? [secret.secretAccessKey]
      : secret.kind === 'totp'
        ? [secret.base32]
        : secret.kind === 'password'
          ? [secret.current.hash]
          : [],
  );
  expect(secrets).toHaveLength(3);
  for (const secret of secrets) expect(shared).not.toContain(secret);
});
