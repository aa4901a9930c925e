/** Tags of a bucket decide only after PutBucketAbac (Y-06). */

import { expect, test } from 'vitest';
import { account, expectError } from '../door.ts';
import { bucketAbac } from '#core/model/world/bucket-abac.ts';
import { Account, ann, policy } from './account.ts';

const arn = 'arn:aws:s3:::reports';
const ownTeam = (key: string) =>
  policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringEquals: { [key]: 'web' } } });

function withBucket(document: string) {
  const t = new Account().may(document);
  t.done('s3 CreateBucket', { Bucket: 'reports' });
  t.done('s3 PutBucketTagging', { Bucket: 'reports', Tagging: { TagSet: [{ Key: 'team', Value: 'web' }] } });
  t.done('s3 PutObject', { Bucket: 'reports', Key: 'a.txt', Body: 'a', Tagging: 'team=web' });
  const turn = (Status: string) => t.done('s3 PutBucketAbac', { Bucket: 'reports', AbacStatus: { Status } });
  const can = () =>
    [
      t.by('s3 GetBucketLocation', { Bucket: 'reports' }, ann),
      t.by('s3 GetObject', { Bucket: 'reports', Key: 'a.txt' }, ann),
      t.by('s3 PutObject', { Bucket: 'reports', Key: 'a.txt', Body: 'b' }, ann),
    ].map(({ ok }) => ok);
  return { t, turn, can };
}

test.each(['aws:ResourceTag/team', 's3:BucketTag/team'])(
  'Y-06 the key %s of a bucket is there only while its attribute-based access is on',
  (key) => {
    const { turn, can } = withBucket(ownTeam(key));
    expect(can()).toEqual([false, false, false]);
    turn('Enabled');
    expect(can()).toEqual([true, true, true]);
    turn('Disabled');
    expect(can()).toEqual([false, false, false]);
  },
);

test('Y-06 tags of an object are there under a key of S3, for calls that read them', () => {
  expect(withBucket(ownTeam('s3:ExistingObjectTag/team')).can()).toEqual([false, true, false]);
});

test('Y-06 once it is on, the old calls for tags are refused, and the new ones work', () => {
  const { t, turn } = withBucket(ownTeam('aws:ResourceTag/team'));
  expect(t.done('s3 GetBucketAbac', { Bucket: 'reports' })).toEqual({ AbacStatus: { Status: 'Disabled' } });
  turn('Enabled');
  expect(t.done('s3 GetBucketAbac', { Bucket: 'reports' })).toEqual({ AbacStatus: { Status: 'Enabled' } });
  for (const [name, more] of [
    ['PutBucketTagging', { Tagging: { TagSet: [] } }],
    ['DeleteBucketTagging', {}],
  ] as const)
    expectError(
      t.by(`s3 ${name}`, { Bucket: 'reports', ...more }),
      'InvalidRequest',
      400,
      /TagResource and UntagResource/,
    );
  t.done('s3 TagResource', { ResourceArn: arn, Tags: [{ Key: 'stage', Value: 'test' }] });
  t.done('s3 UntagResource', { ResourceArn: arn, TagKeys: ['team'] });
  expect(t.done('s3 ListTagsForResource', { ResourceArn: arn })).toEqual({
    Tags: [{ Key: 'stage', Value: 'test' }],
  });
});

test('Y-06 the switch and the new calls need permissions of their own', () => {
  const { t } = withBucket(policy({ Effect: 'Allow', Action: 's3:PutBucketTagging', Resource: '*' }));
  for (const [name, more] of [
    ['PutBucketAbac', { Bucket: 'reports', AbacStatus: { Status: 'Enabled' } }],
    ['TagResource', { ResourceArn: arn, Tags: [] }],
    ['UntagResource', { ResourceArn: arn, TagKeys: [] }],
    ['ListTagsForResource', { ResourceArn: arn }],
  ] as const)
    expectError(
      t.by(`s3 ${name}`, more, ann),
      'AccessDenied',
      403,
      new RegExp(
        `^User: arn:aws:iam::${account}:user/Ann is not authorized to perform: s3:${name} on resource: "?${arn}`,
      ),
    );
});

test('Y-06 a bucket without the setting is off, and one of which nobody knows it is unknown', () => {
  expect([bucketAbac({}), bucketAbac({ details: { abac: 'unknown' } })]).toEqual(['off', 'unknown']);
});
