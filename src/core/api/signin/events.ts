/** Trail events of the sign-in service (L-08). Their names and forms differ from those of API calls. */

import { defaultSource } from '../../authz/context.ts';
import { newUuid } from '../../model/ids.ts';
import type { TrailEvent } from '../../model/records/trail-event.ts';
import type { SigninCall } from './operation.ts';
import { type SignInOwner, isRoot } from './owner.ts';
import { defined } from '../../model/defined.ts';

interface Written {
  readonly name: string;
  readonly account: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly failed?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

type At = Pick<SigninCall<unknown>, 'env' | 'request' | 'now'>;

export function signinEvent({ env, request, now }: At, written: Written): TrailEvent {
  const { name, account, userIdentity, failed, more } = written;
  const source = { ...defaultSource, ...request.source };
  return {
    eventVersion: '1.08',
    userIdentity,
    eventTime: now,
    eventSource: 'signin.amazonaws.com',
    eventName: name,
    // The region of the global sign-in (L-06).
    awsRegion: 'us-east-1',
    sourceIPAddress: source.ip,
    userAgent: source.userAgent,
    ...defined({ errorMessage: failed }),
    requestParameters: null,
    responseElements: { [name]: failed === undefined ? 'Success' : 'Failure' },
    ...defined({ additionalEventData: more }),
    requestID: newUuid(env.random),
    eventID: newUuid(env.random),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}

/** Describes root and users as they sign in, when they have no credentials yet. */
export function ownerIdentity(owner: SignInOwner): Record<string, unknown> {
  const accountId = owner.account.id;
  const base = { principalId: owner.id, arn: owner.arn, accountId, accessKeyId: '' };
  return isRoot(owner)
    ? { type: 'Root', ...base }
    : { type: 'IAMUser', ...base, userName: owner.user.userName };
}

interface Login {
  readonly mfaDevice?: string | undefined;
  readonly failed?: string;
}

export const consoleLogin = (at: At, owner: SignInOwner, { mfaDevice, failed }: Login): TrailEvent =>
  signinEvent(at, {
    name: 'ConsoleLogin',
    account: owner.account.id,
    userIdentity: ownerIdentity(owner),
    ...defined({ failed }),
    more: {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: mfaDevice === undefined ? 'No' : 'Yes',
      ...defined({ MFAIdentifier: mfaDevice }),
    },
  });

/** Returns the event for an unknown user name. CloudTrail hides the name that was typed. */
export const unknownLogin = (at: At, account: string): TrailEvent =>
  signinEvent(at, {
    name: 'ConsoleLogin',
    account,
    userIdentity: {
      type: 'IAMUser',
      accountId: account,
      accessKeyId: '',
      userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    },
    failed: 'No username found in supplied account',
    more: {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: 'No',
    },
  });

export const failedAuthentication = 'Failed authentication';
