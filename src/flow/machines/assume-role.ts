/**
 * AssumeRole (AR-01…AR-09), in one account or across two: a caller with permission asks, the role's trust
 * policy answers, STS issues credentials, and the flow uses them.
 */

import { oneCallMachine } from './one-call.ts';

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

export const assumeRoleMachine = oneCallMachine<AssumeRoleParams>('assume-role', {
  operation: 'AssumeRole',
  state: 'assuming',
  reply: 'temporary credentials',
});
