/** AssumeRoleWithWebIdentity: the checks OIDC-01…OIDC-11 in order, on what `src/federation` has verified. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Evidence, WebIdentityEvidence } from '../../model/request/evidence.ts';
import { issuerName, outboundDomain, providerOfIssuer } from '../../model/federation/issuers.ts';
import { ok } from '../../model/result.ts';
import { bytesOfText } from '../base64.ts';
import { type ApiResult, type ApiFailure, fail, refusedBy } from '../errors/codes.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import type { AssumeRoleWithWebIdentityRequest } from '../model/generated/sts-types.ts';
import { type UnsignedCall, type UnsignedOperation, unsignedStsOperation } from '../operation.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import { type Login, assumeWith } from './federated.ts';
import { defined } from '../../model/defined.ts';

const action = 'AssumeRoleWithWebIdentity';
const algorithms: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']);
/** OIDC-06: an expired token is accepted for so many seconds. */
const grace = 300;

const invalid = (message: string): ApiFailure => fail('InvalidIdentityToken', message);

const assumeRoleWithWebIdentity = unsignedStsOperation(action, (call) => {
  const checked = checkToken(call);
  if (!checked.ok) return { result: checked };
  const token = checked.value;
  const login = loginOf(call.params, token);
  if (!login.ok) return { result: login };
  return assumeWith(call, login.value, {
    SubjectFromWebIdentityToken: token.subject,
    Provider: token.issuer,
    Audience: token.audience,
  });
});

interface Token {
  readonly issuer: string;
  /** The ARN, or the name of a built-in one. */
  readonly provider: string;
  /** The prefix of its context keys: the URL without its scheme. */
  readonly prefix: string;
  readonly subject: string;
  readonly audience: string;
  readonly claims: Claims;
}
type Claims = WebIdentityEvidence['claims'];

/** Makes the checks OIDC-01…OIDC-07. */
function checkToken({
  world,
  env,
  request,
  params,
}: UnsignedCall<AssumeRoleWithWebIdentityRequest>): ApiResult<Token> {
  const found = proven(request.evidence, params.WebIdentityToken);
  if (!found.ok) return found;
  const evidence = found.value;
  const { claims } = evidence;
  const issuer = typeof claims['iss'] === 'string' ? claims['iss'] : '';
  const prefix = issuerName(issuer);
  // Y-02: AWS documents that its own tokens are for others only.
  if (issuer.endsWith(outboundDomain))
    return refusedBy('OIDC-02', invalid(unverifiedTexts.outboundNotInbound));
  const provider = providerOfIssuer(world, params.RoleArn, issuer);
  if (!provider) return refusedBy('OIDC-02', invalid(errorTexts.oidcProviderMissing(issuer)));
  if (!evidence.keysFound)
    return refusedBy('OIDC-03', fail('IDPCommunicationError', unverifiedTexts.oidcKeys));
  const isCurrent = evidence.provider === provider.name && evidence.revision === provider.revision;
  if (evidence.signature !== 'valid' || !isCurrent) {
    return refusedBy('OIDC-04', invalid(unverifiedTexts.oidcKeys), evidence.reason);
  }
  const clientIds = provider.record?.clientIds;
  const audience = audienceOf(claims, clientIds);
  const isFor = clientIds?.includes(audience) ?? true;
  if (audience === '' || !isFor) return refusedBy('OIDC-05', invalid(errorTexts.oidcAudience));
  const { exp, iat, sub } = claims;
  if (typeof exp !== 'number' || typeof iat !== 'number')
    return refusedBy('OIDC-06', invalid(unverifiedTexts.oidcTimes));
  if ((exp + grace) * 1000 < env.now) {
    return refusedBy('OIDC-06', fail('ExpiredTokenException', unverifiedTexts.oidcExpired));
  }
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) {
    return refusedBy('OIDC-07', invalid(unverifiedTexts.oidcSubject));
  }
  return ok({ issuer, provider: provider.name, prefix, subject: sub, audience, claims });
}

