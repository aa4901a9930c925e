/** Session tags (S-30…S-36): tags passed, tags that the chain passes on, and tags of the new session. */

import type { RequestContext } from '../../authz/decision.ts';
import type { KnownPrincipal } from '../../authz/principal.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { fail } from '../errors/codes.ts';
import { type ApiTag, tagsOf } from '../iam/tag-rules.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';

export interface SessionTags {
  /** Passed and inherited tags; keys are unique ignoring case. */
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly inherited: readonly Tag[];
}

interface TagParams {
  readonly Tags?: readonly ApiTag[];
  readonly TransitiveTagKeys?: readonly string[];
}

const fold = (key: string): string => key.toLowerCase();

/** S-32: returns the caller's transitive tags, which its next session inherits. */
export function inheritedTags({ session }: KnownPrincipal): readonly Tag[] {
  if (!session || session.transitiveTagKeys.length === 0) return [];
  const transitive = new Set(session.transitiveTagKeys.map(fold));
  return session.tags.filter(({ key }) => transitive.has(fold(key)));
}

/** Returns the tags of the new session, or AWS's refusal (S-33 … S-36). */
export function sessionTags(
  principal: KnownPrincipal,
  { Tags = [], TransitiveTagKeys = [] }: TagParams,
): Result<SessionTags, AwsError> {
  const passed = tagsOf(Tags);
  const keys = new Set(passed.map(({ key }) => fold(key)));
  const reserved = passed.find(({ key }) => /^aws:/i.test(key));
  if (reserved) return fail('ValidationError', unverifiedTexts.awsTagPrefix(reserved.key));
  if (keys.size < passed.length) return fail('InvalidParameterValue', errorTexts.duplicateTags);
  const inherited = inheritedTags(principal);
  if (inherited.some(({ key }) => keys.has(fold(key)))) {
    return fail('InvalidParameterValue', errorTexts.transitiveConflict);
  }
  if (TransitiveTagKeys.some((key) => !keys.has(fold(key)))) {
    return fail('InvalidParameterValue', errorTexts.transitiveNotPassed);
  }
  return ok({
    tags: [...inherited, ...passed],
    transitiveTagKeys: [...inherited.map(({ key }) => key), ...TransitiveTagKeys],
    inherited,
  });
}

/** Keys of the trust evaluation: transitive keys, and K-10. `requestTagKeys` makes the others. */
export function transitiveKeys(
  { transitiveTagKeys, inherited }: SessionTags,
  role: RoleRecord | undefined,
): RequestContext {
  const own = new Set((role?.tags ?? []).map(({ key }) => fold(key)));
  const replaced = inherited.filter(({ key }) => own.has(fold(key)));
  return {
    ...(transitiveTagKeys.length === 0 ? {} : { 'sts:TransitiveTagKeys': transitiveTagKeys }),
    ...Object.fromEntries(replaced.map(({ key, value }) => [`aws:ResourceTag/${key}`, value])),
  };
}
