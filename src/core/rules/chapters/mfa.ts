import { when } from '../example-policies.ts';
import type { Chapter } from '../rule.ts';
import {
  deactivateMfaApi,
  enableMfaApi,
  mfaApiAccess,
  multiFactor,
  observed,
  resyncMfaApi,
  selfManagedMfa,
  unconfirmed,
  virtualMfaApi,
} from '../sources.ts';

/** Second factors: devices and their codes, where a code is taken, and what policies see of it. */
export const mfa: Chapter = {
  id: 'mfa',
  title: 'MFA',
  about: 'Devices with one-time codes, where AWS takes a code, and what a policy learns of it.',
  rules: [
    {
      id: 'F-15',
      title: 'Kinds of MFA devices',
      rule: 'Virtual devices and hardware tokens show six digits that change every 30 seconds. Passkeys and security keys give no code and work at sign-in only; the simulator does not have them. Codes by text message have ended.',
      source: multiFactor,
      state: 'held',
    },
    {
      id: 'F-01',
      title: 'One-time codes and the QR code',
      rule: 'A virtual device follows RFC 6238: HMAC-SHA1, six digits, steps of 30 seconds. `CreateVirtualMFADevice` shows its seed once, as base 32 text and as a QR code with an `otpauth://totp/…` address that an app reads.',
      source: virtualMfaApi,
      state: 'held',
    },
    {
      id: 'F-02',
      title: 'Enabling a device',
      rule: '`EnableMFADevice` wants two codes, one right after the other. Wrong codes are `InvalidAuthenticationCode` (403) `Authentication code for device is not valid.`; a device that somebody has is `EntityAlreadyExists`, a ninth one `LimitExceeded`.',
      source: enableMfaApi,
      state: 'held',
    },
    {
      id: 'F-03',
      title: 'A device whose clock is off',
      rule: 'Two consecutive codes that are old enable a device too, but it is out of step from then on. AWS does not say how far a code can be off: the simulator remembers the difference and takes the code of one step before or after.',
      source: enableMfaApi,
      state: 'held',
    },
    {
      id: 'F-04',
      title: 'Resynchronizing a device',
      rule: '`ResyncMFADevice` takes two consecutive codes and learns from them how far the clock of the device is off. Wrong codes are refused as at enabling.',
      source: resyncMfaApi,
      state: 'held',
    },
    {
      id: 'F-05',
      title: 'Deactivating is not deleting',
      rule: '`DeactivateMFADevice` takes the device from its user. A virtual one goes on existing without a user until `DeleteVirtualMFADevice`, which in turn refuses a device in use.',
      source: deactivateMfaApi,
      state: 'held',
    },
    {
      id: 'F-06',
      title: 'A code works once',
      rule: 'AWS takes each code a single time. Sent again within its 30 seconds, at sign-in or to STS, it is refused like a wrong one, also where the first call failed for another reason.',
      source: mfaApiAccess,
      state: 'held',
    },
    {
      id: 'F-07',
      title: 'Any of the devices is enough',
      rule: 'Who has several devices signs in with one of them. The page asks which, and takes the code of that one.',
      source: multiFactor,
      state: 'held',
    },
    {
      id: 'F-08',
      title: 'Which STS calls take a code',
      rule: 'Only `AssumeRole` and `GetSessionToken` take `SerialNumber` and `TokenCode`. Passkeys and security keys cannot be used there.',
      source: mfaApiAccess,
      state: 'held',
    },
    {
      id: 'F-09',
      title: 'How STS refuses a code',
      rule: 'STS answers `AccessDenied` (403), not the code that IAM uses. A wrong or used code reads `MultiFactorAuthentication failed with invalid MFA one time pass code. `; an unknown serial number, or one of somebody else, has a text of its own. What AWS says where one of the two is missing is not confirmed.',
      source: observed,
      state: 'held',
    },
    {
      id: 'F-10',
      title: 'The device must be your own',
      rule: 'The serial number must be that of a device of the calling user, also where the role is in another account. The session of a role has no device.',
      source: mfaApiAccess,
      state: 'held',
    },
    {
      id: 'F-11',
      title: 'MFA in a session',
      rule: 'A code in `GetSessionToken` or `AssumeRole` makes `aws:MultiFactorAuthPresent` true for the session, and `aws:MultiFactorAuthAge` counts from then. A role that a user assumes out of a session with MFA has it too. In a chain of roles the simulator lets it end; AWS does not say.',
      source: mfaApiAccess,
      state: 'held',
      example: {
        asks: 'May Bob assume the role with MFA? Its trust policy asks for it.',
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::111122223333:user/Bob' },
              Action: 'sts:AssumeRole',
              ...when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
            },
          ],
        },
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::111122223333:role/Target',
        context: { 'aws:MultiFactorAuthPresent': 'true' },
        expected: 'allowed',
      },
    },
    {
      id: 'F-12',
      title: 'MFA in the console',
      rule: 'The console works with temporary credentials. After a sign-in with a code they say `aws:MultiFactorAuthPresent` true, without one they say false; with access keys the key is absent.',
      source: mfaApiAccess,
      state: 'held',
    },
    {
      id: 'F-13',
      title: 'A safe Deny without MFA',
      rule: 'To demand MFA, deny everything but the calls that set MFA up, with `BoolIfExists` on `aws:MultiFactorAuthPresent` `false`. `Bool` alone would not bind access keys, since their requests do not have the key.',
      source: selfManagedMfa,
      state: 'held',
      example: {
        asks: 'May Bob list the buckets with an access key, without MFA?',
        identity: [
          {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                NotAction: ['iam:ListMFADevices', 'iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'],
                Resource: '*',
                ...when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'),
              },
            ],
          },
        ],
        action: 's3:ListAllMyBuckets',
        resource: '*',
        expected: 'denied',
      },
    },
    {
      id: 'F-14',
      title: 'Root must register a device',
      rule: 'Since 2024 AWS asks the root user to register an MFA device at sign-in, after some weeks of grace. The simulator lets root sign in without one.',
      source: unconfirmed,
      state: 'not-simulated',
    },
  ],
};
