/**
 * Constraints of members that botocore lacks, written by hand from AWS's API references: their bounds and patterns
 * are facts that no compiled client carries. A key is a member (`Structure.Member`, `Structure.Member.member` for
 * the parts of its list), or a member's name wherever the base lacks it. A text names a shape that botocore has.
 */

export interface Constraints {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}
export type Documented = Readonly<Record<string, Constraints | string>>;

/** Printable Latin-1 with line ends: the pattern of descriptions. */
const description = '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*';
const minimumTokenSize: Constraints = { min: 0, max: 4096 };

const iam: Documented = {
  Marker: 'markerType',
  MaxItems: 'maxItemsType',
  'ListDelegationRequestsResponse.Marker': 'responseMarkerType',
  'ListServiceSpecificCredentialsResponse.Marker': 'responseMarkerType',
  DelegationRequestId: { min: 16, max: 128, pattern: '[\\w-]+' },
  OwnerAccountId: { pattern: '\\d{12}' },
  OwnerId: { min: 20, max: 2048, pattern: '^[a-zA-Z0-9:/+=,.@_-]+$' },
  Notes: { max: 500, pattern: description },
  'CreateDelegationRequestRequest.Description': { max: 1000, pattern: description },
  'CreateDelegationRequestRequest.NotificationChannel': {
    min: 2,
    max: 400,
    pattern: '^[a-zA-Z0-9:_.-]+$',
  },
  'CreateDelegationRequestRequest.RedirectUrl': { min: 1, max: 255 },
  'CreateDelegationRequestRequest.RequestMessage': { max: 200, pattern: description },
  'CreateDelegationRequestRequest.RequestorWorkflowId': { min: 5, max: 400 },
  'CreateDelegationRequestRequest.SessionDuration': { min: 300, max: 43200 },
  PolicyTemplateArn: 'arnType',
  EntityArn: 'arnType',
  'GetHumanReadableSummaryRequest.Locale': { min: 2, max: 12 },
  TemplateArn: 'arnType',
  'CreateServiceSpecificCredentialRequest.CredentialAgeDays': { min: 1, max: 36600 },
  'PolicyIdentifier.PolicyType': 'PolicyIdentifierPolicyType',
  'OrderedOrganizationPolicyType.ServiceControlPolicyInputList': 'SimulationPolicyListType',
};

const sts: Documented = {
  MinimumSessionTokenSize: minimumTokenSize,
  'GetScopedCredentialsRequest.Policy': 'sessionPolicyDocumentType',
  'GetScopedCredentialsRequest.DurationSeconds': { min: 1, max: 129600 },
  'GetScopedCredentialsRequest.ScopedSessionDescription': { max: 256 },
  'GetScopedCredentialsResponse.SourceIdentity': 'sourceIdentityType',
  'GetWebIdentityTokenRequest.Audience': { min: 1, max: 10 },
  'GetWebIdentityTokenRequest.Audience.member': { min: 1, max: 1000 },
  'GetWebIdentityTokenRequest.DurationSeconds': { min: 60, max: 3600 },
  'GetWebIdentityTokenRequest.SigningAlgorithm': { min: 5, max: 5 },
};

const transferName: Constraints = { min: 1, max: 128, pattern: '^[ -~]+$' };
const organizations: Documented = {
  NextToken: 'NextToken',
  MaxResults: 'MaxResults',
  AccountId: 'AccountId',
  ManagementAccountId: 'AccountId',
  ManagementAccountEmail: 'Email',
  ActiveHandshakeId: 'HandshakeId',
  Id: { pattern: '^rt-[0-9a-z]{8,32}$' },
  'InviteOrganizationToTransferResponsibilityRequest.Notes': 'HandshakeNotes',
  'InviteOrganizationToTransferResponsibilityRequest.SourceName': transferName,
  'UpdateResponsibilityTransferRequest.Name': transferName,
};

export const documented: Readonly<Record<string, Documented>> = { iam, sts, organizations };
