/**
 * The names and questions of AWS's checks, or of an outside service, in their order, for a flow that was refused: the check that
 * refused it and those that it passed. The core decides which one refused (`refusedBy`).
 */

import type { Exchange } from './exchange.ts';

export interface AwsCheck {
  /** The rule: `SAML-03`. */
  readonly id: string;
  /** The rule, when the check has none of its own: it is a check of an outside service. */
  readonly rule?: string;
  readonly title: string;
  readonly asks: string;
}

type Rows = readonly (readonly [row: number, title: string, asks: string])[];
const checks = (chain: string, rows: Rows): readonly AwsCheck[] =>
  rows.map(([row, title, asks]) => ({ id: `${chain}-${String(row).padStart(2, '0')}`, title, asks }));

const assumeRole = checks('AR', [
  [1, 'The caller', 'The credentials are valid, and the caller is neither root nor a federated user.'],
  [2, 'The form of the call', 'Role, session name, tags and policies have the form that AWS requires.'],
  [3, 'The MFA code', 'If the call names a device, its code is current and was not used before.'],
  [
    5,
    'Permission and trust',
    'The caller has permission to assume this role, and the role’s trust policy allows it.',
  ],
  [6, 'Tags and source identity', 'Session tags and a source identity each need an extra permission.'],
  [7, 'Duration', 'It is no longer than the role allows. Role chaining allows one hour at most.'],
  [8, 'Session policies', 'The session policies are valid and not too long.'],
]);

const saml = checks('SAML', [
  [1, 'Can it be read?', 'It is base64 of a SAML response in XML with exactly one assertion.'],
  [2, 'Is the provider known?', 'The account has the SAML provider that the call names.'],
  [3, 'The signature', 'A certificate in the provider’s metadata signed it, and nothing changed since.'],
  [4, 'The issuer', 'It comes from the entity that the metadata names.'],
  [5, 'Is the metadata current?', 'Neither the metadata nor the signing certificate has expired.'],
  [6, 'The recipient', 'It has one bearer confirmation for AWS’s sign-in endpoint, which has not expired.'],
  [7, 'The audience', 'It was made for AWS, not for another service.'],
  [8, 'Five minutes', 'It is at most five minutes old, and now is inside its valid time.'],
  [9, 'The subject', 'It names the person (NameID).'],
  [10, 'The role pair', 'Its Role attribute pairs exactly this role with exactly this provider.'],
  [11, 'The session name', 'It has a session name (RoleSessionName) with characters that AWS accepts.'],
  [13, 'Session tags', 'Its tags are valid, and the trust policy allows sts:TagSession.'],
  [14, 'Source identity', 'It is valid, and the trust policy allows sts:SetSourceIdentity.'],
  [15, 'The trust policy', 'The role trusts this provider, and every condition of the trust policy is true.'],
  [16, 'Duration', 'It is no longer than the role allows.'],
]);

const webIdentity = checks('OIDC', [
  [1, 'Can it be read?', 'It is a signed JWT with an algorithm that AWS accepts (never none, never HMAC).'],
  [2, 'Is the issuer known?', 'The account of the role has an OpenID Connect provider for the issuer.'],
  [3, 'The issuer’s keys', 'AWS can read the keys that the issuer publishes.'],
  [4, 'The signature', 'A key of the issuer signed exactly these bytes.'],
  [5, 'The audience', 'It was made for a client ID that the provider lists.'],
  [6, 'The time', 'Not expired (five minutes of clock difference are allowed).'],
  [7, 'The subject', 'It names the person or program (sub).'],
  [8, 'The trust policy', 'The role trusts this provider, and every condition of the trust policy is true.'],
  [9, 'Session tags', 'Its tags are valid, and the trust policy allows sts:TagSession.'],
  [10, 'Source identity', 'It is valid, and the trust policy allows sts:SetSourceIdentity.'],
  [11, 'Duration', 'It is no longer than the role allows.'],
]);

/** The checks of an outside service to which a token of AWS is shown (Y-02). */
const presentToken: readonly AwsCheck[] = [
  ['signature', 'The signature', 'A key that the issuer publishes signed exactly these bytes.'],
  ['issuer', 'The issuer', 'The token comes from the issuer that this service trusts.'],
  ['audience', 'The audience', 'The token was made for this service.'],
  ['time', 'The time', 'The token has not expired.'],
  ['subject', 'The subject', 'This service gave access to this role or user.'],
].map(([id = '', title = '', asks = '']) => ({ id, title, asks, rule: 'Y-02' }));

const byOperation: Readonly<Record<string, readonly AwsCheck[]>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithSAML: saml,
  SignInWithSAML: saml,
  AssumeRoleWithWebIdentity: webIdentity,
  PresentToken: presentToken,
};

/** Returns the checks in AWS's order; an empty list for a call without checks worth listing. */
export const checksOf = (operation: string): readonly AwsCheck[] => byOperation[operation] ?? [];

/** Returns the id of the check that refused; `undefined` when none of the listed checks did. */
export function stoppedAt({ request, error, refusedBy, decision }: Exchange): string | undefined {
  if (!error) return undefined;
  if (refusedBy) return refusedBy.check;
  if (request.operation !== 'AssumeRole') return undefined;
  if (decision?.verdict !== 'denied') return undefined;
  return /sts:(TagSession|SetSourceIdentity)/.test(error.message) ? 'AR-06' : 'AR-05';
}
