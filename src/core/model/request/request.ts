/** The types of what goes into the door (a Request) and what comes out (an Outcome). */

import { kindPrefixes } from '../resource-kinds/lookup.ts';
import type { Change } from '../world/change.ts';
import type { Evidence } from './evidence.ts';
import type { Reference } from '../service-reference.ts';
import type { TrailEvent } from '../records/trail-event.ts';

export const serviceNames = [
  'iam',
  'sts',
  'organizations',
  'signin',
  ...kindPrefixes,
  'account',
  'billing',
  /** Any action of AWS's service reference, named as operation (`s3:GetObjectAcl`). It is only authorized. */
  'any',
  'playground',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * The caller of a request.
 * `principal`: the person at the keyboard plays that identity and shows no credentials; the ARN of a root
 * user, a user or a role session (`…:assumed-role/{role}/{session}`).
 * `access-key`: the caller shows credentials; src/core/wire has checked their signature if there is one.
 * `session`: the holder of that session, like `access-key` but without its token.
 * `service`: an AWS service on behalf of a customer's resource. It may only assume roles (G-64).
 */
export type Caller =
  | { readonly kind: 'principal'; readonly arn: string }
  | { readonly kind: 'access-key'; readonly accessKeyId: string; readonly sessionToken?: string }
  | { readonly kind: 'session'; readonly id: string }
  | {
      readonly kind: 'service';
      /** `ec2.amazonaws.com`, for example. */
      readonly principal: string;
      /** The resource that it acts for, and its account (`aws:SourceArn`, `aws:SourceAccount`). */
      readonly sourceArn?: string;
      readonly sourceAccount?: string;
    }
  | { readonly kind: 'anonymous' };

export interface Request {
  readonly service: ServiceName;
  /** AWS's operation name (`CreateUser`). */
  readonly operation: string;
  /** Members in AWS's spelling (`UserName`). Their shape is unknown here: the API model checks it. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Proof of a federated login, made by src/federation. It never comes from a file or link. */
  readonly evidence?: Evidence;
  /** Request properties that become context keys; each has a default (authz/context.ts). */
  readonly source?: RequestSource;
}

export interface RequestSource {
  readonly ip?: string;
  readonly userAgent?: string;
  readonly region?: string;
  readonly secureTransport?: boolean;
}

/** Everything impure that a request needs. Same world, request and env: same outcome, byte for byte. */
export interface Env {
  /** Simulated time in milliseconds since the epoch. */
  readonly now: number;
  /** Real time, for MFA devices that are real authenticator apps; absent: `now` is used. */
  readonly wallNow?: number;
  /** Uniform in [0, 1), seeded by the caller of the door. */
  readonly random: () => number;
  readonly reference: Reference;
}

export interface AwsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The member `Reason` of some exceptions of Organizations. */
  readonly reason?: string;
}

/** Traces of a call, whether it succeeded or not. They are stored with the batch and never undone. */
export interface Traces {
  readonly events: readonly TrailEvent[];
  /** Changes of usage marks. They are applied with the batch but are no part of history. */
  readonly marks: readonly Change[];
}

/** The check that refused, for screens that explain it. AWS does not tell it, so it never leaves the app. */
export interface RefusedBy {
  /** The rule that refused: `SAML-03`. */
  readonly check: string;
  /** The exact fault in one lower-case line, when the error hides it. */
  readonly because?: string;
}

export type RequestOutcome<Response = Record<string, unknown>, Decision = unknown> = Traces & {
  /** The engine's `Decision` (authz/decision.ts), if one was made. The model only carries it. */
  readonly decision?: Decision;
} & (
    | { readonly ok: true; readonly response: Response; readonly changes: readonly Change[] }
    | {
        readonly ok: false;
        readonly error: AwsError;
        readonly changes: readonly [];
        readonly refusedBy?: RefusedBy;
      }
  );

/** Returns ISO 8601 in UTC seconds, as AWS writes dates (N-20). */
export const isoSeconds = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
