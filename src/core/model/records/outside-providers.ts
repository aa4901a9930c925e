/**
 * The simulated identity providers outside AWS: their people, applications and keys. AWS knows only what a
 * provider publishes (metadata, JWKS) and signs. The account of a row is the workspace's own, because nobody
 * in AWS owns the provider.
 */

import { mapOf, optional, list, row } from '../schema/members.ts';
import { accountId, date, entityId, flag, number, oneOf, type Stated, text } from '../schema/words.ts';
import { publicJwk } from './identity-providers.ts';
import { outsideKinds } from './lists.ts';

/** A key as it is published. Its secret half is in `secrets`, under `secretIdOf`. */
const key = row({
  kid: text,
  createDate: date,
  /** Has `kid` and `alg`. */
  jwk: publicJwk,
  /** Base64 of an X.509 certificate in DER. */
  certificate: text,
});
export interface OutsideKey extends Stated<typeof key> {}

const person = row({
  /** The provider's permanent id of the person: `sub`, a persistent NameID. */
  id: text,
  userName: text,
  name: text,
  email: text,
  groups: list(text),
  attributes: mapOf(text),
});
export interface OutsidePerson extends Stated<typeof person> {}

/** Something that gets tokens without being a person: a workflow run, a device, a guest. */
const workload = row({
  id: text,
  name: text,
  /** Claims that replace or extend the provider's own: `sub`, `repository`, `ref` … */
  claims: mapOf(text),
  /** The claim `amr`, the way in which it proved its identity. */
  methods: optional(list(text)),
});
export interface OutsideWorkload extends Stated<typeof workload> {}

/** Members of the group may take the role. Without a group everybody may. */
const grant = row({
  group: optional(text),
  roleArn: text,
  /** The account's SAML provider in the pair of role and provider. */
  providerArn: text,
});
export interface RoleGrant extends Stated<typeof grant> {}

/** An attribute of the person that becomes a session tag. */
const tagMapping = row({ key: text, attribute: text, transitive: optional(flag) });
export interface TagMapping extends Stated<typeof tagMapping> {}

const application = row({
  /** OIDC: the client id, which is the token's audience. */
  id: text,
  name: text,
  protocol: oneOf(['saml', 'oidc']),
  grants: list(grant),
  tags: list(tagMapping),
  /** The member of the person that names the session (`RoleSessionName`). */
  sessionName: oneOf(['userName', 'email']),
  /** Seconds; SAML's `SessionDuration`. */
  sessionDuration: optional(number),
  /** An attribute of the person that holds the seconds. A person without it gets `sessionDuration`. */
  sessionDurationFrom: optional(text),
  /** SAML: the audience of its assertions, AWS's own entity id; absent: `urn:amazon:webservices`. */
  audience: optional(text),
  /** SAML: the browser posts the response to this address (the ACS URL); absent: AWS's sign-in. */
  recipient: optional(text),
  /** SAML: base64 of the public RSA key (SPKI in DER) that encrypts assertions; absent: no encryption. */
  encryptFor: optional(text),
  /** Sets `SourceIdentity` to the user name. */
  sourceIdentity: optional(flag),
});
export interface OutsideApplication extends Stated<typeof application> {}

export const outsideProvider = row({
  id: entityId,
  account: accountId,
  kind: oneOf(outsideKinds),
  name: text,
  /** The organization's own domain: `acme.example`. */
  domain: text,
  createDate: date,
  /** Absent: the provider speaks no SAML. */
  entityId: optional(text),
  /** An `https:` URL without a slash at its end; absent: the provider speaks no OIDC. */
  issuer: optional(text),
  /** The first key signs; all are published. */
  keys: list(key),
  /** Number of the key set. Evidence names the one that it was checked against. */
  revision: number,
  groups: list(text),
  people: list(person),
  workloads: list(workload),
  applications: list(application),
});
export interface OutsideProviderRecord extends Stated<typeof outsideProvider> {}
