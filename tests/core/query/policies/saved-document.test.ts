/** A document that is only laid out in another way is no edit. */

import { expect, test } from 'vitest';
import { isSavedDocument } from '#core/query/policies/edited-policy.ts';
import { TestAccount, account } from '../../api/door.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const { world } = new TestAccount().given([
  'CreateRole',
  { RoleName: 'Server', AssumeRolePolicyDocument: JSON.stringify(trust) },
]);
const arn = `arn:aws:iam::${account}:role/Server`;

test.each([
  ['the same text', JSON.stringify(trust), true],
  ['the same document, laid out', JSON.stringify(trust, null, 2), true],
  ['another action', JSON.stringify(trust).replace('AssumeRole', 'TagSession'), false],
  ['no JSON', '{', false],
])('%s is what is saved: as the third word says', (_, text, isSaved) => {
  expect(isSavedDocument(world, { kind: 'trust', arn } as never, text)).toBe(isSaved);
});
