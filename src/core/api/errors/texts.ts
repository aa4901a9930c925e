/**
 * Error texts that more than one operation uses, in AWS's wording. `errorTexts` are seen in AWS's output or
 * documented (N-41, N-42). `unverifiedTexts` are from general knowledge or by analogy, and stand apart so
 * that they can be checked against the real service one by one.
 */

export const errorTexts = {
  exceeded: (name: string, quota: number) => `Cannot exceed quota for ${name}: ${quota}`,
  inlineTooLarge: (quota: number, noun: string, name: string) =>
    `Maximum policy size of ${quota} bytes exceeded for ${noun} ${name}`,
  inlineMissing: (noun: string, policy: string) => `The ${noun} policy with name ${policy} cannot be found.`,
  notAttachable: (arn: string) => `Policy ${arn} does not exist or is not attachable.`,
  policyMissing: (arn: string) => `Policy ${arn} was not found.`,
  versionMissing: (arn: string, version: string) =>
    `Policy ${arn} version ${version} does not exist or is not attachable.`,
  policyExists: (name: string) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
  tooManyVersions: (quota: number) =>
    `A managed policy can have up to ${quota} versions. Before you create a new version, you must delete an existing version.`,
  detachFirst: 'Cannot delete entity, must detach all policies first.',
  deletePoliciesFirst: 'Cannot delete entity, must delete policies first.',
  removeUsersFirst: 'Cannot delete entity, must remove users from group first.',
  removeRolesFirst: 'Cannot delete entity, must remove roles from instance profile first.',
  attachedPolicy: 'Cannot delete a policy attached to entities.',
  hasVersions:
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  defaultVersion: 'Cannot delete the default version of a policy.',
  duplicateTags: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  rootAssumesNoRole: 'Roles may not be assumed by root accounts.',
  mayNotAssume: (caller: string, role: string) =>
    `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  transitiveConflict:
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  sourceIdentitySet: 'The source identity is already set for this assume role session',
  overRoleMaximum: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  overChainLimit:
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  wrongMfaCode: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  wrongMfaSerial:
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  notAuthorizedTo: (operation: string) => `Not authorized to perform sts:${operation}`,
  overRoleMaximumFederated: 'Requested DurationSeconds exceeds MaxSessionDuration set for this role.',
  samlProviderMissing: "Specified provider doesn't exist.",
  samlSignature: 'Response signature invalid',
  samlIssuer: 'Issuer not present in specified provider',
  samlAudience: 'Response does not contain the required audience.',
  samlTooLate: 'Token must be redeemed within 5 minutes of issuance',
  samlNameMissing: 'RoleSessionName is required in AuthnResponse',
  samlNameForm: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
  samlSourceIdentity: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
  oidcProviderMissing: (issuer: string) => `No OpenIDConnect provider found in your account for ${issuer}`,
  oidcAudience: 'Incorrect token audience',
  outboundOff: (account: string) => `Outbound identity federation is disabled for account ${account}`,
  outboundOffAlready: (account: string) =>
    `Outbound identity federation is already disabled for account ${account}`,
  outboundOnAlready: (account: string) =>
    `Outbound identity federation is already enabled for account ${account}`,
  outboundDisabled: 'OutboundWebIdentityFederation is disabled.',
  tokenAlgorithm:
    'Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms',
  tokenTooLarge: 'JWT payload exceeds maximum allowed size',
  tokenBeyondSession: "Requested token expiry time must be before the original session's expiry time.",
  notForFederatedUsers: (operation: string) => `${operation} does not support federated user sessions`,
  notOnGlobalEndpoint: 'Operation not supported on STS global endpoint',
  oidcSourceIdentity: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
  invalidPrincipal: (type: string, value: string) => `Invalid principal in policy: "${type}":"${value}"`,
  invalidParameter: (value: string, parameter: string) =>
    `Value (${value}) for parameter ${parameter} is invalid.`,
  accessKeyMissing: (id: string) => `The Access Key with id ${id} cannot be found`,
  certificateMissing: (id: string) => `The Certificate with id ${id} cannot be found.`,
  sshKeyMissing: (id: string) => `The SSH Public Key with id ${id} cannot be found`,
  passwordPolicyMissing: (account: string) =>
    `The Password Policy with domain name ${account} cannot be found.`,
  noPasswordPolicyToDelete: 'The account policy with name PasswordPolicy cannot be found.',
  deviceExists: 'MFADevice entity at the same path and name already exists.',
  invalidDeviceCode: 'Authentication code for device is not valid.',
  deleteFirst: (what: string) => `Cannot delete entity, must delete ${what} first.`,
  invalidOidcUrl: 'Invalid Open ID Connect Provider URL',
  tooManyThumbprints: 'Thumbprint list must contain fewer than 5 entries.',
  noReportYet: 'No report exists. Starting a new report generation task',
  protectedRole: (name: string) =>
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  servicePolicy: 'Cannot attach a Service Role Policy to a Customer Role.',
  linkedRoleExists: (name: string) =>
    `Service role name ${name} has been taken in this account, please try a different suffix.`,
  serviceCredentialMissing: (id: string) => `No such credential ${id} exists`,
  serviceUnsupported: (service: string) =>
    `No such service ${service} is supported for Service Specific Credentials`,
  loginProfileMissing: (user: string) => `Login Profile for User ${user} cannot be found.`,
  roleNotInProfile: (role: string, profile: string) =>
    `Role ${role} in Instance Profile ${profile} cannot be found.`,
  noLoginProfileToDelete: (user: string) => `Cannot find Login Profile for User ${user}`,
  samlMissing: (arn: string) => `Manifest not found for arn ${arn}`,
  unreadableArn: 'Invalid ARN:  Could not be parsed!',
  transitiveNotPassed: 'The specified transitive tag key must be included in the requested tags.',
  removeReferencedFirst: 'Cannot delete entity, must remove referenced objects first.',
  entityNotRetrieved: 'Unable to retrieve specified IAM entity.',
  noSuffix: (service: string) => `Custom suffix is not allowed for ${service}`,
} as const;

export const unverifiedTexts = {
  notMember: (user: string, group: string) => `The user with name ${user} is not in the group ${group}.`,
  profileMissing: (name: string) => `Instance Profile ${name} cannot be found.`,
  noBoundary: (noun: string, name: string) => `The permissions boundary of ${noun} ${name} cannot be found.`,
  awsTagPrefix: (key: string) => `Tag keys beginning with aws: are reserved for system use: ${key}`,
  duplicateExactTags: 'Duplicate tag keys found.',
  userNameNeeded: 'Must specify userName when calling with non-User credentials',
  aliasIsId: (alias: string) => `The account alias ${alias} must not be twelve digits, as an account ID is.`,
  aliasTaken: (alias: string) => `The account alias ${alias} already exists.`,
  aliasMissing: (alias: string) => `The account alias ${alias} does not exist.`,
  badMarker: 'Invalid Marker.',
  sessionCredentials: (operation: string) => `Cannot call ${operation} with session credentials`,
  longTermCredentials: (operation: string, whose: 'IAM user' | 'root') =>
    `Cannot call ${operation} with ${whose} credentials`,
  notASession: 'The credentials of the calling session could not be resolved.',
  scopeNeedsOne: 'At least one of Policy or DurationSeconds must be specified.',
  scopeTooLong: 'The requested DurationSeconds exceeds the remaining lifetime of the calling session.',
  tooManyScopes: (most: number) =>
    `The session already has ${most} scope down policies, which is the maximum.`,
  tokenTooLarge: (size: number, most: number) =>
    `The session token size of ${size} bytes exceeds the maximum allowed size of ${most} bytes.`,
  iamNeedsOther: 'The security token included in the request is invalid.',
  badArn: (arn: string) => `${arn} is invalid`,
  packedTooLarge: (percent: number) =>
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  tooManyPolicyArns: (arns: readonly string[], most: number) =>
    `1 validation error detected: Value '[${arns.join(', ')}]' at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  sessionPolicyTooLong: (limit: number) =>
    `The session policy and policy ARNs exceed the limit of ${limit} characters.`,
  awsSourceIdentity: 'Source identity must not begin with aws:',
  invalidAuthorizationMessage: 'Message is invalid or was not issued for this account.',
  onlyMfaHalf:
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
  rootAssumesNoRoot: 'Root sessions may not be assumed by root accounts.',
  accessKeyUnknown: (id: string) => `The access key ID ${id} does not belong to any account.`,
  samlXml: (detail: string) => `Invalid xml SAMLResponse (${detail})`,
  samlBase64: 'Invalid base64 SAMLResponse',
  samlMetadataOver: 'The metadata of the specified provider is no longer valid.',
  samlNotEncrypted: 'The provider requires encrypted assertions.',
  samlTagValues: 'A PrincipalTag attribute of the response must have one value.',
  samlTooEarly: 'The assertion is not valid yet.',
  samlConfirmation: 'SubjectConfirmation of the response is invalid.',
  oidcUnreadable: 'The ID Token provided is not a valid JWT.',
  oidcKeys:
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
  oidcTimes: 'The claims exp and iat must be present and numeric.',
  oidcExpired: 'Token expired',
  oidcSubject: 'The claim sub must be present.',
  oidcTags: 'The claim https://aws.amazon.com/tags is malformed.',
  rootSessionsOff: 'Centralized root access is not enabled for the organization.',
  notManagement: 'The caller is not the management account of an organization.',
  notMemberAccount: 'The target account is not a member account of the organization.',
  loginProfileExists: (user: string) => `Login Profile for user ${user} already exists.`,
  passwordNeeded: 'The password must be given.',
  rootPasswordByAssumeRoot:
    'Must specify userName when calling with root credentials outside of an AssumeRoot session.',
  noPasswordWithAssumeRoot: 'A password must not be given in an AssumeRoot session.',
  notAUser: 'Only IAM Users can change their own password.',
  oldPasswordWrong: 'The old password was incorrect.',
  shortPassword: (length: number) => `Password should have a minimum length of ${length}`,
  passwordLacks: (what: string) => `Password should have at least one ${what}`,
  passwordAgainstPolicy: 'Password does not conform to the account password policy.',
  passwordReused: 'Policy constraint does not allow reuse of previous passwords',
  deviceMissing: (serial: string) => `VirtualMFADevice with serial number ${serial} doesn't exist.`,
  deviceAssigned: (serial: string) => `MFA device ${serial} is already in use.`,
  deviceNotOf: (serial: string, user: string) =>
    `MFA Device with serial number ${serial} does not exist for user ${user}.`,
  deviceInUse: 'MFA VirtualDevice in use. Must deactivate first.',
  notTaggable: (serial: string) => `The MFA device ${serial} cannot be tagged.`,
  samlExists: (name: string) => `SAMLProvider with name ${name} already exists.`,
  samlMetadata: (why: string) => `Could not parse metadata: ${why}`,
  samlKeyMissing: (id: string) => `The private key with id ${id} cannot be found.`,
  samlKeyNeeded: 'AssertionEncryptionMode needs a private key.',
  samlKeyMalformed: 'The private key cannot be read.',
  oidcMissing: (arn: string) => `OpenIDConnect Provider not found for arn ${arn}`,
  oidcExists: (url: string) => `Provider with url ${url} already exists.`,
  badThumbprint: (value: string) => `Thumbprint must be 40 hexadecimal characters: ${value}`,
  /** After a linter that quotes AWS for names without a domain. */
  unknownLinkedService: (service: string) => `${service} is not a valid AWS service name (Service Principal)`,
  notServiceLinked: (name: string) => `The role with name ${name} is not a service-linked role.`,
  taskMissing: (id: string) => `The deletion task with id ${id} cannot be found.`,
  roleInUse: 'A service uses the role: an account must not be left without it while a resource holds it.',
  supportRole: 'AWS Support needs this role, so it cannot be deleted.',
  certificateMalformed: 'The certificate cannot be read as an X.509 certificate in PEM form.',
  keyMalformed: 'The private key cannot be read: it must be unencrypted and in PEM form.',
  keyMismatch: 'The private key does not belong to the certificate.',
  chainMalformed: 'The certificate chain cannot be read as X.509 certificates in PEM form.',
  certificateExpired: 'The certificate has expired or is not valid yet.',
  certificateDuplicate: 'The certificate is uploaded already.',
  serverCertificateMissing: (name: string) => `The Server Certificate with name ${name} cannot be found.`,
  serverCertificateExists: (name: string) => `The Server Certificate with name ${name} already exists.`,
  sshKeyInvalid: 'The SSH public key must be an RSA key of at least 2048 bits in ssh-rsa or PEM form.',
  sshEncodingUnknown: 'The encoding of the public key is neither ssh-rsa nor PEM.',
  sshKeyDuplicate: 'The SSH public key is associated with the user already.',
  reportNotPresent: 'No credential report exists: generate one first.',
  reportInProgress: 'The credential report is still being generated.',
  reportExpired: 'The credential report is older than four hours: generate it again.',
  jobMissing: (id: string) => `The job with id ${id} cannot be found.`,
  notAnalyzed: (arn: string) =>
    `ARN ${arn} is not valid: it must name a user, group, role or managed policy.`,
  sourceMissing: (arn: string) => `The entity with arn ${arn} cannot be found.`,
  callerNeeded: 'CallerArn is required when a resource policy is given.',
  callerNotUser: 'CallerArn must be the ARN of an IAM user.',
  oneBoundaryOnly: 'Only one permissions boundary policy may be given.',
  statusOfTimeOnly: (status: string) => `The status ${status} cannot be set.`,
  credentialAgeUnsupported: (service: string) => `CredentialAgeDays is not supported for service ${service}.`,
  allUsersOrOne: 'AllUsers cannot be specified together with UserName.',
  badPolicyIdentifier: 'A policy identifier in the exclusion list is not valid.',
  badAction: (action: string) =>
    `Invalid action: ${action} must be of the form service:Action, without wildcards.`,
  badContextValue: (key: string, type: string) => `Invalid value of context key ${key} for type ${type}.`,
  notInOrganization: 'The account is not a member of an organization.',
  neitherManagementNorDelegated:
    'The account is neither the management account nor a delegated administrator of an organization.',
  notAllFeatures: 'The organization does not have all features enabled.',
  badEntityPath: (path: string) => `The entity path ${path} does not exist in the organization.`,
  controlPolicyUnknown: (id: string) => `The policy with id ${id} cannot be found.`,
  tooManyReports: 'The maximum number of report requests that may run at a time is reached.',
  tokenScopeAlone: 'Scope requires the OriginIdentity subject mode and exactly one audience.',
  tokenScopeForm: 'Scope must be scope values separated by single spaces, each given once.',
  noOriginIdentity:
    'The calling session has no trusted identity propagation context with an origin identity.',
  originSubject: 'The subject of the origin identity cannot be put into a token.',
  outboundNotInbound: 'Tokens of outbound identity federation cannot be used to assume a role.',
} as const;

