/**
 * The shape of fixes: changes of the account that turn an answer, found by the engine (search.ts) and tried at the
 * door before they are offered. A circumstance that the request lacks is no change: `../ask/what-if.ts` finds it.
 */

import type { Question } from '../../authz/authorize.ts';
import type { Decision, Layer } from '../../authz/decision.ts';
import type { AccountId } from '../../model/ids.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { Result } from '../../model/result.ts';
import type { World } from '../../model/world/world.ts';
import type { DescribedRequest } from '../../words/request.ts';

/** Least first. A fix of several steps has the kind of its broadest. */
export const fixKinds = [
  /** One statement for exactly the asked action and resource, wherever one is missing. */
  'statement',
  'exception',
  'tag',
  'attachment',
  'membership',
  'removal',
] as const;
export type FixKind = (typeof fixKinds)[number];

const fixSenders = ['caller', 'root'] as const;
export type FixSender = (typeof fixSenders)[number];

export interface FixRequest extends DescribedRequest {
  /** The account in which it is made: an SCP is changed in the management account. */
  readonly account: AccountId;
}

export interface PolicyEdit {
  readonly layer: Layer;
  readonly policy: string;
  /** `the boundary Limit` or `a new inline policy of alice`. */
  readonly place: string;
  /** The JSON of the statements that are added or stand in place of others. */
  readonly statement: string;
  /** The whole document; absent: there is none yet. */
  readonly before?: string;
  /** Absent: nothing is left of it. */
  readonly after?: string;
  /** Others have it too, so the statement names the principal in a condition. */
  readonly isShared?: true;
  /** Conditions of the other statements of a trust policy that the request does not meet, and this one does not ask for. */
  readonly leftOut?: readonly string[];
  /** IAM cannot take one resource out of these patterns, so they are let through whole; none: all resources. */
  readonly wider?: readonly string[];
  /** A policy is taken away whole, or tags are given: the title says all of it. */
  readonly isWhole?: true;
}

export interface Fix {
  readonly kind: FixKind;
  readonly id: string;
  /** `Attach ReadPayroll to alice`; several steps are joined by ", then ". */
  readonly title: string;
  readonly requests: readonly FixRequest[];
  readonly edits: readonly PolicyEdit[];
  readonly asked: readonly Question[];
  readonly verdict: Decision['verdict'];
  /** The current caller where the door lets it send them, else the root users of the accounts. */
  readonly by: FixSender;
  /** AWS's refusal for the current caller; absent where the caller can send them. */
  readonly refusal?: AwsError;
  /** True when it gives the permissions of an administrator. Those come last. */
  readonly allowsEverything: boolean;
  /** True when it lets the principal assume a role that has them. Nothing less does what was asked. */
  readonly reachesAdministrator?: true;
  /** Roughly how much it allows or takes away; only for sorting. */
  readonly breadth: number;
}

export interface Fixes {
  readonly found: readonly Fix[];
  /** The layer that refuses and that no change here reaches: a session policy, a policy that is not held. */
  readonly stuckAt?: Layer;
}

/** Sends a request to the door in a copy of the world. Returns the world after it, or AWS's refusal. */
export type SendFix = (world: World, request: FixRequest, by: FixSender) => Result<World, AwsError>;
