/** S3 buckets and objects, with the policies of buckets and the condition keys of S3. */

import { expect, test } from 'vitest';
import { isBucketName } from '#core/api/resource/s3.ts';
import { account, allow, deny, expectError } from '../door.ts';
import { Account, ann, letIn, policy } from './account.ts';

const photos = 'arn:aws:s3:::photos';
const withBucket = () => {
  const t = new Account();
  t.done('s3 CreateBucket', { Bucket: 'photos' });
  return t;
};

const shared = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ann }, Action: 's3:ListBucket', Resource: photos }],
});
const list = (t: Account) => t.by('s3 ListObjectsV2', { Bucket: 'photos' }, ann).ok;
const withShare = () => {
  const t = withBucket();
  t.done('s3 PutBucketPolicy', { Bucket: 'photos', Policy: shared });
  return t;
};
const shown = (t: Account) => String(t.done('s3 GetBucketPolicy', { Bucket: 'photos' })['Policy']);

test('G-52 a bucket policy does not know a user who was deleted and made again, until it is saved again', () => {
  const t = withShare();
  expect([list(t), shown(t)]).toEqual([true, shared]);
  const [{ id } = { id: '' }] = [...t.world.users.values()];
  t.given(['DeleteUser', { UserName: 'Ann' }]);
  expect(shown(t)).toContain(`"AWS":"${id}"`);
  t.given(['CreateUser', { UserName: 'Ann' }]);
  expect([list(t), shown(t).includes(id)]).toEqual([false, true]);
  t.done('s3 PutBucketPolicy', { Bucket: 'photos', Policy: shared });
  expect([list(t), shown(t)]).toEqual([true, shared]);
});

test('G-52 a renamed user stays the same, and the bucket policy follows', () => {
  const t = withShare();
  t.given(['UpdateUser', { UserName: 'Ann', NewUserName: 'Anna' }]);
  expect(shown(t)).toBe(shared.replace('user/Ann', 'user/Anna'));
  expect(t.by('s3 ListObjectsV2', { Bucket: 'photos' }, `${ann}a`).ok).toBe(true);
});

test.each([
  ['photos', true],
  ['my.bucket-1', true],
  ['ab', false],
  ['Photos', false],
  ['a..b', false],
  ['192.168.1.1', false],
  ['xn--a1b', false],
  ['x-s3alias', false],
  ['a'.repeat(64), false],
  ['-abc', false],
])('the bucket name %s is valid: %s', (name, valid) => {
  expect(isBucketName(name)).toBe(valid);
});

test('S3 buckets are made, listed with their region, found and deleted', () => {
  const t = withBucket();
  t.done('s3 CreateBucket', {
    Bucket: 'fotos',
    CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
  });
  expect(t.done('s3 ListBuckets')).toEqual({
    Owner: { ID: account },
    Buckets: [
      { Name: 'fotos', CreationDate: '2026-01-31T12:00:00Z', BucketRegion: 'eu-central-1' },
      { Name: 'photos', CreationDate: '2026-01-31T12:00:00Z', BucketRegion: 'us-east-1' },
    ],
  });
  expect(t.done('s3 HeadBucket', { Bucket: 'fotos' })).toEqual({ BucketRegion: 'eu-central-1' });
  t.done('s3 DeleteBucket', { Bucket: 'fotos' });
  expectError(
    t.by('s3 HeadBucket', { Bucket: 'fotos' }),
    'NoSuchBucket',
    404,
    'The specified bucket does not exist',
  );
});

test('S3 buckets have names unique in the whole world', () => {
  const t = withBucket();
  const other = t.neighbour();
  expectError(
    t.by('s3 CreateBucket', { Bucket: 'photos' }),
    'BucketAlreadyOwnedByYou',
    409,
    /already own it/,
  );
  expectError(
    t.by('s3 CreateBucket', { Bucket: 'photos' }, other.root),
    'BucketAlreadyExists',
    409,
    /is not available/,
  );
  expectError(t.by('s3 CreateBucket', { Bucket: 'Bad_Name' }), 'InvalidBucketName', 400, /not valid/);
});

