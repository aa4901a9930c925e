/** AssumeRoleWithSAML: the checks SAML-01…SAML-16 in order, on what `src/federation` has verified. */

import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Evidence, SamlAssertion, SamlEvidence } from '../../model/request/evidence.ts';
import { accountOfRole } from '../../model/federation/issuers.ts';
import type { SamlProviderRecord } from '../../model/records/identity-providers.ts';
import { ok } from '../../model/result.ts';
import { findByArn } from '../../model/world/world.ts';
import { base64, bytesOfBase64, bytesOfText } from '../base64.ts';
import { type ApiResult, type ApiFailure, fail, refusedBy } from '../errors/codes.ts';
import type { AssumeRoleWithSAMLRequest } from '../model/generated/sts-types.ts';
import { type UnsignedCall, type UnsignedOperation, unsignedStsOperation } from '../operation.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import { type Login, assumeWith, notAuthorized } from './federated.ts';
import { attributeKeys } from './saml-keys.ts';
import { defined } from '../../model/defined.ts';

const action = 'AssumeRoleWithSAML';
const awsAttribute = 'https://aws.amazon.com/SAML/Attributes/';
const formatPrefix = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
const recipient = /^https:\/\/([a-z0-9-]+\.)?signin\.aws\.amazon\.com\/(static\/)?saml$/;
const audiences: ReadonlySet<string> = new Set([
  'https://signin.aws.amazon.com/saml',
  'urn:amazon:webservices',
]);
const namePattern = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;

const invalid = (message: string): ApiFailure => fail('InvalidIdentityToken', message);

const assumeRoleWithSaml = unsignedStsOperation(action, (call) => {
  const { params, request } = call;
  const evidence = proven(request.evidence, params.SAMLAssertion);
  if (!evidence.ok) return { result: evidence };
  const checked = checkAssertion(call, evidence.value);
  if (!checked.ok) return { result: checked };
  const { assertion, provider, audience, nameId } = checked.value;
  const login = loginOf(call, checked.value);
  if (!login.ok) return { result: login };
  return assumeWith(call, login.value, {
    Subject: nameId.value,
    SubjectType: subjectType(nameId.format),
    Issuer: assertion.issuer,
    Audience: audience,
    NameQualifier: nameQualifier(assertion.issuer, provider),
  });
});

/** SAML-01, SAML-03: the evidence must be of exactly this artefact. */
function proven(evidence: Evidence | undefined, artefact: string): ApiResult<SamlEvidence> {
  if (evidence?.kind !== 'saml') return refusedBy('SAML-03', invalid(errorTexts.samlSignature));
  if (evidence.hash !== bytesToHex(sha256(bytesOfText(artefact))))
    return refusedBy('SAML-03', invalid(errorTexts.samlSignature));
  if (!bytesOfBase64(artefact)) return refusedBy('SAML-01', invalid(unverifiedTexts.samlBase64));
  const { unreadable } = evidence;
  return unreadable === undefined
    ? ok(evidence)
    : refusedBy('SAML-01', invalid(unverifiedTexts.samlXml(unreadable)), unreadable);
}

/** Tells if the date is not in the future. A date that cannot be read counts as over. */
const isOver = (date: string | undefined, now: number): boolean =>
  date !== undefined && !(Date.parse(date) > now);
const isBegun = (date: string | undefined, now: number): boolean =>
  date === undefined || Date.parse(date) <= now;

interface Checked {
  readonly assertion: SamlAssertion;
  readonly provider: SamlProviderRecord;
  readonly audience: string;
  readonly nameId: { readonly value: string; readonly format?: string };
}

/** Makes the checks SAML-02…SAML-10. */
function checkAssertion(
  call: UnsignedCall<AssumeRoleWithSAMLRequest>,
  evidence: SamlEvidence,
): ApiResult<Checked> {
  const checked = checkResponse(call, call.params.PrincipalArn, evidence);
  if (!checked.ok || mayTakeRole(checked.value.assertion, call.params)) return checked;
  return refusedBy(
    'SAML-10',
    notAuthorized(action),
    'the assertion does not pair this role with this provider',
  );
}

