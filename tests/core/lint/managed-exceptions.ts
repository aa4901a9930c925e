/**
 * Findings of the checks in AWS's own 1,594 policies, check by check: in how many, and why that is right. A check that
 * is wrong about AWS's own policies is mended and not listed.
 */

import type { CheckId } from '../../../src/core/lint/catalogue.ts';

interface Exception {
  /** Number of policies in which the check finds something. */
  readonly policies: number;
  readonly reason: string;
}

export const exceptions: { readonly [I in CheckId]?: Exception } = {};
