/**
 * A service-linked role (N-31): a person lets a service create a role that only the service can assume. The
 * service assumes it and uses it.
 */

import { protocol } from './protocol.ts';
import { type Use, useStates } from './use-credentials.ts';

export interface LinkedRoleInput extends Use {
  /** ARN of the person who asks for the role. */
  readonly caller: string;
  /** `autoscaling.amazonaws.com` */
  readonly serviceName: string;
  /** Set when the account has the role already. Then the first call is left out. */
  readonly roleArn?: string;
}

const words = protocol<LinkedRoleInput>();
const { machine, message, sent, refused, obtained } = words;

export const linkedRoleMachine = machine('linked-role', 'begin', {
  begin: {
    always: [
      { guard: ({ context }) => context.input.roleArn !== undefined, target: 'request' },
      { target: 'creation' },
    ],
  },
  creation: message(
    ({ input }) => ({
      service: 'iam',
      operation: 'CreateServiceLinkedRole',
      params: { AWSServiceName: input.serviceName },
      caller: { kind: 'principal', arn: input.caller },
    }),
    'creating',
  ),
  creating: sent(
    'creating',
    {
      from: 'person',
      to: 'service',
      name: 'CreateServiceLinkedRole',
      reply: 'the role',
      learn: ({ Role }) => ({ roleArn: (Role as { Arn: string }).Arn }),
    },
    { then: 'role', refused: 'notCreated' },
  ),
  notCreated: refused('creating'),
  role: obtained('request'),
  request: message(
    ({ input, facts }) => ({
      service: 'sts',
      operation: 'AssumeRole',
      params: { RoleArn: input.roleArn ?? facts['roleArn'] ?? '', RoleSessionName: 'ServiceSession' },
      caller: { kind: 'service', principal: input.serviceName },
    }),
    'assuming',
  ),
  assuming: sent(
    'assuming',
    { from: 'service', to: 'sts', name: 'AssumeRole by the service', reply: 'temporary credentials' },
    { then: 'credentials', refused: 'refused' },
  ),
  refused: refused('assuming'),
  credentials: obtained('using'),
  ...useStates(words, 'service'),
});
