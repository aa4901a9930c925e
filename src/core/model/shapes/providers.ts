/** The shapes of identity providers: those that IAM knows, and the simulated ones outside. */

import type { PublicJwk } from '../federation/jwks.ts';
import {
  type OutsideApplication,
  type OutsideKey,
  type OutsidePerson,
  type OutsideProviderRecord,
  type OutsideRecords,
  type OutsideWorkload,
  type RoleGrant,
  type TagMapping,
  outsideKinds,
} from '../records/outside-providers.ts';
import type {
  OidcProviderRecord,
  ProviderRecords,
  SamlProviderRecord,
} from '../records/identity-providers.ts';
import { type Check, date, flag, list, mapOf, number, object, oneOf, tags, text } from './checks.ts';

const jwk = object<PublicJwk>(
  { kty: oneOf(['RSA', 'EC']) },
  { kid: text, alg: text, use: text, n: text, e: text, crv: text, x: text, y: text },
);
const application = object<OutsideApplication>(
  {
    id: text,
    name: text,
    protocol: oneOf(['saml', 'oidc']),
    grants: list(object<RoleGrant>({ roleArn: text, providerArn: text }, { group: text })),
    tags: list(object<TagMapping>({ key: text, attribute: text }, { transitive: flag })),
    sessionName: oneOf(['userName', 'email']),
  },
  {
    sessionDuration: number,
    sessionDurationFrom: text,
    audience: text,
    recipient: text,
    encryptFor: text,
    sourceIdentity: flag,
  },
);

export const providerShapes: Readonly<Record<keyof (ProviderRecords & OutsideRecords), Check>> = {
  samlProviders: object<SamlProviderRecord>(
    {
      id: text,
      account: text,
      samlProviderName: text,
      arn: text,
      createDate: date,
      metadata: text,
      revision: number,
      validUntil: text,
      privateKeys: list(
        object<SamlProviderRecord['privateKeys'][number]>({ keyId: text, createDate: date }, {}),
      ),
      tags,
    },
    { assertionEncryptionMode: oneOf(['Required', 'Allowed']) },
  ),
  oidcProviders: object<OidcProviderRecord>(
    {
      id: text,
      account: text,
      arn: text,
      url: text,
      createDate: date,
      clientIds: list(text),
      thumbprints: list(text),
      tags,
    },
    { jwks: list(jwk), revision: number },
  ),
  outsideProviders: object<OutsideProviderRecord>(
    {
      id: text,
      account: text,
      kind: oneOf(outsideKinds),
      name: text,
      domain: text,
      createDate: date,
      keys: list(object<OutsideKey>({ kid: text, createDate: date, jwk, certificate: text }, {})),
      revision: number,
      groups: list(text),
      people: list(
        object<OutsidePerson>(
          {
            id: text,
            userName: text,
            name: text,
            email: text,
            groups: list(text),
            attributes: mapOf(text),
          },
          {},
        ),
      ),
      workloads: list(
        object<OutsideWorkload>({ id: text, name: text, claims: mapOf(text) }, { methods: list(text) }),
      ),
      applications: list(application),
    },
    { entityId: text, issuer: text },
  ),
};
