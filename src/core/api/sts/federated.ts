/**
 * The part that AssumeRoleWithSAML and AssumeRoleWithWebIdentity share. An outside provider says who somebody
 * is; only the role's trust policy decides (E-51), and the session remembers the provider.
 */

import { inputFor } from '../../authz/authorize.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { sessionArn } from '../../model/arn.ts';
import type { AccountId } from '../../model/ids.ts';
import { accountOfRole } from '../../model/federation/issuers.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { findByArn } from '../../model/world/world.ts';
import { type ApiFailure, fail, refusedBy } from '../errors/codes.ts';
import { type ApiTag, refuseTags, tagsOf } from '../iam/tag-rules.ts';
import { stsModel } from '../model/generated/sts.ts';
import type { AssumedRoleUser, Credentials } from '../model/generated/sts-types.ts';
import { validate } from '../model/validate.ts';
import type { UnsignedAnswer, UnsignedCall } from '../operation.ts';
import { errorTexts } from '../errors/texts.ts';
import { issueSession, tokenUse } from './issue.ts';
import { type PassedPolicies, passedPolicies } from './session-policies.ts';
import { defined } from '../../model/defined.ts';

export interface Login {
  readonly action: 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity';
  /** The ARN of the provider, or the name of a built-in one. */
  readonly provider: string;
  readonly sessionName: string;
  readonly tags: readonly ApiTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Keys of the trust evaluation (K-36); `kept` are those that stay afterwards (K-20, K-22). */
  readonly keys: RequestContext;
  readonly kept: RequestContext;
  /** Milliseconds; the session ends then at the latest. */
  readonly end?: number;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  /** ID of the SAML assertion, as the trail names it. */
  readonly assertionId?: string;
}

interface FederatedParams extends PassedPolicies {
  readonly RoleArn: string;
  readonly DurationSeconds?: number;
  readonly MinimumSessionTokenSize?: number;
}

interface FederatedResponse {
  readonly Credentials: Credentials;
  readonly AssumedRoleUser: AssumedRoleUser;
  readonly PackedPolicySize?: number;
  readonly SourceIdentity?: string;
}

/** E-73: the text is the same, whatever part of the trust policy or the assertion is missing. */
export const notAuthorized = (action: Login['action']): ApiFailure =>
  fail('AccessDenied', errorTexts.notAuthorizedTo(action));

/** The checks of SAML-01…SAML-16 and OIDC-01…OIDC-11 that are made here. */
const checkRows = {
  AssumeRoleWithSAML: { trust: 'SAML-15', tags: 'SAML-13', sourceIdentity: 'SAML-14', duration: 'SAML-16' },
  AssumeRoleWithWebIdentity: {
    trust: 'OIDC-08',
    tags: 'OIDC-09',
    sourceIdentity: 'OIDC-10',
    duration: 'OIDC-11',
  },
} as const;

/** Returns the check for the missing permission: for the call itself, its tags or its source identity. */
function rowOf({ action, decision }: Decided, rows: (typeof checkRows)[Login['action']]) {
  if (decision.verdict === 'allowed') return rows.trust;
  if (action === 'sts:TagSession') return rows.tags;
  return action === 'sts:SetSourceIdentity' ? rows.sourceIdentity : rows.trust;
}

/** Checks trust, durations, policies and sizes, then issues the session. `more` completes the response. */
export function assumeWith<More>(
  call: UnsignedCall<FederatedParams>,
  login: Login,
  more: More,
): UnsignedAnswer<FederatedResponse & More> {
  const { world, params } = call;
  const account = accountOfRole(world, params.RoleArn);
  const logged = account ? { logged: record(login, account, params.RoleArn) } : {};
  const refusedTags = refuseTags(login.tags, { ignoreCase: true }) ?? refuseForm(login.tags, params.RoleArn);
  const rows = checkRows[login.action];
  if (refusedTags) {
    const failure = fail('InvalidIdentityToken', refusedTags.error.message);
    return { result: refusedBy(rows.tags, failure), ...logged };
  }
  const decided = decide(call, login);
  const { decision } = decided;
  const role = findByArn(world, 'roles', params.RoleArn);
  const isReserved = role?.roleName.startsWith('AWSReservedSSO_') && login.action === 'AssumeRoleWithSAML';
  if (decision.verdict === 'denied' || !role || isReserved) {
    const failure = notAuthorized(login.action);
    return { result: refusedBy(rowOf(decided, rows), failure), decision, ...logged };
  }
  return { ...issue(call, login, role, more), decision, ...logged };
}