test('E-70 a refusal names the denying policy inside the account, not to a stranger’s resource', () => {
  const t = withBucket();
  const other = t.neighbour();
  t.done('s3 CreateBucket', { Bucket: 'theirs' }, other.root);
  const arn = `arn:aws:iam::${account}:policy/NoBuckets`;
  t.given(
    ['CreatePolicy', { PolicyName: 'NoBuckets', PolicyDocument: deny('s3:*') }],
    ['AttachUserPolicy', { UserName: 'Ann', PolicyArn: arn }],
  );
  const refused = (Bucket: string, tail: string) =>
    expectError(
      t.by('s3 GetBucketLocation', { Bucket }, ann),
      'AccessDenied',
      403,
      new RegExp(`with an explicit deny in an identity-based policy${tail}$`),
    );
  refused('photos', `: ${arn}`);
  refused('theirs', '');
});

test('S3 buckets are not deleted while they hold objects', () => {
  const t = withBucket();
  t.done('s3 PutObject', { Bucket: 'photos', Key: 'a/b.jpg', Body: 'hello' });
  expectError(t.by('s3 DeleteBucket', { Bucket: 'photos' }), 'BucketNotEmpty', 409, /is not empty/);
  t.done('s3 DeleteObject', { Bucket: 'photos', Key: 'a/b.jpg' });
  t.done('s3 DeleteBucket', { Bucket: 'photos' });
});

test('S3 buckets keep a policy that S3 takes, and refuse what it refuses', () => {
  const t = withBucket();
  const put = (Policy: string) => t.by('s3 PutBucketPolicy', { Bucket: 'photos', Policy });
  expectError(t.by('s3 GetBucketPolicy', { Bucket: 'photos' }), 'NoSuchBucketPolicy', 404, /does not exist/);
  const good = letIn({ AWS: ann }, 's3:GetObject', `${photos}/*`);
  expect(put(good).ok).toBe(true);
  expect(t.done('s3 GetBucketPolicy', { Bucket: 'photos' })).toEqual({ Policy: good });
  const refused: readonly [string, RegExp][] = [
    ['{', /^Policy has invalid syntax/],
    [letIn({ AWS: `arn:aws:iam::${account}:user/Nobody` }, 's3:*', photos), /^Invalid principal in policy$/],
    [letIn('*', 'sqs:SendMessage', photos), /^Policy has invalid action$/],
    [letIn('*', 's3:GetObject', 'arn:aws:s3:::others/*'), /^Policy has invalid resource$/],
    [letIn('*', 's3:GetObject', '*'), /^Policy has invalid resource$/],
    [letIn('*', 's3:GetObject', photos, { Sid: 'x'.repeat(20_500) }), /maximum allowed document size/],
  ];
  for (const [text, message] of refused) expectError(put(text), 'MalformedPolicy', 400, message);
  expect(t.done('s3 GetBucketPolicy', { Bucket: 'photos' })).toEqual({ Policy: good });
  t.done('s3 DeleteBucketPolicy', { Bucket: 'photos' });
  expect(t.world.resources.get(photos)).not.toHaveProperty('policy');
});

test('E-22, E-40 a bucket policy alone lets a user of the account in; another account needs both', () => {
  const t = withBucket();
  const { zoe } = t.neighbour();
  t.done('s3 PutObject', { Bucket: 'photos', Key: 'k', Body: 'hello' });
  const get = (as: string) => t.by('s3 GetObject', { Bucket: 'photos', Key: 'k' }, as);
  const refused = `User: ${ann} is not authorized to perform: s3:GetObject on resource: ${photos}/k because no identity-based policy allows the s3:GetObject action`;
  expectError(get(ann), 'AccessDenied', 403, refused);
  expectError(get(zoe), 'AccessDenied', 403, /no resource-based policy allows/);
  t.done('s3 PutBucketPolicy', {
    Bucket: 'photos',
    Policy: letIn({ AWS: [ann, zoe] }, 's3:GetObject', `${photos}/*`),
  });
  expect([get(ann).ok, get(zoe).ok]).toEqual([true, true]);
});

