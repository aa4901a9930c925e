/** Tags, untags and lists the tags of everything that can have tags (N-33). Groups cannot be tagged. */

import { requestTagKeys } from '../../authz/context.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import type { MfaDeviceRecord, ServerCertificateRecord } from '../../model/records/credentials.ts';
import type { OidcProviderRecord, SamlProviderRecord } from '../../model/records/identity-providers.ts';
import type {
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  Tag,
  UserRecord,
} from '../../model/records/tables.ts';
import { type Failure, fail } from '../errors/codes.ts';
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
import { texts, unverifiedTexts } from '../errors/texts.ts';
import { checkOn, findEntity, noSuchEntity } from './entities.ts';
import { ownOrAws, usablePolicy } from './policies/usable-policies.ts';
import { findDevice } from './credentials/mfa-devices.ts';
import { findOidc } from './providers/oidc-providers.ts';
import { checkPolicyArn } from './policies/managed-policies.ts';
import { isServiceLinked, refuseProtected } from './identities/protected-roles.ts';
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

interface Tagged {
  readonly table: Table;
  /** The name; for a policy or provider the ARN; for a device the serial number. */
  readonly name: string;
}

function find(call: Call<unknown>, { table, name }: Tagged): Taggable | Failure {
  if (table === 'policies') {
    const record = usablePolicy(call, name)?.policy;
    return record ? { table, record } : fail('NoSuchEntity', texts.policyMissing(name));
  }
  if (table === 'mfaDevices') return taggable(table, findTaggableDevice(call, name));
  if (table === 'samlProviders') return taggable(table, findSaml(call, name));
  if (table === 'oidcProviders') return taggable(table, findOidc(call, name));
  const record = findEntity(call, table, name);
  return record ? ({ table, record } as Taggable) : noSuchEntity(table, name);
}

const taggable = (table: Table, record: object): Taggable | Failure =>
  isFailure(record) ? record : ({ table, record } as Taggable);

/** Returns the device if it is virtual, since only virtual devices have tags. */
function findTaggableDevice(call: Call<unknown>, serial: string): MfaDeviceRecord | Failure {
  const device = findDevice(call, serial);
  if (isFailure(device) || device.kind === 'virtual') return device;
  return fail('InvalidInput', unverifiedTexts.notTaggable(serial));
}

/** Tags of a service-linked role can change (N-31); those of a reserved role and of AWS's policies cannot. */
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
  if (table === 'mfaDevices' || table === 'samlProviders' || table === 'oidcProviders')
    return [checkArn(action, name, context)];
  return [checkOn(call, action, table, name, context)];
}

/** `aws:TagKeys` holds keys to be removed too (K-33). */
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

const certificate = ({ params }: { params: { ServerCertificateName: string } }): Tagged => ({
  table: 'serverCertificates',
  name: params.ServerCertificateName,
});
const device = ({ params }: { params: { SerialNumber: string } }): Tagged => ({
  table: 'mfaDevices',
  name: params.SerialNumber,
});
const saml = ({ params }: { params: { SAMLProviderArn: string } }): Tagged => ({
  table: 'samlProviders',
  name: params.SAMLProviderArn,
});
const oidc = ({ params }: { params: { OpenIDConnectProviderArn: string } }): Tagged => ({
  table: 'oidcProviders',
  name: params.OpenIDConnectProviderArn,
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
  iamOperation('TagServerCertificate', {
    checks: (c) => check(c, 'TagServerCertificate', certificate(c), c.params.Tags),
    run: (c) => tag(c, certificate(c)),
  }),
  iamOperation('UntagServerCertificate', {
    checks: (c) => checkUntag(c, 'UntagServerCertificate', certificate(c)),
    run: (c) => untag(c, certificate(c)),
  }),
  iamOperation('ListServerCertificateTags', {
    checks: (c) => check(c, 'ListServerCertificateTags', certificate(c)),
    run: (c) => list(c, certificate(c)),
  }),
  iamOperation('TagMFADevice', {
    checks: (c) => check(c, 'TagMFADevice', device(c), c.params.Tags),
    run: (c) => tag(c, device(c)),
  }),
  iamOperation('UntagMFADevice', {
    checks: (c) => checkUntag(c, 'UntagMFADevice', device(c)),
    run: (c) => untag(c, device(c)),
  }),
  iamOperation('ListMFADeviceTags', {
    checks: (c) => check(c, 'ListMFADeviceTags', device(c)),
    run: (c) => list(c, device(c)),
  }),
  iamOperation('TagSAMLProvider', {
    checks: (c) => check(c, 'TagSAMLProvider', saml(c), c.params.Tags),
    run: (c) => tag(c, saml(c)),
  }),
  iamOperation('UntagSAMLProvider', {
    checks: (c) => checkUntag(c, 'UntagSAMLProvider', saml(c)),
    run: (c) => untag(c, saml(c)),
  }),
  iamOperation('ListSAMLProviderTags', {
    checks: (c) => check(c, 'ListSAMLProviderTags', saml(c)),
    run: (c) => list(c, saml(c)),
  }),
  iamOperation('TagOpenIDConnectProvider', {
    checks: (c) => check(c, 'TagOpenIDConnectProvider', oidc(c), c.params.Tags),
    run: (c) => tag(c, oidc(c)),
  }),
  iamOperation('UntagOpenIDConnectProvider', {
    checks: (c) => checkUntag(c, 'UntagOpenIDConnectProvider', oidc(c)),
    run: (c) => untag(c, oidc(c)),
  }),
  iamOperation('ListOpenIDConnectProviderTags', {
    checks: (c) => check(c, 'ListOpenIDConnectProviderTags', oidc(c)),
    run: (c) => list(c, oidc(c)),
  }),
];
