/**
 * What goes through the door and what comes back (architecture: *The idea in six lines*). Everything that
 * happens in the playground is a Request; expected failures are values in its Outcome.
 */

import type { Change } from '../world/change.ts';
import type { Evidence } from './evidence.ts';
import type { Reference } from '../service-reference.ts';
import type { TrailEvent } from '../records/trail-event.ts';

export const serviceNames = [
  'iam',
  'sts',
  'organizations',
  'signin',
  's3',
  'ec2',
  'lambda',
  'sqs',
  'sns',
  'kms',
  'dynamodb',
  'secretsmanager',
  'account',
  'billing',
  /** Any action of AWS's service reference, named as operation (`s3:GetObjectAcl`): only authorized. */
  'any',
  'playground',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * Who calls. `principal`: the person at the keyboard plays that identity, no credentials presented; the ARN
 * of a root, a user or a role session (`…:assumed-role/{role}/{session}`).
 * `access-key`: credentials presented, whose signature src/core/wire has checked where there is one.
 * `session`: the holder of that session, as `access-key` without showing its token.
 * `service`: an AWS service on behalf of a customer's resource; it may only assume roles (G-64).
 */
export type Caller =
  | { readonly kind: 'principal'; readonly arn: string }
  | { readonly kind: 'access-key'; readonly accessKeyId: string; readonly sessionToken?: string }
  | { readonly kind: 'session'; readonly id: string }
  | {
      readonly kind: 'service';
      /** `ec2.amazonaws.com` */
      readonly principal: string;
      /** The resource that it acts for, and whose account that is (`aws:SourceArn`, `aws:SourceAccount`). */
      readonly sourceArn?: string;
      readonly sourceAccount?: string;
    }
  | { readonly kind: 'anonymous' };

export interface Request {
  readonly service: ServiceName;
  /** AWS's operation name (`CreateUser`). */
  readonly operation: string;
  /** Members in AWS's spelling (`UserName`); checked against the API model, so of unknown shape here. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** What the verifying half of a federated login found (src/federation); never from a file or link. */
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
  /** Simulated time, milliseconds since the epoch. */
  readonly now: number;
  /** Real time, for MFA devices that are real authenticator apps; absent: `now` is all the time there is. */
  readonly wallNow?: number;
  /** Uniform in [0, 1), seeded by the caller of the door. */
  readonly random: () => number;
  readonly reference: Reference;
}

/** An AWS error, as a value. */
export interface AwsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** What a call leaves behind whether it succeeded or not; appended with the batch and never undone. */
export interface Traces {
  readonly events: readonly TrailEvent[];
  /** Changes of usage marks: applied to the world with the batch, not part of history. */
  readonly marks: readonly Change[];
}

/** `Decision` is the engine's (authz/decision.ts); the model only carries it. */
/** Which of AWS's checks refused, for who explains a refusal; AWS tells none of it, so it goes over no wire. */
export interface RefusedBy {
  /** The rule that refused: `SAML-03`. */
  readonly check: string;
  /** What exactly was wrong, one lower-case line, where the error hides it. */
  readonly because?: string;
}

export type Outcome<Response = Record<string, unknown>, Decision = unknown> = Traces & {
  /** The authorization decision, where one was made. */
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

/** ISO 8601 in UTC seconds, as AWS writes dates (N-20). */
export const isoSeconds = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
