/** The settings of an account: contacts, name, regions, closing it, and IAM access to billing. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { shortBecause } from '#core/authz/because.ts';
import { adviceFor } from '#core/query/ask/advice.ts';
import { account, allow, expectError, expectOk, otherAccount, root } from '../door.ts';
import { Account, ann } from '../resource/account.ts';

const contact = {
  FullName: 'Ann Example',
  AddressLine1: '1 Main Street',
  City: 'Springfield',
  CountryCode: 'US',
  PostalCode: '12345',
  PhoneNumber: '+1 555 0100',
};
const billing = { AlternateContactType: 'BILLING' };
const alternate = {
  ...billing,
  Name: 'Bea',
  Title: 'CFO',
  EmailAddress: 'bea@example.com',
  PhoneNumber: '+1 555 0101',
};

/** Both accounts in one organization, which `account` manages. */
const organization = () => {
  const t = new Account();
  const call = (operation: string, params: object = {}) =>
    expectOk(t.org(root, operation, params as Record<string, unknown>));
  call('CreateOrganization', { FeatureSet: 'ALL' });
  const { CreateAccountStatus } = call('CreateAccount', { Email: 'm@example.com', AccountName: 'Member' });
  const { AccountId: member } = CreateAccountStatus as { AccountId: string };
  return { t, member, memberRoot: `arn:aws:iam::${member}:root`, call };
};

test('account contacts are unset at first, then saved, read and deleted', () => {
  const t = new Account();
  expectError(
    t.by('account GetContactInformation'),
    'ResourceNotFoundException',
    404,
    /No contact information/,
  );
  t.done('account PutContactInformation', { ContactInformation: contact });
  expect(t.done('account GetContactInformation')).toEqual({ ContactInformation: contact });
  expectError(
    t.by('account GetAlternateContact', billing),
    'ResourceNotFoundException',
    404,
    /alternate contact/,
  );
  t.done('account PutAlternateContact', alternate);
  expect(t.done('account GetAlternateContact', billing)).toEqual({ AlternateContact: alternate });
  t.done('account DeleteAlternateContact', billing);
  expectError(
    t.by('account DeleteAlternateContact', billing),
    'ResourceNotFoundException',
    404,
    /alternate contact/,
  );
  expect(t.world.accounts.get(account)?.settings).toEqual({ contact });
});

test('L-02 the trail does not hold who the contact of an account is', () => {
  const { events } = new Account().by('account PutContactInformation', { ContactInformation: contact });
  expect(events).toMatchObject([
    { eventSource: 'account.amazonaws.com', eventName: 'PutContactInformation' },
  ]);
  expect(JSON.stringify(events)).not.toContain('Ann Example');
});

test.each([
  [
    'account PutContactInformation',
    { ContactInformation: { ...contact, PhoneNumber: '555' } },
    /phoneNumber/,
  ],
  ['account PutContactInformation', { ContactInformation: { FullName: 'A' } }, /5 validation errors/],
  ['account PutAlternateContact', { ...alternate, AlternateContactType: 'SALES' }, /enum value set/],
  ['account PutAccountName', { AccountName: '<b>' }, /accountName/],
])('%s is checked against the API model: %o', (call, params, message) => {
  expectError(new Account().by(call, params), 'ValidationError', 400, message);
});

test('whoever has the permission changes the account name; only the root user changes the email address', () => {
  const t = new Account();
  expectError(
    t.by('account PutAccountName', { AccountName: 'New' }, ann),
    'AccessDeniedException',
    403,
    new RegExp(`account:PutAccountName on resource: arn:aws:account::${account}:account because`),
  );
  t.may(allow('account:*'));
  t.done('account PutAccountName', { AccountName: 'New' }, ann);
  expect(t.done('account GetAccountInformation')).toMatchObject({ AccountId: account, AccountName: 'New' });
  const email = (arn: string) =>
    t.send({
      service: 'playground',
      operation: 'ChangeRootUserEmail',
      params: { Email: 'new@example.com' },
      caller: { kind: 'principal', arn },
    });
  expectError(email(ann), 'AccessDenied', 403, /Only the root user/);
  expect(email(root).ok).toBe(true);
  expect(t.world.accounts.get(account)?.email).toBe('new@example.com');
});

