/** Finds the policy in what a person pastes, and why AWS would not take it. */

import { policyProblems } from '../../../../core/authoring/problems.ts';
import type { AssumedKind } from '../given-policies/words.ts';
import { errorWords } from './aws-error.ts';

/**
 * Returns the policy in AWS’s answer, where somebody pastes the whole answer.
 * @internal
 */
export function policyIn(text: string): string {
  const found = policyMember(parsed(text));
  if (found === undefined) return text;
  return typeof found === 'string' ? found : JSON.stringify(found, null, 2);
}

/** Returns the policy, or why AWS would not take it. */
export function readPolicy(
  text: string,
  kind: AssumedKind,
):
  | { readonly kind: 'policy'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string } {
  const error = errorWords(text, false);
  if (error !== undefined) return { kind: 'problem', problem: error };
  const policy = policyIn(text.trim());
  const problem = problemOf(policy, kind);
  return problem === undefined ? { kind: 'policy', text: policy } : { kind: 'problem', problem };
}

/** Returns why AWS would not take the policy; its own RCPFullAWSAccess, which no customer may write, is one. */
export function problemOf(policy: string, kind: AssumedKind): string | undefined {
  return kind === 'rcp' && isFullAccess(parsed(policy))
    ? undefined
    : policyProblems(policy, kind)[0]?.message;
}

function isFullAccess(policy: unknown): boolean {
  const { Statement } = (policy ?? {}) as { readonly Statement?: unknown };
  const [only, ...others] = [Statement].flat() as (Readonly<Record<string, unknown>> | undefined)[];
  return (
    others.length === 0 &&
    only?.['Effect'] === 'Allow' &&
    ['Principal', 'Action', 'Resource'].every((member) => String(only[member]) === '*')
  );
}

function policyMember(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const members = answer as Readonly<Record<string, unknown>>;
  for (const name of ['Attributes', 'Role'])
    if (members[name] !== undefined) return policyMember(members[name]);
  const policy = members['Policy'];
  if (typeof policy === 'object' && policy !== null && 'Content' in policy) return policy.Content;
  return policy ?? members['ResourcePolicy'] ?? members['policyText'] ?? members['AssumeRolePolicyDocument'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
