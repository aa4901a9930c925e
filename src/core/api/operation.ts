/**
 * The form of an operation: the permissions that it asks for, and what it does. The door does everything else
 * (authentication, shape, authorization, trail) in the same way for all operations.
 */

import type { PermissionCheck } from '../authz/authorize.ts';
import type { Decision } from '../authz/decision.ts';
import type { DeniedAccess } from '../authz/access-denied.ts';
import type { KnownPrincipal } from '../authz/principal.ts';
import type { Change } from '../model/world/change.ts';
import type { AccountId } from '../model/ids.ts';
import type { AccountRecord } from '../model/records/account.ts';
import type { AwsError, Env, Request, RequestSource, ServiceName } from '../model/request/request.ts';
import type { TrailEvent } from '../model/records/trail-event.ts';
import type { World } from '../model/world/world.ts';
import type { ApiFailure } from './errors/codes.ts';
import type { IamInputs, IamOutputs } from './model/generated/iam-types.ts';
import type { OrganizationsInputs, OrganizationsOutputs } from './model/generated/organizations-types.ts';
import type { StsInputs, StsOutputs } from './model/generated/sts-types.ts';
import type { ServiceModel } from './model/shapes.ts';

export interface Call<Input> {
  readonly world: World;
  readonly env: Env;
  readonly principal: KnownPrincipal;
  /** The account in which the call is made: the principal's. */
  readonly account: AccountRecord;
  readonly params: Input;
  /** `env.now` as AWS writes dates (N-20). */
  readonly now: string;
  readonly source?: RequestSource | undefined;
}

export type { PermissionCheck };

export type Answer<Output> =
  | {
      readonly ok: true;
      readonly response: Output;
      readonly changes: readonly Change[];
      /** Changes that stay even when the call is undone: a poll, a used MFA code. */
      readonly marks?: readonly Change[];
    }
  | ApiFailure;

export const done = <Output>(
  response: Output,
  changes: readonly Change[] = [],
  marks: readonly Change[] = [],
): Answer<Output> => ({ ok: true, response, changes, marks });

/** Checks of a call that leaves marks whether it is allowed or not, such as a used MFA code (F-06). */
export interface Prepared {
  readonly checks: readonly PermissionCheck[];
  readonly marks: readonly Change[];
}

export interface Definition<Input, Output> {
  /**
   * Returns the permissions needed; none for calls that need no permission (E-80). Fails when AWS refuses
   * before it authorizes (MFA before authorization, AR-03).
   */
  checks(call: Call<Input>): readonly PermissionCheck[] | Prepared | ApiFailure;
  /**
   * Returns the refusal of a caller whom no parameter helps, such as a member account in a call of the
   * management account. Asked when every check was allowed.
   */
  refuseCaller?(call: Call<unknown>): ApiFailure | undefined;
  /** Runs only when every check was allowed. Returns the response and the changes, and writes nothing. */
  run(call: Call<Input>): Answer<Output>;
  /** Returns the refusal, when it is not the general text of 4.5. */
  refuse?(refusal: DeniedAccess, call: Call<Input>): AwsError;
}

export interface Operation extends Definition<unknown, unknown> {
  readonly service: ServiceName;
  readonly name: string;
}

export const iamOperation = <Name extends keyof IamInputs>(
  name: Name,
  definition: Definition<IamInputs[Name], IamOutputs[Name]>,
): Operation => ({ service: 'iam', name, ...(definition as Definition<unknown, unknown>) });

export const stsOperation = <Name extends keyof StsInputs>(
  name: Name,
  definition: Definition<StsInputs[Name], StsOutputs[Name]>,
): Operation => ({ service: 'sts', name, ...(definition as Definition<unknown, unknown>) });

/** A call that needs no signature (AssumeRoleWithSAML, AssumeRoleWithWebIdentity): it decides by itself. */
export interface UnsignedCall<Input> {
  readonly world: World;
  readonly env: Env;
  readonly request: Request;
  readonly params: Input;
  readonly now: string;
}

export interface UnsignedAnswer<Output> {
  readonly result: Answer<Output>;
  readonly decision?: Decision;
  /** The caller, for the trail of the role's account (L-07). Without it no record is written. */
  readonly logged?: {
    readonly account: AccountId;
    readonly userIdentity: Readonly<Record<string, unknown>>;
    /** Members of the record beside the request's parameters: statements of the artefact in it (L-01). */
    readonly stated?: Readonly<Record<string, unknown>>;
    /** The resources of the call (L-05). */
    readonly resources?: TrailEvent['resources'];
  };
}

export interface UnsignedOperation {
  readonly service: ServiceName;
  readonly name: string;
  readonly unsigned: true;
  run(call: UnsignedCall<unknown>): UnsignedAnswer<unknown>;
}

export const unsignedStsOperation = <Name extends keyof StsInputs>(
  name: Name,
  run: (call: UnsignedCall<StsInputs[Name]>) => UnsignedAnswer<StsOutputs[Name]>,
): UnsignedOperation => ({
  service: 'sts',
  name,
  unsigned: true,
  run: run,
});

export const isUnsigned = (operation: AnyOperation): operation is UnsignedOperation =>
  'unsigned' in operation;

export type AnyOperation = Operation | UnsignedOperation;

export const organizationsOperation = <Name extends keyof OrganizationsInputs>(
  name: Name,
  definition: Definition<OrganizationsInputs[Name], OrganizationsOutputs[Name]>,
): Operation => ({ service: 'organizations', name, ...(definition as Definition<unknown, unknown>) });

export interface Service {
  readonly model: ServiceModel;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** The name under which its use is marked, when it is not the service's own. */
  readonly prefix?: string;
  /** True when src/core/wire speaks its protocol (Query or JSON). */
  readonly isOnWire?: boolean;
  /** Gives errors that all services share the spelling of this service's protocol (E-74). */
  readonly spell?: (error: AwsError) => AwsError;
  /** Returns the header and the error of a JSON body, where they are not those of the other services. */
  readonly errorOnWire?: (error: AwsError) => {
    readonly header: readonly [name: string, value: string];
    readonly error: AwsError;
  };
}

// Operations that AWS does not have: same door and same shape checks, but nobody needs a permission. An act of AWS's
// console is the exception: AWS authorizes and records it as one of its calls.

export interface PlaygroundCall<Input> {
  readonly world: World;
  readonly env: Env;
  /** The current caller; undefined while there is no account yet. */
  readonly caller: KnownPrincipal | undefined;
  readonly params: Input;
  readonly now: string;
}

export interface PlaygroundOperation {
  readonly name: string;
  run(call: PlaygroundCall<unknown>): Answer<Record<string, unknown>>;
}

export const playgroundOperation = <Input>(
  name: string,
  run: (call: PlaygroundCall<Input>) => Answer<Record<string, unknown>>,
): PlaygroundOperation => ({ name, run: run });

export interface ConsoleOperation {
  readonly operation: Operation;
  /** The call of IAM as which the trail shows it. */
  readonly recordedAs: string;
  /** The parameters in that record. `response` is empty when the act was refused. */
  recordedParams(
    params: Readonly<Record<string, unknown>>,
    response: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
}
