/**
 * What AWS would say to a policy document on saving it, with the places in its text: for the editors, which
 * check while a person types. The rules are the grammar's (core/policy); here they only get a face.
 */

import { checkPolicy } from '../policy/checks/check.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';

export type { PolicyKind };

export interface EditorProblem {
  /** Character offsets [start, end). */
  readonly start: number;
  readonly end: number;
  readonly severity: 'error';
  /** AWS's text, and where that says little, what is wrong here. */
  readonly message: string;
}

/** Empty: AWS would save the document. AWS's own answer first. */
export const policyProblems = (text: string, kind: PolicyKind): EditorProblem[] =>
  checkPolicy(text, kind).map(({ span, message, detail }) => ({
    start: span.start,
    end: span.end,
    severity: 'error',
    message: detail === undefined ? message : `${message} (${detail})`,
  }));