/** Makes the checks SAML-02…SAML-09, which do not depend on the role. */
function checkResponse(
  { world, env }: Pick<UnsignedCall<unknown>, 'world' | 'env'>,
  providerArn: string,
  evidence: SamlEvidence,
): ApiResult<Checked> {
  const { assertion } = evidence;
  const provider = findByArn(world, 'samlProviders', providerArn);
  if (!provider) return refusedBy('SAML-02', invalid(errorTexts.samlProviderMissing));
  const isCurrent = evidence.provider === provider.arn && evidence.revision === provider.revision;
  if (evidence.signature !== 'valid' || !isCurrent) {
    return refusedBy('SAML-03', invalid(errorTexts.samlSignature), evidence.reason);
  }
  const mustBeEncrypted = provider.assertionEncryptionMode === 'Required';
  if (mustBeEncrypted && !evidence.encrypted) {
    return refusedBy(
      'SAML-03',
      invalid(unverifiedTexts.samlNotEncrypted),
      'this provider must encrypt its assertions',
    );
  }
  if (assertion.issuer !== evidence.entityId) return refusedBy('SAML-04', invalid(errorTexts.samlIssuer));
  if (isOver(provider.validUntil, env.now) || isOver(evidence.certificateEnd, env.now)) {
    return refusedBy('SAML-05', invalid(unverifiedTexts.samlMetadataOver));
  }
  const confirmed = confirmation(assertion, env.now);
  if (!confirmed.ok) return confirmed;
  if (!assertion.audiences.some((audience) => audiences.has(audience))) {
    return refusedBy('SAML-07', invalid(errorTexts.samlAudience));
  }
  // This form also refuses a date that cannot be read.
  const isFresh = Date.parse(assertion.issueInstant) + 5 * 60_000 >= env.now;
  if (!isFresh || isOver(assertion.notOnOrAfter, env.now)) {
    return refusedBy('SAML-08', fail('ExpiredTokenException', errorTexts.samlTooLate));
  }
  if (!isBegun(assertion.notBefore, env.now))
    return refusedBy('SAML-08', invalid(unverifiedTexts.samlTooEarly));
  const { nameId } = assertion;
  if (!nameId) return refusedBy('SAML-09', notAuthorized(action), 'there is no NameID');
  return ok({ assertion, provider, audience: confirmed.value, nameId });
}

/** SAML-06: returns the Recipient of the one bearer confirmation. */
function confirmation({ confirmations }: SamlAssertion, now: number): ApiResult<string> {
  const bearers = confirmations.filter(({ method }) => method.endsWith(':bearer'));
  const [bearer] = bearers;
  if (!bearer || bearers.length > 1 || bearer.notOnOrAfter === undefined) {
    return refusedBy(
      'SAML-06',
      invalid(unverifiedTexts.samlConfirmation),
      'there must be one bearer confirmation',
    );
  }
  if (!(Date.parse(bearer.notOnOrAfter) > now)) {
    return refusedBy('SAML-06', fail('ExpiredTokenException', errorTexts.samlTooLate));
  }
  return bearer.recipient !== undefined && recipient.test(bearer.recipient)
    ? ok(bearer.recipient)
    : refusedBy(
        'SAML-06',
        invalid(unverifiedTexts.samlConfirmation),
        'the Recipient is not AWS’s sign-in endpoint',
      );
}

const valuesOf = ({ attributes }: SamlAssertion, name: string): readonly string[] =>
  attributes.filter((attribute) => attribute.name === name).flatMap(({ values }) => values);

export interface OfferedRoles {
  readonly provider: string;
  readonly roleArns: readonly string[];
  /** Seconds (SAML-12); an hour when absent. */
  readonly seconds?: number;
}

/** Returns the roles that a response offers at AWS's sign-in page (SI-10), if SAML-01…SAML-09 hold. */
export function offeredRoles(
  call: Pick<UnsignedCall<unknown>, 'world' | 'env' | 'request'>,
  response: string,
): ApiResult<OfferedRoles> {
  const evidence = proven(call.request.evidence, response);
  if (!evidence.ok) return evidence;
  const found = checkResponse(call, evidence.value.provider, evidence.value);
  if (!found.ok) return found;
  const checked = found.value;
  const provider = checked.provider.arn;
  const roleArns = valuesOf(checked.assertion, `${awsAttribute}Role`).flatMap((value) => {
    const parts = value.split(',').map((part) => part.trim());
    return parts.length === 2 && parts.includes(provider) ? parts.filter((part) => part !== provider) : [];
  });
  const seconds = durationOf(checked.assertion);
  return ok({ provider, roleArns, ...defined({ seconds }) });
}

/** SAML-10: a value of the Role attribute pairs exactly this role with this provider, in either order. */
function mayTakeRole(assertion: SamlAssertion, params: AssumeRoleWithSAMLRequest): boolean {
  return valuesOf(assertion, `${awsAttribute}Role`).some((value) => {
    const parts = value.split(',').map((part) => part.trim());
    return parts.length === 2 && parts.includes(params.RoleArn) && parts.includes(params.PrincipalArn);
  });
}

