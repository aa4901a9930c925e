/** Meets ARN patterns: what two of them cover together, as patterns. */

import { expect, test } from 'vitest';
import { meetArns } from '#core/analysis/globs/meet.ts';

test('a star at the end of a field covers the fields that a short pattern lacks (G-42)', () => {
  const key = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd';
  expect(meetArns('arn:aws:kms:eu-*:key/1234abcd', key)).toEqual([key]);
  expect(meetArns(key, 'arn:aws:kms:eu-*:key/1234abcd')).toEqual([key]);
  expect(meetArns(key, 'arn:aws:kms:us-*:key/1234abcd')).toEqual([]);
});

test('a short pattern has all that follows its last field (G-43)', () => {
  expect(meetArns('arn:aws:sqs', 'arn:aws:sqs:eu-west-1:444455556666:jobs')).toEqual([
    'arn:aws:sqs:eu-west-1:444455556666:jobs',
  ]);
});

test('a star that is a letter meets no other letter, and is written as one', () => {
  const pattern = 'arn:aws:s3:::*ta${*}';
  expect(meetArns(pattern, 'arn:aws:s3:::data')).toEqual([]);
  expect(meetArns(pattern, 'arn:aws:s3:::da*')).toEqual(['arn:aws:s3:::da*ta${*}']);
});
