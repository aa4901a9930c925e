/**
 * The form of a sign-in operation. Unlike an API call it knows its caller only at the end, and writes events
 * of its own form (L-08). Everything that it writes is a mark, because a sign-in cannot be undone.
 */

import type { Change } from '../../model/world/change.ts';
import type { AwsError, Env, RefusedBy, Request } from '../../model/request/request.ts';
import type { TrailEvent } from '../../model/records/trail-event.ts';
import type { World } from '../../model/world/world.ts';
import type { Decision } from '../../authz/decision.ts';

export interface SigninCall<Input> {
  readonly world: World;
  readonly env: Env;
  readonly request: Request;
  readonly params: Input;
  readonly now: string;
}

interface Left {
  /** Written even if the call failed. */
  readonly marks?: readonly Change[];
  readonly events?: readonly TrailEvent[];
  readonly decision?: Decision;
}

export type SigninAnswer<Output> = Left &
  (
    | { readonly ok: true; readonly response: Output; readonly changes?: readonly Change[] }
    | { readonly ok: false; readonly error: AwsError; readonly refusedBy?: RefusedBy | undefined }
  );

export interface SigninOperation {
  readonly name: string;
  run(call: SigninCall<unknown>): SigninAnswer<object>;
}

export const signinOperation = <Input>(
  name: string,
  run: (call: SigninCall<Input>) => SigninAnswer<object>,
): SigninOperation => ({ name, run: run });

/** Codes of our own, since AWS's pages show only sentences. */
export const signinCodes = [
  'AuthenticationFailed',
  'InvalidMFACode',
  'SignInExpired',
  'PasswordExpired',
  'SignInLocked',
  'AccessKeyPasted',
  'InvalidSAMLResponse',
  'SwitchRoleFailed',
  'InvalidSigninToken',
  'InvalidSession',
] as const;
export type SigninCode = (typeof signinCodes)[number];

export const signinError = (code: SigninCode, message: string): AwsError => ({ code, status: 403, message });
