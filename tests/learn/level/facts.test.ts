/** Facts of an account, read from a level's world. */

import { expect, test } from 'vitest';
import { findLevel, loadLevel } from '../../../src/learn/path/list.ts';
import { Played } from './replay.ts';

test('an access key that is inactive is still there until it is deleted', async () => {
  const card = findLevel('access-key');
  if (!card) throw new Error('the level is gone');
  const level = await loadLevel(card);
  const of = 'arn:aws:iam::311000000007:user/paul';
  const fact = (name: 'access-key' | 'active-key') =>
    ({ id: name, text: name, check: { kind: 'fact', fact: name, of, wanted: true } }) as const;
  const played = await Played.begin({
    ...level,
    goals: [fact('access-key'), fact('active-key')],
    hidden: [],
  });
  const key = { UserName: 'paul', AccessKeyId: 'AKIAPAULOFFICE123456' };
  const off = { operation: 'UpdateAccessKey', params: { ...key, Status: 'Inactive' } };

  expect((await played.after([])).open).toEqual([]);
  expect((await played.after([off])).open).toEqual(['active-key']);
  expect((await played.after([{ operation: 'DeleteAccessKey', params: key }])).open).toEqual([
    'access-key',
    'active-key',
  ]);
});

test('an MFA device that nobody has is no MFA of a user that does not exist', async () => {
  const card = findLevel('access-key');
  if (!card) throw new Error('the level is gone');
  const of = 'arn:aws:iam::311000000007:user/nobody';
  const mfa = { id: 'mfa', text: 'mfa', check: { kind: 'fact', fact: 'mfa', of, wanted: true } } as const;
  const played = await Played.begin({ ...(await loadLevel(card)), goals: [mfa], hidden: [] });
  const device = { operation: 'CreateVirtualMFADevice', params: { VirtualMFADeviceName: 'spare' } };
  expect((await played.after([device])).open).toEqual(['mfa']);
});
