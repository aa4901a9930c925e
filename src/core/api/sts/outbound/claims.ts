/**
 * The claims of a web identity token (Y-02), in the order and form of tokens that AWS issued. What AWS tells of
 * the caller comes from the context keys of the request itself, so a token never says what a policy could not
 * test. A claim whose key is absent is left out.
 */

import { buildContext } from '#core/authz/context.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { newUuid } from '#core/model/ids.ts';
import type { Call } from '../../operation.ts';
import type { GetWebIdentityTokenRequest } from '../../model/generated/sts-types.ts';
import { defined } from '#core/model/defined.ts';

type TokenCall = Call<GetWebIdentityTokenRequest>;
export type Claims = Readonly<Record<string, unknown>>;

/** The member of the token that holds what no standard names. */
const namespace = 'https://sts.amazonaws.com/';

export interface Times {
  /** Seconds since the epoch. */
  readonly issued: number;
  readonly expires: number;
}

export function claimsOf(call: TokenCall, issuer: string, subject: string, times: Times): Claims {
  const { Audience: audience, Scope: scope } = call.params;
  return {
    aud: audience.length === 1 ? audience[0] : audience,
    sub: subject,
    ...defined({ scope }),
    [namespace]: awsClaims(call),
    iss: issuer,
    exp: times.expires,
    iat: times.issued,
    jti: newUuid(call.env.random),
  };
}

function awsClaims(call: TokenCall): Claims {
  const { principal, params } = call;
  const keys = contextOf(call);
  const { Tags: tags = [], SubjectMode: mode } = params;
  const requestTags = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  const principalTags = tagsIn(keys);
  return {
    ...claim('org_id', keys['aws:PrincipalOrgID']),
    aws_account: principal.account,
    ...claim('ou_path', keys['aws:PrincipalOrgPaths']),
    ...claim('source_identity', keys['aws:SourceIdentity']),
    ...(tags.length === 0 ? {} : { request_tags: requestTags }),
    ...claim('original_session_exp', principal.session?.expiration),
    ...claim('federated_provider', keys['aws:FederatedProvider']),
    source_region: keys['aws:RequestedRegion'],
    ...(mode === 'OriginIdentity' ? { subject_mode: mode } : {}),
    principal_id: principalArn(call),
    ...claim('ec2_source_instance_arn', keys['ec2:SourceInstanceArn']),
    ...claim('ec2_instance_source_vpc', keys['aws:Ec2InstanceSourceVpc']),
    ...claim('ec2_instance_source_private_ipv4', keys['aws:Ec2InstanceSourcePrivateIPv4']),
    ...claim('ec2_role_delivery', keys['ec2:RoleDelivery']),
    ...claim('lambda_source_function_arn', keys['lambda:SourceFunctionArn']),
    ...(Object.keys(principalTags).length === 0 ? {} : { principal_tags: principalTags }),
  };
}

const claim = (name: string, value: unknown): Claims => (value === undefined ? {} : { [name]: value });

/** Returns what the request tells of its caller (K-30…K-32). */
export const contextOf = ({ world, env, principal, source }: TokenCall): RequestContext =>
  buildContext({
    world,
    principal,
    action: 'sts:GetWebIdentityToken',
    resource: selfArn(principal.account),
    target: {},
    now: env.now,
    source,
  });

/** The resource of the call, in policies and in refusals. */
export const selfArn = (account: string): string => `arn:aws:sts::${account}:self`;

/** Returns the ARN of the identity: for a role session that of the role, with its path. */
export const principalArn = ({ principal }: TokenCall): string =>
  principal.kind === 'role-session' ? principal.role.arn : principal.arn;

const tagPrefix = 'aws:PrincipalTag/';

const tagsIn = (keys: RequestContext): Claims =>
  Object.fromEntries(
    Object.entries(keys)
      .filter(([key]) => key.startsWith(tagPrefix))
      .map(([key, value]) => [key.slice(tagPrefix.length), value]),
  );
