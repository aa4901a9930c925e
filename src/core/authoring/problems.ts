/**
 * The problems that AWS would report when it saves a policy document, with their places in the text. For
 * editors, which check while a person types; the rules themselves are in core/policy.
 */

import { checkPolicy } from '../policy/checks/check.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';

export type { PolicyKind };

export interface EditorProblem {
  /** Character offsets [start, end). */
  readonly start: number;
  readonly end: number;
  readonly severity: 'error';
  /** AWS's text, and what is wrong here when that says little. */
  readonly message: string;
}

/** Returns AWS's own answer first. Empty: AWS would save the document. */
export const policyProblems = (text: string, kind: PolicyKind): EditorProblem[] =>
  checkPolicy(text, kind).map(({ span, message, detail }) => ({
    start: span.start,
    end: span.end,
    severity: 'error',
    message: detail === undefined ? message : `${message} (${detail})`,
  }));
