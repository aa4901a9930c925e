/** Delegation, role templates and account properties with the AWS SDK for JavaScript, and the size of tokens. */

import {
  AcceptDelegationRequestCommand,
  AcquireRoleCommand,
  CreateDelegationRequestCommand,
  GetAccountPropertiesCommand,
  GetDelegationRequestCommand,
  GetHumanReadableSummaryCommand,
  GetRoleTemplateVersionCommand,
  InvalidInputException,
  ListDelegationRequestsCommand,
  NoSuchEntityException,
  PutAccountPropertiesCommand,
  RejectDelegationRequestCommand,
  SendDelegationTokenCommand,
} from '@aws-sdk/client-iam';
import {
  GetDelegatedAccessTokenCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { account } from '../../core/api/door.ts';
import { Sdk } from '../sdk-clients.ts';

const DelegationRequestId = 'e4bdcdae-4f66-11ed';
const TemplateArn = 'arn:aws:iam::aws:role-template/glue.amazonaws.com/Crawler:1';

test('Y-03 the AWS SDK for JavaScript lists no delegation request, and cannot create one', async () => {
  const iam = new Sdk().iam();
  const { DelegationRequests } = await iam.send(new ListDelegationRequestsCommand({}));
  expect(DelegationRequests).toEqual([]);
  const creating = iam.send(
    new CreateDelegationRequestCommand({
      Description: 'monitoring',
      Permissions: { PolicyTemplateArn: `arn:aws:iam::${account}:delegation-template/monitor` },
      RequestorWorkflowId: 'workflow-1',
      NotificationChannel: `arn:aws:sns:us-east-1:${account}:delegation`,
      SessionDuration: 3600,
    }),
  );
  await expect(creating).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test.each([
  new AcceptDelegationRequestCommand({ DelegationRequestId }),
  new GetDelegationRequestCommand({ DelegationRequestId, DelegationPermissionCheck: true }),
  new RejectDelegationRequestCommand({ DelegationRequestId, Notes: 'no' }),
  new SendDelegationTokenCommand({ DelegationRequestId }),
  new GetHumanReadableSummaryCommand({
    EntityArn: `arn:aws:iam::${account}:delegation-request/${DelegationRequestId}`,
    Locale: 'en',
  }),
] as const)(
  'Y-03 a call on an unknown delegation request has the type of its error (%#)',
  async (command) => {
    const asked = new Sdk().iam().send(command as GetDelegationRequestCommand);
    await expect(asked).rejects.toBeInstanceOf(NoSuchEntityException);
  },
);

test('Y-03 the AWS SDK for JavaScript cannot trade a token that nobody gave', async () => {
  const trading = new Sdk().sts().send(new GetDelegatedAccessTokenCommand({ TradeInToken: 'token' }));
  await expect(trading).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('Y-04 role templates are unknown to the AWS SDK for JavaScript, and properties empty', async () => {
  const iam = new Sdk().iam();
  const acquiring = iam.send(
    new AcquireRoleCommand({ TemplateArn, ReplacementValues: { bucket: { Values: ['logs'] } } }),
  );
  await expect(acquiring).rejects.toBeInstanceOf(NoSuchEntityException);
  const reading = iam.send(new GetRoleTemplateVersionCommand({ TemplateArn, MinorVersion: 1 }));
  await expect(reading).rejects.toBeInstanceOf(NoSuchEntityException);
  const { Properties } = await iam.send(new GetAccountPropertiesCommand({}));
  expect(Properties ?? {}).toEqual({});
  const putting = iam.send(new PutAccountPropertiesCommand({ Properties: { 'A/x': 'true' } }));
  await expect(putting).rejects.toBeInstanceOf(InvalidInputException);
  await expect(putting).rejects.toMatchObject({ message: 'The property A/x is not known.' });
});

test('every call of STS that gives credentials says how large the token is, and makes it as large as asked', async () => {
  const sts = new Sdk().sts();
  const session = await sts.send(new GetSessionTokenCommand({ MinimumSessionTokenSize: 2048 }));
  expect(session).toMatchObject({ SessionTokenSize: 2048, SessionTokenUtilization: 50 });
  expect(session.Credentials?.SessionToken).toHaveLength(2048);
  const plain = await sts.send(new GetFederationTokenCommand({ Name: 'bob' }));
  expect(plain.Credentials?.SessionToken).toHaveLength(plain.SessionTokenSize ?? 0);
  const tooLarge = sts.send(new GetSessionTokenCommand({ MinimumSessionTokenSize: 4097 }));
  await expect(tooLarge).rejects.toMatchObject({ name: 'ValidationError' });
});
