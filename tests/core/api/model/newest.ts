/** The lists that `newest.test.ts` compares: what the core does not take from the newest clients, and why. */

/** Enums that only the bodies of errors use; the core's errors carry a code and a text. */
export const unknownOfErrors: ReadonlySet<string> = new Set([
  'AccessDeniedForDependencyExceptionReason',
  'ConstraintViolationExceptionReason',
  'HandshakeConstraintViolationExceptionReason',
  'InvalidInputExceptionReason',
]);

const organizations = 'handshakes, tags, delegation and transfers come later';

/** Operations that nothing performs → why. */
export const notPerformed: Readonly<Record<string, string>> = {
  'organizations:AcceptHandshake': organizations,
  'organizations:CancelHandshake': organizations,
  'organizations:CreateGovCloudAccount': organizations,
  'organizations:DeclineHandshake': organizations,
  'organizations:DeleteResourcePolicy': organizations,
  'organizations:DeregisterDelegatedAdministrator': organizations,
  'organizations:DescribeEffectivePolicy': organizations,
  'organizations:DescribeHandshake': organizations,
  'organizations:DescribeResourcePolicy': organizations,
  'organizations:DescribeResponsibilityTransfer': organizations,
  'organizations:DisableAWSServiceAccess': organizations,
  'organizations:EnableAWSServiceAccess': organizations,
  'organizations:EnableAllFeatures': organizations,
  'organizations:InviteAccountToOrganization': organizations,
  'organizations:InviteOrganizationToTransferResponsibility': organizations,
  'organizations:LeaveOrganization': organizations,
  'organizations:ListAWSServiceAccessForOrganization': organizations,
  'organizations:ListAccountsWithInvalidEffectivePolicy': organizations,
  'organizations:ListChildren': organizations,
  'organizations:ListCreateAccountStatus': organizations,
  'organizations:ListDelegatedAdministrators': organizations,
  'organizations:ListDelegatedServicesForAccount': organizations,
  'organizations:ListEffectivePolicyValidationErrors': organizations,
  'organizations:ListHandshakesForAccount': organizations,
  'organizations:ListHandshakesForOrganization': organizations,
  'organizations:ListInboundResponsibilityTransfers': organizations,
  'organizations:ListOutboundResponsibilityTransfers': organizations,
  'organizations:ListTagsForResource': organizations,
  'organizations:PutResourcePolicy': organizations,
  'organizations:RegisterDelegatedAdministrator': organizations,
  'organizations:RemoveAccountFromOrganization': organizations,
  'organizations:TagResource': organizations,
  'organizations:TerminateResponsibilityTransfer': organizations,
  'organizations:UntagResource': organizations,
  'organizations:UpdateResponsibilityTransfer': organizations,
};
