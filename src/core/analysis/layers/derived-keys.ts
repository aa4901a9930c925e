/** The context keys that every request of a principal has, whatever it asks. */

import type { EvaluationInput } from '../../authz/decision.ts';

/** Keys of a factor, with which a caller may come or not. */
export const mfaKeys: ReadonlySet<string> = new Set(['aws:multifactorauthpresent', 'aws:multifactorauthage']);

/** Returns the keys in lower case, with their values. */
export function derivedKeys({ context = {} }: EvaluationInput): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(context).flatMap(([key, value]) =>
      typeof value === 'string' && !mfaKeys.has(key.toLowerCase()) ? [[key.toLowerCase(), value]] : [],
    ),
  );
}
