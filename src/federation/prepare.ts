import type { Evidence } from '../core/model/evidence.ts';
import type { Request } from '../core/model/request.ts';
import type { World } from '../core/model/world.ts';

/**
 * The verifying half of a federated login. Signatures need WebCrypto and XML, which the core has not: what a
 * SAML response or a web identity token proves is found out here, before the door, and attached to the
 * request as evidence. The rules of 8.8 and 8.9 stay the core's. Each verifier is loaded with its packages
 * when the first artefact of its kind comes.
 *
 * INVARIANT: evidence that a request brings along is never passed on; it is made here or there is none.
 */
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
  const evidence = isFederated(request) ? await evidenceOf(bare, world) : undefined;
  return evidence ? { ...bare, evidence } : bare;
}

/** Parameters of another shape get no evidence: the door refuses them by their shape. */
async function evidenceOf({ operation, params }: Request, world: World): Promise<Evidence | undefined> {
  const { SAMLAssertion: response, PrincipalArn: provider, WebIdentityToken: token, RoleArn: role } = params;
  if (operation === 'AssumeRoleWithSAML') {
    if (typeof response !== 'string' || typeof provider !== 'string') return undefined;
    const { verifySamlResponse } = await import('./verify-saml.ts');
    return verifySamlResponse(response, provider, world);
  }
  if (operation === 'SignInWithSAML') {
    const { SAMLResponse: posted } = params;
    if (typeof posted !== 'string') return undefined;
    const { verifyPostedResponse } = await import('./verify-posted.ts');
    return verifyPostedResponse(posted, typeof role === 'string' ? role : undefined, world);
  }
  if (typeof token !== 'string' || typeof role !== 'string') return undefined;
  const { verifyToken } = await import('./verify-token.ts');
  return verifyToken(token, role, world);
}
