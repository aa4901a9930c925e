/**
 * Calls that some credentials may never make, whatever any policy says: the last column of table 8.1, and who cannot
 * scope credentials down (Y-01). This is checked as soon as the caller is known, before the shape of the request.
 */

import type { KnownPrincipal } from '../authz/principal.ts';
import type { SessionRecord } from '../model/records/sessions.ts';
import type { ServiceName } from '../model/request/request.ts';
import { type ApiFailure, fail } from './errors/codes.ts';
import { errorTexts, unverifiedTexts } from './errors/texts.ts';

export function refuseSession(
  principal: KnownPrincipal,
  service: ServiceName,
  operation: string,
): ApiFailure | undefined {
  if (service === 'iam') return refuseIam(principal);
  if (service !== 'sts' || operation === 'GetCallerIdentity') return undefined;
  if (operation === 'GetScopedCredentials') return refuseScoping(principal, operation);
  const { kind, session } = principal;
  // Y-02: sessions of GetSessionToken get tokens; federated users do not, and AWS says so in other words.
  if (operation === 'GetWebIdentityToken') {
    return kind === 'federated-user'
      ? fail('AccessDenied', errorTexts.notForFederatedUsers(operation))
      : undefined;
  }
  const isTemporary = session !== undefined || kind === 'role-session' || kind === 'federated-user';
  const longTermOnly = operation === 'GetSessionToken' || operation === 'GetFederationToken';
  // A caller that only acts as an identity has no session, so it counts as one with long-term keys.
  if (longTermOnly && isTemporary) return fail('AccessDenied', unverifiedTexts.sessionCredentials(operation));
  const bound = kind === 'federated-user' || (isUserSession(session) && !isOfConsole(session));
  // AssumeRole refuses by itself, with the text that names the role (E-72).
  if (bound && operation !== 'AssumeRole') {
    return fail('AccessDenied', unverifiedTexts.sessionCredentials(operation));
  }
  return undefined;
}

const isUserSession = (session: SessionRecord | undefined): session is SessionRecord =>
  session?.kind === 'user' || session?.kind === 'root';

export const isOfConsole = (session: SessionRecord): boolean =>
  session.console === true || session.scope?.ofConsole === true;

/** Y-01: long-term and root credentials cannot be scoped down `[choice]`; a played role has none. */
function refuseScoping({ kind, session }: KnownPrincipal, operation: string): ApiFailure | undefined {
  if (kind === 'root') return fail('AccessDenied', unverifiedTexts.longTermCredentials(operation, 'root'));
  if (session) return undefined;
  return kind === 'user'
    ? fail('AccessDenied', unverifiedTexts.longTermCredentials(operation, 'IAM user'))
    : fail('InvalidSubjectCredentials', unverifiedTexts.notASession);
}

/** IAM takes sessions of GetSessionToken only with MFA, federated users' never, the console's always. */
function refuseIam({ session }: KnownPrincipal): ApiFailure | undefined {
  if (!session || isOfConsole(session)) return undefined;
  const refused =
    session.kind === 'federated-user' || (isUserSession(session) && session.mfaTime === undefined);
  return refused ? fail('InvalidClientTokenId', unverifiedTexts.iamNeedsOther) : undefined;
}
