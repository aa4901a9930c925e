/**
 * Verifies federated logins before the door, because signatures need WebCrypto and XML, which the core does
 * not have. What a SAML response or a web identity token proves is attached to the request as evidence. The
 * rules of a login (SAML-01…SAML-16, OIDC-01…OIDC-11) stay in the core.
 *
 * INVARIANT: evidence that a request brings along is never passed on. It is made here or there is none.
 */

import type { Request } from '../core/model/request/request.ts';
import type { World } from '../core/model/world/world.ts';

export const isFederatedRequest = ({ service, operation }: Pick<Request, 'service' | 'operation'>): boolean =>
  service === 'sts'
    ? operation === 'AssumeRoleWithSAML' || operation === 'AssumeRoleWithWebIdentity'
    : service === 'signin' && operation === 'SignInWithSAML';

/** Returns whether signatures can be verified. Browsers withhold WebCrypto over plain http. */
export const canVerify = (scope: { crypto?: Partial<Crypto> } = globalThis): boolean =>
  scope.crypto?.subtle != null;

/** Returns the request for the door: with evidence for a federated login, without evidence for any other. */
export async function prepare(request: Request, world: World): Promise<Request> {
  const { evidence: _, ...bare } = request;
  if (!isFederatedRequest(request)) return bare;
  const { evidenceOf } = await import('./evidence.ts');
  const evidence = await evidenceOf(bare, world);
  return evidence ? { ...bare, evidence } : bare;
}
