/**
 * GetScopedCredentials (Y-01): a session turns its credentials into others of the same session, with fewer permissions,
 * a shorter life, or both. Who has no session is refused in refused-calls.ts. That the caller needs the permission
 * `sts:GetScopedCredentials` is a `[choice]`: AWS documents how to manage access to the call, and nothing that exempts it.
 */

import { principalId } from '../../authz/principal.ts';
import { newUuid } from '../../model/ids.ts';
import type { SessionPolicy, SessionRecord, SessionScope } from '../../model/records/sessions.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { unverifiedTexts } from '../errors/texts.ts';
import { refuseDocument } from '../iam/policies/documents.ts';
import type { GetScopedCredentialsRequest } from '../model/generated/sts-types.ts';
import { type Operation, done, stsOperation } from '../operation.ts';
import { isOfConsole } from '../refused-calls.ts';
import { callerOf } from './assume-role.ts';
import { issueSession, mostTokenBytes, tokenBytes, tokenUse } from './issue.ts';
import { packedSize } from './session-policies.ts';
import { defined } from '../../model/defined.ts';

const mostPolicies = 3;

const getScopedCredentials = stsOperation('GetScopedCredentials', {
  checks: ({ params }) =>
    params.Policy === undefined && params.DurationSeconds === undefined
      ? fail('ValidationError', unverifiedTexts.scopeNeedsOne)
      : [{ action: 'sts:GetScopedCredentials', resource: '*', printed: '*' }],
  run: ({ world, env, principal, params }) => {
    const { session } = principal;
    if (!session) throw new Error(`\`${principal.arn}\` was allowed and has no session`);
    const { Policy, DurationSeconds: seconds = Infinity, MinimumSessionTokenSize: least } = params;
    const end = Date.parse(session.expiration);
    if (seconds !== Infinity && env.now + seconds * 1000 > end)
      return fail('InsufficientSessionLifetime', unverifiedTexts.scopeTooLong);
    const before = session.scope?.policies ?? [];
    const refused = Policy === undefined ? undefined : refusePolicy(Policy, before);
    if (refused) return refused;
    const added: SessionPolicy[] =
      Policy === undefined
        ? []
        : [
            {
              name: `${principal.arn}#scope-down/${before.length + 1}/${newUuid(env.random)}`,
              document: Policy,
            },
          ];
    const scope = scopeOf(session, [...before, ...added], params);
    const draft = { ...keptOf(session), scope, ...callerOf(principal) };
    const size = tokenBytes(draft, least);
    if (size > mostTokenBytes)
      return fail('PackedPolicyTooLarge', unverifiedTexts.tokenTooLarge(size, mostTokenBytes));
    const issued = issueSession(world, env, draft, { seconds, end, leastTokenBytes: least });
    return done(
      {
        Credentials: issued.credentials,
        SessionInfo: { ScopedSessionId: principalId(principal), Arn: principal.arn },
        ...tokenUse(issued.credentials),
        ScopedPoliciesCount: scope.policies.length,
        ...defined({ SourceIdentity: session.sourceIdentity }),
      },
      issued.changes,
    );
  },
});

function refusePolicy(policy: string, before: readonly SessionPolicy[]): ApiFailure | undefined {
  // Only another policy is refused here; a shorter life is not.
  if (before.length >= mostPolicies) return fail('AccessDenied', unverifiedTexts.tooManyScopes(mostPolicies));
  const refused = refuseDocument(policy, 'session');
  if (refused) return refused;
  const packed = packedSize({ Policy: policy }, []);
  return packed.ok ? undefined : packed;
}

const scopeOf = (
  session: SessionRecord,
  policies: SessionScope['policies'],
  { ScopedSessionDescription: description }: GetScopedCredentialsRequest,
): SessionScope => ({
  policies,
  ...defined({ description }),
  ...(isOfConsole(session) ? { ofConsole: true } : {}),
});

/** Returns what the scoped session has from the calling one: all but the credentials and the way to them. */
function keptOf({
  id: _id,
  issueTime: _issueTime,
  expiration: _expiration,
  scope: _scope,
  console: _console,
  switchedFrom: _switchedFrom,
  ...kept
}: SessionRecord) {
  return kept;
}

export const scopedCredentialsOperations: Operation[] = [getScopedCredentials];
