/** The texts of AccessDenied, word for word. */

import { expect, test } from 'vitest';
import type { Decision, Layer } from '#core/authz/decision.ts';
import { accessDenied } from '#core/authz/access-denied.ts';

const who = 'arn:aws:iam::111122223333:user/Bob';
const managed = 'arn:aws:iam::111122223333:policy/P';
const decision = (layer: Layer, reason: Decision['reason'], policy?: string): Decision => ({
  verdict: 'denied',
  reason,
  layer,
  deciding: policy === undefined ? [] : [{ policy, statement: 0 }],
  isBeyondPolicies: false,
  explain: () => expect.fail('a message needs no trace'),
});
const message = (d: Decision, action = 'iam:GetUser', printed = 'user Eve') =>
  accessDenied({ decision: d, principalArn: who, action, printed }).message;
const refused = (action: string, printed: string) =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${printed}`;

test.each([
  ['identity', 'implicit-deny', undefined, ' because no identity-based policy allows the iam:GetUser action'],
  ['resource', 'implicit-deny', undefined, ' because no resource-based policy allows the iam:GetUser action'],
  [
    'permissions-boundary',
    'implicit-deny',
    undefined,
    ' because no permissions boundary allows the iam:GetUser action',
  ],
  ['session', 'implicit-deny', undefined, ' because no session policy allows the iam:GetUser action'],
  [
    'service-control',
    'implicit-deny',
    undefined,
    ' because no service control policy allows the iam:GetUser action',
  ],
  [
    'vpc-endpoint',
    'implicit-deny',
    undefined,
    ' because no VPC endpoint policy allows the iam:GetUser action',
  ],
  ['identity', 'explicit-deny', `${who}#inline`, ' with an explicit deny in an identity-based policy'],
  ['resource', 'explicit-deny', managed, ' with an explicit deny in a resource-based policy'],
  ['session', 'explicit-deny', undefined, ' with an explicit deny in a session policy'],
  ['service-control', 'explicit-deny', undefined, ' with an explicit deny in a service control policy'],
  ['resource-control', 'explicit-deny', undefined, ' with an explicit deny in a resource control policy'],
  ['vpc-endpoint', 'explicit-deny', undefined, ' with an explicit deny in a VPC endpoint policy'],
] as const)(
  'E-76 the text of AccessDenied for the layer %s says its reason: %s',
  (layer, reason, policy, tail) => {
    expect(message(decision(layer, reason, policy))).toBe(refused('iam:GetUser', 'user Eve') + tail);
  },
);

test('E-70, Y-09 AccessDenied names the ARN of the denying managed policy', () => {
  expect(message(decision('identity', 'explicit-deny', managed))).toMatch(
    / with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy\/P$/,
  );
  expect(message(decision('permissions-boundary', 'explicit-deny', managed))).toMatch(
    / with an explicit deny in a permissions boundary: arn/,
  );
});

test('E-70, Y-09 AccessDenied names no policy where the resource is a stranger’s', () => {
  const refusal = {
    principalArn: who,
    action: 's3:GetObject',
    printed: 'arn:aws:s3:::b/k',
    isForeign: true,
  };
  const denied = decision('identity', 'explicit-deny', managed);
  expect(accessDenied({ decision: denied, ...refusal }).message).toMatch(
    / with an explicit deny in an identity-based policy$/,
  );
});

test('E-76 the trust policy has a name of its own for sts calls', () => {
  expect(message(decision('resource', 'explicit-deny', 'x'), 'sts:TagSession', 'r')).toMatch(
    /in the role trust policy$/,
  );
  expect(message(decision('resource', 'implicit-deny'), 'sts:TagSession', 'r')).toMatch(
    /because no role trust policy allows the sts:TagSession action$/,
  );
});

test('E-72 AssumeRole is refused without a reason in the text', () => {
  for (const layer of ['identity', 'resource'] as const) {
    expect(message(decision(layer, 'implicit-deny'), 'sts:AssumeRole', 'r')).toBe(
      refused('sts:AssumeRole', 'r'),
    );
  }
});

test('E-74 a refusal is AccessDenied 403 in the Query protocol', () => {
  expect(
    accessDenied({
      decision: decision('identity', 'implicit-deny'),
      principalArn: who,
      action: 'a',
      printed: 'r',
    }),
  ).toMatchObject({ code: 'AccessDenied', status: 403 });
});