test('opt-in regions are switched on and off; the others always are on', () => {
  const t = new Account();
  const status = (RegionName: string) =>
    t.done('account GetRegionOptStatus', { RegionName })['RegionOptStatus'];
  expect([status('eu-west-1'), status('af-south-1')]).toEqual(['ENABLED_BY_DEFAULT', 'DISABLED']);
  t.done('account EnableRegion', { RegionName: 'af-south-1' });
  expect(t.done('account ListRegions', { RegionOptStatusContains: ['ENABLED'] })).toEqual({
    Regions: [{ RegionName: 'af-south-1', RegionOptStatus: 'ENABLED' }],
  });
  t.done('account DisableRegion', { RegionName: 'af-south-1' });
  expect(status('af-south-1')).toBe('DISABLED');
  expectError(
    t.by('account EnableRegion', { RegionName: 'us-east-1' }),
    'ValidationException',
    400,
    /by default/,
  );
  expectError(
    t.by('account EnableRegion', { RegionName: 'mars-1' }),
    'ValidationException',
    400,
    /not a region/,
  );
});

test('the management account names a member in account calls, and nobody else may', () => {
  const { t, member, memberRoot } = organization();
  t.done('account PutAlternateContact', { ...alternate, AccountId: member });
  expect(t.done('account GetAlternateContact', billing, memberRoot)).toEqual({
    AlternateContact: alternate,
  });
  for (const [id, as] of [
    [account, memberRoot],
    [account, root],
    [otherAccount, root],
  ] as const)
    expectError(
      t.by('account GetContactInformation', { AccountId: id }, as),
      'AccessDeniedException',
      403,
      /not a member/,
    );
});

test('E-55 an SCP binds the root user of a member in account calls', () => {
  const { t, memberRoot, member, call } = organization();
  const { Roots } = call('ListRoots') as { Roots: [{ Id: string }] };
  call('EnablePolicyType', { RootId: Roots[0].Id, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const { Policy } = call('CreatePolicy', {
    Name: 'frozen',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: ['account:*', 's3:*'], Resource: '*' }],
    }),
  }) as { Policy: { PolicySummary: { Id: string } } };
  call('AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId: member });
  const refused = /with an explicit deny in a service control policy/;
  expectError(
    t.by('account PutAccountName', { AccountName: 'X' }, memberRoot),
    'AccessDeniedException',
    403,
    refused,
  );
  expectError(t.by('account CloseAccount', {}, memberRoot), 'AccessDeniedException', 403, refused);
  expectError(t.by('s3 CreateBucket', { Bucket: 'mine' }, memberRoot), 'AccessDenied', 403, refused);
  t.done('s3 CreateBucket', { Bucket: 'mine' });
});

test('N-43 only the root user closes an account; that shuts everybody out and can be undone for 90 days', () => {
  const t = new Account().may(allow('*'));
  expectError(t.by('account CloseAccount', {}, ann), 'AccessDeniedException', 403, /Only the root user/);
  t.done('account CloseAccount');
  expectError(t.as(ann, 'ListUsers'), 'OptInRequired', 403, /closed on 2026-01-31/);
  expectError(t.call('ListUsers'), 'OptInRequired', 403, /./);
  expect(t.done('account GetAccountInformation')).toMatchObject({ AccountId: account });
  expect(t.by('billing GetBillingData').ok).toBe(true);
  expect(t.by('account EnableRegion', { RegionName: 'af-south-1' }).ok).toBe(false);
  t.wait(89 * 86_400);
  expectOk(t.play('ReopenAccount', {}));
  expect(t.as(ann, 'ListUsers').ok).toBe(true);
  expectError(t.play('ReopenAccount', {}), 'InvalidInput', 400, /not closed/);
  t.done('account CloseAccount');
  t.wait(90 * 86_400);
  expectError(t.play('ReopenAccount', {}), 'InvalidInput', 400, /after 90 days/);
});

