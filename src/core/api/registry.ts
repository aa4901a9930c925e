import { accountOperations } from './iam/account.ts';
import { attachmentOperations } from './iam/attachments.ts';
import { boundaryOperations } from './iam/boundaries.ts';
import { detailOperations } from './iam/details.ts';
import { groupOperations } from './iam/groups.ts';
import { inlinePolicyOperations } from './iam/inline-policies.ts';
import { instanceProfileOperations } from './iam/instance-profiles.ts';
import { membershipOperations } from './iam/memberships.ts';
import { policyOperations } from './iam/policies.ts';
import { policyVersionOperations } from './iam/policy-versions.ts';
import { roleOperations } from './iam/roles.ts';
import { tagOperations } from './iam/tags.ts';
import { userOperations } from './iam/users.ts';
import { iamModel } from './model/generated/iam.ts';
import { stsModel } from './model/generated/sts.ts';
import type { ServiceModel } from './model/shapes.ts';
import type { Operation } from './operation.ts';
import { callerIdentityOperations } from './sts/caller-identity.ts';

/** The AWS services behind the door. A new family of operations is one more line here. */
interface Service {
  readonly model: ServiceModel;
  readonly operations: ReadonlyMap<string, Operation>;
}

const service = (model: ServiceModel, ...families: readonly Operation[][]): Service => ({
  model,
  operations: new Map(families.flat().map((operation) => [operation.name, operation])),
});

export const awsServices: Readonly<Record<'iam' | 'sts', Service>> = {
  iam: service(
    iamModel,
    userOperations,
    groupOperations,
    membershipOperations,
    roleOperations,
    policyOperations,
    policyVersionOperations,
    inlinePolicyOperations,
    attachmentOperations,
    boundaryOperations,
    tagOperations,
    instanceProfileOperations,
    detailOperations,
    accountOperations,
  ),
  sts: service(stsModel, callerIdentityOperations),
};
