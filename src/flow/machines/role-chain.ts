/**
 * A chain of roles (S-30…S-36, AR-01…AR-09): each session assumes the next role. Transitive tags and the
 * source identity stay, MFA is lost, and from the second role on a session lasts one hour at most (F-11,
 * S-32).
 */

import type { AssumeRoleParams } from './one-call.ts';
import { protocol } from './protocol.ts';
import { type Use, credentialHolder, useStates } from './use-credentials.ts';

export interface RoleChainInput extends Use {
  readonly caller: string;
  /** One call per role. */
  readonly hops: readonly AssumeRoleParams[];
}

const words = protocol<RoleChainInput>();
const { machine, message, sent, refused } = words;

export const roleChainMachine = machine('role-chain', 'request', {
  request: message((context) => {
    const { caller, hops } = context.input;
    const arrived = context.sessions.length;
    return {
      service: 'sts',
      operation: 'AssumeRole',
      params: { ...hops[arrived] },
      caller: arrived === 0 ? { kind: 'principal', arn: caller } : credentialHolder(context),
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
  ...useStates(words, 'client'),
});
