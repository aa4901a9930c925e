/** Passkeys with the AWS SDK for JavaScript: it reads and removes them, and no call takes a code for one (Y-11). */

import {
  DeactivateMFADeviceCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  GetMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { expectOk, root } from '../../core/api/door.ts';
import { Sdk } from '../sdk-clients.ts';

function withKey() {
  const sdk = new Sdk();
  sdk.t.given(['CreateUser', { UserName: 'Bob' }]);
  const outcome = sdk.t.send({
    service: 'playground',
    operation: 'RegisterPasskey',
    params: { UserName: 'Bob', DeviceName: 'key', Certifications: { FIDO: 'L1', 'FIDO-FIPS-140-2': 'L2' } },
    caller: { kind: 'principal', arn: root },
  });
  return { sdk, of: { UserName: 'Bob', SerialNumber: String(expectOk(outcome)['SerialNumber']) } };
}

test('Y-11 the AWS SDK for JavaScript lists a passkey, reads its certifications and removes it', async () => {
  const { sdk, of } = withKey();
  const iam = sdk.iam();
  const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'Bob' }));
  expect(MFADevices).toMatchObject([of]);
  expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
  const device = await iam.send(new GetMFADeviceCommand(of));
  expect(device).toMatchObject({ ...of, Certifications: { FIDO: 'L1', 'FIDO-FIPS-140-2': 'L2' } });
  await iam.send(new DeactivateMFADeviceCommand(of));
  await expect(iam.send(new GetMFADeviceCommand(of))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await iam.send(new DeleteUserCommand({ UserName: 'Bob' }));
});

test('Y-11 the AWS SDK for JavaScript is refused where a call wants a code, or a virtual device', async () => {
  const { sdk, of } = withKey();
  const iam = sdk.iam();
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
  await expect(iam.send(new ResyncMFADeviceCommand({ ...of, ...codes }))).rejects.toMatchObject({
    name: 'InvalidAuthenticationCodeException',
  });
  const { SerialNumber } = of;
  await expect(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await expect(
    sdk.sts().send(new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});
