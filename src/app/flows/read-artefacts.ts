/** Reads the assertions and tokens in a flow's log, and checks their signatures against the account's present keys. */

import type { SamlAssertion } from '../../core/model/request/evidence.ts';
import type { World } from '../../core/model/world/world.ts';
import { canVerify } from '../../federation/prepare.ts';
import type { Artefact } from '../../flow/log/log.ts';
import { jwtParts } from '../../flow/message/jwt-parts.ts';

export { jwtParts };
export type { SamlAssertion } from '../../core/model/request/evidence.ts';

export type SignatureState =
  | { readonly kind: 'holds' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The signature cannot be checked: the message does not go to AWS, or WebCrypto is missing. */
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'none' };

export interface SamlReading {
  /** The reason why AWS cannot read it, one lower-case line. Then there is no assertion. */
  readonly unreadable?: string;
  /** The content of the assertion, whether it is signed or not. */
  readonly assertion?: SamlAssertion;
  readonly signature: SignatureState;
}

export async function readSaml(
  { text, encoded, provider }: Extract<Artefact, { readonly kind: 'xml' }>,
  world: World,
): Promise<SamlReading> {
  const { readAssertion, readResponse } = await import('../../federation/saml/response.ts');
  const { canonicalize } = await import('../../federation/xml/c14n.ts');
  const read = readResponse(text);
  if (!read.ok) return { unreadable: read.error, signature: { kind: 'unchecked' } };
  const response = read.value;
  const signature = await signatureOf(response.signed.length > 0, { encoded, provider }, world);
  if ('encrypted' in response) return { signature };
  const assertion = readAssertion(canonicalize(response.assertion));
  return assertion.ok
    ? { assertion: assertion.value, signature }
    : { unreadable: assertion.error, signature };
}

async function signatureOf(
  isSigned: boolean,
  { encoded, provider }: { encoded?: string | undefined; provider?: string | undefined },
  world: World,
): Promise<SignatureState> {
  if (!isSigned) return { kind: 'none' };
  if (encoded === undefined || provider === undefined || !canVerify()) return { kind: 'unchecked' };
  const { verifySamlResponse } = await import('../../federation/saml/verify.ts');
  const { signature, reason, unreadable } = await verifySamlResponse(encoded, provider, world);
  if (signature === 'valid') return { kind: 'holds' };
  return { kind: 'refused', reason: reason ?? unreadable ?? 'it does not hold' };
}

export async function readTokenSignature(
  { text, roleArn }: Extract<Artefact, { readonly kind: 'token' }>,
  world: World,
): Promise<SignatureState> {
  if (text.endsWith('.')) return { kind: 'none' };
  if (roleArn === undefined) return outboundSignature(text, world);
  if (!canVerify()) return { kind: 'unchecked' };
  const { verifyToken } = await import('../../federation/oidc/verify.ts');
  const { signature, reason, unreadable, provider } = await verifyToken(text, roleArn, world);
  if (signature === 'valid') return { kind: 'holds' };
  const why = provider === '' ? 'the account knows no such issuer' : 'it does not hold';
  return { kind: 'refused', reason: reason ?? unreadable ?? why };
}

/** Checks a token that AWS made (Y-02). It needs no WebCrypto. Other tokens have no keys here. */
async function outboundSignature(text: string, world: World): Promise<SignatureState> {
  const claims = jwtParts(text)?.claims;
  const { iss } = JSON.parse(claims ?? '{}') as { readonly iss?: unknown };
  const isOurs = [...world.accounts.values()].some(
    ({ outboundFederation: own }) => own && own.issuer === iss,
  );
  if (!isOurs) return { kind: 'unchecked' };
  const [{ verifyJws }, { keysDocument }] = await Promise.all([
    import('../../core/api/sts/outbound/jws.ts'),
    import('../../core/api/sts/outbound/keys.ts'),
  ]);
  const verified = verifyJws(text, keysDocument().keys);
  return verified.ok ? { kind: 'holds' } : { kind: 'refused', reason: verified.error };
}
