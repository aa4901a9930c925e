import { requestTagKeys } from '../../authz/context.ts';
import { type Change, replaced } from '../../model/change.ts';
import type {
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  Tag,
  UserRecord,
} from '../../model/records.ts';
import { type Failure, fail } from '../errors.ts';
import {
  type Call,
  type Check,
  type Operation,
  type Result,
  done,
  iamOperation,
  isFailure,
} from '../operation.ts';
import { type PageParams, pageOf } from '../paging.ts';
import { texts } from '../texts.ts';
import { checkOn, findEntity, noSuchEntity } from './entities.ts';
import { ownOrAws, usablePolicy } from './managed-policies.ts';
import { checkPolicyArn } from './policies.ts';
import { isServiceLinked, refuseProtected } from './protected-roles.ts';
import { type ApiTag, apiTags, mergeTags, refuseTags, tagsOf, withoutTags } from './tagging.ts';

/** Tag, untag and list tags, for the four kinds built so far (N-33). Groups cannot be tagged. */
type Taggable =
  | { readonly table: 'users'; readonly record: UserRecord }
  | { readonly table: 'roles'; readonly record: RoleRecord }
  | { readonly table: 'policies'; readonly record: PolicyRecord }
  | { readonly table: 'instanceProfiles'; readonly record: InstanceProfileRecord };
type Table = Taggable['table'];

interface Tagged {
  readonly table: Table;
  /** Name, or ARN of a policy. */
  readonly name: string;
}

function find(call: Call<unknown>, { table, name }: Tagged): Taggable | Failure {
  if (table === 'policies') {
    const record = usablePolicy(call, name)?.policy;
    return record ? { table, record } : fail('NoSuchEntity', texts.policyMissing(name));
  }
  const record = findEntity(call, table, name);
  return record ? ({ table, record } as Taggable) : noSuchEntity(table, name);
}

/** Tags of a service-linked role can be edited (N-31), those of a reserved role and of AWS's policies not. */
function findToChange(call: Call<unknown>, tagged: Tagged): Taggable | Failure {
  const found = find(call, tagged);
  if (isFailure(found)) return found;
  if (found.table === 'roles' && !isServiceLinked(found.record))
    return refuseProtected(found.record) ?? found;
  if (found.table === 'policies' && !ownOrAws(call.world, call.account.id, found.record.arn)) {
    return fail('NoSuchEntity', texts.policyMissing(tagged.name));
  }
  return found;
}

const rulesOf = (table: Table) => ({ ignoreCase: table === 'users' || table === 'roles' });

const withTags = ({ table, record }: Taggable, tags: readonly Tag[]): Change =>
  replaced(table, record, { ...record, tags });

function tag(
  call: Call<{ readonly Tags: readonly ApiTag[] }>,
  tagged: Tagged,
): Result<Record<string, never>> {
  const found = findToChange(call, tagged);
  if (isFailure(found)) return found;
  const rules = rulesOf(tagged.table);
  const refused = refuseTags(call.params.Tags, rules);
  if (refused) return refused;
  const tags = mergeTags(call.account, found.record.tags, tagsOf(call.params.Tags), rules);
  return isFailure(tags) ? tags : done({}, [withTags(found, tags)]);
}

function untag(
  call: Call<{ readonly TagKeys: readonly string[] }>,
  tagged: Tagged,
): Result<Record<string, never>> {
  const found = findToChange(call, tagged);
  if (isFailure(found)) return found;
  const tags = withoutTags(found.record.tags, call.params.TagKeys, rulesOf(tagged.table));
  return done({}, tags.length === found.record.tags.length ? [] : [withTags(found, tags)]);
}

function list(call: Call<PageParams>, tagged: Tagged) {
  const found = find(call, tagged);
  if (isFailure(found)) return found;
  const page = pageOf(found.record.tags, ({ key }) => key, call.params);
  return isFailure(page) ? page : done({ Tags: apiTags(page.items), ...page.more });
}

function check(
  call: Call<unknown>,
  action: string,
  { table, name }: Tagged,
  tags?: readonly ApiTag[],
): Check[] {
  const context = tags ? requestTagKeys(tags) : {};
  if (table === 'policies') return [{ ...checkPolicyArn(action, name), context }];
  return [checkOn(call, action, table, name, context)];
}

/** Keys to be removed stand in `aws:TagKeys` too (3.4). */
function checkUntag(
  call: Call<{ readonly TagKeys: readonly string[] }>,
  action: string,
  tagged: Tagged,
): Check[] {
  return check(call, action, tagged).map((one) => ({
    ...one,
    context: { 'aws:TagKeys': call.params.TagKeys },
  }));
}

const user = ({ params }: { params: { UserName: string } }): Tagged => ({
  table: 'users',
  name: params.UserName,
});
const role = ({ params }: { params: { RoleName: string } }): Tagged => ({
  table: 'roles',
  name: params.RoleName,
});
const policy = ({ params }: { params: { PolicyArn: string } }): Tagged => ({
  table: 'policies',
  name: params.PolicyArn,
});
const profile = ({ params }: { params: { InstanceProfileName: string } }): Tagged => ({
  table: 'instanceProfiles',
  name: params.InstanceProfileName,
});

export const tagOperations: Operation[] = [
  iamOperation('TagUser', {
    checks: (c) => check(c, 'TagUser', user(c), c.params.Tags),
    run: (c) => tag(c, user(c)),
  }),
  iamOperation('TagRole', {
    checks: (c) => check(c, 'TagRole', role(c), c.params.Tags),
    run: (c) => tag(c, role(c)),
  }),
  iamOperation('TagPolicy', {
    checks: (c) => check(c, 'TagPolicy', policy(c), c.params.Tags),
    run: (c) => tag(c, policy(c)),
  }),
  iamOperation('TagInstanceProfile', {
    checks: (c) => check(c, 'TagInstanceProfile', profile(c), c.params.Tags),
    run: (c) => tag(c, profile(c)),
  }),
  iamOperation('UntagUser', {
    checks: (c) => checkUntag(c, 'UntagUser', user(c)),
    run: (c) => untag(c, user(c)),
  }),
  iamOperation('UntagRole', {
    checks: (c) => checkUntag(c, 'UntagRole', role(c)),
    run: (c) => untag(c, role(c)),
  }),
  iamOperation('UntagPolicy', {
    checks: (c) => checkUntag(c, 'UntagPolicy', policy(c)),
    run: (c) => untag(c, policy(c)),
  }),
  iamOperation('UntagInstanceProfile', {
    checks: (c) => checkUntag(c, 'UntagInstanceProfile', profile(c)),
    run: (c) => untag(c, profile(c)),
  }),
  iamOperation('ListUserTags', {
    checks: (c) => check(c, 'ListUserTags', user(c)),
    run: (c) => list(c, user(c)),
  }),
  iamOperation('ListRoleTags', {
    checks: (c) => check(c, 'ListRoleTags', role(c)),
    run: (c) => list(c, role(c)),
  }),
  iamOperation('ListPolicyTags', {
    checks: (c) => check(c, 'ListPolicyTags', policy(c)),
    run: (c) => list(c, policy(c)),
  }),
  iamOperation('ListInstanceProfileTags', {
    checks: (c) => check(c, 'ListInstanceProfileTags', profile(c)),
    run: (c) => list(c, profile(c)),
  }),
];
