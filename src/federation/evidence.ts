/** Chooses the verifier of a federated login. Each is loaded with its packages when it is first needed. */

import type { Evidence } from '../core/model/request/evidence.ts';
import type { Request } from '../core/model/request/request.ts';
import type { World } from '../core/model/world/world.ts';

/** `undefined` when a parameter is no text: the door refuses it later. */
export async function evidenceOf(
  { operation, params }: Request,
  world: World,
): Promise<Evidence | undefined> {
  const { SAMLAssertion: response, PrincipalArn: provider, WebIdentityToken: token, RoleArn: role } = params;
  if (operation === 'AssumeRoleWithSAML') {
    if (typeof response !== 'string' || typeof provider !== 'string') return undefined;
    const { verifySamlResponse } = await import('./saml/verify.ts');
    return verifySamlResponse(response, provider, world);
  }
  if (operation === 'SignInWithSAML') {
    const { SAMLResponse: posted } = params;
    if (typeof posted !== 'string') return undefined;
    const { verifyPostedResponse } = await import('./saml/verify-posted.ts');
    return verifyPostedResponse(posted, typeof role === 'string' ? role : undefined, world);
  }
  if (typeof token !== 'string' || typeof role !== 'string') return undefined;
  const { verifyToken } = await import('./oidc/verify.ts');
  return verifyToken(token, role, world);
}
