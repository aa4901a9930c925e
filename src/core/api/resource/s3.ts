/** S3: buckets, whose names are unique in the whole world, and objects, which the bucket's policy governs. */

import { md5 } from '@noble/hashes/legacy.js';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { findByArn, ownedBy } from '../../model/world/world.ts';
import { bytesOfText } from '../base64.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import { isRegion } from '../../model/request/regions.ts';
import {
  changed,
  deletingPolicy,
  gettingPolicy,
  gone,
  madeResource,
  making,
  newRecord,
  onAccount,
  onOne,
  optionalParam,
  puttingPolicy,
  tagList,
  tagging,
  textParam,
  untagging,
} from './calls.ts';
import { type ResourceParams, type ResourceCall, findResource, ofKind, callRegionOf } from './kinds.ts';
import { isAllowed } from './policies.ts';
import { failed } from './refusals.ts';
import { bucket, object, refuseOldTagging } from './s3-abac.ts';
import { defined } from '../../model/defined.ts';

const theBucket = textParam('Bucket');
type Response = Record<string, unknown>;
const key = (params: ResourceParams): string => `${theBucket(params)}/${textParam('Key')(params)}`;
const tagSet = (params: ResourceParams): ApiTag[] =>
  tagList('TagSet')((params['Tagging'] ?? {}) as ResourceParams);

/** 3–63 lower-case letters, digits, dots, hyphens; no address, no reserved prefix or suffix. @internal */
export function isBucketName(name: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) return false;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name) || /^(xn--|sthree-|amzn-s3-demo-)/.test(name)) return false;
  return !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
}

function createBucket(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const name = theBucket(call.params);
  if (!isBucketName(name)) return failed('InvalidBucketName', 400, 'The specified bucket is not valid.');
  const constraint = locationOf(call.params);
  if (constraint !== undefined && (!isRegion(constraint) || constraint === 'us-east-1')) {
    return failed('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid');
  }
  const owned = findResource(call, bucket, name);
  if (owned) return failed('BucketAlreadyOwnedByYou', 409, say.owned);
  const region = constraint ?? callRegionOf(call);
  const record = newRecord(call, bucket.arn(call, name), tags, { details: { region } });
  return madeResource({ Location: `/${name}` }, record);
}

const say = {
  owned: 'Your previous request to create the named bucket succeeded and you already own it.',
  taken:
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
};

const locationOf = (params: ResourceParams): string | undefined =>
  optionalParam((params['CreateBucketConfiguration'] ?? {}) as ResourceParams, 'LocationConstraint');

const objectsOf = ({ world }: ResourceCall, { arn, account }: ResourceRecord): ResourceRecord[] =>
  ownedBy(world, 'resources', account).filter((one) => one.arn.startsWith(`${arn}/`));

const keyOf = (record: ResourceRecord, of: ResourceRecord): string => record.arn.slice(of.arn.length + 1);

const objectView = (record: ResourceRecord, of: ResourceRecord) => ({
  Key: keyOf(record, of),
  LastModified: record.createDate ?? '1970-01-01T00:00:00Z',
  ETag: record.details?.['etag'] ?? `"${etagOf('')}"`,
  Size: Number(record.details?.['size'] ?? 0),
  StorageClass: 'STANDARD',
});

function listObjects(call: ResourceCall, of: ResourceRecord): Answer<Response> {
  const prefix = optionalParam(call.params, 'Prefix') ?? '';
  const delimiter = optionalParam(call.params, 'Delimiter');
  const most = Math.min(Number(call.params['MaxKeys'] ?? 1000), 1000);
  const groups = new Set<string>();
  const contents = objectsOf(call, of)
    .sort((one, other) => (one.arn < other.arn ? -1 : 1))
    .filter((record) => {
      const rest = keyOf(record, of);
      if (!rest.startsWith(prefix)) return false;
      const at = delimiter ? rest.indexOf(delimiter, prefix.length) : -1;
      if (at >= 0) groups.add(rest.slice(0, at + (delimiter ?? '').length));
      return at < 0;
    });
  const shown = contents.slice(0, most);
  return done({
    Name: of.name,
    Prefix: prefix,
    MaxKeys: most,
    KeyCount: shown.length + groups.size,
    IsTruncated: contents.length > most,
    Contents: shown.map((record) => objectView(record, of)),
    ...(groups.size > 0 ? { CommonPrefixes: [...groups].map((Prefix) => ({ Prefix })) } : {}),
  });
}

