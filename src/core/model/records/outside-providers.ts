/**
 * The simulated identity providers outside AWS: their people, applications and keys. AWS knows only what a
 * provider publishes (metadata, JWKS) and signs. The account of a row is the workspace's own, because nobody
 * in AWS owns the provider.
 */

import type { AccountId, EntityId } from '../ids.ts';
import type { PublicJwk } from '../federation/jwks.ts';

export const outsideKinds = ['okta', 'ad-fs', 'cognito', 'google', 'github', 'kubernetes'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** A key as it is published. Its secret half is in `secrets`, under `secretIdOf`. */
export interface OutsideKey {
  readonly kid: string;
  readonly createDate: string;
  /** Has `kid` and `alg`. */
  readonly jwk: PublicJwk;
  /** Base64 of an X.509 certificate in DER. */
  readonly certificate: string;
}

export interface OutsidePerson {
  /** The provider's permanent id of the person: `sub`, a persistent NameID. */
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** Something that gets tokens without being a person: a workflow run, a device, a guest. */
export interface OutsideWorkload {
  readonly id: string;
  readonly name: string;
  /** Claims that replace or extend the provider's own: `sub`, `repository`, `ref` … */
  readonly claims: Readonly<Record<string, string>>;
  /** The claim `amr`, the way in which it proved its identity. */
  readonly methods?: readonly string[];
}

/** Members of the group may take the role. Without a group everybody may. */
export interface RoleGrant {
  readonly group?: string;
  readonly roleArn: string;
  /** The account's SAML provider in the pair of role and provider. */
  readonly providerArn: string;
}

/** An attribute of the person that becomes a session tag. */
export interface TagMapping {
  readonly key: string;
  readonly attribute: string;
  readonly transitive?: boolean;
}

export interface OutsideApplication {
  /** OIDC: the client id, which is the token's audience. */
  readonly id: string;
  readonly name: string;
  readonly protocol: 'saml' | 'oidc';
  readonly grants: readonly RoleGrant[];
  readonly tags: readonly TagMapping[];
  /** The member of the person that names the session (`RoleSessionName`). */
  readonly sessionName: 'userName' | 'email';
  /** Seconds; SAML's `SessionDuration`. */
  readonly sessionDuration?: number;
  /** An attribute of the person that holds the seconds. A person without it gets `sessionDuration`. */
  readonly sessionDurationFrom?: string;
  /** SAML: the audience of its assertions, AWS's own entity id; absent: `urn:amazon:webservices`. */
  readonly audience?: string;
  /** SAML: the browser posts the response to this address (the ACS URL); absent: AWS's sign-in. */
  readonly recipient?: string;
  /** SAML: base64 of the public RSA key (SPKI in DER) that encrypts assertions; absent: no encryption. */
  readonly encryptFor?: string;
  /** Sets `SourceIdentity` to the user name. */
  readonly sourceIdentity?: boolean;
}

export interface OutsideProviderRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly kind: OutsideKind;
  readonly name: string;
  /** The organization's own domain: `acme.example`. */
  readonly domain: string;
  readonly createDate: string;
  /** Absent: the provider speaks no SAML. */
  readonly entityId?: string;
  /** An `https:` URL without a slash at its end; absent: the provider speaks no OIDC. */
  readonly issuer?: string;
  /** The first key signs; all are published. */
  readonly keys: readonly OutsideKey[];
  /** Number of the key set. Evidence names the one that it was checked against. */
  readonly revision: number;
  readonly groups: readonly string[];
  readonly people: readonly OutsidePerson[];
  readonly workloads: readonly OutsideWorkload[];
  readonly applications: readonly OutsideApplication[];
}

export const secretIdOf = (provider: string, kid: string): string => `${provider}/${kid}`;

export interface OutsideRecords {
  outsideProviders: OutsideProviderRecord;
}
