/**
 * Scoped credentials (Y-01): a program narrows its user's session for an agent, which narrows it for a
 * helper. Who calls stays the same; what each may do shrinks.
 */

import type { FlowRequest } from '../send.ts';
import { type ProtocolContext, protocol } from './protocol.ts';
import { type Use, credentialHolder, useRequest, useSending } from './use-credentials.ts';

export interface ScopedCredentialsInput extends Use {
  /** ARN of the user whose session is narrowed. */
  readonly caller: string;
  /** The policy documents for the agent and for its helper. */
  readonly agent: string;
  readonly helper: string;
  /** An action that the helper's policy does not allow. */
  readonly outside: string;
}

const { machine, message, sent, refused, obtained } = protocol<ScopedCredentialsInput>();

const scoping = {
  from: 'client',
  to: 'sts',
  name: 'GetScopedCredentials',
  reply: 'scoped credentials',
} as const;
const scopeFor = (
  context: ProtocolContext<ScopedCredentialsInput>,
  whom: 'agent' | 'helper',
): FlowRequest => ({
  service: 'sts',
  operation: 'GetScopedCredentials',
  params: { Policy: context.input[whom], ScopedSessionDescription: `for the ${whom}` },
  caller: credentialHolder(context),
});

export const scopedCredentialsMachine = machine('scoped-credentials', 'request', {
  request: message(
    ({ input }) => ({
      service: 'sts',
      operation: 'GetSessionToken',
      params: {},
      caller: { kind: 'principal', arn: input.caller },
    }),
    'issuing',
  ),
  issuing: sent(
    'issuing',
    { from: 'client', to: 'sts', name: 'GetSessionToken', reply: 'temporary credentials' },
    { then: 'whole', refused: 'refused' },
  ),
  refused: refused('issuing'),
  whole: obtained('forAgent'),
  forAgent: message((context) => scopeFor(context, 'agent'), 'scoping'),
  scoping: sent('scoping', scoping, { then: 'agent', refused: 'notScoped' }),
  notScoped: refused('scoping'),
  agent: obtained('forHelper'),
  forHelper: message((context) => scopeFor(context, 'helper'), 'scopingAgain'),
  scopingAgain: sent('scopingAgain', scoping, { then: 'helper', refused: 'notScopedAgain' }),
  notScopedAgain: refused('scopingAgain'),
  helper: obtained('using'),
  using: sent('using', useSending('client'), { then: 'inside', refused: 'inside' }, useRequest),
  inside: obtained('usingOutside'),
  usingOutside: sent('usingOutside', useSending('client'), { then: 'done', refused: 'denied' }, (context) =>
    useRequest({ ...context, input: { ...context.input, action: context.input.outside } }),
  ),
  denied: { tags: 'refused' },
  done: {},
});
