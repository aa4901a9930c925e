/**
 * Compares a statement with itself under another operator, for every pair of operators over one value. The engine looks
 * for a value of the key that only the second lets in; where it finds one, the answer must not be no.
 */

import { expect, test } from 'vitest';
import { grantsMore } from '#core/analysis/grants-more.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { conditionOperators } from '#core/policy/operator-names.ts';

const operators = conditionOperators.flatMap((operator) =>
  operator === 'Null' ? [operator] : [operator, `${operator}IfExists`],
);
const [account, action, resource] = ['111122223333', 's3:GetObject', 'arn:aws:s3:::pay/x'];
const key = 'aws:PrincipalTag/team';

const policyWith = (operator: string, value: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: action,
      Resource: '*',
      Condition: { [operator]: { [key]: value } },
    },
  });

function allows(document: string, context: RequestContext): boolean {
  const identityPolicies = [{ name: 'p', document }];
  const principal = `arn:aws:iam::${account}:user/w`;
  const input = { principal, action, resource, resourceAccount: account, context, identityPolicies };
  return evaluate(input).verdict === 'allowed';
}

/** Spellings, neighbours and strangers of the value, and the absent key. */
function contextsNear(value: string): RequestContext[] {
  const first = value.charAt(0).toUpperCase() + value.slice(1);
  const fixed = [
    '',
    'w',
    '6',
    '7',
    '8',
    '7.0',
    'true',
    'false',
    'TRUE',
    '10.1.2.3',
    '11.0.0.1',
    '1767225600',
  ];
  const dates = ['2025-12-31T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  const arns = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/A'];
  const near = [value, value.toUpperCase(), value.toLowerCase(), first, ...fixed, ...dates, ...arns];
  return [{}, ...near.map((one) => ({ [key]: one }))];
}

test.each([
  'blue',
  'bLue',
  '7',
  'true',
  '10.0.0.0/8',
  '2026-01-01T00:00:00Z',
  'arn:aws:iam::111122223333:role/a',
  'b*',
])('no pair of operators over the value %s is said to grant nothing more where it does', (value) => {
  const contexts = contextsNear(value);
  const policies = operators.map((operator) => {
    const document = policyWith(operator, value);
    return { operator, document, allowed: contexts.map((one) => allows(document, one)) };
  });
  const wrong: string[] = [];
  for (const before of policies)
    for (const after of policies) {
      const at = contexts.findIndex((_, index) => after.allowed[index] && !before.allowed[index]);
      if (at < 0 || grantsMore(before.document, after.document, 'identity').answer !== 'no') continue;
      wrong.push(`${before.operator} to ${after.operator}: ${JSON.stringify(contexts[at])}`);
    }
  expect(wrong).toEqual([]);
});
