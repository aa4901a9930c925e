/** GetWebIdentityToken (Y-02): a signed token that tells an outside service who the caller is. */

import { requestTagKeys } from '#core/authz/context.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { bytesOfText } from '../../base64.ts';
import { type ApiFailure, type ApiResult, fail } from '../../errors/codes.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import type { GetWebIdentityTokenRequest } from '../../model/generated/sts-types.ts';
import { type Call, type PermissionCheck, type Operation, done, stsOperation } from '../../operation.ts';
import { claimsOf, contextOf, principalArn, selfArn } from './claims.ts';
import { signJws } from './jws.ts';
import { type SigningAlgorithm, signingAlgorithms } from './keys.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { ok } from '#core/model/result.ts';

const defaultSeconds = 300;
/** Bytes of the claims in JSON, as AWS answered in a recording; the documentation names no number. */
const largestPayload = 14_984;

const getWebIdentityToken = stsOperation('GetWebIdentityToken', {
  checks: ({ principal, params }) => refuseParameters(params) ?? checksOf(principal.account, params),
  run: (call) => {
    const { env, principal, account, params } = call;
    const issued = Math.floor(env.now / 1000);
    const expires = issued + (params.DurationSeconds ?? defaultSeconds);
    const { session } = principal;
    if (session && expires * 1000 > Date.parse(session.expiration)) {
      return fail('SessionDurationEscalationException', errorTexts.tokenBeyondSession);
    }
    const { outboundFederation: federation } = account;
    if (federation?.enabled !== true) {
      return fail('OutboundWebIdentityFederationDisabledException', errorTexts.outboundDisabled);
    }
    const subject = subjectOf(call);
    if (!subject.ok) return subject;
    const claims = claimsOf(call, federation.issuer, subject.value, { issued, expires });
    const payload = bytesOfText(JSON.stringify(claims));
    if (payload.length > largestPayload) {
      return fail('JWTPayloadSizeExceededException', errorTexts.tokenTooLarge);
    }
    return done({
      WebIdentityToken: signJws(payload, params.SigningAlgorithm as SigningAlgorithm),
      Expiration: isoSeconds(expires * 1000),
    });
  },
});

/** Refuses what AWS refuses before it asks for permissions. Tags may begin with `aws:` here. */
function refuseParameters(params: GetWebIdentityTokenRequest): ApiFailure | undefined {
  if (!signingAlgorithms.some((one) => one === params.SigningAlgorithm)) {
    return fail('ValidationError', errorTexts.tokenAlgorithm);
  }
  const keys = (params.Tags ?? []).map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) return fail('InvalidParameterValue', errorTexts.duplicateTags);
  return refuseScope(params);
}

function checksOf(account: string, params: GetWebIdentityTokenRequest): PermissionCheck[] {
  const {
    Audience,
    SigningAlgorithm,
    DurationSeconds = defaultSeconds,
    Scope,
    SubjectMode,
    Tags = [],
  } = params;
  const resource = selfArn(account);
  const context = {
    'sts:IdentityTokenAudience': Audience,
    'sts:SigningAlgorithm': SigningAlgorithm,
    'sts:DurationSeconds': String(DurationSeconds),
    'sts:SubjectMode': SubjectMode ?? 'AWSIdentity',
    ...(Scope === undefined ? {} : { 'sts:IdentityTokenScope': Scope.split(' ') }),
    ...requestTagKeys(Tags),
  };
  const check = (action: string): PermissionCheck => ({
    action: `sts:${action}`,
    resource,
    printed: resource,
    context,
  });
  return [
    check('GetWebIdentityToken'),
    ...(Tags.length > 0 ? [check('TagGetWebIdentityToken')] : []),
    ...(Scope === undefined ? [] : [check('SetWebIdentityTokenScope')]),
  ];
}

export const identityTokenOperations: Operation[] = [getWebIdentityToken];

// The subject of a web identity token: the caller itself, or the identity on whose behalf its session acts
// (`SubjectMode`). The second needs the session's trusted identity propagation context, which no call of the
// playground sets: only a session that was loaded with these keys has it.

function subjectOf(call: Call<GetWebIdentityTokenRequest>): ApiResult<string> {
  if (call.params.SubjectMode !== 'OriginIdentity') return ok(principalArn(call));
  const keys = contextOf(call);
  const subject = textIn(keys, 'aws:OriginIdentity/Subject');
  const source =
    textIn(keys, 'aws:OriginIdentity/Issuer') ?? textIn(keys, 'aws:OriginIdentity/FederatedProviderArn');
  if (subject === undefined || subject.trim() === '' || source === undefined) {
    return fail('ValidationError', unverifiedTexts.noOriginIdentity);
  }
  return /^arn:/i.test(subject) || subject !== subject.trim() || unprintable.test(subject)
    ? fail('AccessDenied', unverifiedTexts.originSubject)
    : ok(subject);
}

/** Control, format and separator characters; the space alone is taken. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const textIn = (keys: RequestContext, key: string): string | undefined => {
  const value = keys[key];
  return typeof value === 'string' ? value : undefined;
};

/** Returns the refusal of a `Scope`: its form is that of RFC 6749, 3.3, with less characters. */
function refuseScope({
  Scope: scope,
  SubjectMode: mode,
  Audience: audience,
}: GetWebIdentityTokenRequest): ApiFailure | undefined {
  if (scope === undefined) return undefined;
  if (mode !== 'OriginIdentity' || audience.length !== 1)
    return fail('ValidationError', unverifiedTexts.tokenScopeAlone);
  const values = scope.split(' ');
  const isWell = values.every((value) => scopeValue.test(value)) && new Set(values).size === values.length;
  return isWell ? undefined : fail('ValidationError', unverifiedTexts.tokenScopeForm);
}

/** Printable ASCII without space, `"`, `,` and `\`. */
const scopeValue = /^[!#-+\--[\]-~]+$/;
