/** Turns an assertion or a token into lines to read: names a newcomer knows, times in words. */

import type { SamlAssertion } from '#app/flows/read-artefacts.ts';
import { timeWords } from './time-words.ts';

export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
  readonly meaning?: string;
}

const awsAttribute = 'https://aws.amazon.com/SAML/Attributes/';
const attributeMeanings: Readonly<Record<string, string>> = {
  Role: 'Pairs of role and provider: the roles that the person can choose.',
  RoleSessionName: 'The name of the session. It appears in Activity.',
  SessionDuration: 'The length of a console session in seconds.',
  SourceIdentity: 'Every later session keeps it.',
  TransitiveTagKeys: 'Tags that later roles keep.',
};

/** `at` is the time of the step (ISO 8601). */
export function samlClaims(assertion: SamlAssertion, at: string): Claim[] {
  const { issuer, issueInstant, nameId, confirmations, audiences, notBefore, notOnOrAfter } = assertion;
  const one = (name: string, value: string | undefined, meaning?: string): Claim[] =>
    value === undefined ? [] : [{ name, values: [value], ...(meaning ? { meaning } : {}) }];
  return [
    ...one('Issuer', issuer, 'The entityID of the provider that made it.'),
    ...one('Issued', timeWords(issueInstant, at), 'AWS accepts it for five minutes.'),
    ...one('Subject (NameID)', nameId?.value),
    ...confirmations.flatMap(({ recipient, notOnOrAfter: end }) => [
      ...one('Recipient', recipient, 'The address that may receive it.'),
      ...one('Must arrive before', end && timeWords(end, at)),
    ]),
    { name: 'Audience', values: audiences, meaning: 'The service that it was made for.' },
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
    return { name: `Session tag ${key}`, values, meaning: 'It becomes aws:PrincipalTag of the session.' };
  }
  const meaning = attributeMeanings[kind];
  return { name: short, values, ...(meaning ? { meaning } : {}) };
}

const claimMeanings: Readonly<Record<string, string>> = {
  iss: 'The address of the issuer that made it.',
  sub: 'The person or program that the token describes.',
  aud: 'The client ID or service that the token was made for.',
  azp: 'The client that asked for it. If a token has it, AWS compares this instead of aud.',
  amr: 'How the person proved their identity.',
  jti: 'The ID of this token.',
  kid: 'The key of the issuer that signed it.',
  alg: 'The algorithm of the signature.',
  'https://sts.amazonaws.com/': 'AWS says here which account and role or user asked.',
};
const timeNames: Readonly<Record<string, string>> = {
  iat: 'Issued',
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
