/** AWS's own policies, alone and under a boundary and SCPs: one of sixty, with `COUNTS=most` one of six. */

import { expect, test } from 'vitest';
import { equivalentPolicy } from '#core/analysis/equivalent/equivalent.ts';
import { layersOf } from '#core/analysis/layers/principal-layers.ts';
import { createReference } from '#reference/reference.ts';
import { allow, deny, env } from '../../accounts.ts';
import { limitedAccount, w } from './limited-account.ts';
import { countOf } from '../../../setup/counts.ts';

const every = countOf({ sample: 60, full: 48, most: 6 });
const everything = allow('*');
const limits = {
  boundary: [
    allow(['s3:*', 'ec2:*', 'lambda:*', 'logs:*', 'cloudwatch:*', 'sqs:*', 'sns:*']),
    allow('iam:PassRole', 'arn:aws:iam::*:role/app-*'),
    allow(['iam:Get*', 'iam:List*']),
  ],
  scps: [
    [everything],
    [
      everything,
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'support:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      },
      deny(['s3:DeleteBucket', 'ec2:DeleteVpc']),
    ],
  ],
};

test.each([
  ['alone', {}],
  ['under a boundary and SCPs', limits],
])('AWS managed policies %s have an equivalent policy that is proved to be the same', async (_how, more) => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const found = reference
    .managedPolicies()
    .filter((_, at) => at % every === 0)
    .map(({ arn, document }) => {
      const { Statement } = JSON.parse(document) as { Statement: object | readonly object[] };
      const world = limitedAccount({ identity: [[Statement].flat()], ...more });
      return { arn, ...equivalentPolicy(layersOf(world, { principal: w }, env)) };
    });
  const unproved = found.filter((one) =>
    'proof' in one ? one.proof !== 'same' : one.why !== 'nothing is allowed',
  );
  expect(unproved).toEqual([]);
  expect(found.filter((one) => 'proof' in one).length).toBeGreaterThan(found.length * 0.4);
});
