/**
 * Flows of one call of STS by somebody with keys: the call is asked for, STS hands out credentials, and they
 * are used. Flows that go on in another way take its first states only.
 */

import type { FlowRequest } from '../send.ts';
import { type Protocol, protocol } from './protocol.ts';
import { type Use, useStates } from './use-credentials.ts';

interface CallInput<Params> {
  readonly caller: string;
  readonly params: Params;
}

interface StsCall {
  readonly operation: string;
  /** Name of the state in which the call is sent. */
  readonly state: 'assuming' | 'issuing';
  readonly reply: string;
}

/** Returns the states from the message to the credentials, which the state `then` uses. */
export const callStates = <Input extends CallInput<object>>(
  { message, sent, refused, obtained }: Protocol<Input>,
  { operation, state, reply }: StsCall,
  then: string,
) => ({
  request: message(
    ({ input: { caller, params } }) => ({
      service: 'sts',
      operation,
      params: params as FlowRequest['params'],
      caller: { kind: 'principal', arn: caller },
    }),
    state,
  ),
  [state]: sent(
    state,
    { from: 'client', to: 'sts', name: operation, reply },
    { then: 'credentials', refused: 'refused' },
  ),
  refused: refused(state),
  credentials: obtained(then),
});

export function oneCallMachine<Params extends object>(id: string, call: StsCall) {
  const words = protocol<CallInput<Params> & Use>();
  return words.machine(id, 'request', {
    ...callStates(words, call, 'using'),
    ...useStates(words, 'client'),
  });
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

/** AssumeRole (AR-01…AR-09), in one account or across two. */
export const assumeRoleMachine = oneCallMachine<AssumeRoleParams>('assume-role', {
  operation: 'AssumeRole',
  state: 'assuming',
  reply: 'temporary credentials',
});

interface AssumeRootParams {
  readonly TargetPrincipal: string;
  readonly TaskPolicyArn: { readonly arn: string };
  readonly DurationSeconds?: number;
}

/**
 * AssumeRoot (S-10): the management account does one root task in a member account, for fifteen minutes at most, when
 * centralized root access is on.
 */
export const assumeRootMachine = oneCallMachine<AssumeRootParams>('assume-root', {
  operation: 'AssumeRoot',
  state: 'assuming',
  reply: 'a root session for one task',
});

interface SessionTokenParams {
  readonly DurationSeconds?: number;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

/**
 * GetSessionToken (S-05): a user exchanges long-term keys, with a code of their MFA device, for credentials that carry
 * `aws:MultiFactorAuthPresent`. These may call IAM only with MFA, and very little of STS.
 */
export const sessionTokenMachine = oneCallMachine<SessionTokenParams>('session-token', {
  operation: 'GetSessionToken',
  state: 'issuing',
  reply: 'temporary credentials',
});
