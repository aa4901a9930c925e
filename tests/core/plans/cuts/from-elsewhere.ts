/** The decision of a call from an account that the world does not hold, as its trust policy alone makes it. */

import type { Decision } from '#core/authz/decision.ts';

/** `policy`: the ARN of the role; its statements of these positions let the caller in. */
export const letInBy = (policy: string, ...statements: readonly number[]): Decision => ({
  ...{ verdict: 'allowed', reason: 'allowed', layer: 'resource', isBeyondPolicies: false },
  deciding: statements.map((statement) => ({ policy, statement })),
  explain: () => ({ gates: [] }) as never,
});
