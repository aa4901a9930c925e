/** The types of a way: steps to more rights. The engine allows each after the steps before it. */

import type { Choice } from './choices.ts';
import type { Method } from './format.ts';
import type { DecidedCall } from './trying/result.ts';

export interface WayStep {
  readonly method: Method;
  /**
   * ARN of the principal that acts: where the step before ended. After a preparation it is whoever goes on: the same
   * actor, the one that was strengthened where the way has it already, or another one that the way has gained.
   */
  readonly from: string;
  /** ARN of the principal whose rights the actor has afterwards; of a preparation, the one that it strengthens. */
  readonly to: string;
  readonly decided: readonly DecidedCall[];
  /** The actor chooses them: the group, the policy, its version, the policy that is attached. */
  readonly choice: Choice;
  /** One sentence for each thing that must exist and that nobody knows of; else empty. */
  readonly assumes: readonly string[];
  /** Its assumptions hold in most accounts: a user has fewer than two access keys. */
  readonly isLikely?: true;
}

export interface AttackPath {
  /** ARN of the principal or of the resource that runs as a role; of an outsider, its name. */
  readonly from: string;
  readonly to: string;
  /** Empty for one that is there already. */
  readonly steps: readonly WayStep[];
  /** The end is one only with MFA, from the right address, or if a policy says so; comes only where assumptions count. */
  readonly onlyWith?: Proof;
}

/** `policy`: the own policy of a resource, which nobody knows, lets the caller in. */
export type Proof = 'mfa' | 'address' | 'policy';

export const isAssumed = ({ steps, onlyWith }: AttackPath): boolean =>
  onlyWith !== undefined || steps.some(({ assumes }) => assumes.length > 0);

export function assumedPolicyNote(end: string): string {
  return `The policy of ${nameIn(end)} lets the policies of the caller’s account decide.`;
}

/** Returns the ARN from its type on: `role/Boss`, `key/1`. */
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const sentences: Readonly<Record<Proof, (end: string) => string>> = {
  mfa: (end) => `${end} is used with MFA.`,
  policy: assumedPolicyNote,
  address: (end) => `${end} is used from an address that its policies allow.`,
};

export function withProof<P extends AttackPath>(path: P): P {
  const { steps, to, onlyWith } = path;
  const last = steps.at(-1);
  if (onlyWith === undefined || !last) return path;
  const assumes = [...last.assumes, sentences[onlyWith](nameIn(to))];
  return { ...path, steps: [...steps.slice(0, -1), { ...last, assumes }] };
}
