/** Names one record of each table. */

import type { RecordDifference } from '../../../core/query/account/compare-worlds.ts';

export const recordWords: Readonly<Record<RecordDifference['table'], string>> = {
  accounts: 'account',
  users: 'user',
  groups: 'group',
  roles: 'role',
  policies: 'policy',
  instanceProfiles: 'instance profile',
  resources: 'resource',
  accessKeys: 'access key',
  loginProfiles: 'console access:',
  mfaDevices: 'MFA device',
  userCredentials: 'credential',
  serverCertificates: 'server certificate',
  samlProviders: 'SAML provider',
  oidcProviders: 'OIDC provider',
  organizations: 'organization',
  organizationalUnits: 'organizational unit',
  controlPolicies: 'control policy',
  outsideProviders: 'outside provider',
  reportSchedules: 'setting:',
  clock: 'setting:',
};
