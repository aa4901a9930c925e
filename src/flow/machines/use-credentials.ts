/** Uses the credentials that a flow obtained, for one call: any action of AWS on any resource. */

import type { Caller } from '../../core/model/request/request.ts';
import type { ProtocolContext, Sending, Protocol } from './protocol.ts';
import type { FlowRequest } from '../send.ts';

export interface Use {
  /** An action such as `s3:GetObject`. Absent: the flow calls GetCallerIdentity. */
  readonly action?: string;
  /** ARN of the resource. */
  readonly resource?: string;
}

export const credentialHolder = ({ sessions }: Pick<ProtocolContext<unknown>, 'sessions'>): Caller => {
  const session = sessions.at(-1);
  if (!session) throw new Error('no credentials were obtained');
  return { kind: 'session', id: session.id };
};

export const useRequest = (context: ProtocolContext<Use>): FlowRequest => {
  const { action, resource } = context.input;
  const caller = credentialHolder(context);
  if (action === undefined) return { service: 'sts', operation: 'GetCallerIdentity', params: {}, caller };
  const params = resource === undefined ? {} : { Resources: [resource] };
  return { service: 'any', operation: action, params, caller };
};

export const useSending = (from: Sending['from']): Sending => ({
  from,
  to: 'resource',
  name: 'a call with these credentials',
  reply: 'answered',
});

export const useStates = <Input extends Use>({ sent }: Protocol<Input>, from: Sending['from']) => ({
  using: sent('using', useSending(from), { then: 'done', refused: 'denied' }, useRequest),
  denied: { tags: 'refused' },
  done: {},
});
