/** Facts of an account, read from a level's world. */

import { expect, test } from 'vitest';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import type { AfterCalls } from '#learn/level/played.ts';
import { begin } from './replay.ts';

const openIds = ({ open }: AfterCalls) => open.map(({ goal }) => goal.id);

test('an access key that is inactive is still there until it is deleted', async () => {
  const card = findLevel('access-key');
  if (!card) throw new Error('the level is gone');
  const level = await loadLevel(card);
  const of = 'arn:aws:iam::311000000007:user/paul';
  const fact = (name: 'access-key' | 'active-key') =>
    ({ id: name, text: name, check: { kind: 'fact', fact: name, of, wanted: true } }) as const;
  const played = await begin({
    ...level,
    goals: [fact('access-key'), fact('active-key')],
    hidden: [],
  });
  const key = { UserName: 'paul', AccessKeyId: 'AKIAPAULOFFICE123456' };
  const off = { operation: 'UpdateAccessKey', params: { ...key, Status: 'Inactive' } };

  expect(openIds(await played.after([]))).toEqual([]);
  expect(openIds(await played.after([off]))).toEqual(['active-key']);
  expect(openIds(await played.after([{ operation: 'DeleteAccessKey', params: key }]))).toEqual([
    'access-key',
    'active-key',
  ]);
});

test('an MFA device that nobody has is no MFA of a user that does not exist', async () => {
  const card = findLevel('access-key');
  if (!card) throw new Error('the level is gone');
  const of = 'arn:aws:iam::311000000007:user/nobody';
  const mfa = { id: 'mfa', text: 'mfa', check: { kind: 'fact', fact: 'mfa', of, wanted: true } } as const;
  const played = await begin({ ...(await loadLevel(card)), goals: [mfa], hidden: [] });
  const device = { operation: 'CreateVirtualMFADevice', params: { VirtualMFADeviceName: 'spare' } };
  expect(openIds(await played.after([device]))).toEqual(['mfa']);
});
