/**
 * What a flow did, step by step, and what went over the wire at each: the one form that every flow writes
 * and that sequence diagram, list and artefact view read. Plain JSON, so that it is part of a machine's
 * snapshot and survives a reload. It holds no password, key secret or session token: those are masked
 * (exchange.ts), and credentials are named by the id of their session. Assertions and tokens of the simulated
 * providers are shown as they are: they are what a flow is about.
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
] as const;
export type Lane = (typeof lanes)[number];

/** One arrow of the sequence diagram. A step within one lane has `from` equal to `to`. */
export interface FlowStep {
  /** From 1. */
  readonly number: number;
  /** The machine's state in which it was made, as a dotted path. */
  readonly state: string;
  /** `Password and user name`: what the arrow carries, a few words. */
  readonly name: string;
  readonly from: Lane;
  readonly to: Lane;
  /** ISO 8601, simulated time. */
  readonly at: string;
  readonly artefacts: readonly Artefact[];
  /** What was done to the message before it was sent: the title of an attack, or that it was changed by hand. */
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
  /** A JWT or another opaque token, as it was sent. */
  | {
      readonly kind: 'token';
      /** `claims`: of a token that is not signed yet, JSON. */
      readonly format: 'jwt' | 'opaque' | 'claims';
      readonly title: string;
      readonly text: string;
      /** The role that it was presented for: in its account the issuer is looked up. */
      readonly roleArn?: string;
    }
  /** A SAML message or metadata, decoded. */
  | {
      readonly kind: 'xml';
      readonly title: string;
      readonly text: string;
      /** As it travels; absent: it was not sent yet. */
      readonly encoded?: string;
      /** ARN of the account's SAML provider that it was presented for. */
      readonly provider?: string;
    }
  /** Temporary credentials; the secret is looked up by id. */
  | {
      readonly kind: 'credentials';
      readonly sessionId: string;
      readonly arn: string;
      readonly expiration: string;
    }
  | { readonly kind: 'code'; readonly serialNumber: string; readonly device: 'virtual' | 'hardware' }
  /** What the policy engine decided, with its trace. */
  | {
      readonly kind: 'decision';
      readonly title: string;
      readonly verdict: Decision['verdict'];
      readonly trace: Trace;
    }
  /** AWS's checks of this call (checks.ts): how far it came. */
  | {
      readonly kind: 'checks';
      readonly operation: string;
      /** Id of the check that refused; absent: all were passed. */
      readonly stoppedAt?: string;
      readonly because?: string;
    }
  | { readonly kind: 'trail'; readonly events: readonly TrailEvent[] }
  /** A sentence for who watches. */
  | { readonly kind: 'note'; readonly text: string };

export type FlowLog = readonly FlowStep[];

/** The log with more steps, numbered on. */
export const logged = (log: FlowLog, ...steps: readonly Omit<FlowStep, 'number'>[]): FlowLog => [
  ...log,
  ...steps.map((step, at) => ({ number: log.length + at + 1, ...step })),
];
