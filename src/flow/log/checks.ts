/**
 * The names and questions of AWS's checks, in AWS's order, for a flow that was refused: the check that
 * refused it and those that it passed. The core decides which one refused (`refusedBy`).
 */

import type { Exchange } from './exchange.ts';

export interface AwsCheck {
  /** The rule: `SAML-03`. */
  readonly id: string;
  /** A few words. */
  readonly title: string;
  /** The question of the check, in one sentence for a newcomer. */
  readonly asks: string;
}

type Rows = readonly (readonly [row: number, title: string, asks: string])[];
const checks = (chain: string, rows: Rows): readonly AwsCheck[] =>
  rows.map(([row, title, asks]) => ({ id: `${chain}-${String(row).padStart(2, '0')}`, title, asks }));

const assumeRole = checks('AR', [
  [1, 'Who asks', 'The credentials are good, and neither root nor a federated user asks.'],
  [2, 'The form of the call', 'Role, session name, tags and policies are written as AWS wants them.'],
  [
    3,
    'The MFA code',
    'Where a device is named, its code is the one that it shows now and was not used before.',
  ],
  [5, 'Permission and trust', 'The caller may ask for this role, and the role’s trust policy lets them in.'],
  [6, 'Tags and source identity', 'Passing session tags or a source identity needs a permission of its own.'],
  [7, 'Duration', 'No longer than the role allows; an hour at most for a role that was reached from a role.'],
  [8, 'Session policies', 'Policies that are passed along can be read and are not too long.'],
]);

const saml = checks('SAML', [
  [1, 'Can it be read?', 'It is base64 of a SAML response in XML with exactly one assertion.'],
  [2, 'Is the provider known?', 'The account has the SAML provider that the call names.'],
  [3, 'The signature', 'Signed by a certificate of the provider’s metadata, and not changed since.'],
  [4, 'The issuer', 'It was written by the entity that the metadata is about.'],
  [5, 'Is the metadata current?', 'Neither the metadata nor the certificate that signed is over.'],
  [6, 'Who may present it', 'One bearer confirmation, meant for AWS’s sign-in endpoint, and not over.'],
  [7, 'The audience', 'It was written for AWS and not for another service.'],
  [8, 'Five minutes', 'It was written no more than five minutes ago, and its window is open.'],
  [9, 'The subject', 'It says who it is about (NameID).'],
  [10, 'The role pair', 'Its Role attribute pairs exactly this role with exactly this provider.'],
  [11, 'The session name', 'It names the session (RoleSessionName), in the characters that AWS takes.'],
  [13, 'Session tags', 'Its tags are in order, and the trust policy allows sts:TagSession.'],
  [14, 'Source identity', 'It is in order, and the trust policy allows sts:SetSourceIdentity.'],
  [15, 'The trust policy', 'The role trusts this provider, and every condition of the trust policy holds.'],
  [16, 'Duration', 'No longer than the role allows.'],
]);

const webIdentity = checks('OIDC', [
  [1, 'Can it be read?', 'It is a signed JWT, with an algorithm that AWS takes (never none, never HMAC).'],
  [2, 'Is the issuer known?', 'The account of the role has an OpenID Connect provider for the issuer.'],
  [3, 'The issuer’s keys', 'The keys that the issuer publishes can be had.'],
  [4, 'The signature', 'Signed with a key of the issuer, over exactly these bytes.'],
  [5, 'The audience', 'It was written for a client id that the provider lists.'],
  [6, 'The time', 'It is not over, with five minutes of grace.'],
  [7, 'The subject', 'It says who it is about (sub).'],
  [8, 'The trust policy', 'The role trusts this provider, and every condition of the trust policy holds.'],
  [9, 'Session tags', 'Its tags are in order, and the trust policy allows sts:TagSession.'],
  [10, 'Source identity', 'It is in order, and the trust policy allows sts:SetSourceIdentity.'],
  [11, 'Duration', 'No longer than the role allows.'],
]);

const byOperation: Readonly<Record<string, readonly AwsCheck[]>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithSAML: saml,
  SignInWithSAML: saml,
  AssumeRoleWithWebIdentity: webIdentity,
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
