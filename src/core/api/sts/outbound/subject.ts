/**
 * The subject of a web identity token: the caller itself, or the identity on whose behalf its session acts
 * (`SubjectMode`). The second needs the session's trusted identity propagation context, which no call of the
 * playground sets: only a session that was loaded with these keys has it.
 */

import type { RequestContext } from '../../../authz/decision.ts';
import type { GetWebIdentityTokenRequest } from '../../model/generated/sts-types.ts';
import { type ApiFailure, type Attempt, fail } from '../../errors/codes.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { ok } from '../../../model/result.ts';
import type { Call } from '../../operation.ts';
import { contextOf, principalArn } from './claims.ts';

export function subjectOf(call: Call<GetWebIdentityTokenRequest>): Attempt<string> {
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
export function refuseScope({
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
