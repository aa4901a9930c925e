import { accessKeyOperations } from './iam/access-keys.ts';
import { accountOperations } from './iam/account.ts';
import { attachmentOperations } from './iam/attachments.ts';
import { boundaryOperations } from './iam/boundaries.ts';
import { contextKeyOperations } from './iam/context-keys.ts';
import { grantingPolicyOperations } from './iam/granting-policies.ts';
import { lastAccessedOperations } from './iam/last-accessed.ts';
import { organizationsFeatureOperations } from './iam/organizations-features.ts';
import { organizationsReportOperations } from './iam/organizations-report.ts';
import { simulatorOperations } from './iam/simulate.ts';
import { credentialReportOperations } from './iam/credential-report.ts';
import { detailOperations } from './iam/details.ts';
import { groupOperations } from './iam/groups.ts';
import { inlinePolicyOperations } from './iam/inline-policies.ts';
import { instanceProfileOperations } from './iam/instance-profiles.ts';
import { loginProfileOperations } from './iam/login-profiles.ts';
import { membershipOperations } from './iam/memberships.ts';
import { mfaDeviceOperations } from './iam/mfa-devices.ts';
import { oidcProviderOperations } from './iam/oidc-providers.ts';
import { passwordPolicyOperations } from './iam/password-policy.ts';
import { policyOperations } from './iam/policies.ts';
import { policyVersionOperations } from './iam/policy-versions.ts';
import { roleOperations } from './iam/roles.ts';
import { samlProviderOperations } from './iam/saml-providers.ts';
import { serverCertificateOperations } from './iam/server-certificates.ts';
import { serviceLinkedRoleOperations } from './iam/service-linked-roles.ts';
import { tagOperations } from './iam/tags.ts';
import { userCredentialOperations } from './iam/user-credentials.ts';
import { userOperations } from './iam/users.ts';
import { virtualMfaOperations } from './iam/virtual-mfa.ts';
import { iamModel } from './model/generated/iam.ts';
import { stsModel } from './model/generated/sts.ts';
import type { ServiceModel } from './model/shapes.ts';
import type { AnyOperation } from './operation.ts';
import type { AwsError, ServiceName } from '../model/request/request.ts';
import { organizationsModel } from './model/generated/organizations.ts';
import { jsonSpelling } from './organizations/errors.ts';
import { organizationsOperations } from './organizations/registry.ts';
import { accountServices } from './account/registry.ts';
import { resourceServices } from './resource/registry.ts';
import { stsOperations } from './sts/registry.ts';

/** The AWS services behind the door. A new family of operations is one more line here. */
export interface Service {
  readonly model: ServiceModel;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** Under which its use is marked, where it is not the service's own name. */
  readonly prefix?: string;
  /** Spoken by src/core/wire: the Query and the JSON protocols. */
  readonly isOnWire?: boolean;
  /** How this service's protocol spells errors that all services share (E-74). */
  readonly spell?: (error: AwsError) => AwsError;
}

const service = (model: ServiceModel, ...families: readonly (readonly AnyOperation[])[]): Service => ({
  model,
  isOnWire: true,
  operations: new Map(families.flat().map((operation) => [operation.name, operation])),
});

export const awsServices: Readonly<Record<Exclude<ServiceName, 'any' | 'signin' | 'playground'>, Service>> = {
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
    accessKeyOperations,
    loginProfileOperations,
    passwordPolicyOperations,
    mfaDeviceOperations,
    virtualMfaOperations,
    userCredentialOperations,
    serverCertificateOperations,
    samlProviderOperations,
    oidcProviderOperations,
    serviceLinkedRoleOperations,
    credentialReportOperations,
    contextKeyOperations,
    simulatorOperations,
    lastAccessedOperations,
    grantingPolicyOperations,
    organizationsFeatureOperations,
    organizationsReportOperations,
  ),
  sts: service(stsModel, stsOperations),
  organizations: { ...service(organizationsModel, organizationsOperations), spell: jsonSpelling },
  ...resourceServices,
  ...accountServices,
};