/** Characters of an object that are stored. S3 itself takes 5 TB, a page does not. */
const largestBody = 65_536;
const etagOf = (body: string): string =>
  Array.from(md5(bytesOfText(body)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Reads the `x-amz-tagging` header: `a=1&b=2`. */
function headerTags(params: ResourceParams): ApiTag[] {
  const plain = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
  return (optionalParam(params, 'Tagging') ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { Key: plain(name), Value: plain(value) };
    });
}

function putObject(call: ResourceCall): Answer<Response> {
  const { params, world } = call;
  const of = findResource(call, bucket, theBucket(params));
  if (!of) return bucket.missing();
  if (bytesOfText(textParam('Key')(params)).length > 1024) {
    return failed('KeyTooLongError', 400, 'Your key is too long');
  }
  const body = textParam('Body')(params);
  if (body.length > largestBody) {
    return failed(
      'EntityTooLarge',
      400,
      `This playground keeps at most ${largestBody} characters of an object.`,
    );
  }
  const etag = `"${etagOf(body)}"`;
  const size = String(bytesOfText(body).length);
  const contentType = optionalParam(params, 'ContentType') ?? 'binary/octet-stream';
  const tags = headerTags(params);
  const record = newRecord(call, object.arn(call, key(params)), tags, {
    account: of.account,
    details: { etag, size, contentType, body },
  });
  const before = findByArn(world, 'resources', record.arn);
  const response = { ETag: etag, Size: Number(size) };
  return before ? changed(response, before, record) : madeResource(response, record);
}

/** A caller who may not list the bucket does not learn that a key does not exist. */
function readObject(call: ResourceCall, view: (record: ResourceRecord) => Response): Answer<Response> {
  const { params } = call;
  const record = findResource(call, object, key(params));
  if (record) return done(view(record));
  const listable = isAllowed(call, 's3:ListBucket', bucket.arn(call, theBucket(params)));
  return listable ? object.missing() : failed('AccessDenied', 403, 'Access Denied');
}

const head = ({ details = {}, createDate, tags }: ResourceRecord): Response => ({
  ContentLength: Number(details['size'] ?? 0),
  ContentType: details['contentType'] ?? 'binary/octet-stream',
  ETag: details['etag'] ?? `"${etagOf('')}"`,
  LastModified: createDate ?? '1970-01-01T00:00:00Z',
  ...(tags.length > 0 ? { TagCount: tags.length } : {}),
});

/** Makes a call on an object. The bucket must exist before anybody is asked for permission. */
const onObject = (
  name: string,
  run: (call: ResourceCall, of: ResourceRecord) => Answer<Response>,
  action?: string,
): Operation =>
  onOne(bucket, name, theBucket, run, {
    ...defined({ action }),
    on: (call) => object.arn(call, key(call.params)),
    context: ({ params }) => {
      const tags = name === 'PutObject' ? headerTags(params) : tagSet(params);
      if (tags.length === 0) return {};
      return {
        ...Object.fromEntries(tags.map(({ Key, Value }) => [`s3:RequestObjectTag/${Key}`, Value])),
        's3:RequestObjectTagKeys': tags.map(({ Key }) => Key),
      };
    },
  });

const noPolicy = () => failed('NoSuchBucketPolicy', 404, 'The bucket policy does not exist');

export const s3Operations: Operation[] = [
  making(bucket, 'CreateBucket', {
    on: (call) => bucket.arn(call, theBucket(call.params)),
    tags: () => [],
    // A name that another account's bucket has is taken for everybody; policies do not matter.
    also: (call) => {
      const taken = findResource(call, bucket, theBucket(call.params));
      return taken && taken.account !== call.account.id ? failed('BucketAlreadyExists', 409, say.taken) : [];
    },
    context: ({ params }) => {
      const region = locationOf(params);
      return region === undefined ? {} : { 's3:LocationConstraint': region };
    },
    run: createBucket,
  }),
  onOne(bucket, 'DeleteBucket', theBucket, (call, record) =>
    objectsOf(call, record).length > 0
      ? failed('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty')
      : gone({}, record),
  ),
  onOne(
    bucket,
    'HeadBucket',
    theBucket,
    (_, { details }) => done({ BucketRegion: details?.['region'] ?? 'us-east-1' }),
    { action: 'ListBucket' },
  ),
  onAccount(
    's3',
    'ListBuckets',
    (call) =>
      done({
        Owner: { ID: call.account.id },
        Buckets: ofKind(call, bucket).map(({ name, createDate, details }) => ({
          Name: name,
          ...defined({ CreationDate: createDate }),
          BucketRegion: details?.['region'] ?? 'us-east-1',
        })),
      }),
    { action: 'ListAllMyBuckets', on: 'arn:aws:s3:::*' },
  ),
  onOne(bucket, 'GetBucketLocation', theBucket, (_, { details }) =>
    done({ LocationConstraint: details?.['region'] === 'us-east-1' ? '' : (details?.['region'] ?? '') }),
  ),
  puttingPolicy(bucket, 'PutBucketPolicy', theBucket, textParam('Policy')),
  gettingPolicy(bucket, 'GetBucketPolicy', theBucket, noPolicy, (Policy) => ({ Policy })),
  deletingPolicy(bucket, 'DeleteBucketPolicy', theBucket),
  tagging(bucket, 'PutBucketTagging', theBucket, tagSet, { replaces: true, refuse: refuseOldTagging }),
  onOne(bucket, 'GetBucketTagging', theBucket, (_, { tags }) =>
    tags.length === 0
      ? failed('NoSuchTagSet', 404, 'The TagSet does not exist')
      : done({ TagSet: apiTags(tags) }),
  ),
  untagging(bucket, 'DeleteBucketTagging', theBucket, (_, { tags }) => tags.map(({ key: name }) => name), {
    action: 'PutBucketTagging',
    refuse: refuseOldTagging,
  }),
  onOne(bucket, 'ListObjectsV2', theBucket, listObjects, {
    action: 'ListBucket',
    context: ({ params }) => ({
      's3:prefix': optionalParam(params, 'Prefix') ?? '',
      's3:delimiter': optionalParam(params, 'Delimiter') ?? '',
      's3:max-keys': optionalParam(params, 'MaxKeys') ?? '1000',
    }),
  }),
  onObject('PutObject', putObject),
  onObject('GetObject', (call) =>
    readObject(call, (record) => ({ ...head(record), Body: record.details?.['body'] ?? '' })),
  ),
  onObject('HeadObject', (call) => readObject(call, head), 'GetObject'),
  onObject('DeleteObject', (call) => {
    const record = findResource(call, object, key(call.params));
    return record ? gone({}, record) : done({});
  }),
  onObject('PutObjectTagging', (call) => {
    const record = findResource(call, object, key(call.params));
    const tags = tagSet(call.params);
    if (!record) return object.missing();
    if (tags.length > 10) return failed('BadRequest', 400, 'Object tags cannot be greater than 10');
    const kept = tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
    return changed({}, record, { ...record, tags: kept });
  }),
  onObject('GetObjectTagging', (call) => readObject(call, ({ tags }) => ({ TagSet: apiTags(tags) }))),
  onObject('DeleteObjectTagging', (call) => {
    const record = findResource(call, object, key(call.params));
    return record ? changed({}, record, { ...record, tags: [] }) : object.missing();
  }),
];
