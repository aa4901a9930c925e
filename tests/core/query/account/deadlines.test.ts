/** The deadlines of an account, read from the dates of its records alone. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { unsafeAccountId, unsafeEntityId } from '#core/model/ids.ts';
import { durationWords } from '#core/words/duration.ts';
import { passedBetween, upcoming } from '#core/query/account/deadlines.ts';
import { newestRecorded } from '#core/model/world/dates.ts';
import { TestAccount, account, expectOk, noon } from '../../api/door.ts';

const id = unsafeAccountId(account);
const day = 86_400_000;

function busy(): TestAccount {
  const one = new TestAccount().given(
    ['CreateUser', { UserName: 'bob' }],
    ['CreateLoginProfile', { UserName: 'bob', Password: 'Correct-Horse-7' }],
    ['CreateAccessKey', { UserName: 'bob' }],
    ['UpdateAccountPasswordPolicy', { MaxPasswordAge: 30 }],
    ['GenerateCredentialReport', {}],
  );
  expectOk(one.call('GetSessionToken', { DurationSeconds: 3600 }));
  return one;
}

const named = (found: ReturnType<typeof upcoming>) =>
  found.map(({ kind, name, at }) => [kind, name, (at - noon) / day]);

test('the deadlines come soonest first', () => {
  expect(named(upcoming(busy().world, id, noon))).toEqual([
    ['session', 'root', 1 / 24],
    ['credential-report', 'credential report', 4 / 24],
    ['password', 'bob', 30],
    ['access-key', 'bob', 90],
  ]);
});

test('the deadlines that passed lie after the old time, up to the new', () => {
  const { world } = busy();
  const passed = (from: number, to: number) =>
    passedBetween(world, id, { from: noon + from * day, to: noon + to * day }).map(({ kind }) => kind);
  expect(passed(0, 1)).toEqual(['session', 'credential-report']);
  expect(passed(1, 30)).toEqual(['password']);
  expect(passed(30, 90)).toEqual(['access-key']);
  expect(passed(90, 400)).toEqual([]);
});

test('an inactive key and a password of a policy without an age have no deadline', () => {
  const one = busy();
  const [key] = [...one.world.accessKeys.keys()];
  one.given(
    ['UpdateAccessKey', { UserName: 'bob', AccessKeyId: key ?? '', Status: 'Inactive' }],
    ['DeleteAccountPasswordPolicy', {}],
  );
  expect(upcoming(one.world, id, noon).map(({ kind }) => kind)).toEqual(['session', 'credential-report']);
});

test('the end of a lockout and the next delivery of the report are deadlines', () => {
  const one = busy();
  const [bob = ''] = [...one.world.users.keys()];
  expectOk(one.play('SetSignInExtensions', { LockoutAttempts: 5, LockoutMinutes: 30 }));
  apply(one.world, [
    created('signIns', {
      id: unsafeEntityId(`${bob}/failures`),
      account: id,
      kind: 'failures',
      owner: unsafeEntityId(bob),
      count: 5,
      lockedUntil: '2026-01-31T12:30:00Z',
    }),
  ]);
  expectOk(one.play('PutReportSchedule', { Frequency: 'daily', Format: 'csv' }));
  const kinds = () => upcoming(one.world, id, noon).map(({ kind }) => kind);
  expect(
    upcoming(one.world, id, noon)
      .slice(0, 4)
      .map(({ kind, name, at }) => [kind, name, (at - noon) / 60_000]),
  ).toEqual([
    ['lockout', 'bob', 30],
    ['session', 'root', 60],
    ['credential-report', 'credential report', 240],
    ['report-delivery', 'credential report', 720],
  ]);
  expectOk(one.play('SetSignInExtensions', {}));
  expect(kinds()).not.toContain('lockout');
});

test('a session without its user has no deadline, and that of a sign-in is one of the console', () => {
  const one = new TestAccount().given(['CreateUser', { UserName: 'bob' }]);
  const [user] = [...one.world.users.values()];
  if (!user) throw new Error('no bob');
  const session = (key: string, owner: string, more = {}) =>
    created('sessions', {
      id: unsafeEntityId(key),
      account: id,
      kind: 'user',
      arn: user.arn,
      entity: unsafeEntityId(owner),
      issueTime: '2026-01-31T12:00:00Z',
      expiration: '2026-02-01T12:00:00Z',
      tags: [],
      transitiveTagKeys: [],
      ...more,
    });
  apply(one.world, [session('ASIA1', user.id, { console: true }), session('ASIA2', 'AIDAGONE')]);
  expect(named(upcoming(one.world, id, noon))).toEqual([['console-session', 'bob', 1]]);
});

test('another account has no such deadlines', () => {
  expect(upcoming(busy().world, unsafeAccountId('444455556666'), noon)).toEqual([]);
});

test('the newest record is the newest date of all tables', () => {
  const one = busy();
  expect(newestRecorded(one.world)).toBe('2026-01-31T12:00:00Z');
  one.wait(60).given(['CreateGroup', { GroupName: 'Later' }]);
  expect(newestRecorded(one.world)).toBe('2026-01-31T12:01:00Z');
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [61, '1 minute 1 second'],
  [3_600, '1 hour'],
  [90 * 86_400, '90 days'],
  [100_000 * 86_400 + 5, '100,000 days'],
  [86_400 + 7_230, '1 day 2 hours'],
])('a time of %i seconds reads as %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
