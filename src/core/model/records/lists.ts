/** The names that rows choose from, and the names of the tables. Screens offer them, schemas check them. */

export const tableNames = [
  'accounts',
  'users',
  'groups',
  'roles',
  'policies',
  'instanceProfiles',
  'resources',
  'usage',
  'accessKeys',
  'loginProfiles',
  'mfaDevices',
  'userCredentials',
  'secrets',
  'serverCertificates',
  'samlProviders',
  'oidcProviders',
  'credentialReports',
  'lastAccessedJobs',
  'organizationsReports',
  'deletionTasks',
  'sessions',
  'signIns',
  'organizations',
  'organizationalUnits',
  'controlPolicies',
  'clock',
  'reviews',
  'silences',
  'reportSchedules',
  'reportDeliveries',
  'outsideProviders',
] as const;
export type TableName = (typeof tableNames)[number];

/** Tables that the files of an account hold: no secrets, providers or jobs. */
export const importedTables = [
  'accounts',
  'users',
  'groups',
  'roles',
  'policies',
  'instanceProfiles',
  'resources',
  'usage',
  'accessKeys',
  'loginProfiles',
  'mfaDevices',
] as const satisfies readonly TableName[];
export type ImportedTable = (typeof importedTables)[number];

/** Tables whose rows hold policies of their own. */
export const holderTables = ['users', 'groups', 'roles'] as const satisfies readonly TableName[];
export type HolderTable = (typeof holderTables)[number];

export const unknownParts = [
  'resource-policies',
  'organization',
  'passwords',
  'access-keys',
  'mfa-devices',
  'identity-providers',
  'role-settings',
  'creation-date',
  /** Groups or managed policies that the file names but does not hold, or entries that could not be read. */
  'attached-policies',
] as const;
export type UnknownPart = (typeof unknownParts)[number];

export const alternateContactTypes = ['BILLING', 'OPERATIONS', 'SECURITY'] as const;
export type AlternateContactType = (typeof alternateContactTypes)[number];

export const keyStatuses = ['Active', 'Inactive'] as const;
export type KeyStatus = (typeof keyStatuses)[number];

/** A passkey (also one on a security key) shows no codes (Y-11). Without its owner it does not exist. */
export const deviceKinds = ['virtual', 'hardware', 'passkey'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const sessionKinds = ['user', 'root', 'role', 'federated-user', 'assumed-root'] as const;

export const controlPolicyTypes = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
export type ControlPolicyType = (typeof controlPolicyTypes)[number];

/** The policies that AWS attaches by itself. Each organization has copies of its own. */
export const fullAwsAccess = {
  SERVICE_CONTROL_POLICY: { policyId: 'p-FullAWSAccess', name: 'FullAWSAccess' },
  RESOURCE_CONTROL_POLICY: { policyId: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess' },
} as const satisfies Record<ControlPolicyType, { policyId: string; name: string }>;

/** Management and declarative policies: services read them, the policy engine never does. */
export const managementPolicyTypes = [
  'AISERVICES_OPT_OUT_POLICY',
  'BACKUP_POLICY',
  'BEDROCK_POLICY',
  'CHATBOT_POLICY',
  'DECLARATIVE_POLICY_EC2',
  'GUARDDUTY_POLICY',
  'INSPECTOR_POLICY',
  'NETWORK_SECURITY_DIRECTOR_POLICY',
  'S3_POLICY',
  'SECURITYHUB_CSPM_POLICY',
  'SECURITYHUB_POLICY',
  'TAG_POLICY',
  'UPGRADE_ROLLOUT_POLICY',
] as const;
export type ManagementPolicyType = (typeof managementPolicyTypes)[number];

export const handshakeActions = ['INVITE', 'ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES'] as const;

/** An answer ends a handshake. That it expired follows from the time. */
export const handshakeAnswers = ['CANCELED', 'ACCEPTED', 'DECLINED'] as const;

export const outsideKinds = ['okta', 'ad-fs', 'cognito', 'google', 'github', 'kubernetes'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

export const reportFrequencies = ['daily', 'weekly'] as const;
export type ReportFrequency = (typeof reportFrequencies)[number];
export const reportFormats = ['csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];
