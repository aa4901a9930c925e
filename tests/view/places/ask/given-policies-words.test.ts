/** The text to start from of each kind of given policy is one that AWS would accept. */

import { expect, test } from 'vitest';
import { policyProblems } from '#core/authoring/problems.ts';
import { starterOf } from '#view/places/ask/given-policies/form-words.ts';
import { assumedKinds } from '#view/places/ask/given-policies/words.ts';

const asked = ['s3:GetObject', 'iam:CreateUser', '*'];
test.each(assumedKinds.flatMap((kind) => asked.map((action) => [kind, action] as const)))(
  'AWS would accept the %s to start from, for %s',
  (kind, action) => {
    const question = { principal: 'arn:aws:iam::111122223333:user/alice', action, resource: '*' };
    expect(policyProblems(starterOf(kind, question), kind)).toEqual([]);
  },
);
