/** AssumeRole in the order of AR-01…AR-09: caller, shape, MFA, authorization, durations, policies, sizes. */

import { requestTagKeys } from '../../authz/context.ts';
import type { RequestContext } from '../../authz/decision.ts';
import type { KnownPrincipal } from '../../authz/principal.ts';
import { mfaJustNow } from '../../authz/keys/session-keys.ts';
import { parseArn, sessionArn } from '../../model/arn.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { findByArn } from '../../model/world/world.ts';
import { type ApiFailure, fail, refusedBy } from '../errors/codes.ts';
import type { AssumeRoleRequest } from '../model/generated/sts-types.ts';
import { type Call, type PermissionCheck, type Operation, done, stsOperation } from '../operation.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import { issueSession, refuseDuration, tokenUse } from './issue.ts';
import { validatedMfa } from './mfa.ts';
import { passedPolicies } from './session-policies.ts';
import { sessionTags, transitiveKeys } from './session-tags.ts';
import { defined } from '../../model/defined.ts';

type AssumeCall = Call<AssumeRoleRequest>;

const assumeRole = stsOperation('AssumeRole', {
  checks: (call) => {
    const caller = refuseCaller(call);
    if (caller) return refusedBy('AR-01', caller);
    const refused = refuseRequest(call);
    if (refused) return refusedBy('AR-02', refused);
    const mfa = validatedMfa(call, call.params);
    if (!mfa.ok) return refusedBy('AR-03', mfa);
    const checks = permissions(call, mfa.value.validated);
    return checks.ok ? { checks: checks.value, marks: mfa.value.marks } : refusedBy('AR-02', checks);
  },
  run: (call) => {
    const { world, env, principal, params } = call;
    const role = findByArn(world, 'roles', params.RoleArn);
    if (!role) throw new Error(`role \`${params.RoleArn}\` was allowed and does not exist`);
    const tags = sessionTags(principal, params);
    if (!tags.ok) return tags;
    const { DurationSeconds: seconds = 3600, RoleSessionName: name } = params;
    const chained = principal.kind === 'role-session';
    const tooLong = refuseDuration(role, seconds, chained);
    if (tooLong) return refusedBy('AR-07', tooLong);
    const arn = sessionArn(role.account, role.roleName, name);
    const policies = passedPolicies(
      world,
      env,
      { account: role.account, holder: arn },
      params,
      tags.value.tags,
    );
    if (!policies.ok) return refusedBy('AR-08', policies);
    const sourceIdentity = sourceIdentityOf(call);
    const identity = sourceIdentity === undefined ? {} : { sourceIdentity };
    const { tags: kept, transitiveTagKeys } = tags.value;
    const issued = issueSession(
      world,
      env,
      {
        account: role.account,
        kind: 'role',
        arn,
        entity: role.id,
        name,
        tags: kept,
        transitiveTagKeys,
        ...identity,
        ...policies.value.frozen,
        ...sessionMfa(call),
        ...(chained ? { chained: true as const, ...federationOf(principal) } : {}),
        ...callerOf(principal),
      },
      { seconds, leastTokenBytes: params.MinimumSessionTokenSize },
    );
    return done(
      {
        Credentials: issued.credentials,
        AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: arn },
        ...policies.value.size,
        ...tokenUse(issued.credentials),
        ...defined({ SourceIdentity: sourceIdentity }),
      },
      issued.changes,
    );
  },
});

/** Step 1: refuses root and federated users, whatever the trust policy says. */
function refuseCaller({ principal, params }: AssumeCall): ApiFailure | undefined {
  if (principal.kind === 'root') return fail('AccessDenied', errorTexts.rootAssumesNoRole);
  if (principal.kind !== 'federated-user') return undefined;
  return fail('AccessDenied', errorTexts.mayNotAssume(principal.arn, params.RoleArn));
}

/** Checks the things that only depend on the request and the caller's session. */
function refuseRequest(call: AssumeCall): ApiFailure | undefined {
  const { RoleArn, SourceIdentity } = call.params;
  const arn = parseArn(RoleArn);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
    return fail('ValidationError', unverifiedTexts.badArn(RoleArn));
  }
  if (SourceIdentity !== undefined && /^aws:/i.test(SourceIdentity)) {
    return fail('ValidationError', unverifiedTexts.awsSourceIdentity);
  }
  const set = call.principal.session?.sourceIdentity;
  // S-41: the source identity can be repeated, never changed.
  return set !== undefined && SourceIdentity !== undefined && SourceIdentity !== set
    ? fail('ValidationError', errorTexts.sourceIdentitySet)
    : undefined;
}

const sourceIdentityOf = ({ principal, params }: AssumeCall): string | undefined =>
  params.SourceIdentity ?? principal.session?.sourceIdentity;

/** Steps 5 and 6. The caller's own MFA is in its principal keys already. */
function permissions(call: AssumeCall, mfaValidated: boolean): Result<readonly PermissionCheck[], AwsError> {
  const { world, params, principal } = call;
  const tags = sessionTags(principal, params);
  if (!tags.ok) return tags;
  const sourceIdentity = sourceIdentityOf(call);
  const context: RequestContext = {
    'sts:RoleSessionName': params.RoleSessionName,
    ...defined({ 'sts:ExternalId': params.ExternalId, 'sts:SourceIdentity': sourceIdentity }),
    ...requestTagKeys(params.Tags ?? []),
    ...transitiveKeys(tags.value, roleOf(world, params.RoleArn)),
    ...(mfaValidated ? mfaJustNow : {}),
  };
  const check = (action: string): PermissionCheck => ({
    action: `sts:${action}`,
    resource: params.RoleArn,
    printed: params.RoleArn,
    context,
  });
  return ok([
    check('AssumeRole'),
    ...(tags.value.tags.length > 0 ? [check('TagSession')] : []),
    ...(sourceIdentity === undefined ? [] : [check('SetSourceIdentity')]),
  ]);
}

const roleOf = (world: AssumeCall['world'], arn: string): RoleRecord | undefined =>
  findByArn(world, 'roles', arn);

/** F-11: a code in this call counts, or MFA of a user's own session; a chain forgets it. */
function sessionMfa({ principal, params, now }: AssumeCall): { readonly mfaTime?: string } {
  if (params.TokenCode !== undefined) return { mfaTime: now };
  const { kind, session } = principal;
  return kind === 'user' && session?.mfaTime !== undefined ? { mfaTime: session.mfaTime } : {};
}

/** K-20, K-22: the keys of a federated login that remain stay along the chain. */
const federationOf = ({ session }: KnownPrincipal) =>
  session?.federationKeys ? { federationKeys: session.federationKeys } : {};

export const callerOf = (principal: KnownPrincipal) => ({
  caller: principal.arn,
  ...(principal.session ? { callerSession: principal.session.id } : {}),
});

export const assumeRoleOperations: Operation[] = [assumeRole];
