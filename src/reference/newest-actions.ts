/**
 * Actions of IAM and STS that AWS's newest clients know and the package of the reference does not yet. Each is
 * read like a neighbour that acts on the same resources. A test says when one is no longer needed.
 */

export const newestActions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iam: { AcquireRole: 'DeleteServiceLinkedRole', UpdateDelegationRequest: 'RejectDelegationRequest' },
  sts: { GetScopedCredentials: 'GetSessionToken', SetWebIdentityTokenScope: 'TagGetWebIdentityToken' },
};