/** SAML-12: ignores a value that is no duration. */
function durationOf(assertion: SamlAssertion): number | undefined {
  const [text = ''] = valuesOf(assertion, `${awsAttribute}SessionDuration`);
  const seconds = /^\d{3,5}$/.test(text) ? Number(text) : 0;
  return seconds >= 900 && seconds <= 43_200 ? seconds : undefined;
}

/** Returns `SessionNotOnOrAfter`, or an earlier end by SAML-12: `SessionDuration` can only shorten a call. */
function endOf(assertion: SamlAssertion, now: number): number | undefined {
  const seconds = durationOf(assertion);
  const ends = [
    ...(assertion.sessionNotOnOrAfter === undefined ? [] : [Date.parse(assertion.sessionNotOnOrAfter)]),
    ...(seconds === undefined ? [] : [now + seconds * 1000]),
  ];
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Makes the login from the assertion, with the checks SAML-11…SAML-14. */
function loginOf(
  { world, env, params }: UnsignedCall<AssumeRoleWithSAMLRequest>,
  { assertion, provider, audience, nameId }: Checked,
): ApiResult<Login> {
  const names = valuesOf(assertion, `${awsAttribute}RoleSessionName`);
  const [sessionName] = names;
  if (sessionName === undefined || names.length > 1)
    return refusedBy('SAML-11', invalid(errorTexts.samlNameMissing));
  if (!namePattern.test(sessionName)) return refusedBy('SAML-11', invalid(errorTexts.samlNameForm));
  const [sourceIdentity] = valuesOf(assertion, `${awsAttribute}SourceIdentity`);
  if (sourceIdentity !== undefined && (!namePattern.test(sourceIdentity) || /^aws:/i.test(sourceIdentity))) {
    return refusedBy('SAML-14', invalid(errorTexts.samlSourceIdentity));
  }
  if (accountOfRole(world, params.RoleArn) !== provider.account) {
    return refusedBy('SAML-10', notAuthorized(action), 'the role is in another account than the provider');
  }
  const tagPrefix = `${awsAttribute}PrincipalTag:`;
  const stated = assertion.attributes.filter(({ name }) => name.startsWith(tagPrefix));
  if (stated.some(({ values }) => values.length > 1))
    return refusedBy('SAML-13', invalid(unverifiedTexts.samlTagValues));
  const tags = stated.map(({ name, values: [Value = ''] }) => ({ Key: name.slice(tagPrefix.length), Value }));
  const qualifier = nameQualifier(assertion.issuer, provider);
  const kept = {
    'saml:namequalifier': qualifier,
    'saml:sub': nameId.value,
    'saml:sub_type': shortType(nameId.format),
  };
  const end = endOf(assertion, env.now);
  return ok({
    action,
    provider: provider.arn,
    sessionName,
    assertionId: assertion.id,
    tags,
    transitiveTagKeys: valuesOf(assertion, `${awsAttribute}TransitiveTagKeys`),
    ...defined({ sourceIdentity }),
    keys: {
      ...attributeKeys(assertion.attributes),
      ...kept,
      'saml:aud': audience,
      'saml:iss': assertion.issuer,
      'saml:doc': `${provider.account}/${provider.samlProviderName}`,
    },
    kept,
    ...defined({ end }),
    userIdentity: {
      type: 'SAMLUser',
      principalId: `${qualifier}:${nameId.value}`,
      userName: nameId.value,
      identityProvider: qualifier,
    },
  });
}

/** K-36: BASE64(SHA1(issuer + account + `/` + provider name)). */
const nameQualifier = (issuer: string, { account, samlProviderName }: SamlProviderRecord): string =>
  base64(sha1(bytesOfText(`${issuer}${account}/${samlProviderName}`)));

/** S-08: cuts the usual prefix; other formats stay as they are. */
const subjectType = (format = `${formatPrefix}unspecified`): string =>
  format.startsWith(formatPrefix) ? format.slice(formatPrefix.length) : format;

/** K-36: the context key shortens only the two formats of SAML 2.0. */
function shortType(format = `${formatPrefix}unspecified`): string {
  const short = subjectType(format);
  return short === 'persistent' || short === 'transient' ? short : format;
}

export const samlOperations: UnsignedOperation[] = [assumeRoleWithSaml];
