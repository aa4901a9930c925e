/**
 * AssumeRole as AWS's services call it for their customers (G-64): EC2 for an instance profile, Lambda for an
 * execution role, any service for its service-linked role. Only the trust policy decides. The service names
 * its customer (`aws:SourceArn`, `aws:SourceAccount`), so that a trust policy can stop a confused deputy.
 */

import { authorize } from '../../authz/authorize.ts';
import { sessionArn } from '../../model/arn.ts';
import { accountOfRole } from '../../model/federation/issuers.ts';
import { findByArn } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type { AssumeRoleRequest, AssumeRoleResponse } from '../model/generated/sts-types.ts';
import { type UnsignedOperation, unsignedStsOperation } from '../operation.ts';
import { errorTexts } from '../errors/texts.ts';
import { issueSession, plainDraft, tokenUse } from './issue.ts';
import { defined } from '../../model/defined.ts';

export const assumeRoleAsService: UnsignedOperation = unsignedStsOperation('AssumeRole', (call) => {
  const { world, env, request, params } = call;
  const { caller } = request;
  if (caller.kind !== 'service') throw new Error('no service called');
  const account = accountOfRole(world, params.RoleArn);
  const userIdentity = { type: 'AWSService', invokedBy: caller.principal };
  const resources = [{ ARN: params.RoleArn, accountId: account ?? '', type: 'AWS::IAM::Role' }];
  const logged = account ? { logged: { account, userIdentity, resources } } : {};
  const decision = authorize(
    world,
    {
      principal: caller.principal,
      action: 'sts:AssumeRole',
      resource: params.RoleArn,
      context: contextOf(params, caller),
    },
    { now: env.now, source: request.source },
  );
  const role = findByArn(world, 'roles', params.RoleArn);
  if (decision.verdict === 'denied' || !role) {
    const result = fail('AccessDenied', errorTexts.mayNotAssume(caller.principal, params.RoleArn));
    return { result, decision, ...logged };
  }
  const seconds = params.DurationSeconds ?? serviceSeconds;
  const arn = sessionArn(role.account, role.roleName, params.RoleSessionName);
  const draft = {
    ...plainDraft(role.account, role.id),
    kind: 'role' as const,
    arn,
    name: params.RoleSessionName,
    caller: caller.principal,
  };
  const issued = issueSession(world, env, draft, {
    seconds,
    leastTokenBytes: params.MinimumSessionTokenSize,
  });
  const response: AssumeRoleResponse = {
    Credentials: issued.credentials,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${params.RoleSessionName}`, Arn: arn },
    ...tokenUse(issued.credentials),
  };
  return { result: { ok: true, response, changes: issued.changes }, decision, ...logged };
});

/** EC2's sessions last six hours, whatever the role's own maximum. EC2 renews them before they end. */
const serviceSeconds = 21_600;

function contextOf(
  { RoleSessionName, ExternalId }: AssumeRoleRequest,
  { sourceArn, sourceAccount }: { readonly sourceArn?: string; readonly sourceAccount?: string },
) {
  return {
    'sts:RoleSessionName': RoleSessionName,
    ...defined({
      'sts:ExternalId': ExternalId,
      'aws:SourceArn': sourceArn,
      'aws:SourceAccount': sourceAccount,
    }),
  };
}
