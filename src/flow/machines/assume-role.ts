/**
 * AssumeRole (AR-01…AR-09), in one account or across two: a caller with permission asks, the role's trust
 * policy answers, STS issues credentials, and the flow uses them.
 */

import { begin, protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use-credentials.ts';

export interface AssumeRoleInput extends Use {
  /** ARN of the caller. */
  readonly caller: string;
  readonly params: AssumeRoleParams;
}

export interface AssumeRoleParams {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly ExternalId?: string;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
  readonly Policy?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TransitiveTagKeys?: readonly string[];
  readonly SourceIdentity?: string;
}

const { flow, message, sent, refused, obtained } = protocol<AssumeRoleInput>();

export const assumeRoleMachine = flow.createMachine({
  id: 'assume-role',
  context: begin,
  initial: 'request',
  on: { restart: { target: '.request', actions: 'forget' } },
  states: {
    request: message(
      ({ input: { caller, params } }) => ({
        service: 'sts',
        operation: 'AssumeRole',
        params: { ...params },
        caller: { kind: 'principal', arn: caller },
      }),
      'assuming',
    ),
    assuming: sent(
      'assuming',
      { from: 'client', to: 'sts', name: 'AssumeRole', reply: 'temporary credentials' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('assuming'),
    credentials: obtained('using'),
    using: sent('using', useSending('client'), { then: 'done', refused: 'denied' }, useRequest),
    denied: { tags: 'refused' },
    done: {},
  },
});
