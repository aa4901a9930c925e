/**
 * A chain of roles (S-30…S-36, AR-01…AR-09): each session assumes the next role. Transitive tags and the
 * source identity stay, MFA is lost, and from the second role on a session lasts one hour at most (F-11,
 * S-32).
 */

import type { AssumeRoleParams } from './assume-role.ts';
import { begin, protocol } from './protocol.ts';
import { type Use, holder, useRequest, useSending } from './use-credentials.ts';

export interface RoleChainInput extends Use {
  /** ARN of the first caller. */
  readonly caller: string;
  /** One call per role. */
  readonly hops: readonly AssumeRoleParams[];
}

const { flow, message, sent, refused } = protocol<RoleChainInput>();

export const roleChainMachine = flow.createMachine({
  id: 'role-chain',
  context: begin,
  initial: 'request',
  on: { restart: { target: '.request', actions: 'forget' } },
  states: {
    request: message((context) => {
      const { caller, hops } = context.input;
      const arrived = context.sessions.length;
      return {
        service: 'sts',
        operation: 'AssumeRole',
        params: { ...hops[arrived] },
        caller: arrived === 0 ? { kind: 'principal', arn: caller } : holder(context),
      };
    }, 'assuming'),
    assuming: sent(
      'assuming',
      { from: 'client', to: 'sts', name: 'AssumeRole', reply: 'temporary credentials' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('assuming'),
    credentials: {
      on: {
        next: [
          {
            guard: ({ context: { sessions, input } }) => sessions.length < input.hops.length,
            target: 'request',
          },
          { target: 'using' },
        ],
      },
    },
    using: sent('using', useSending('client'), { then: 'done', refused: 'denied' }, useRequest),
    denied: { tags: 'refused' },
    done: {},
  },
});