test('N-43 a management account stays open while it has members', () => {
  const { t, memberRoot } = organization();
  expectError(t.by('account CloseAccount'), 'ConflictException', 409, /member accounts/);
  t.done('account CloseAccount', {}, memberRoot);
});

test('N-45 IAM access to billing is off: no policy lets a user see billing until the root user switches it on', () => {
  const t = new Account().may(allow('*'));
  const see = () => t.by('billing GetBillingData', {}, ann);
  expectError(see(), 'AccessDeniedException', 400, /with an explicit deny in an identity-based policy/);
  expectError(
    t.by('billing UpdateIAMAccessPreference', { Activated: true }, ann),
    'AccessDeniedException',
    400,
    /./,
  );
  expect(t.done('billing GetIAMAccessPreference')).toEqual({ Activated: false });
  t.done('billing UpdateIAMAccessPreference', { Activated: true });
  expect(see().ok).toBe(true);
  expectError(
    t.by('billing UpdateIAMAccessPreference', { Activated: false }, ann),
    'AccessDeniedException',
    400,
    /Only the root user/,
  );
  t.may(allow('s3:*'));
  expectError(
    see(),
    'AccessDeniedException',
    400,
    /no identity-based policy allows the billing:GetBillingData action/,
  );
  t.done('billing UpdateIAMAccessPreference', { Activated: false });
  expect(t.world.accounts.get(account)?.settings).toEqual({});
});

test('N-45 Ask refuses billing too, and names the setting', () => {
  const t = new Account().may(allow('*'));
  const asked = (action: string) => authorize(t.world, { principal: ann, action, resource: '*' }, t.env);
  expect(asked('aws-portal:ViewBilling')).toMatchObject({
    verdict: 'denied',
    deciding: [{ policy: 'IAM access to billing is off (account setting)', sid: 'IAMAccessToBillingIsOff' }],
  });
  expect(asked('aws-portal:ViewBilling').explain()).toMatchObject({
    because:
      'Denied because IAM access to billing is off in this account. While it is off, no policy lets a user or role see billing. Only the root user can turn it on.',
    rule: 'N-45',
  });
  expect(shortBecause(asked('aws-portal:ViewBilling'), 'aws-portal:ViewBilling')).toBe(
    'IAM access to billing is off',
  );
  const question = { principal: ann, action: 'aws-portal:ViewBilling', resource: '*' };
  expect(adviceFor(t.world, question, asked('aws-portal:ViewBilling'))).toEqual({
    text: 'A setting of the account denies it, not a policy. As the root user, turn on IAM access to billing.',
    setting: 'billing',
  });
  expect(asked('s3:ListAllMyBuckets').verdict).toBe('allowed');
  t.done('billing UpdateIAMAccessPreference', { Activated: true });
  expect(asked('aws-portal:ViewBilling').verdict).toBe('allowed');
});

test('the billing page adds up what the account runs, by list price and the hour', () => {
  const t = new Account();
  t.env = { ...t.env, now: Date.parse('2026-02-01T00:00:00Z') };
  t.done('ec2 RunInstances', {
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 't3.micro',
    MinCount: 2,
    MaxCount: 2,
  });
  t.done('kms CreateKey');
  t.done('s3 CreateBucket', { Bucket: 'free' });
  t.wait(100 * 3600);
  expect(t.done('billing GetBillingData')).toEqual({
    Period: '2026-02',
    Currency: 'USD',
    Charges: [
      // 2 × 100 h × 0.0104
      { Service: 'Amazon Elastic Compute Cloud', Quantity: 2, Amount: '2.08' },
      // 100 of 730 h of a dollar a month
      { Service: 'AWS Key Management Service', Quantity: 1, Amount: '0.14' },
    ],
    Total: '2.22',
  });
});
