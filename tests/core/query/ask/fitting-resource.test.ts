/** The resource of a question, when another action is asked that cannot have it. */

import { beforeAll, expect, test } from 'vitest';
import { fittingResource } from '#core/query/ask/fitting-resource.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, role, trusts } from '../../accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const world = anAccount({
  users: { alice: { inline: { P: allow('s3:GetObject', 'arn:aws:s3:::corp/x') } } },
  roles: { Open: { trust: [trusts({ AWS: '*' })] } },
});
test.each([
  ['s3:GetObject', 'arn:aws:s3:::corp/x', 'arn:aws:s3:::corp/x'],
  ['s3:GetObject', 'arn:aws:s3:::corp', 'arn:aws:s3:::corp/*'],
  ['s3:ListBucket', 'arn:aws:s3:::corp/x', 'arn:aws:s3:::corp'],
  ['s3:GetObject', `arn:aws:lambda:us-east-1:${account}:function:a`, 'arn:aws:s3:::corp/x'],
  ['sts:AssumeRole', 'arn:aws:s3:::corp/x', role('Open')],
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::corp/x', '*'],
  ['lambda:InvokeFunction', 'arn:aws:s3:::corp/x', '*'],
])('%s, asked after something on %s, is asked on %s', (name, resource, fitting) => {
  const action = reference.action(name);
  if (!action) expect.fail('the reference knows it');
  expect(fittingResource(world, account, action, resource)).toBe(fitting);
});
