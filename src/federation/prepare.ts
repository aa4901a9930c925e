/**
 * The verifying half of a federated login. Signatures need WebCrypto and XML, which the core has not: what a
 * SAML response or a web identity token proves is found out here, before the door, and attached to the
 * request as evidence. The rules of a login (SAML-01…SAML-16, OIDC-01…OIDC-11) stay the core's. Each verifier
 * is loaded with its packages when the first artefact of its kind comes.
 *
 * INVARIANT: evidence that a request brings along is never passed on; it is made here or there is none.
 */

import type { Request } from '../core/model/request/request.ts';
import type { World } from '../core/model/world/world.ts';

export const isFederated = ({ service, operation }: Pick<Request, 'service' | 'operation'>): boolean =>
  service === 'sts'
    ? operation === 'AssumeRoleWithSAML' || operation === 'AssumeRoleWithWebIdentity'
    : service === 'signin' && operation === 'SignInWithSAML';

/** Over plain http browsers withhold WebCrypto, and nothing can be verified. */
export const canVerify = (scope: { crypto?: Partial<Crypto> } = globalThis): boolean =>
  scope.crypto?.subtle != null;

/** The request as the door may see it: with evidence for a federated login, without any for all else. */
export async function prepare(request: Request, world: World): Promise<Request> {
  const { evidence: _, ...bare } = request;
  if (!isFederated(request)) return bare;
  const { evidenceOf } = await import('./evidence.ts');
  const evidence = await evidenceOf(bare, world);
  return evidence ? { ...bare, evidence } : bare;
}
