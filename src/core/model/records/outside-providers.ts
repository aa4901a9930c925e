/**
 * The simulated identity providers outside of AWS: their people, applications and keys. AWS knows none of
 * this; it meets a provider only through what the provider publishes (metadata, JWKS) and signs. The account
 * of a row is the workspace's own: the provider belongs to nobody in AWS.
 */

import type { AccountId, EntityId } from '../ids.ts';
import type { PublicJwk } from '../federation/jwks.ts';

export const outsideKinds = ['okta', 'ad-fs', 'cognito', 'google', 'github', 'kubernetes'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** A key as it is published; its secret half is in `secrets`, under `secretIdOf`. */
export interface OutsideKey {
  readonly kid: string;
  readonly createDate: string;
  /** Carries `kid` and `alg`. */
  readonly jwk: PublicJwk;
  /** Base64 of an X.509 certificate in DER. */
  readonly certificate: string;
}

export interface OutsidePerson {
  /** What the provider knows the person by, for ever: `sub`, a persistent NameID. */
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** A workflow run, a device, a guest: something that gets tokens without being a person. */
export interface OutsideWorkload {
  readonly id: string;
  readonly name: string;
  /** Laid over the provider's own claims: `sub`, `repository`, `ref` … */
  readonly claims: Readonly<Record<string, string>>;
  /** The claim `amr`: how it proved itself. */
  readonly methods?: readonly string[];
}

/** Members of the group may take the role; without a group everybody may. */
export interface RoleGrant {
  readonly group?: string;
  readonly roleArn: string;
  /** The account's SAML provider that the pair names. */
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
  /** What names the session (`RoleSessionName`). */
  readonly sessionName: 'userName' | 'email';
  /** Seconds; SAML's `SessionDuration`. */
  readonly sessionDuration?: number;
  /** An attribute of the person that holds the seconds; who has it not gets `sessionDuration`. */
  readonly sessionDurationFrom?: string;
  /** SAML: whom its assertions are for, AWS's own entity id; absent: `urn:amazon:webservices`. */
  readonly audience?: string;
  /** SAML: where the browser posts the response (the ACS URL); absent: AWS's sign-in endpoint. */
  readonly recipient?: string;
  /** SAML: base64 of a public RSA key (SPKI in DER) that assertions are encrypted for; absent: none are. */
  readonly encryptFor?: string;
  /** Sets `SourceIdentity` to the user name. */
  readonly sourceIdentity?: boolean;
}

export interface OutsideProviderRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly kind: OutsideKind;
  readonly name: string;
  /** The organization's own: `acme.example`. */
  readonly domain: string;
  readonly createDate: string;
  /** Absent: it speaks no SAML. */
  readonly entityId?: string;
  /** Absent: it speaks no OIDC. An `https:` URL without a slash at its end. */
  readonly issuer?: string;
  /** The first signs; all are published. */
  readonly keys: readonly OutsideKey[];
  /** Counts the key sets: evidence names the one it was checked against. */
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
