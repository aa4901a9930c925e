/**
 * The types of decisions: the engine's input, its answer, and the trace that explains the answer. Views and
 * queries read these and must not find out a reason themselves.
 */

import type { Labels } from '../model/labels.ts';
import type { Layer, ResourcePolicyKind } from '../model/policy-layers.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { Span } from '../policy/syntax/tree.ts';

export { layers, type Layer } from '../model/policy-layers.ts';
export type { Span };

export interface NamedPolicy {
  /** The name shown to a person: a policy's name, or its ARN if there is one. */
  readonly name: string;
  readonly document: string | object | CompiledPolicy;
}

/** Context keys ignore case; a list is a multivalued key (C-32). */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface EvaluationInput {
  /**
   * An ARN (`…:root`, `…:user/x`, `…:assumed-role/r/s`, `…:federated-user/x`), a service
   * (`ec2.amazonaws.com`), a federated provider, or `*` (anonymous).
   */
  readonly principal: string;
  /** The role of an assumed-role session, whose ARN does not have the role's path. */
  readonly principalRoleArn?: string;
  /** The user behind a federated-user session (E-23). */
  readonly federatingUserArn?: string;
  readonly action: string;
  /** `*` when the action takes no resource. */
  readonly resource: string;
  /** The owner, when the ARN has no account (S3). */
  readonly resourceAccount?: string;
  readonly context?: RequestContext;
  readonly identityPolicies: readonly NamedPolicy[];
  /** The role's trust policy for `sts:AssumeRole*`. */
  readonly resourcePolicy?: NamedPolicy;
  readonly permissionsBoundary?: NamedPolicy;
  /** Absent for a federated user: it then has no permissions of its own. */
  readonly sessionPolicies?: readonly NamedPolicy[];
  /**
   * The policies of `sts:GetScopedCredentials`, oldest first (Y-01). Each is a level of its own that must allow,
   * whatever else grants. Absent: the session was never scoped down.
   */
  readonly scopeDownPolicies?: readonly NamedPolicy[];
  /** One list for each level, root first; absent: no organization; an empty level denies. */
  readonly serviceControlPolicies?: readonly (readonly NamedPolicy[])[];
  /** `RCPFullAWSAccess` is implied at each level. */
  readonly resourceControlPolicies?: readonly (readonly NamedPolicy[])[];
  readonly vpcEndpointPolicy?: NamedPolicy;
  /** Layers of which policies are missing here. They allow nothing, and are no reason where another side is silent for sure. */
  readonly unknown?: readonly Layer[];
  /** The principal does not exist, or the role to assume: then no policy counts. */
  readonly absent?: 'principal' | 'role';
  /** The principal's account is the management account: SCPs do not apply (E-54). */
  readonly inManagementAccount?: boolean;
  /** The resource's account is the management account: RCPs do not apply (E-54). */
  readonly resourceInManagementAccount?: boolean;
}

export interface DecidingStatement {
  /** The policy's name in NamedPolicy. */
  readonly policy: string;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
  readonly sid?: string;
}

export interface Decision {
  readonly verdict: 'allowed' | 'denied';
  readonly reason: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** The layer that decided; for an allow, the layer that granted. */
  readonly layer: Layer;
  /** The denying or the granting statements; empty for an implicit deny. */
  readonly deciding: readonly DecidingStatement[];
  /** True when no policy of any kind could change the decision. */
  readonly isBeyondPolicies: boolean;
  /** Explains the decision gate by gate, with the names of `labels`. Costs nothing until it is called. */
  explain(labels?: Labels): Trace;
}

export interface Trace {
  readonly gates: readonly Gate[];
  /** The context as it was evaluated, keys in the spelling in which they were given. */
  readonly context: RequestContext;
  /** Plain sentences of because.ts, the headline first; `rule` is the id of the rule that decided. */
  readonly because: string;
  /** The first sentence of `because`, and the others. */
  readonly headline: string;
  readonly more: string;
  readonly rule: string;
}

/** One layer of policies and its outcome. */
export interface Gate {
  readonly layer: Layer;
  /** Resource policies only: the kind, if AWS has a name of its own for it. */
  readonly kind?: ResourcePolicyKind;
  /** `not-applicable`: the layer does not exist for this request (no boundary, no organization …). */
  readonly outcome: 'allows' | 'explicit-deny' | 'implicit-deny' | 'not-applicable';
  /** True for the one gate that decided. */
  readonly decided: boolean;
  /** Policies of the layer exist that nobody here knows, so the outcome is that of the known ones. */
  readonly isUnknown?: true;
  /** Statements that apply, and the nearest of those that do not. */
  readonly statements: readonly StatementTrace[];
  /** Number of statements that do not apply and are left out to keep the trace small. */
  readonly omitted?: number;
  /**
   * The outcome of each level, where a layer has several. SCPs and RCPs: root first. Session policies: only in a
   * session that was scoped down, the policies passed when it began first, if any (Y-01).
   */
  readonly levels?: readonly GateLevel[];
}

export interface GateLevel {
  readonly policies: readonly string[];
  readonly outcome: 'allows' | 'explicit-deny' | 'implicit-deny';
}

export interface StatementTrace extends DecidingStatement {
  readonly effect: 'Allow' | 'Deny';
  /** The position of the policy's level in `levels`; 0 is the root for SCPs and RCPs. */
  readonly level?: number;
  readonly applies: boolean;
  /** The first part that did not match; absent when the statement applies. */
  readonly failed?: 'principal' | 'action' | 'resource' | 'condition';
  /** Character offsets of the statement in the policy text: [start, end). */
  readonly span: Span;
  readonly conditions: readonly ConditionTrace[];
}

export interface ConditionTrace {
  readonly operator: string;
  readonly key: string;
  /** The values as the policy writes them. */
  readonly wanted: readonly string[];
  /** The value in the request; absent: the key is missing. */
  readonly found?: string | readonly string[];
  readonly holds: boolean;
}
