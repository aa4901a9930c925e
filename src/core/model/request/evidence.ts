/**
 * Proof by src/federation about an artefact (a SAML response, a web identity token). The core cannot verify
 * signatures itself, because they need WebCrypto and XML. It trusts nothing but this: it compares the hash
 * with the artefact in the request and the revision with the provider as it is now. Then it does the checks
 * of a login (SAML-01…SAML-16, OIDC-01…OIDC-11) on the parsed content itself, in AWS's order.
 */

export type Evidence = SamlEvidence | WebIdentityEvidence;

interface Proof {
  /** Hexadecimal SHA-256 of the artefact exactly as it is in the request. */
  readonly hash: string;
  readonly signature: 'valid' | 'invalid';
  /** The reason why the signature does not hold, for people. No check reads it. */
  readonly reason?: string;
  /** The artefact could not be read (not base64, not XML, no JWS). No other member counts then. */
  readonly unreadable?: string;
}

export interface SamlEvidence extends Proof {
  readonly kind: 'saml';
  /** ARN of the provider whose certificates checked the signature; `revision` is the provider's. */
  readonly provider: string;
  readonly revision: number;
  /** `entityID` of the provider's metadata. */
  readonly entityId: string;
  /** The end of validity of the certificate that signed, ISO 8601 (SAML-05). */
  readonly certificateEnd?: string;
  /** The assertion came encrypted, and a private key of the provider opened it (N-38). */
  readonly encrypted?: boolean;
  /** The content of the signed element only. */
  readonly assertion: SamlAssertion;
}

/** Times are ISO 8601. */
export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: string;
  readonly nameId?: { readonly value: string; readonly format?: string };
  readonly confirmations: readonly {
    readonly method: string;
    readonly recipient?: string;
    readonly notOnOrAfter?: string;
  }[];
  readonly audiences: readonly string[];
  /** The window of `Conditions`. */
  readonly notBefore?: string;
  readonly notOnOrAfter?: string;
  /** End of the session at the provider. */
  readonly sessionNotOnOrAfter?: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export interface WebIdentityEvidence extends Proof {
  readonly kind: 'web-identity';
  /** ARN of the provider (or the name of a built-in one) and the revision of its keys. */
  readonly provider: string;
  readonly revision: number;
  /** False when the provider's keys could not be fetched. */
  readonly keysFound: boolean;
  readonly algorithm: string;
  /** The payload of the token, parsed. */
  readonly claims: Readonly<Record<string, unknown>>;
}
