/**
 * The reason why a text is no usable policy. The parser returns it as a value. `compile`, and so `evaluate`,
 * throws it, because there a policy that does not parse is the caller's mistake.
 */

import type { Span } from './tree.ts';

export const policySyntaxCodes = [
  'invalid-json',
  'duplicate-key',
  'too-deep',
  'not-an-object',
  'no-statement',
  'wrong-type',
  'no-effect',
  'no-action',
  'conflicting-elements',
  'unknown-principal-type',
] as const;
export type PolicySyntaxCode = (typeof policySyntaxCodes)[number];

export interface PolicySyntaxFault {
  readonly code: PolicySyntaxCode;
  /** One lower-case line that says what is wrong and what to do. */
  readonly message: string;
  readonly span: Span;
}

export class PolicySyntaxError extends Error implements PolicySyntaxFault {
  readonly code: PolicySyntaxCode;
  readonly span: Span;

  constructor(fault: PolicySyntaxFault) {
    super(fault.message);
    this.name = 'PolicySyntaxError';
    this.code = fault.code;
    this.span = fault.span;
  }
}

/** Returns the fault that a PolicySyntaxError carries, and throws every other error again. */
export function faultOf(error: unknown): PolicySyntaxFault {
  if (!(error instanceof PolicySyntaxError)) throw error;
  return { code: error.code, message: error.message, span: error.span };
}
