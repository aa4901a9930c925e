/** The mark "reviewed": who, when, a note; only for what exists. */

import { expect, test } from 'vitest';
import { TestAccount, expectError, expectOk, root } from '../door.ts';

const withBob = () => {
  const account = new TestAccount().given(['CreateUser', { UserName: 'bob' }]);
  const [bob] = [...account.world.users.values()];
  return { account, id: bob?.id ?? '' };
};

test('a review mark names who and when, and a new one replaces it', () => {
  const { account, id } = withBob();
  expectOk(account.play('MarkReviewed', { Subjects: [id, id], Note: 'still needed' }));
  expect(account.world.reviews.get(id)).toMatchObject({
    date: '2026-01-31T12:00:00Z',
    by: root,
    note: 'still needed',
  });
  account.wait(86_400);
  expectOk(account.play('MarkReviewed', { Subjects: [id] }));
  expect(account.world.reviews.get(id)).toEqual({
    id,
    account: '111122223333',
    date: '2026-02-01T12:00:00Z',
    by: root,
  });
});

test('a review mark can be taken back, once', () => {
  const { account, id } = withBob();
  expectOk(account.play('MarkReviewed', { Subjects: [id] }));
  expectOk(account.play('RemoveReview', { Subjects: [id] }));
  expectError(
    account.play('RemoveReview', { Subjects: [id] }),
    'NoSuchEntity',
    404,
    /nothing that can be reviewed/,
  );
});

test('a review mark on what does not exist is refused, and with it the whole call', () => {
  const { account, id } = withBob();
  expectError(
    account.play('MarkReviewed', { Subjects: [id, 'AIDAGONE'] }),
    'NoSuchEntity',
    404,
    /`AIDAGONE`/,
  );
  expect(account.world.reviews.size).toBe(0);
});
