/**
 * AssumeRoot (S-10): the management account does one root task in a member account, for fifteen minutes at
 * most, when centralized root access is on.
 */

import { begin, protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use-credentials.ts';

export interface AssumeRootInput extends Use {
  /** ARN of the caller, in the management account. */
  readonly caller: string;
  readonly params: {
    /** Id of the member account. */
    readonly TargetPrincipal: string;
    readonly TaskPolicyArn: { readonly arn: string };
    readonly DurationSeconds?: number;
  };
}

const { flow, message, sent, refused, obtained } = protocol<AssumeRootInput>();

export const assumeRootMachine = flow.createMachine({
  id: 'assume-root',
  context: begin,
  initial: 'request',
  on: { restart: { target: '.request', actions: 'forget' } },
  states: {
    request: message(
      ({ input: { caller, params } }) => ({
        service: 'sts',
        operation: 'AssumeRoot',
        params: { ...params },
        caller: { kind: 'principal', arn: caller },
      }),
      'assuming',
    ),
    assuming: sent(
      'assuming',
      { from: 'client', to: 'sts', name: 'AssumeRoot', reply: 'a root session for one task' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('assuming'),
    credentials: obtained('using'),
    using: sent('using', useSending('client'), { then: 'done', refused: 'denied' }, useRequest),
    denied: { tags: 'refused' },
    done: {},
  },
});
