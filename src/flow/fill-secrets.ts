/**
 * Looks up the secrets of a message when it is sent, by the ids that the flow knows.
 *
 * INVARIANT: no snapshot, log or link of a flow ever holds a secret.
 */

import type { World } from '../core/model/world/world.ts';
import type { FlowRequest } from './send.ts';

export function withSecrets<Asked extends FlowRequest>(request: Asked, world: World): Asked {
  if (request.service !== 'signin') return request;
  const { SessionId, SigninToken } = request.params;
  if (request.operation === 'GetSigninToken' && typeof SessionId === 'string') {
    const secret = world.secrets.get(SessionId);
    if (secret?.kind !== 'session') return request;
    const { secretAccessKey: SessionKey, sessionToken: SessionToken } = secret;
    return { ...request, params: { SessionKey, SessionToken, ...request.params } };
  }
  if (request.operation === 'Login' && typeof SigninToken === 'string') {
    const secret = world.secrets.get(SigninToken);
    return secret?.kind === 'signin-token'
      ? { ...request, params: { ...request.params, SigninToken: secret.token } }
      : request;
  }
  return request;
}
