/** Calls and members of Organizations that only AWS's newest client knows, made with the AWS SDK for JavaScript. */

import {
  AcceptHandshakeCommand,
  AttachPolicyCommand,
  ConstraintViolationException,
  CreateAccountCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DescribeAccountCommand,
  DescribeEffectivePolicyCommand,
  EnablePolicyTypeCommand,
  InvalidInputException,
  InviteAccountToOrganizationCommand,
  InviteOrganizationToTransferResponsibilityCommand,
  ListAccountsWithInvalidEffectivePolicyCommand,
  ListChildrenCommand,
  ListEffectivePolicyValidationErrorsCommand,
  ListInboundResponsibilityTransfersCommand,
  ListRootsCommand,
  ResponsibilityTransferNotFoundException,
  TerminateResponsibilityTransferCommand,
} from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { expectOk, otherAccount } from '../../core/api/door.ts';
import { Sdk } from '../sdk-clients.ts';

async function withRoot() {
  const sdk = new Sdk();
  const client = sdk.organizations();
  const { Organization } = await client.send(new CreateOrganizationCommand({}));
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  return { sdk, client, org: Organization?.Id ?? '', top: Roots[0]?.Id ?? '' };
}

test('W-13 the newest client reads State and Paths of an account, and the reason of a refusal', async () => {
  const { client, org, top } = await withRoot();
  const { CreateAccountStatus: made } = await client.send(
    new CreateAccountCommand({ Email: 'dev@example.com', AccountName: 'Dev' }),
  );
  const AccountId = made?.AccountId ?? '';
  const { Account } = await client.send(new DescribeAccountCommand({ AccountId }));
  expect(Account).toMatchObject({ State: 'ACTIVE', Paths: [`${org}/${top}/${AccountId}/`] });
  const wrong = client.send(new ListChildrenCommand({ ParentId: 'x', ChildType: 'ACCOUNT' }));
  await expect(wrong).rejects.toBeInstanceOf(InvalidInputException);
  await expect(wrong).rejects.toMatchObject({
    Reason: 'INVALID_PATTERN',
    $metadata: { httpStatusCode: 400 },
  });
});

test('an invited account accepts with its own key through the newest client', async () => {
  const { sdk, client } = await withRoot();
  const { t } = sdk;
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  const stranger = `arn:aws:iam::${otherAccount}:root`;
  const { AccessKey } = expectOk(t.as(stranger, 'CreateAccessKey')) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  const { Handshake } = await client.send(
    new InviteAccountToOrganizationCommand({ Target: { Type: 'ACCOUNT', Id: otherAccount } }),
  );
  expect(Handshake?.ExpirationTimestamp).toBeInstanceOf(Date);
  const own = sdk.organizations({
    accessKeyId: AccessKey.AccessKeyId,
    secretAccessKey: AccessKey.SecretAccessKey,
  });
  const accepted = await own.send(new AcceptHandshakeCommand({ HandshakeId: Handshake?.Id }));
  expect(accepted.Handshake).toMatchObject({ Action: 'INVITE', State: 'ACCEPTED' });
});

test('Y-12 an S3 policy is kept, attached and merged for the newest client', async () => {
  const { client, top } = await withRoot();
  const PolicyType = 'S3_POLICY';
  await client.send(new EnablePolicyTypeCommand({ RootId: top, PolicyType }));
  const Content = JSON.stringify({
    s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } },
  });
  const { Policy } = await client.send(
    new CreatePolicyCommand({ Name: 'S3', Description: '', Type: PolicyType, Content }),
  );
  await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: top }));
  const { EffectivePolicy } = await client.send(new DescribeEffectivePolicyCommand({ PolicyType }));
  expect(JSON.parse(EffectivePolicy?.PolicyContent ?? '')).toEqual({
    s3_attributes: { public_access_block_configuration: 'all' },
  });
  const invalid = await client.send(new ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType }));
  expect(invalid).toMatchObject({ Accounts: [], PolicyType });
  const AccountId = EffectivePolicy?.TargetId;
  const errors = await client.send(new ListEffectivePolicyValidationErrorsCommand({ AccountId, PolicyType }));
  expect(errors).toMatchObject({ AccountId, EffectivePolicyValidationErrors: [] });
});

test('billing transfers are refused to accounts that do not meet their conditions', async () => {
  const { client } = await withRoot();
  const listed = await client.send(new ListInboundResponsibilityTransfersCommand({ Type: 'BILLING' }));
  expect(listed.ResponsibilityTransfers).toEqual([]);
  const one = client.send(new TerminateResponsibilityTransferCommand({ Id: 'rt-abcdefgh' }));
  await expect(one).rejects.toBeInstanceOf(ResponsibilityTransferNotFoundException);
  const invited = client.send(
    new InviteOrganizationToTransferResponsibilityCommand({
      Type: 'BILLING',
      Target: { Type: 'ACCOUNT', Id: otherAccount },
      StartTimestamp: new Date('2027-01-01T00:00:00Z'),
      SourceName: 'Ours',
    }),
  );
  await expect(invited).rejects.toBeInstanceOf(ConstraintViolationException);
});
