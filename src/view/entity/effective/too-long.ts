/** Says what to do with a policy that is longer than one managed policy may be. */

import { defaultQuotas } from '../../../core/model/quotas.ts';

const { PolicySize, PoliciesPerRole, RolePolicySize } = defaultQuotas;
const words = (count: number): string => count.toLocaleString('en');

/** `size`: without white space. */
export function tooLongWords(size: number): string {
  const limit = `It has ${words(size)} characters without white space, and AWS takes ${words(PolicySize)}.`;
  if (size > PolicySize * PoliciesPerRole)
    return `${limit} Even ${PoliciesPerRole} policies do not hold it. Give parts of the work to roles of their own.`;
  const split = `Split its statements over several managed policies: ${PoliciesPerRole} can be attached.`;
  return size > RolePolicySize
    ? `${limit} ${split} Or give parts of the work to roles of their own.`
    : `${limit} ${split} Or use a role of its own, whose inline policy may have ${words(RolePolicySize)}.`;
}
