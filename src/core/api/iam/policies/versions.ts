/** Versions of managed policies: ids only count up, exactly one version is the default (N-25). */

import { replaced } from '#core/model/world/change.ts';
import { quotaOf } from '#core/model/quotas.ts';
import type { PolicyRecord, PolicyVersion } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { ownOrAws, usablePolicy } from './usable-policies.ts';
import { checkPolicyArn, refuseManagedDocument } from './managed-policies.ts';
import { versionItem, versionView } from '../views.ts';

const createPolicyVersion = iamOperation('CreatePolicyVersion', {
  checks: ({ params }) => [checkPolicyArn('CreatePolicyVersion', params.PolicyArn)],
  run: (call) => {
    const { account, now } = call;
    const { PolicyArn, PolicyDocument, SetAsDefault = false } = call.params;
    const found = ownPolicy(call, PolicyArn);
    if (!found.ok) return found;
    const policy = found.value;
    const refused = refuseManagedDocument(account, PolicyDocument);
    if (refused) return refused;
    const quota = quotaOf(account, 'VersionsPerPolicy');
    if (policy.versions.length >= quota) return fail('LimitExceeded', errorTexts.tooManyVersions(quota));
    const version: PolicyVersion = {
      versionId: `v${policy.nextVersion}`,
      document: PolicyDocument,
      createDate: now,
    };
    const after: PolicyRecord = {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      updateDate: now,
      ...(SetAsDefault ? { defaultVersionId: version.versionId } : {}),
    };
    return done({ PolicyVersion: versionItem(after, version) }, [replaced('policies', policy, after)]);
  },
});

const getPolicyVersion = iamOperation('GetPolicyVersion', {
  checks: ({ params }) => [checkPolicyArn('GetPolicyVersion', params.PolicyArn)],
  run: (call) => {
    const { PolicyArn, VersionId } = call.params;
    const policy = usablePolicy(call, PolicyArn)?.policy;
    if (!policy) return fail('NoSuchEntity', errorTexts.policyMissing(PolicyArn));
    const version = versionOf(policy, VersionId);
    return version.ok ? done({ PolicyVersion: versionView(policy, version.value) }) : version;
  },
});

const listPolicyVersions = iamOperation('ListPolicyVersions', {
  checks: ({ params }) => [checkPolicyArn('ListPolicyVersions', params.PolicyArn)],
  run: (call) => {
    const policy = usablePolicy(call, call.params.PolicyArn)?.policy;
    if (!policy) return fail('NoSuchEntity', errorTexts.policyMissing(call.params.PolicyArn));
    const page = pageOf(policy.versions, newestFirst, call.params);
    if (!page.ok) return page;
    return done({
      Versions: page.value.items.map((version) => versionItem(policy, version)),
      ...page.value.more,
    });
  },
});

/** Returns a key that falls while the number rises, since AWS lists the newest version first. */
const newestFirst = ({ versionId }: PolicyVersion): string =>
  String(1e9 - Number(/\d+/.exec(versionId)?.[0] ?? 0)).padStart(10, '0');

const setDefaultPolicyVersion = iamOperation('SetDefaultPolicyVersion', {
  checks: ({ params }) => [checkPolicyArn('SetDefaultPolicyVersion', params.PolicyArn)],
  run: (call) => {
    const found = ownVersion(call);
    if (!found.ok) return found;
    const { policy, version } = found.value;
    if (policy.defaultVersionId === version.versionId) return done({});
    const after = { ...policy, defaultVersionId: version.versionId, updateDate: call.now };
    return done({}, [replaced('policies', policy, after)]);
  },
});

const deletePolicyVersion = iamOperation('DeletePolicyVersion', {
  checks: ({ params }) => [checkPolicyArn('DeletePolicyVersion', params.PolicyArn)],
  run: (call) => {
    const found = ownVersion(call);
    if (!found.ok) return found;
    const { policy, version } = found.value;
    if (policy.defaultVersionId === version.versionId)
      return fail('DeleteConflict', errorTexts.defaultVersion);
    const after = {
      ...policy,
      versions: policy.versions.filter((other) => other !== version),
      updateDate: call.now,
    };
    return done({}, [replaced('policies', policy, after)]);
  },
});

/** AWS managed policies never come here: nobody is authorized to change them (E-57). */
function ownPolicy({ world, account }: Call<unknown>, arn: string): Result<PolicyRecord, AwsError> {
  const policy = ownOrAws(world, account.id, arn);
  return policy?.account === account.id ? ok(policy) : fail('NoSuchEntity', errorTexts.notAttachable(arn));
}

function ownVersion(call: Call<{ readonly PolicyArn: string; readonly VersionId: string }>) {
  const policy = ownPolicy(call, call.params.PolicyArn);
  if (!policy.ok) return policy;
  const version = versionOf(policy.value, call.params.VersionId);
  return version.ok ? ok({ policy: policy.value, version: version.value }) : version;
}

function versionOf(policy: PolicyRecord, id: string): Result<PolicyVersion, AwsError> {
  const version = policy.versions.find(({ versionId }) => versionId === id);
  return version ? ok(version) : fail('NoSuchEntity', errorTexts.versionMissing(policy.arn, id));
}

export const policyVersionOperations: Operation[] = [
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
  deletePolicyVersion,
];
