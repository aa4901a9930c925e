/** The question that the engine's tests start from: Bob of account A reading one object, unless a row says otherwise. */

import { expect } from 'vitest';
import { type EvaluationInput, type Layer, layers } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';

export const A = '111122223333';
export const B = '444455556666';
export const bob = `arn:aws:iam::${A}:user/Bob`;
export const bobOfB = `arn:aws:iam::${B}:user/Bob`;
export const role = `arn:aws:iam::${A}:role/team/Dev`;
export const session = `arn:aws:sts::${A}:assumed-role/Dev/s1`;
export const federated = `arn:aws:sts::${A}:federated-user/fred`;
export const object = 'arn:aws:s3:::bucket/k';
export const key = `arn:aws:kms:eu-west-1:${A}:key/1`;

export type Parts = Readonly<Record<string, unknown>>;
let made = 0;
export const policy = (...statements: Parts[]) => ({
  name: `p${made++}`,
  document: { Version: '2012-10-17', Statement: statements.map((parts) => ({ Resource: '*', ...parts })) },
});
export const allow = (action: string, parts: Parts = {}) =>
  policy({ Effect: 'Allow', Action: action, ...parts });
export const deny = (action: string, parts: Parts = {}) =>
  policy({ Effect: 'Deny', Action: action, ...parts });
/** A trust policy: no Resource. */
export const trusts = (principal: unknown) => ({
  name: 'trust',
  document: { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:*' }] },
});

export const asked = (parts: Partial<EvaluationInput>): EvaluationInput => ({
  principal: bob,
  action: 's3:GetObject',
  resource: object,
  resourceAccount: A,
  identityPolicies: [],
  ...parts,
});
export const asRole = { principal: session, principalRoleArn: role };

export type Answer = readonly [reason: 'allowed' | 'explicit-deny' | 'implicit-deny', layer: Layer];
export const expectDecision = (parts: Partial<EvaluationInput>, [reason, layer]: Answer): void => {
  const decision = evaluate(asked(parts));
  expect([decision.reason, decision.layer]).toEqual([reason, layer]);
  expect(decision.verdict).toBe(reason === 'allowed' ? 'allowed' : 'denied');
  const trace = decision.explain();
  expect(trace.gates.map((gate) => gate.layer)).toEqual(layers);
  const [gate, ...others] = trace.gates.filter(({ decided }) => decided);
  expect([gate?.layer, others]).toEqual([layer, []]);
  expect(gate?.outcome).toBe(reason === 'allowed' ? 'allows' : reason);
  expect(trace.because).toMatch(/^[A-Z].*\.$/);
};

export const implicit = (layer: Layer): Answer => ['implicit-deny', layer];
export const explicit = (layer: Layer): Answer => ['explicit-deny', layer];
export const allowedBy = (layer: Layer): Answer => ['allowed', layer];
