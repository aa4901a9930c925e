/**
 * Rules of tags (N-33): on users and roles, keys that differ only in case are the same key; elsewhere they
 * differ. The spelling of the last write stays.
 */

import type { RequestContext } from '../../authz/decision.ts';
import { requestTagKeys } from '../../authz/context.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { type ApiFailure, fail, overQuota } from '../errors/codes.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';

export interface ApiTag {
  readonly Key: string;
  readonly Value: string;
}

export const tagsOf = (tags: readonly ApiTag[] | undefined): Tag[] =>
  (tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value }));

export const apiTags = (tags: readonly Tag[]): ApiTag[] =>
  tags.map(({ key, value }) => ({ Key: key, Value: value }));

/** Returns the context keys of a create call: request tags, and the entity's future tags (K-33). */
export const creationTagKeys = (tags: readonly ApiTag[] = []): RequestContext => ({
  ...requestTagKeys(tags),
  ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
});

export interface TagRules {
  readonly ignoreCase: boolean;
}

export function refuseTags(tags: readonly ApiTag[], { ignoreCase }: TagRules): ApiFailure | undefined {
  const reserved = tags.find(({ Key }) => /^aws:/i.test(Key));
  if (reserved) return fail('InvalidInput', unverifiedTexts.awsTagPrefix(reserved.Key));
  const keys = new Set(tags.map(({ Key }) => (ignoreCase ? Key.toLowerCase() : Key)));
  if (keys.size === tags.length) return undefined;
  return fail('InvalidInput', ignoreCase ? errorTexts.duplicateTags : unverifiedTexts.duplicateExactTags);
}

/** Writes `added` over `tags` and returns the result, or LimitExceeded. */
export function mergeTags(
  account: AccountRecord,
  tags: readonly Tag[],
  added: readonly Tag[],
  { ignoreCase }: TagRules,
): Result<Tag[], AwsError> {
  const fold = (key: string) => (ignoreCase ? key.toLowerCase() : key);
  const merged = new Map(tags.map((tag) => [fold(tag.key), tag]));
  for (const tag of added) merged.set(fold(tag.key), tag);
  const exceeded = overQuota(account, 'TagsPerEntity', merged.size);
  return exceeded ?? ok([...merged.values()]);
}

export function withoutTags(tags: readonly Tag[], keys: readonly string[], { ignoreCase }: TagRules): Tag[] {
  const fold = (key: string) => (ignoreCase ? key.toLowerCase() : key);
  const gone = new Set(keys.map(fold));
  return tags.filter(({ key }) => !gone.has(fold(key)));
}