/** Texts of the sign-in pages, all from general knowledge (unverified). */
export const unverifiedSigninTexts = {
  failed: 'Your authentication information is incorrect. Please try again.',
  wrongCode: 'Your multi-factor authentication code is incorrect. Please try again.',
  startAgain: 'Your sign-in session has expired. Please sign in again.',
  passwordExpired: 'Your password has expired. Please contact your administrator to reset it.',
  changeRefused:
    'Either user is not authorized to perform iam:ChangePassword or entered password does not comply with account password policy set by administrator',
  switchRefused:
    'Invalid information in one or more fields. Check your information or contact your administrator.',
  rootSwitchesNoRole: 'You cannot switch roles when you are signed in as the AWS account root user.',
  notSwitched: 'You have not switched to a role.',
  notSignedIn: 'You are not signed in.',
  federationCredentials: 'The credentials cannot be used at the federation endpoint.',
  federationDuration: 'SessionDuration must not be given for these credentials.',
  samlResponse: 'Your request included an invalid SAML response. To logout, click here.',
  ofSts: (message: string, status: number, code: string) =>
    `${message.replace(/\.$/, '')} (service: AWSSecurityTokenService; status code: ${status}; error code: ${code})`,
  signinToken: 'The sign-in token is not valid or has expired.',
  rootOnly: 'Only the root user can change the password of the root user.',
} as const;

