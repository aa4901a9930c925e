/**
 * MFA in STS calls (F-08 … F-10): the device must be the caller's own, and a code works once (F-06). A passkey
 * shows no codes and gets the answer of a wrong serial number (Y-11).
 */

import type { KnownPrincipal } from '../../authz/principal.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { Change } from '../../model/world/change.ts';
import { type Result, ok } from '../../model/result.ts';
import { fail } from '../errors/codes.ts';
import { verifyTotp } from '../iam/credentials/totp.ts';
import type { Call } from '../operation.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';

export interface ValidatedMfa {
  /** False when no code was sent. */
  readonly validated: boolean;
  /** Marks the code as used, even when the call is refused afterwards. */
  readonly marks: readonly Change[];
}

export function validatedMfa(
  { world, env, principal }: Call<unknown>,
  { SerialNumber, TokenCode }: { readonly SerialNumber?: string; readonly TokenCode?: string },
): Result<ValidatedMfa, AwsError> {
  if (SerialNumber === undefined && TokenCode === undefined) return ok({ validated: false, marks: [] });
  if (SerialNumber === undefined || TokenCode === undefined) {
    return fail('AccessDenied', unverifiedTexts.onlyMfaHalf);
  }
  const device = world.mfaDevices.get(SerialNumber);
  const owner = deviceOwner(principal);
  if (!device || device.kind === 'passkey' || owner === undefined || device.owner !== owner) {
    return fail('AccessDenied', errorTexts.wrongMfaSerial);
  }
  const marks = verifyTotp(world, env, device, TokenCode);
  return marks === undefined ? fail('AccessDenied', errorTexts.wrongMfaCode) : ok({ validated: true, marks });
}

/** A role session has no devices, so its codes never fit; only users and root have some (S-05). */
function deviceOwner(principal: KnownPrincipal): string | undefined {
  if (principal.kind === 'user') return principal.user.id;
  return principal.kind === 'root' ? principal.account : undefined;
}
