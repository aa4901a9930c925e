/** States what a simulated provider says about a signed-in person: plain data that a person may change. */

import type {
  OutsideApplication,
  OutsidePerson,
  OutsideProviderRecord,
  OutsideWorkload,
  RoleGrant,
} from '../../core/model/records/outside-providers.ts';
import { secretIdOf } from '../../core/model/world/row-ids.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import {
  type SamlDraft,
  awsAttributes,
  awsSamlAudience,
  awsSamlEndpoint,
  nameIdFormats,
} from '../saml/draft.ts';
import type { TokenClaims } from '../oidc/sign.ts';
import type { KeyAlgorithm, PrivateJwk, SigningKey } from '../keys/signing-key.ts';
import { defined } from '../../core/model/defined.ts';

/** Returns the first signing key, or the one with that `kid`; `undefined` when its secret is missing. */
export function signingKeyOf(
  world: World,
  { id, keys }: OutsideProviderRecord,
  kid?: string,
): SigningKey | undefined {
  const key = kid === undefined ? keys[0] : keys.find((one) => one.kid === kid);
  const secret = key && world.secrets.get(secretIdOf(id, key.kid));
  if (!key || secret?.kind !== 'signing-key') return undefined;
  const alg: KeyAlgorithm = key.jwk.kty === 'EC' ? 'ES256' : 'RS256';
  return {
    kid: key.kid,
    alg,
    certificate: key.certificate,
    privateJwk: JSON.parse(secret.jwk) as PrivateJwk,
  };
}

export interface LoginMoment {
  /** Simulated time in milliseconds since the epoch. */
  readonly now: number;
  /** Returns a new unique text each time, for ids: letters, digits and hyphens. */
  readonly newId: () => string;
}

/** Returns the role pairs of the application that the person may choose from. */
const grantsOf = (person: OutsidePerson, { grants }: OutsideApplication): RoleGrant[] =>
  grants.filter(({ group }) => group === undefined || person.groups.includes(group));

const fiveMinutes = 5 * 60_000;
const hour = 60 * 60_000;

/** Returns the assertion of a SAML application about the person, valid for five minutes from now. */
export function samlDraftFor(
  provider: OutsideProviderRecord,
  person: OutsidePerson,
  application: OutsideApplication,
  { now, newId }: LoginMoment,
): SamlDraft {
  const tags = tagsFor(person, application);
  const transitive = tags.filter((tag) => tag.transitive).map(({ key }) => key);
  const attribute = (name: string, values: readonly string[]) =>
    values.length > 0 ? [{ name, values }] : [];
  return {
    responseId: `_${newId()}`,
    assertionId: `_${newId()}`,
    issuer: provider.entityId ?? '',
    issueInstant: isoSeconds(now),
    recipient: application.recipient ?? awsSamlEndpoint,
    audience: application.audience ?? awsSamlAudience,
    nameId: { value: person.id, format: nameIdFormats.persistent },
    notBefore: isoSeconds(now),
    notOnOrAfter: isoSeconds(now + fiveMinutes),
    attributes: [
      ...attribute(
        awsAttributes.role,
        grantsOf(person, application).map(({ roleArn, providerArn }) => `${roleArn},${providerArn}`),
      ),
      ...attribute(awsAttributes.roleSessionName, [person[application.sessionName]]),
      ...attribute(awsAttributes.sessionDuration, durationOf(person, application)),
      ...attribute(awsAttributes.sourceIdentity, application.sourceIdentity ? [person.userName] : []),
      ...tags.flatMap(({ key, value }) => attribute(awsAttributes.principalTag(key), [value])),
      ...attribute(awsAttributes.transitiveTagKeys, transitive),
    ],
    ...defined({ encryptFor: application.encryptFor }),
  };
}

/** Returns the person's own attribute, else the application's. AWS's default is one hour. */
function durationOf(
  { attributes }: OutsidePerson,
  { sessionDurationFrom = '', sessionDuration }: OutsideApplication,
): string[] {
  const own = attributes[sessionDurationFrom];
  if (own !== undefined) return [own];
  return sessionDuration === undefined ? [] : [String(sessionDuration)];
}

interface Tag {
  readonly key: string;
  readonly value: string;
  readonly transitive: boolean;
}

/** Leaves out attributes that the person does not have. */
const tagsFor = (person: OutsidePerson, { tags }: OutsideApplication): Tag[] =>
  tags.flatMap(({ key, attribute, transitive = false }) => {
    const value = person.attributes[attribute];
    return value === undefined ? [] : [{ key, value, transitive }];
  });

const isPerson = (who: OutsidePerson | OutsideWorkload): who is OutsidePerson => 'userName' in who;

/** Returns the claims of an OIDC application, valid for one hour (GitHub: 5 minutes). */
export function claimsFor(
  provider: OutsideProviderRecord,
  who: OutsidePerson | OutsideWorkload,
  application: OutsideApplication,
  { now, newId }: LoginMoment,
): TokenClaims {
  const seconds = Math.floor(now / 1000);
  const life = provider.kind === 'github' ? fiveMinutes : hour;
  return {
    iss: provider.issuer ?? '',
    aud: application.id,
    // Google and Okta also name the authorized party. AWS compares Google's `azp`.
    ...(provider.kind === 'google' ? { azp: application.id } : {}),
    iat: seconds,
    nbf: seconds,
    exp: seconds + life / 1000,
    jti: newId(),
    ...(isPerson(who) ? personClaims(who, application) : workloadClaims(who)),
  };
}

const workloadClaims = ({ claims, methods }: OutsideWorkload): TokenClaims => ({
  ...claims,
  ...defined({ amr: methods }),
});

function personClaims(person: OutsidePerson, application: OutsideApplication): TokenClaims {
  const tags = tagsFor(person, application);
  return {
    sub: person.id,
    amr: ['pwd', 'mfa'],
    email: person.email,
    name: person.name,
    groups: person.groups,
    ...(tags.length === 0
      ? {}
      : {
          'https://aws.amazon.com/tags': {
            principal_tags: Object.fromEntries(tags.map(({ key, value }) => [key, [value]])),
            transitive_tag_keys: tags.filter((tag) => tag.transitive).map(({ key }) => key),
          },
        }),
    ...(application.sourceIdentity ? { 'https://aws.amazon.com/source_identity': person.userName } : {}),
  };
}
