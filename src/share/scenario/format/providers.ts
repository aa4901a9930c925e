/** Both sides of federation in a scenario: IAM's SAML and OIDC providers, and the simulated ones outside AWS. */

import * as v from 'valibot';
import { readJwks } from '#core/model/federation/jwks.ts';
import { type PublicJwk, publicJwk } from '#core/model/records/identity-providers.ts';
import { outsideKinds } from '#core/model/records/lists.ts';
import { sentence } from '#core/model/schema/fault.ts';
import { mapOf, members, optional, refuse, list } from '#core/model/schema/members.ts';
import { flag, items, matching, oneOf, type Stated, text, whole } from '#core/model/schema/words.ts';
import { about, arn, date, name, tags, texts } from './parts.ts';

export const samlProvider = members(
  {
    name,
    metadata: optional(about(v.string('the metadata document (XML)'), 'The metadata document (XML)')),
    metadataOf: optional(
      about(
        members({
          provider: about(text, 'Name of an outside provider of this account'),
          keys: optional(about(texts, 'Key ids; default: all')),
        }),
        'Issued by that outside provider when the scenario is opened',
      ),
    ),
    createDate: optional(date),
    validUntil: optional(date),
    tags,
  },
  { oneOf: ['metadata', 'metadataOf'] },
);
export interface ScenarioSamlProvider extends Stated<typeof samlProvider> {}

/** The keys as AWS would take them from the issuer's address. */
const publicJwks = {
  ...list(publicJwk),
  '~run': ({ value }: v.UnknownDataset) => {
    const keys = readJwks(JSON.stringify({ keys: value }));
    return keys.ok ? { typed: true, value: keys.value } : refuse(value, sentence(keys.error));
  },
} as unknown as v.GenericSchema<unknown, PublicJwk[]>;

export const oidcProvider = members({
  url: about(
    matching(/^(?:https:\/\/)?[\w.-]+(?:\/[\w.~!$&'()*+,;=@%/-]*)?$/, 'an https address'),
    'An address with or without `https://`',
  ),
  clientIds: items(text),
  thumbprints: items(matching(/^[0-9a-fA-F]{40}$/, 'a thumbprint of 40 hexadecimal digits')),
  keys: optional(
    about(
      publicJwks,
      'Public JWKs that its issuer publishes, where that is no outside provider of this scenario',
    ),
  ),
  createDate: optional(date),
  tags,
});
export interface ScenarioOidcProvider extends Stated<typeof oidcProvider> {}

const line = matching(/^[^\p{Cc}]{1,256}$/u, 'a text of one line');
const lines = items(line);

const key = members(
  {
    kid: matching(/^[!-~]{1,64}$/, 'a key id'),
    /** Default: RS256. */
    algorithm: optional(oneOf(['RS256', 'ES256'])),
    createDate: optional(date),
    privateJwk: optional(
      about(
        matching(/^\{[\s\S]{1,9998}\}$/, 'a private JWK as JSON'),
        'A private JWK as JSON, and its certificate (base64 of DER): both or none. Without them a new key is made.',
      ),
    ),
    certificate: optional(matching(/^[A-Za-z0-9+/]{1,9998}={0,2}$/, 'a certificate')),
  },
  { both: ['privateJwk', 'certificate'] },
);
export interface ScenarioOutsideKey extends Stated<typeof key> {}

const person = members({
  id: optional(line),
  userName: line,
  name: optional(line),
  email: optional(line),
  groups: lines,
  attributes: optional(mapOf(line)),
});

const application = members({
  id: line,
  name: line,
  protocol: oneOf(['saml', 'oidc']),
  grants: items(members({ group: optional(line), roleArn: arn, providerArn: arn })),
  tags: items(members({ key: line, attribute: line, transitive: optional(flag) })),
  sessionName: v.optional(oneOf(['userName', 'email']), 'email'),
  sessionDuration: optional(whole(900, 43_200)),
  sessionDurationFrom: optional(line),
  sourceIdentity: optional(flag),
  audience: optional(line),
  recipient: optional(line),
});

/** A simulated provider outside AWS with its people. New keys are made when the file has no secrets. */
export const outsideProvider = members({
  id: optional(line),
  kind: oneOf(outsideKinds),
  name: line,
  domain: matching(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a domain like `acme.example`'),
  entityId: optional(about(line, 'Of a provider that speaks SAML')),
  issuer: optional(
    about(
      matching(/^https:\/\/[^\s"'<>]{1,240}[^/\s"'<>]$/, 'an https address'),
      'Of a provider that speaks OpenID Connect',
    ),
  ),
  createDate: optional(date),
  keys: about(items(key), 'The first one signs. Without keys, one of RS256 is made.'),
  groups: lines,
  people: items(person),
  workloads: items(members({ id: line, name: line, claims: mapOf(line), methods: optional(list(line)) })),
  applications: items(application),
});
export interface ScenarioOutsideProvider extends Stated<typeof outsideProvider> {}
