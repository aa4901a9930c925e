/**
 * A flow of one call of STS by somebody with keys: the call is asked for, STS hands out credentials, and they
 * are used. Flows that go on in another way take its first states only.
 */

import type { FlowRequest } from '../send.ts';
import { type Protocol, protocol } from './protocol.ts';
import { type Use, useStates } from './use-credentials.ts';

interface CallInput<Params> {
  /** ARN of the principal that asks. */
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
