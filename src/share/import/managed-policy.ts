import { awsAccount, idPrefixes, unsafeArn } from '../../core/model/ids.ts';
import { type PolicyRecord } from '../../core/model/records.ts';
import { type ManagedPolicy } from '../../core/model/reference.ts';
import { derivedId } from '../random.ts';

/** The World's copy of an AWS managed policy, in the one version that the reference holds. */
export function managedPolicyRecord(policy: ManagedPolicy): PolicyRecord {
  return {
    id: derivedId(idPrefixes.policy, policy.arn),
    account: awsAccount,
    policyName: policy.name,
    path: policy.path,
    arn: unsafeArn(policy.arn),
    createDate: policy.createDate,
    updateDate: policy.updateDate,
    defaultVersionId: policy.versionId,
    nextVersion: Number(policy.versionId.slice(1)) + 1,
    isAttachable: true,
    versions: [{ versionId: policy.versionId, document: policy.document, createDate: policy.updateDate }],
    tags: [],
  };
}
