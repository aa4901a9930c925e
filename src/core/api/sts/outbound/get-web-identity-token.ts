/** GetWebIdentityToken (Y-02): a signed token that tells an outside service who the caller is. */

import { requestTagKeys } from '../../../authz/context.ts';
import { isoSeconds } from '../../../model/request/request.ts';
import { bytesOfText } from '../../base64.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { texts } from '../../errors/texts.ts';
import type { GetWebIdentityTokenRequest } from '../../model/generated/sts-types.ts';
import { type Check, type Operation, done, stsOperation } from '../../operation.ts';
import { claimsOf, selfArn } from './claims.ts';
import { signJws } from './jws.ts';
import { type SigningAlgorithm, signingAlgorithms } from './keys.ts';
import { refuseScope, subjectOf } from './subject.ts';

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
      return fail('SessionDurationEscalationException', texts.tokenBeyondSession);
    }
    const { outboundFederation: federation } = account;
    if (federation?.enabled !== true) {
      return fail('OutboundWebIdentityFederationDisabledException', texts.outboundDisabled);
    }
    const subject = subjectOf(call);
    if (!subject.ok) return subject;
    const claims = claimsOf(call, federation.issuer, subject.value, { issued, expires });
    const payload = bytesOfText(JSON.stringify(claims));
    if (payload.length > largestPayload) {
      return fail('JWTPayloadSizeExceededException', texts.tokenTooLarge);
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
    return fail('ValidationError', texts.tokenAlgorithm);
  }
  const keys = (params.Tags ?? []).map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) return fail('InvalidParameterValue', texts.duplicateTags);
  return refuseScope(params);
}

function checksOf(account: string, params: GetWebIdentityTokenRequest): Check[] {
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
  const check = (action: string): Check => ({
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
