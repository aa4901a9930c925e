/**
 * GetSessionToken (S-05): a user exchanges long-term keys, with a code of their MFA device, for temporary
 * ones that carry `aws:MultiFactorAuthPresent`. These may call IAM only with MFA, and very little of STS.
 */

import { oneCallMachine } from './one-call.ts';

interface SessionTokenParams {
  readonly DurationSeconds?: number;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

export const sessionTokenMachine = oneCallMachine<SessionTokenParams>('session-token', {
  operation: 'GetSessionToken',
  state: 'issuing',
  reply: 'temporary credentials',
});
