/** The checks that creating a user and creating a role have in common (N-28, N-33). */

import type { ApiFailure } from '../../errors/codes.ts';
import { ok } from '../../../model/result.ts';
import { overTableQuota } from '../../errors/over-quota.ts';
import type { Call } from '../../operation.ts';
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
  const refused: ApiFailure | undefined = findEntity(call, table, name)
    ? entityExists(table, name)
    : overTableQuota(call, table);
  if (refused) return refused;
  const tags = mergeTags(call.account, [], tagsOf(call.params.Tags), principalTagRules);
  if (!tags.ok) return tags;
  const boundary = boundaryChanges(call, call.params.PermissionsBoundary);
  return boundary.ok ? ok({ tags: tags.value, boundary: boundary.value }) : boundary;
}