/** OIDC-01: the evidence must be of exactly this artefact. */
function proven(evidence: Evidence | undefined, artefact: string): ApiResult<WebIdentityEvidence> {
  if (evidence?.kind !== 'web-identity' || evidence.unreadable !== undefined) {
    return refusedBy('OIDC-01', invalid(unverifiedTexts.oidcUnreadable), evidence?.unreadable);
  }
  const isOfThis = evidence.hash === bytesToHex(sha256(bytesOfText(artefact)));
  if (!isOfThis || !algorithms.has(evidence.algorithm)) {
    return refusedBy(
      'OIDC-01',
      invalid(unverifiedTexts.oidcUnreadable),
      `the algorithm \`${evidence.algorithm}\` is not accepted`,
    );
  }
  return ok(evidence);
}

/** OIDC-05: `azp` if the token has one, else the value of `aud` that the provider is for. */
function audienceOf({ azp, aud }: Claims, clientIds: readonly string[] = []): string {
  if (typeof azp === 'string') return azp;
  const named = (Array.isArray(aud) ? (aud as unknown[]) : [aud]).filter((one) => typeof one === 'string');
  return named.find((one) => clientIds.includes(one)) ?? named[0] ?? '';
}

/** Makes the login from the token (OIDC-09, OIDC-10) with the keys of K-36. */
function loginOf(params: AssumeRoleWithWebIdentityRequest, token: Token): ApiResult<Login> {
  const { claims, prefix, provider, issuer, audience, subject } = token;
  const tags = tagsOf(claims['https://aws.amazon.com/tags']);
  if (!tags.ok) return tags;
  const sourceIdentity = claims['https://aws.amazon.com/source_identity'];
  if (
    sourceIdentity !== undefined &&
    (typeof sourceIdentity !== 'string' ||
      !/^[\w+=,.@-]{2,64}$/.test(sourceIdentity) ||
      /^aws:/i.test(sourceIdentity))
  ) {
    return refusedBy('OIDC-10', invalid(errorTexts.oidcSourceIdentity));
  }
  const { amr, aud, azp } = claims;
  const methods = Array.isArray(amr)
    ? amr.filter((one): one is string => typeof one === 'string')
    : undefined;
  const kept = {
    [`${prefix}:aud`]: audience,
    [`${prefix}:sub`]: subject,
    ...(methods ? { [`${prefix}:amr`]: methods } : {}),
  };
  return ok({
    action,
    provider,
    sessionName: params.RoleSessionName,
    ...tags.value,
    ...defined({ sourceIdentity }),
    keys: {
      ...kept,
      ...(typeof azp === 'string' && typeof aud === 'string' ? { [`${prefix}:oaud`]: aud } : {}),
      'aws:FederatedProvider': provider,
    },
    kept,
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${issuer}:${audience}:${subject}`,
      userName: subject,
      identityProvider: issuer,
    },
  });
}

function tagsOf(claim: unknown): ApiResult<Pick<Login, 'tags' | 'transitiveTagKeys'>> {
  if (claim === undefined) return ok({ tags: [], transitiveTagKeys: [] });
  const { principal_tags: given, transitive_tag_keys: transitive = [] } = (claim ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof given !== 'object' || given === null || !Array.isArray(transitive)) {
    return refusedBy('OIDC-09', invalid(unverifiedTexts.oidcTags));
  }
  const tags: ApiTag[] = [];
  for (const [Key, values] of Object.entries(given)) {
    const all: unknown[] = Array.isArray(values) ? values : [values];
    const [Value] = all;
    if (all.length !== 1 || typeof Value !== 'string')
      return refusedBy('OIDC-09', invalid(unverifiedTexts.oidcTags));
    tags.push({ Key, Value });
  }
  return ok({ tags, transitiveTagKeys: transitive.filter((key): key is string => typeof key === 'string') });
}

export const webIdentityOperations: UnsignedOperation[] = [assumeRoleWithWebIdentity];
