/**
 * The log of a flow: its steps, and the messages of each. Every flow writes this form, and the sequence
 * diagram, the list and the artefact view read it. It is plain JSON in the machine's snapshot and survives a
 * reload.
 *
 * INVARIANT: it holds no password, secret key or session token. They are masked (exchange.ts), and
 * credentials are named by the id of their session. Assertions and tokens of the simulated providers, and
 * web identity tokens that AWS made, are shown in full.
 */

import type { AwsError } from '../../core/model/request/request.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { Decision, Trace } from '../../core/authz/decision.ts';

export const lanes = [
  'person',
  'browser',
  'client',
  'provider',
  'signin',
  'sts',
  'service',
  'resource',
  /** A service that is not AWS's. */
  'outside',
] as const;
export type Lane = (typeof lanes)[number];

/** One arrow of the sequence diagram. A step within one lane has `from` equal to `to`. */
export interface FlowStep {
  /** Counts from 1. */
  readonly number: number;
  /** The machine's state that made the step, as a dotted path. */
  readonly state: string;
  /** A few words about what the arrow carries, for example `Password and user name`. */
  readonly name: string;
  readonly from: Lane;
  readonly to: Lane;
  /** ISO 8601, simulated time. */
  readonly at: string;
  readonly artefacts: readonly Artefact[];
  /** The change of the message before it was sent: the title of an attack, or that a person edited it. */
  readonly edited?: string;
  /** The exact check that stopped the flow here. */
  readonly refusal?: AwsError;
}

export type Artefact =
  | {
      readonly kind: 'http-request';
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'http-response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'token';
      /** `claims`: JSON of a token that is not signed yet. */
      readonly format: 'jwt' | 'opaque' | 'claims';
      readonly title: string;
      readonly text: string;
      /** The role that the token was presented for. The issuer is looked up in the role's account. */
      readonly roleArn?: string;
    }
  /** A SAML message or metadata, decoded. */
  | {
      readonly kind: 'xml';
      readonly title: string;
      readonly text: string;
      /** The form in which it is sent; absent when it was not sent yet. */
      readonly encoded?: string;
      /** ARN of the account's SAML provider that it was presented for. */
      readonly provider?: string;
    }
  | {
      readonly kind: 'credentials';
      readonly sessionId: string;
      readonly arn: string;
      readonly expiration: string;
    }
  | { readonly kind: 'code'; readonly serialNumber: string; readonly device: 'virtual' | 'hardware' }
  | {
      readonly kind: 'decision';
      readonly title: string;
      readonly verdict: Decision['verdict'];
      readonly trace: Trace;
    }
  /** AWS's checks of this call (checks.ts), and how far the call came. */
  | {
      readonly kind: 'checks';
      readonly operation: string;
      /** Id of the check that refused; absent when all were passed. */
      readonly stoppedAt?: string;
      readonly because?: string;
    }
  | { readonly kind: 'trail'; readonly events: readonly TrailEvent[] }
  | { readonly kind: 'note'; readonly text: string };

export type FlowLog = readonly FlowStep[];

export const logged = (log: FlowLog, ...steps: readonly Omit<FlowStep, 'number'>[]): FlowLog => [
  ...log,
  ...steps.map((step, at) => ({ number: log.length + at + 1, ...step })),
];
