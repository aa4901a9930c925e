/**
 * The vocabulary of decisions: what the engine takes, what it answers, and the trace that explains the
 * answer. Views and queries read these; none of them works out a reason again.
 */

import type { Labels } from '../model/labels.ts';
import type { Layer, ResourcePolicyKind } from '../model/policy-layers.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { Span } from '../policy/syntax/tree.ts';

export { layers, type Layer } from '../model/policy-layers.ts';
export type { Span };

export interface NamedPolicy {
  /** As shown to a person: a policy name, or the ARN where there is one. */
  readonly name: string;
  readonly document: string | object | CompiledPolicy;
}

/**
 * One of the permissions that an operation needs: its own action, `iam:PassRole`, `sts:TagSession`, the
 * same action on a further resource (E-51, E-58).
 */
export interface OperationPart {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
}

/** Context keys are case-insensitive; a list is a multivalued key (C-32). */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface EvaluationInput {
  /**
   * An ARN (`…:root`, `…:user/x`, `…:assumed-role/r/s`, `…:federated-user/x`), a service
   * (`ec2.amazonaws.com`), a federated provider, or `*` (anonymous).
   */
  readonly principal: string;
  /** An assumed-role session's role, whose path its session ARN lacks. */
  readonly principalRoleArn?: string;
  /** The user behind a federated-user session (E-23). */
  readonly federatingUserArn?: string;
  readonly action: string;
  /** `*` where the action takes no resource. */
  readonly resource: string;
  /** Where the ARN carries no account (S3). */
  readonly resourceAccount?: string;
  readonly context?: RequestContext;
  readonly identityPolicies: readonly NamedPolicy[];
  /** For `sts:AssumeRole*`, the role's trust policy. */
  readonly resourcePolicy?: NamedPolicy;
  readonly permissionsBoundary?: NamedPolicy;
  /** Absent for a federated user: no permissions of its own. */
  readonly sessionPolicies?: readonly NamedPolicy[];
  /** One array per level, root first; absent: no organization; an empty level denies. */
  readonly serviceControlPolicies?: readonly (readonly NamedPolicy[])[];
  /** `RCPFullAWSAccess` is implied at each level. */
  readonly resourceControlPolicies?: readonly (readonly NamedPolicy[])[];
  readonly vpcEndpointPolicy?: NamedPolicy;
  /** The principal's account is the management account: SCPs do not apply (E-54). */
  readonly inManagementAccount?: boolean;
  /** The resource's account is: RCPs do not apply (E-54). */
  readonly resourceInManagementAccount?: boolean;
}

export interface DecidingStatement {
  /** The policy's name, as given in NamedPolicy. */
  readonly policy: string;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
  readonly sid?: string;
}

export interface Decision {
  readonly verdict: 'allowed' | 'denied';
  readonly reason: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** The layer that decided; for an allow, the one that granted. */
  readonly layer: Layer;
  /** The statements that decided: the denying ones, or the granting ones; empty for an implicit deny. */
  readonly deciding: readonly DecidingStatement[];
  /** Why, gate by gate, with the names of `labels`. Lazy: the fast path does no work for it. */
  explain(labels?: Labels): Trace;
}

/** The answer to an operation of several parts: allowed only where every part is. */
export interface OperationDecision extends Decision {
  readonly parts: readonly OperationPart[];
  /** Index of the part that decided: the first refused one, else the first. */
  readonly decidedBy: number;
}

export interface Trace {
  readonly gates: readonly Gate[];
  /** The context as it was evaluated, keys in the spelling they were given. */
  readonly context: RequestContext;
  /** Plain sentences of because.ts, the headline first, and the id of the rule that decided. */
  readonly because: string;
  readonly rule: string;
  /** True where no policy of any kind could turn the decision; absent otherwise. */
  readonly beyondPolicies?: true;
}

/** One layer of policies and what it said. */
export interface Gate {
  readonly layer: Layer;
  /** For the layer of resource policies: what AWS calls this one, where it has a name of its own. */
  readonly kind?: ResourcePolicyKind;
  /** `not-applicable`: the layer does not exist for this request (no boundary, no organization …). */
  readonly outcome: 'allows' | 'explicit-deny' | 'implicit-deny' | 'not-applicable';
  /** True for the one gate that decided. */
  readonly decided: boolean;
  /** Those that apply, and the nearest of those that do not. */
  readonly statements: readonly StatementTrace[];
  /** How many more were considered, did not apply and are left out to keep the trace small. */
  readonly omitted?: number;
  /** For SCPs and RCPs: what each level said, root first. */
  readonly levels?: readonly GateLevel[];
}

export interface GateLevel {
  readonly policies: readonly string[];
  readonly outcome: 'allows' | 'explicit-deny' | 'implicit-deny';
}

export interface StatementTrace extends DecidingStatement {
  readonly effect: 'Allow' | 'Deny';
  /** For SCPs and RCPs: the level the policy is attached to, 0 the root. */
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
  /** As the policy writes them. */
  readonly wanted: readonly string[];
  /** What the request carries; absent: the key is missing. */
  readonly found?: string | readonly string[];
  readonly holds: boolean;
}
