/** The AWS services behind the door. A new family of operations is one more line here. */

import { accessKeyOperations } from './iam/credentials/access-keys.ts';
import { iamAccountOperations } from './iam/account/account.ts';
import { attachmentOperations } from './iam/policies/attachments.ts';
import { boundaryOperations } from './iam/policies/boundaries.ts';
import { contextKeyOperations } from './iam/analysis/context-keys.ts';
import { grantingPolicyOperations } from './iam/analysis/granting-policies.ts';
import { lastAccessedOperations } from './iam/analysis/last-accessed.ts';
import { organizationsFeatureOperations } from './iam/account/organizations-features.ts';
import { outboundFederationOperations } from './iam/account/outbound-federation.ts';
import { organizationsReportOperations } from './iam/analysis/organizations-report.ts';
import { simulatorOperations } from './iam/analysis/simulate.ts';
import { credentialReportOperations } from './iam/account/credential-report.ts';
import { detailOperations } from './iam/account/details.ts';
import { delegationOperations } from './iam/account/delegation-requests.ts';
import { groupOperations } from './iam/identities/groups.ts';
import { inlinePolicyOperations } from './iam/policies/inline-policies.ts';
import { instanceProfileOperations } from './iam/identities/instance-profiles.ts';
import { loginProfileOperations } from './iam/credentials/login-profiles.ts';
import { membershipOperations } from './iam/identities/memberships.ts';
import { mfaDeviceOperations } from './iam/credentials/mfa-devices.ts';
import { oidcProviderOperations } from './iam/providers/oidc-providers.ts';
import { passwordPolicyOperations } from './iam/credentials/password-policy.ts';
import { policyOperations } from './iam/policies/managed-policies.ts';
import { policyVersionOperations } from './iam/policies/versions.ts';
import { roleOperations } from './iam/identities/roles.ts';
import { samlProviderOperations } from './iam/providers/saml-providers.ts';
import { serverCertificateOperations } from './iam/credentials/server-certificates.ts';
import { serviceLinkedRoleOperations } from './iam/identities/service-linked-roles.ts';
import { tagOperations } from './iam/tag-operations.ts';
import { serviceCredentialOperations } from './iam/credentials/service-credentials.ts';
import { uploadedKeyOperations } from './iam/credentials/uploaded-keys.ts';
import { userOperations } from './iam/identities/users.ts';
import { virtualMfaOperations } from './iam/credentials/virtual-mfa.ts';
import { iamModel } from './model/generated/iam.ts';
import { stsModel } from './model/generated/sts.ts';
import type { ServiceModel } from './model/shapes.ts';
import type { AnyOperation, Service } from './operation.ts';
import type { ServiceName } from '../model/request/request.ts';
import { organizationsModel } from './model/generated/organizations.ts';
import { organizationsSpelling } from './organizations/errors.ts';
import { closeAccountOperations, memberAccountOperations } from './organizations/accounts.ts';
import { effectivePolicyOperations } from './organizations/effective-policy.ts';
import { handshakeOperations } from './organizations/invitations.ts';
import { leavingOperations } from './organizations/leaving.ts';
import { organizationOperations } from './organizations/organization.ts';
import { organizationPolicyOperations } from './organizations/policies.ts';
import { policyTargetOperations } from './organizations/policy-targets.ts';
import { responsibilityTransferOperations } from './organizations/responsibility-transfers.ts';
import { resourcePolicyOperations } from './organizations/resource-policy.ts';
import { serviceAccessOperations } from './organizations/service-access.ts';
import { organizationTagOperations } from './organizations/tags.ts';
import { unitOperations } from './organizations/units.ts';
import { accountServices } from './account/registry.ts';
import { resourceServices } from './resource/registry.ts';
import { assumeRoleOperations } from './sts/assume-role.ts';
import { assumeRootOperations } from './sts/assume-root.ts';
import { lookingOperations } from './sts/keys-and-messages.ts';
import { identityTokenOperations } from './sts/outbound/get-web-identity-token.ts';
import { samlOperations } from './sts/saml.ts';
import { scopedCredentialsOperations } from './sts/scoped-credentials.ts';
import { tokenOperations } from './sts/tokens.ts';
import { webIdentityOperations } from './sts/web-identity.ts';

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
    iamAccountOperations,
    accessKeyOperations,
    loginProfileOperations,
    passwordPolicyOperations,
    mfaDeviceOperations,
    virtualMfaOperations,
    uploadedKeyOperations,
    serviceCredentialOperations,
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
    outboundFederationOperations,
    delegationOperations,
  ),
  sts: service(
    stsModel,
    lookingOperations,
    assumeRoleOperations,
    tokenOperations,
    scopedCredentialsOperations,
    assumeRootOperations,
    samlOperations,
    webIdentityOperations,
    identityTokenOperations,
  ),
  organizations: {
    ...service(
      organizationsModel,
      organizationOperations,
      memberAccountOperations,
      closeAccountOperations,
      unitOperations,
      organizationPolicyOperations,
      policyTargetOperations,
      effectivePolicyOperations,
      handshakeOperations,
      leavingOperations,
      serviceAccessOperations,
      resourcePolicyOperations,
      responsibilityTransferOperations,
      organizationTagOperations,
    ),
    spell: organizationsSpelling,
  },
  ...resourceServices,
  ...accountServices,
};
