/**
 * Marks users, groups, roles, policies and access keys as reviewed, with date and name. The mark stays in
 * history like every change, and an undo removes it.
 */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { type AccountId, unsafeEntityId } from '../../model/ids.ts';
import type { ReviewRecord } from '../../model/records/notes.ts';
import type { World } from '../../model/world/world.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { defined } from '../../model/defined.ts';

const reviewable = ['users', 'groups', 'roles', 'policies', 'accessKeys'] as const;

interface MarkReviewedInput {
  /** Unique ids of entities, ids of access keys. */
  readonly Subjects: readonly string[];
  readonly Note?: string;
}

const markReviewed = playgroundOperation<MarkReviewedInput>(
  'MarkReviewed',
  ({ world, caller, params, now }) => {
    if (!caller) return fail('ValidationError', 'nobody is signed in who could have reviewed');
    const changes: Change[] = [];
    for (const subject of new Set(params.Subjects)) {
      const account = accountOf(world, subject);
      if (account === undefined) return missing(subject);
      const before = world.reviews.get(subject);
      const after: ReviewRecord = {
        id: unsafeEntityId(subject),
        account: account === 'aws' ? caller.account : account,
        date: now,
        by: caller.arn,
        ...defined({ note: params.Note }),
      };
      changes.push(before ? replaced('reviews', before, after) : created('reviews', after));
    }
    return done({ Reviewed: changes.length }, changes);
  },
);

const removeReview = playgroundOperation<{ readonly Subjects: readonly string[] }>(
  'RemoveReview',
  ({ world, params }) => {
    const changes: Change[] = [];
    for (const subject of new Set(params.Subjects)) {
      const before = world.reviews.get(subject);
      if (!before) return missing(subject);
      changes.push(deleted('reviews', before));
    }
    return done({}, changes);
  },
);

function accountOf(world: World, subject: string): AccountId | undefined {
  for (const table of reviewable) {
    const row = world[table].get(subject);
    if (row) return row.account;
  }
  return undefined;
}

const missing = (subject: string): ApiFailure =>
  fail('NoSuchEntity', `\`${subject}\` is nothing that can be reviewed, or it is gone`);

export const reviewOperations: PlaygroundOperation[] = [markReviewed, removeReview];