/** S-06: checks the tags as the API model checks tags in a request. */
function refuseForm(tags: readonly ApiTag[], roleArn: string): ApiFailure | undefined {
  const request = { RoleArn: roleArn, RoleSessionName: 'name', Tags: tags };
  const shaped = validate(stsModel, 'AssumeRoleRequest', request);
  return shaped.ok ? undefined : shaped;
}

/** Returns the login's record: the provider's statements (L-01) and the resources of the call (L-05). */
function record(
  { action, provider, tags, transitiveTagKeys, sourceIdentity, sessionName, ...login }: Login,
  account: AccountId,
  roleArn: string,
): NonNullable<UnsignedAnswer<unknown>['logged']> {
  const about = (ARN: string, type: string) => ({ ARN, accountId: account, type });
  const isSaml = action === 'AssumeRoleWithSAML';
  return {
    account,
    userIdentity: login.userIdentity,
    stated: {
      ...defined({ sAMLAssertionID: login.assertionId }),
      roleSessionName: sessionName,
      ...(tags.length === 0
        ? {}
        : { principalTags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
      ...(transitiveTagKeys.length === 0 ? {} : { transitiveTagKeys }),
      ...defined({ sourceIdentity }),
    },
    resources: [
      about(roleArn, 'AWS::IAM::Role'),
      ...(isSaml ? [about(provider, 'AWS::IAM::SAMLProvider')] : []),
    ],
  };
}

interface Decided {
  readonly action: string;
  readonly decision: Decision;
}

/** E-51: returns the first permission that is denied (tags, source identity), else that of the call. */
function decide({ world, env, request, params }: UnsignedCall<FederatedParams>, login: Login): Decided {
  const { sourceIdentity, transitiveTagKeys } = login;
  const context = {
    ...login.keys,
    'sts:RoleSessionName': login.sessionName,
    ...requestTagKeys(login.tags),
    ...(transitiveTagKeys.length > 0 ? { 'sts:TransitiveTagKeys': transitiveTagKeys } : {}),
    ...defined({ 'sts:SourceIdentity': sourceIdentity }),
  };
  const principal = { kind: 'federated', arn: login.provider } as const;
  const where = { now: env.now, source: request.source };
  const decided = (name: string): Decided => {
    const action = `sts:${name}`;
    const asked = { action, resource: params.RoleArn, context };
    return { action, decision: evaluate(inputFor(world, principal, asked, where)) };
  };
  const call = decided(login.action);
  const parts = [
    call,
    ...(login.tags.length > 0 ? [decided('TagSession')] : []),
    ...(sourceIdentity === undefined ? [] : [decided('SetSourceIdentity')]),
  ];
  return parts.find(({ decision }) => decision.verdict === 'denied') ?? call;
}

function issue<More>(
  { world, env, params }: UnsignedCall<FederatedParams>,
  login: Login,
  role: RoleRecord,
  more: More,
): UnsignedAnswer<FederatedResponse & More> {
  const { DurationSeconds: seconds = 3600 } = params;
  if (seconds > role.maxSessionDuration) {
    const failure = fail('ValidationError', errorTexts.overRoleMaximumFederated);
    return { result: refusedBy(checkRows[login.action].duration, failure) };
  }
  const { sessionName: name, sourceIdentity } = login;
  const arn = sessionArn(role.account, role.roleName, name);
  const tags = tagsOf(login.tags);
  const policies = passedPolicies(world, env, { account: role.account, holder: arn }, params, tags);
  if (!policies.ok) return { result: policies };
  const issued = issueSession(
    world,
    env,
    {
      account: role.account,
      kind: 'role',
      arn,
      entity: role.id,
      name,
      tags,
      transitiveTagKeys: login.transitiveTagKeys,
      federatedProvider: login.provider,
      federationKeys: login.kept,
      caller: login.provider,
      ...defined({ sourceIdentity }),
      ...policies.value.frozen,
    },
    {
      seconds,
      leastTokenBytes: params.MinimumSessionTokenSize,
      ...defined({ end: login.end }),
    },
  );
  const response = {
    Credentials: issued.credentials,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: arn },
    ...policies.value.size,
    ...tokenUse(issued.credentials),
    ...defined({ SourceIdentity: sourceIdentity }),
    ...more,
  };
  return { result: { ok: true, response, changes: issued.changes } };
}