/** Refusals of settings that AWS does not have. */
export const extensionTexts = {
  longPassword: (length: number) =>
    `Password should have a maximum length of ${length} (simulator extension: AWS has no such setting)`,
  lockedOut: (attempts: number, minutes: number) =>
    `Sign-in is locked for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} after ${attempts} failed ${attempts === 1 ? 'attempt' : 'attempts'} (simulator extension: AWS has no such setting).`,
  accessKeyPasted:
    'An access key is for the command line and for programs; it does not open the console. Sign in with the user name and its password.',
} as const;

/** Returns EC2's refusal: the sentence of E-76 between EC2's own words and the encoded decision (E-74). */
export const ec2Denied = (sentence: string, encoded: string): string =>
  `You are not authorized to perform this operation. ${sentence}. Encoded authorization failure message: ${encoded}`;

/** Answers of services to a resource policy that they do not save, from general knowledge (unverified). */
export const resourcePolicyTexts = {
  s3TooLong: 'Policy exceeds the maximum allowed document size.',
  s3Grammar: (problem: string) => `Policy has invalid syntax: ${problem}`,
  s3Principal: 'Invalid principal in policy',
  s3Action: 'Policy has invalid action',
  s3Resource: 'Policy has invalid resource',
  sqsPolicy: 'Invalid value for the parameter Policy.',
  snsTooLong: 'Invalid parameter: Policy length exceeded',
  snsPolicy: (problem: string) => `Invalid parameter: Policy Error: ${problem}`,
  snsScope: 'Invalid parameter: Policy statement action out of service scope!',
  kmsTooLong: 'The key policy exceeds the maximum length of 32768 characters.',
  kmsPrincipal: 'Policy contains a statement with one or more invalid principals.',
  kmsLockout: 'The new key policy will not allow you to update the key policy in the future.',
  lambdaTooLong: 'The final policy size exceeds the limit of 20480 bytes.',
  lambdaPrincipal: 'The provided principal was invalid. Please check the principal and try again.',
  dynamodbPolicy: (problem: string) => `Invalid policy document: ${problem}`,
  dynamodbLockout:
    'Resource-based policy would not allow this principal to change the policy in the future. Confirm with ConfirmRemoveSelfResourceAccess.',
  secretTooLong: 'The resource policy exceeds 20480 characters.',
  secretGrammar: 'This resource policy contains a syntax error.',
  secretPublic:
    "You can't attach a resource policy that grants broad access to the secret while BlockPublicPolicy is on.",
} as const;

/** Texts of account management and billing, from general knowledge (unverified). */
export const accountTexts = {
  notManaged: (id: string) =>
    `User is not authorized: ${id} is not a member account of an organization that this account manages.`,
  noContact: 'No contact information found for the inputs provided.',
  noAlternate: 'No contact of the inputted alternate contact type found.',
  noRegion: (region: string) => `${region} is not a region of AWS.`,
  alwaysOn: (region: string) => `${region} is enabled by default and cannot be switched.`,
  rootOnly: (what: string) => `Only the root user of the account can ${what}.`,
  managesOthers: 'The management account of an organization cannot be closed while it has member accounts.',
  billingOff:
    'IAM user and role access to Billing information is not activated: the root user of the account can activate it.',
  closedForGood: (date: string) =>
    `The account was closed on ${date}; after 90 days it cannot be opened again.`,
  notClosed: 'The account is not closed.',
  emailTaken: (email: string) => `The email address ${email} is the one of another account.`,
} as const;
