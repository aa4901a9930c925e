/**
 * AssumeRoot (S-10): the management account does one root task in a member account, for fifteen minutes at
 * most, when centralized root access is on.
 */

import { oneCallMachine } from './one-call.ts';

interface AssumeRootParams {
  /** Id of the member account. */
  readonly TargetPrincipal: string;
  readonly TaskPolicyArn: { readonly arn: string };
  readonly DurationSeconds?: number;
}

export const assumeRootMachine = oneCallMachine<AssumeRootParams>('assume-root', {
  operation: 'AssumeRoot',
  state: 'assuming',
  reply: 'a root session for one task',
});
