/** The types of an attempt: whom a method is tried for, and how it ends. */

import type { Decision, RequestContext } from '#core/authz/decision.ts';
import type { World } from '#core/model/world/world.ts';
import type { AllowedCall } from '../changes.ts';
import type { Choice } from '../choices.ts';

/** The principals of a method: who acts, and whose rights are gained (the same for `self`). */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface DecidedCall {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly decision: Decision;
}

export interface MethodResult {
  readonly works: boolean;
  readonly administrator: boolean;
  /** Each permission in its order, then the trust of the gained role. Empty when the circumstances do not fit. */
  readonly decided: readonly DecidedCall[];
  /** Those of them that were laid over the world, in their order. */
  readonly calls: readonly AllowedCall[];
  readonly choice: Choice;
  /** ARN of what is gained: the target, or what the method made. */
  readonly gained: string;
  /** Sentences: what must be so, although the world does not know it. Empty: it works without any doubt. */
  readonly assumes: readonly string[];
  /** All that it assumes is so in most accounts; false where it assumes nothing. */
  readonly isLikely: boolean;
  readonly after: World;
}

export type ChosenPair = Pair & { readonly choice: Choice };

/** `continue`: the other permissions are asked too, for a person who reads them. */
export type AtRefusal = 'continue' | 'stop';
