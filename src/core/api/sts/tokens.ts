/**
 * GetSessionToken and GetFederationToken: temporary credentials for callers with long-term ones (S-05). The
 * rule that sessions may not call them is in refused-calls.ts.
 */

import { federatedUserArn } from '../../model/arn.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { type Operation, done, stsOperation } from '../operation.ts';
import { callerOf } from './assume-role.ts';
import { issueSession, longTermDuration, plainDraft, tokenUse } from './issue.ts';
import { validatedMfa } from './mfa.ts';
import { passedPolicies } from './session-policies.ts';
import { sessionTags } from './session-tags.ts';

const getSessionToken = stsOperation('GetSessionToken', {
  // No permission is needed and no policy can refuse it (E-80); a wrong code can.
  checks: (call) => {
    const mfa = validatedMfa(call, call.params);
    return mfa.ok ? { checks: [], marks: mfa.value.marks } : mfa;
  },
  run: ({ world, env, principal, params, now }) => {
    const user = principal.kind === 'user' ? principal.user : undefined;
    const issued = issueSession(
      world,
      env,
      {
        ...plainDraft(principal.account, user?.id),
        kind: user ? 'user' : 'root',
        arn: principal.arn,
        ...(params.TokenCode === undefined ? {} : { mfaTime: now }),
        ...callerOf(principal),
      },
      {
        seconds: longTermDuration(!user, params.DurationSeconds),
        leastTokenBytes: params.MinimumSessionTokenSize,
      },
    );
    return done({ Credentials: issued.credentials, ...tokenUse(issued.credentials) }, issued.changes);
  },
});

const getFederationToken = stsOperation('GetFederationToken', {
  checks: ({ principal, params }) => {
    const tags = sessionTags(principal, params);
    if (!tags.ok) return tags;
    const resource = federatedUserArn(principal.account, params.Name);
    const context = requestTagKeys(params.Tags ?? []);
    const check = (action: string) => ({ action: `sts:${action}`, resource, printed: resource, context });
    return [check('GetFederationToken'), ...(tags.value.tags.length > 0 ? [check('TagSession')] : [])];
  },
  run: ({ world, env, principal, params }) => {
    const { Name: name } = params;
    const { account } = principal;
    const tags = sessionTags(principal, params);
    if (!tags.ok) return tags;
    const arn = federatedUserArn(account, name);
    const policies = passedPolicies(world, env, { account, holder: arn }, params, tags.value.tags);
    if (!policies.ok) return policies;
    const user = principal.kind === 'user' ? principal.user : undefined;
    const issued = issueSession(
      world,
      env,
      {
        ...plainDraft(account, user?.id),
        kind: 'federated-user',
        arn,
        name,
        tags: tags.value.tags,
        ...policies.value.frozen,
        ...callerOf(principal),
      },
      {
        seconds: longTermDuration(!user, params.DurationSeconds),
        leastTokenBytes: params.MinimumSessionTokenSize,
      },
    );
    return done(
      {
        Credentials: issued.credentials,
        FederatedUser: { FederatedUserId: `${account}:${name}`, Arn: arn },
        // W-06: zero where nothing was passed, not absent as in other answers.
        PackedPolicySize: 0,
        ...policies.value.size,
        ...tokenUse(issued.credentials),
      },
      issued.changes,
    );
  },
});

export const tokenOperations: Operation[] = [getSessionToken, getFederationToken];
