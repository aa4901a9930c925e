/** The account of a world is read as another one: in ARNs, ids and policies, and every answer stays. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { accountsSwapped, swapIn } from '#core/model/world/swap-accounts.ts';
import { runToEnd } from '#core/model/steps.ts';
import { worldOf } from '#share/world-records.ts';
import { recordsOf } from '#share/world-records.ts';
import { aWorld, allow, policyOf } from '../../../setup/world.ts';

const [mine, other] = ['111122223333', '444455556666'];

function built(account: string, partner: string) {
  const trust = policyOf({
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam::${account}:user/alice`, partner] },
    Action: 'sts:AssumeRole',
  });
  return aWorld(account)
    .policy('Read', allow('s3:GetObject', `arn:aws:s3:::logs-${account}/*`))
    .user('alice', { attach: ['Read'], tags: { number: `9${account}` } })
    .role('Deploy', trust)
    .resource(`arn:aws:s3:::logs-${account}`)
    .world();
}

test('a world with its account id exchanged is the world that was made with the other id', () => {
  const swapped = runToEnd(accountsSwapped(built(other, mine), mine, other));
  const expected = recordsOf(built(mine, other));
  const alike = (text: string) =>
    text.replaceAll(/"(?:id|trustedIds)":[^,}]+/g, '').replaceAll(`9${other}`, `9${mine}`);
  expect(alike(JSON.stringify(recordsOf(swapped).users))).toBe(alike(JSON.stringify(expected.users)));
  expect(recordsOf(swapped).roles[0]?.assumeRolePolicyDocument).toBe(
    expected.roles[0]?.assumeRolePolicyDocument,
  );
  expect(worldOf(recordsOf(swapped)).index.byArn).toEqual(swapped.index.byArn);
  const question = {
    principal: `arn:aws:iam::${mine}:user/alice`,
    action: 's3:GetObject',
    resource: `arn:aws:s3:::logs-${mine}/a`,
  };
  expect(authorize(swapped, question, { now: 0 }).verdict).toBe('allowed');
});

test('two ids are exchanged in every text and key, and never inside a longer number', () => {
  const swap = swapIn(mine, other);
  const value = { [`arn:aws:iam::${mine}:root`]: [`${other}`, `1${mine}`, `x-${mine}-y`, 7, null] };
  expect(swap(value)).toEqual({
    [`arn:aws:iam::${other}:root`]: [mine, `1${mine}`, `x-${other}-y`, 7, null],
  });
  expect(swap(swap(value))).toEqual(value);
});
