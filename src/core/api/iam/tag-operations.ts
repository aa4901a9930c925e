/** Tags, untags and lists the tags of everything that can have tags (N-33). Groups cannot be tagged. */

import { requestTagKeys } from '../../authz/context.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import type { MfaDeviceRecord, ServerCertificateRecord } from '../../model/records/credentials.ts';
import type { OidcProviderRecord, SamlProviderRecord } from '../../model/records/identity-providers.ts';
import type {
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../model/records/identities.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { fail } from '../errors/codes.ts';
import { type Call, type PermissionCheck, type Operation, type Answer, done } from '../operation.ts';
import { type PageParams, pageOf } from '../paging.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import { checkOn, isServiceLinked, namedEntity, refuseProtected } from './entities.ts';
import { type Named, entityOperation } from './entity-operation.ts';
import { ownOrAws, usablePolicy } from './policies/usable-policies.ts';
import { findDevice } from './credentials/mfa-devices.ts';
import { findOidc } from './providers/oidc-providers.ts';
import { checkPolicyArn } from './policies/managed-policies.ts';
import { checkArn, findSaml } from './providers/saml-providers.ts';
import { type ApiTag, apiTags, mergeTags, refuseTags, tagsOf, withoutTags } from './tag-rules.ts';

type Taggable =
  | { readonly table: 'users'; readonly record: UserRecord }
  | { readonly table: 'roles'; readonly record: RoleRecord }
  | { readonly table: 'policies'; readonly record: PolicyRecord }
  | { readonly table: 'instanceProfiles'; readonly record: InstanceProfileRecord }
  | { readonly table: 'serverCertificates'; readonly record: ServerCertificateRecord }
  | { readonly table: 'mfaDevices'; readonly record: MfaDeviceRecord }
  | { readonly table: 'samlProviders'; readonly record: SamlProviderRecord }
  | { readonly table: 'oidcProviders'; readonly record: OidcProviderRecord };
type Table = Taggable['table'];
type TagParams = { readonly Tags: readonly ApiTag[] };
type UntagParams = { readonly TagKeys: readonly string[] };

type Tagged = Named<Table>;

function find(call: Call<unknown>, { table, name }: Tagged): Result<Taggable, AwsError> {
  if (table === 'policies') {
    const record = usablePolicy(call, name)?.policy;
    return record ? ok({ table, record }) : fail('NoSuchEntity', errorTexts.policyMissing(name));
  }
  if (table === 'mfaDevices') return taggable(table, findTaggableDevice(call, name));
  if (table === 'samlProviders') return taggable(table, findSaml(call, name));
  if (table === 'oidcProviders') return taggable(table, findOidc(call, name));
  return taggable(table, namedEntity(call, table, name));
}

const taggable = (table: Table, record: Result<object, AwsError>): Result<Taggable, AwsError> =>
  record.ok ? ok({ table, record: record.value } as Taggable) : record;

/** Returns the device if it is virtual, since only virtual devices have tags. */
function findTaggableDevice(call: Call<unknown>, serial: string): Result<MfaDeviceRecord, AwsError> {
  const device = findDevice(call, serial);
  if (!device.ok || device.value.kind === 'virtual') return device;
  return fail('InvalidInput', unverifiedTexts.notTaggable(serial));
}

/** Tags of a service-linked role can change (N-31); those of a reserved role and of AWS's policies cannot. */
function findToChange(call: Call<unknown>, tagged: Tagged): Result<Taggable, AwsError> {
  const found = find(call, tagged);
  if (!found.ok) return found;
  if (found.value.table === 'roles' && !isServiceLinked(found.value.record))
    return refuseProtected(found.value.record) ?? found;
  if (found.value.table === 'policies' && !ownOrAws(call.world, call.account.id, found.value.record.arn)) {
    return fail('NoSuchEntity', errorTexts.policyMissing(tagged.name));
  }
  return found;
}

const rulesOf = (table: Table) => ({ ignoreCase: table === 'users' || table === 'roles' });

const withTags = ({ table, record }: Taggable, tags: readonly Tag[]): Change =>
  replaced(table, record, { ...record, tags });

function tag(call: Call<TagParams>, tagged: Tagged): Answer<Record<string, never>> {
  const found = findToChange(call, tagged);
  if (!found.ok) return found;
  const rules = rulesOf(tagged.table);
  const refused = refuseTags(call.params.Tags, rules);
  if (refused) return refused;
  const tags = mergeTags(call.account, found.value.record.tags, tagsOf(call.params.Tags), rules);
  return tags.ok ? done({}, [withTags(found.value, tags.value)]) : tags;
}

function untag(call: Call<UntagParams>, tagged: Tagged): Answer<Record<string, never>> {
  const found = findToChange(call, tagged);
  if (!found.ok) return found;
  const tags = withoutTags(found.value.record.tags, call.params.TagKeys, rulesOf(tagged.table));
  return done({}, tags.length === found.value.record.tags.length ? [] : [withTags(found.value, tags)]);
}

function list(call: Call<PageParams>, tagged: Tagged) {
  const found = find(call, tagged);
  if (!found.ok) return found;
  const page = pageOf(found.value.record.tags, ({ key }) => key, call.params);
  return page.ok ? done({ Tags: apiTags(page.value.items), ...page.value.more }) : page;
}

function check(
  call: Call<unknown>,
  action: string,
  { table, name }: Tagged,
  context: RequestContext,
): PermissionCheck[] {
  if (table === 'policies') return [{ ...checkPolicyArn(action, name), context }];
  if (table === 'mfaDevices' || table === 'samlProviders' || table === 'oidcProviders')
    return [checkArn(action, name, context)];
  return [checkOn(call, action, table, name, context)];
}

const tagging = {
  checks: (call: Call<TagParams>, action: string, tagged: Tagged) =>
    check(call, action, tagged, requestTagKeys(call.params.Tags)),
  run: tag,
};
/** `aws:TagKeys` holds keys to be removed too (K-33). */
const untagging = {
  checks: (call: Call<UntagParams>, action: string, tagged: Tagged) =>
    check(call, action, tagged, { 'aws:TagKeys': call.params.TagKeys }),
  run: untag,
};
const listing = {
  checks: (call: Call<unknown>, action: string, tagged: Tagged) => check(call, action, tagged, {}),
  run: list,
};

const taggedTables = {
  User: 'users',
  Role: 'roles',
  Policy: 'policies',
  InstanceProfile: 'instanceProfiles',
  ServerCertificate: 'serverCertificates',
  MFADevice: 'mfaDevices',
  SAMLProvider: 'samlProviders',
  OpenIDConnectProvider: 'oidcProviders',
} as const;

// Every entry has three operations, like TagUser, UntagUser and ListUserTags; the types are those of the first.
export const tagOperations: Operation[] = Object.entries(taggedTables).flatMap(([noun, table]) => [
  entityOperation(`Tag${noun}` as 'TagUser', table as 'users', tagging),
  entityOperation(`Untag${noun}` as 'UntagUser', table as 'users', untagging),
  entityOperation(`List${noun}Tags` as 'ListUserTags', table as 'users', listing),
]);
