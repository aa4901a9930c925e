/**
 * GetSessionToken (S-05): a user exchanges long-term keys, with a code of their MFA device, for temporary
 * ones that carry `aws:MultiFactorAuthPresent`. These may call IAM only with MFA, and very little of STS.
 */

import { begin, protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use-credentials.ts';

export interface SessionTokenInput extends Use {
  /** ARN of the user. */
  readonly caller: string;
  readonly params: {
    readonly DurationSeconds?: number;
    readonly SerialNumber?: string;
    readonly TokenCode?: string;
  };
}

const { flow, message, sent, refused, obtained } = protocol<SessionTokenInput>();

export const sessionTokenMachine = flow.createMachine({
  id: 'session-token',
  context: begin,
  initial: 'request',
  on: { restart: { target: '.request', actions: 'forget' } },
  states: {
    request: message(
      ({ input: { caller, params } }) => ({
        service: 'sts',
        operation: 'GetSessionToken',
        params: { ...params },
        caller: { kind: 'principal', arn: caller },
      }),
      'issuing',
    ),
    issuing: sent(
      'issuing',
      { from: 'client', to: 'sts', name: 'GetSessionToken', reply: 'temporary credentials' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('issuing'),
    credentials: obtained('using'),
    using: sent('using', useSending('client'), { then: 'done', refused: 'denied' }, useRequest),
    denied: { tags: 'refused' },
    done: {},
  },
});
