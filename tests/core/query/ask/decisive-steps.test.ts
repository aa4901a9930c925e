/** The steps that made an answer are told apart from those that did not count. */

import { expect, test } from 'vitest';
import type { EvaluationInput, Layer } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { isUnknown, decisiveStepsOf } from '#core/query/ask/decisive-steps.ts';
import { allow, asked, deny } from '../../authz/asked.ts';

const organization = { serviceControlPolicies: [[allow('*')]] };
const bucket = (policy: { document: object }) => ({ resourcePolicy: { name: 'bucket', ...policy } });

test.each<[string, Partial<EvaluationInput>, Layer[]]>([
  ['nothing allows it', {}, ['identity']],
  ['a limit that allows is no obstacle', organization, ['identity']],
  [
    'an allow needs every gate that allows it',
    { ...organization, identityPolicies: [allow('*')], permissionsBoundary: allow('*') },
    ['service-control', 'identity', 'permissions-boundary'],
  ],
  [
    'a silent bucket policy does not count for an allow',
    { identityPolicies: [allow('*')], ...bucket(allow('s3:PutObject', { Principal: '*' })) },
    ['identity'],
  ],
  [
    'a silent bucket policy counts for a refusal',
    bucket(allow('s3:PutObject', { Principal: '*' })),
    ['resource', 'identity'],
  ],
  [
    'the boundary refuses what a policy allows',
    { identityPolicies: [allow('*')], permissionsBoundary: allow('ec2:*') },
    ['identity', 'permissions-boundary'],
  ],
  [
    'an explicit deny is final',
    { identityPolicies: [deny('*')], permissionsBoundary: allow('*') },
    ['identity'],
  ],
  [
    'every explicit deny counts',
    { identityPolicies: [deny('*')], permissionsBoundary: deny('*') },
    ['identity', 'permissions-boundary'],
  ],
])('the decisive steps: %s', (_, parts, layers) => {
  const { gates } = evaluate(asked(parts)).explain();
  const { decisive, others } = decisiveStepsOf(gates);
  expect(decisive.map(({ layer }) => layer)).toEqual(layers);
  expect(decisive.length + others.length).toBe(gates.length);
});

test('a layer whose policies nobody knows is a decisive step, and not one that was not needed', () => {
  const { gates } = evaluate(asked({ identityPolicies: [allow('*')] })).explain();
  const layersOf = (unknown: Layer[]) =>
    decisiveStepsOf(gates, new Set(unknown)).decisive.map(({ layer }) => layer);
  expect(layersOf(['service-control'])).toEqual(['service-control', 'identity']);
  expect(gates.filter((gate) => isUnknown(gate, new Set<Layer>(['identity'])))).toEqual([]);
});

test('an allow of some control policies is not known as long as others are missing, and a deny is', () => {
  const outcomes = (policy: ReturnType<typeof allow>) =>
    evaluate(asked({ identityPolicies: [allow('*')], serviceControlPolicies: [[policy]] }))
      .explain()
      .gates.filter((gate) => isUnknown(gate, new Set<Layer>(['service-control', 'identity'])))
      .map(({ layer }) => layer);
  expect(outcomes(allow('*'))).toEqual(['service-control']);
  expect(outcomes(deny('*'))).toEqual([]);
});
