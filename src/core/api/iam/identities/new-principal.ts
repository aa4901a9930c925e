/** The checks that creating a user and creating a role have in common (N-28, N-33). */

import type { Failure } from '../../errors/codes.ts';
import { overTableQuota } from '../../errors/over-quota.ts';
import { type Call, isFailure } from '../../operation.ts';
import { entityExists, findEntity } from '../entities.ts';
import { boundaryChanges } from '../policies/boundaries.ts';
import { type ApiTag, mergeTags, tagsOf } from '../tag-rules.ts';

/** Keys that differ only in case are the same key. */
export const principalTagRules = { ignoreCase: true };

/** Returns the tags and the boundary of a new user or role, or why there must not be one of that name. */
export function newPrincipal(
  call: Call<{ readonly Tags?: readonly ApiTag[]; readonly PermissionsBoundary?: string }>,
  table: 'users' | 'roles',
  name: string,
) {
  const refused: Failure | undefined = findEntity(call, table, name)
    ? entityExists(table, name)
    : overTableQuota(call, table);
  if (refused) return refused;
  const tags = mergeTags(call.account, [], tagsOf(call.params.Tags), principalTagRules);
  if (isFailure(tags)) return tags;
  const boundary = boundaryChanges(call, call.params.PermissionsBoundary);
  return isFailure(boundary) ? boundary : { tags, boundary };
}