test('E-55 root repairs a bucket policy that shuts everybody out', () => {
  const t = withBucket();
  const shut = policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [photos, `${photos}/*`],
  });
  t.done('s3 PutBucketPolicy', { Bucket: 'photos', Policy: shut });
  expectError(t.by('s3 ListObjectsV2', { Bucket: 'photos' }), 'AccessDenied', 403, /explicit deny/);
  t.done('s3 DeleteBucketPolicy', { Bucket: 'photos' });
  t.done('s3 ListObjectsV2', { Bucket: 'photos' });
});

test('S3 objects keep body, type and tags; lists know prefix and delimiter', () => {
  const t = withBucket();
  for (const Key of ['a/1', 'a/2', 'b/1', 'top'])
    t.done('s3 PutObject', {
      Bucket: 'photos',
      Key,
      Body: Key,
      Tagging: 'k=v%20w',
      ContentType: 'text/plain',
    });
  expect(t.done('s3 GetObject', { Bucket: 'photos', Key: 'top' })).toEqual({
    Body: 'top',
    ContentLength: 3,
    ContentType: 'text/plain',
    // The md5 of `top`.
    ETag: '"b28354b543375bfa94dabaeda722927f"',
    LastModified: '2026-01-31T12:00:00Z',
    TagCount: 1,
  });
  expect(t.done('s3 GetObjectTagging', { Bucket: 'photos', Key: 'top' })).toEqual({
    TagSet: [{ Key: 'k', Value: 'v w' }],
  });
  expect(t.done('s3 ListObjectsV2', { Bucket: 'photos', Delimiter: '/' })).toMatchObject({
    KeyCount: 3,
    Contents: [{ Key: 'top', Size: 3 }],
    CommonPrefixes: [{ Prefix: 'a/' }, { Prefix: 'b/' }],
  });
  expect(t.done('s3 ListObjectsV2', { Bucket: 'photos', Prefix: 'a/', MaxKeys: 1 })).toMatchObject({
    IsTruncated: true,
    Contents: [{ Key: 'a/1' }],
  });
});

test('S3 hides that a key is missing from a caller who may not list the bucket', () => {
  const t = withBucket().may(allow('s3:GetObject'));
  const get = () => t.by('s3 GetObject', { Bucket: 'photos', Key: 'gone' }, ann);
  expectError(get(), 'AccessDenied', 403, 'Access Denied');
  t.may(allow(['s3:GetObject', 's3:ListBucket']));
  expectError(get(), 'NoSuchKey', 404, 'The specified key does not exist.');
});

test.each([
  ['s3:prefix', { 's3:prefix': 'home/ann/' }, { Prefix: 'home/ann/' }, { Prefix: 'home/' }],
  ['s3:max-keys', { 's3:max-keys': '10' }, { MaxKeys: 10 }, { MaxKeys: 11 }],
])('%s is a condition key of the listing', (_, equals, good, bad) => {
  const t = withBucket().may(
    policy({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: photos,
      Condition: { StringEquals: equals },
    }),
  );
  expect(t.by('s3 ListObjectsV2', { Bucket: 'photos', ...good }, ann).ok).toBe(true);
  expectError(
    t.by('s3 ListObjectsV2', { Bucket: 'photos', ...bad }, ann),
    'AccessDenied',
    403,
    /s3:ListBucket/,
  );
});

test('s3:ExistingObjectTag is read from the object', () => {
  const t = withBucket().may(
    policy({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } },
    }),
  );
  t.done('s3 PutObject', { Bucket: 'photos', Key: 'open', Body: '', Tagging: 'public=yes' });
  t.done('s3 PutObject', { Bucket: 'photos', Key: 'shut', Body: '', Tagging: 'public=no' });
  expect(t.by('s3 GetObject', { Bucket: 'photos', Key: 'open' }, ann).ok).toBe(true);
  expect(t.by('s3 GetObject', { Bucket: 'photos', Key: 'shut' }, ann).ok).toBe(false);
});

test('S3 refuses too long a key and too large a body', () => {
  const t = withBucket();
  const put = (Key: string, Body: string) => t.by('s3 PutObject', { Bucket: 'photos', Key, Body });
  expectError(put('ü'.repeat(513), ''), 'KeyTooLongError', 400, 'Your key is too long');
  expectError(put('k', 'x'.repeat(65_537)), 'EntityTooLarge', 400, /65536/);
});
