/** Turns an assertion or a token into lines to read: names a newcomer knows, times in words. */

import type { SamlAssertion } from '../../../../app/flows/read-artefacts.ts';
import { timeWords } from './time-words.ts';

export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
  /** The purpose of the value. Absent when the name says it. */
  readonly meaning?: string;
}

const awsAttribute = 'https://aws.amazon.com/SAML/Attributes/';
const attributeMeanings: Readonly<Record<string, string>> = {
  Role: 'Role and provider, as pairs: what the person may take.',
  RoleSessionName: 'Names the session; it shows in the trail.',
  SessionDuration: 'Seconds that a console session lasts.',
  SourceIdentity: 'Stays with every session that follows.',
  TransitiveTagKeys: 'Tags that go along to the next role.',
};

/** `at` is the time of the step (ISO 8601). */
export function samlClaims(assertion: SamlAssertion, at: string): Claim[] {
  const { issuer, issueInstant, nameId, confirmations, audiences, notBefore, notOnOrAfter } = assertion;
  const one = (name: string, value: string | undefined, meaning?: string): Claim[] =>
    value === undefined ? [] : [{ name, values: [value], ...(meaning ? { meaning } : {}) }];
  return [
    ...one('Issuer', issuer, 'Who wrote it: the entityID of the provider.'),
    ...one('Written', timeWords(issueInstant, at), 'AWS takes it for five minutes.'),
    ...one('About (NameID)', nameId?.value),
    ...confirmations.flatMap(({ recipient, notOnOrAfter: end }) => [
      ...one('Recipient', recipient, 'Where it may be presented.'),
      ...one('To be presented before', end && timeWords(end, at)),
    ]),
    { name: 'Audience', values: audiences, meaning: 'For whom it was written.' },
    ...one('Not before', notBefore && timeWords(notBefore, at)),
    ...one('Not on or after', notOnOrAfter && timeWords(notOnOrAfter, at)),
    ...assertion.attributes.map(({ name, values }) => attributeClaim(name, values)),
  ];
}

function attributeClaim(name: string, values: readonly string[]): Claim {
  if (!name.startsWith(awsAttribute)) return { name, values };
  const short = name.slice(awsAttribute.length);
  const [kind = '', key] = short.split(':');
  if (kind === 'PrincipalTag' && key !== undefined) {
    return { name: `Session tag ${key}`, values, meaning: 'Becomes aws:PrincipalTag of the session.' };
  }
  const meaning = attributeMeanings[kind];
  return { name: short, values, ...(meaning ? { meaning } : {}) };
}

const claimMeanings: Readonly<Record<string, string>> = {
  iss: 'Who wrote it: the issuer’s address.',
  sub: 'Who it is about.',
  aud: 'For whom it was written: a client id.',
  azp: 'The client that asked for it; AWS compares this where it stands.',
  amr: 'How they proved who they are.',
  jti: 'The id of this one token.',
  kid: 'Which of the issuer’s keys signed.',
  alg: 'How it is signed.',
};
const timeNames: Readonly<Record<string, string>> = {
  iat: 'Written',
  nbf: 'Not before',
  exp: 'Not after',
  auth_time: 'Signed in',
};

/** Returns the members of a JSON object, or `[]` when the text is none. */
export function jwtClaims(json: string, at: string): Claim[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, member]: [string, unknown]) => {
    const time = timeNames[name];
    if (time !== undefined && typeof member === 'number') {
      return { name, values: [timeWords(member, at)], meaning: time };
    }
    const many = Array.isArray(member) ? member : [member];
    const values = many.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
    const meaning = claimMeanings[name];
    return { name, values, ...(meaning ? { meaning } : {}) };
  });
}
