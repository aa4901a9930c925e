/**
 * Revoking sessions: issued credentials cannot be called back, but a deny on everything issued before now
 * (`aws:TokenIssueTime`) makes them worthless. The console's button does the same, with an inline policy
 * named AWSRevokeOlderSessions. A person who assumes the role again is not affected.
 */

import type { AssumeRoleParams } from './one-call.ts';
import { protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use-credentials.ts';

export interface RevokeSessionsInput extends Use {
  /** ARN of the owner of the leaked session. */
  readonly caller: string;
  readonly params: AssumeRoleParams;
  readonly roleName: string;
  /** ARN of the person who revokes. */
  readonly administrator: string;
}

const { machine, message, sent, refused, obtained } = protocol<RevokeSessionsInput>();

const olderThan = (at: string): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['*'],
          Resource: ['*'],
          Condition: { DateLessThan: { 'aws:TokenIssueTime': at } },
        },
      ],
    },
    null,
    2,
  );

const assumption = ({ input }: { readonly input: RevokeSessionsInput }) => ({
  service: 'sts' as const,
  operation: 'AssumeRole',
  params: { ...input.params },
  caller: { kind: 'principal' as const, arn: input.caller },
});
const assuming = { from: 'client', to: 'sts', name: 'AssumeRole', reply: 'temporary credentials' } as const;

export const revokeSessionsMachine = machine('revoke-sessions', 'request', {
  request: message(assumption, 'assuming'),
  assuming: sent('assuming', assuming, { then: 'leaked', refused: 'refused' }),
  refused: refused('assuming'),
  leaked: obtained('using'),
  using: sent('using', useSending('client'), { then: 'revocation', refused: 'revocation' }, useRequest),
  revocation: message(
    ({ input, at }) => ({
      service: 'iam',
      operation: 'PutRolePolicy',
      params: {
        RoleName: input.roleName,
        PolicyName: 'AWSRevokeOlderSessions',
        PolicyDocument: olderThan(at),
      },
      caller: { kind: 'principal', arn: input.administrator },
    }),
    'revoking',
  ),
  revoking: sent(
    'revoking',
    { from: 'person', to: 'service', name: 'revoke active sessions', reply: 'older sessions are denied' },
    { then: 'revoked', refused: 'notRevoked' },
  ),
  notRevoked: refused('revoking'),
  revoked: obtained('usingAgain'),
  usingAgain: sent('usingAgain', useSending('client'), { then: 'again', refused: 'again' }, useRequest),
  again: message(assumption, 'assumingAgain'),
  assumingAgain: sent('assumingAgain', assuming, { then: 'renewed', refused: 'notAgain' }),
  notAgain: refused('assumingAgain'),
  renewed: obtained('usingRenewed'),
  usingRenewed: sent('usingRenewed', useSending('client'), { then: 'done', refused: 'denied' }, useRequest),
  denied: { tags: 'refused' },
  done: {},
});
