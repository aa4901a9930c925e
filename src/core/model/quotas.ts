/**
 * The quotas of an account: the defaults are here, what AWS granted beyond them is in the
 * account's record. The names are AWS's, as in `Cannot exceed quota for {NAME}: {N}`.
 */

export const defaultQuotas = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  GroupsPerUser: 10,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  TagsPerEntity: 50,
  /** Characters without white space (G-18). */
  PolicySize: 6144,
  UserPolicySize: 2048,
  GroupPolicySize: 5120,
  RolePolicySize: 10240,
  ACLSizePerRole: 2048,
} as const;

/** The quotas of the managed policies and of the inline policies of a holder (N-27, PT-3). */
export const holderQuotas = {
  users: { attached: 'PoliciesPerUser', inline: 'UserPolicySize' },
  groups: { attached: 'PoliciesPerGroup', inline: 'GroupPolicySize' },
  roles: { attached: 'PoliciesPerRole', inline: 'RolePolicySize' },
} as const;

export const tableQuotas = {
  users: 'UsersPerAccount',
  groups: 'GroupsPerAccount',
  roles: 'RolesPerAccount',
  policies: 'PoliciesPerAccount',
  instanceProfiles: 'InstanceProfilesPerAccount',
} as const;

/** Quotas of credentials and providers. They are the same in every account here. */
export const fixedQuotas = {
  AccessKeysPerUser: 2,
  CertificatesPerUser: 2,
  SSHPublicKeysPerUser: 5,
  ServiceSpecificCredentialsPerUser: 2,
  MFADevicesPerUser: 8,
  VirtualMFADevicesPerAccount: 5000,
  ServerCertificatesPerAccount: 20,
  SAMLProvidersPerAccount: 100,
  OpenIdConnectProvidersPerAccount: 100,
  ClientIdsPerOpenIdConnectProvider: 100,
  PrivateKeysPerSAMLProvider: 2,
} as const;

export type QuotaName = keyof typeof defaultQuotas;
export type QuotaOverrides = { readonly [Name in QuotaName]?: number };
export const quotaNames = Object.keys(defaultQuotas) as QuotaName[];

export const quotaOf = (account: { readonly quotas: QuotaOverrides }, name: QuotaName): number =>
  account.quotas[name] ?? defaultQuotas[name];
