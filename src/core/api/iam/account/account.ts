/** The account as a whole: its alias (N-06) and its summary. */

import { type Change, replaced } from '#core/model/world/change.ts';
import { fixedQuotas, quotaOf } from '#core/model/quotas.ts';
import type { AccountId } from '#core/model/ids.ts';
import { deviceKinds } from '#core/model/records/lists.ts';
import {
  type World,
  countDevices,
  countOwned,
  credentialsOf,
  findByArn,
  usedAwsPolicies,
  versionsKey,
} from '#core/model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation, checkAccount } from '../entities.ts';

const createAccountAlias = iamOperation('CreateAccountAlias', {
  // The model's pattern allows twelve digits, but they would be an account id in the sign-in address.
  checks: ({ params }) =>
    /^\d{12}$/.test(params.AccountAlias)
      ? fail('ValidationError', unverifiedTexts.aliasIsId(params.AccountAlias))
      : [checkAccount('CreateAccountAlias')],
  run: ({ world, account, params }) => {
    const { AccountAlias: alias } = params;
    const taken = [...world.accounts.values()].some(
      (other) => other.alias === alias && other.id !== account.id,
    );
    if (taken) return fail('EntityAlreadyExists', unverifiedTexts.aliasTaken(alias));
    const changes: Change[] =
      account.alias === alias ? [] : [replaced('accounts', account, { ...account, alias })];
    return done({}, changes);
  },
});

const deleteAccountAlias = accountOperation('DeleteAccountAlias', ({ account, params }) => {
  if (account.alias !== params.AccountAlias) {
    return fail('NoSuchEntity', unverifiedTexts.aliasMissing(params.AccountAlias));
  }
  const { alias: _, ...rest } = account;
  return done({}, [replaced('accounts', account, rest)]);
});

const listAccountAliases = accountOperation('ListAccountAliases', ({ account, params }) => {
  const page = pageOf(account.alias === undefined ? [] : [account.alias], (alias) => alias, params);
  return page.ok ? done({ AccountAliases: [...page.value.items], ...page.value.more }) : page;
});

const getAccountSummary = accountOperation('GetAccountSummary', (call) =>
  done({ SummaryMap: { ...counts(call), ...quotas(call) } }),
);

type SummaryMap = Record<string, number>;

/** Members that begin with `Account` describe the root user. */
function counts({ world, account }: Call<unknown>): SummaryMap {
  const devices = (inUse: boolean): number =>
    deviceKinds.reduce((sum, kind) => sum + countDevices(world, account.id, kind, inUse), 0);
  return {
    Users: countOwned(world, 'users', account.id),
    Groups: countOwned(world, 'groups', account.id),
    Roles: countOwned(world, 'roles', account.id),
    Policies: countOwned(world, 'policies', account.id),
    PolicyVersionsInUse: versionsInUse(world, account.id),
    InstanceProfiles: countOwned(world, 'instanceProfiles', account.id),
    ServerCertificates: countOwned(world, 'serverCertificates', account.id),
    Providers:
      countOwned(world, 'samlProviders', account.id) + countOwned(world, 'oidcProviders', account.id),
    MFADevices: devices(true) + devices(false),
    MFADevicesInUse: devices(true),
    AccountMFAEnabled: present(credentialsOf(world, 'mfaDevices', account.id)),
    AccountAccessKeysPresent: present(credentialsOf(world, 'accessKeys', account.id)),
    AccountPasswordPresent: present(credentialsOf(world, 'loginProfiles', account.id)),
    AccountSigningCertificatesPresent: present(credentialsOf(world, 'userCredentials', account.id)),
  };
}

/** Counts versions of the account's own policies, and of AWS's that it has attached. */
function versionsInUse(world: World, account: AccountId): number {
  let sum = world.index.owned.get(versionsKey(account))?.size ?? 0;
  for (const arn of usedAwsPolicies(world, account))
    sum += findByArn(world, 'policies', arn)?.versions.length ?? 0;
  return sum;
}

const present = (credentials: readonly unknown[]): number => (credentials.length > 0 ? 1 : 0);

const quotas = ({ account }: Call<unknown>): SummaryMap => ({
  UsersQuota: quotaOf(account, 'UsersPerAccount'),
  GroupsQuota: quotaOf(account, 'GroupsPerAccount'),
  RolesQuota: quotaOf(account, 'RolesPerAccount'),
  PoliciesQuota: quotaOf(account, 'PoliciesPerAccount'),
  InstanceProfilesQuota: quotaOf(account, 'InstanceProfilesPerAccount'),
  UserPolicySizeQuota: quotaOf(account, 'UserPolicySize'),
  GroupPolicySizeQuota: quotaOf(account, 'GroupPolicySize'),
  RolePolicySizeQuota: quotaOf(account, 'RolePolicySize'),
  PolicySizeQuota: quotaOf(account, 'PolicySize'),
  AssumeRolePolicySizeQuota: quotaOf(account, 'ACLSizePerRole'),
  VersionsPerPolicyQuota: quotaOf(account, 'VersionsPerPolicy'),
  GroupsPerUserQuota: quotaOf(account, 'GroupsPerUser'),
  AttachedPoliciesPerUserQuota: quotaOf(account, 'PoliciesPerUser'),
  AttachedPoliciesPerGroupQuota: quotaOf(account, 'PoliciesPerGroup'),
  AttachedPoliciesPerRoleQuota: quotaOf(account, 'PoliciesPerRole'),
  PolicyVersionsInUseQuota: 10_000,
  AccessKeysPerUserQuota: fixedQuotas.AccessKeysPerUser,
  SigningCertificatesPerUserQuota: fixedQuotas.CertificatesPerUser,
  ServerCertificatesQuota: fixedQuotas.ServerCertificatesPerAccount,
  GlobalEndpointTokenVersion: account.globalEndpointTokenVersion ?? 1,
});

const setTokenPreferences = accountOperation('SetSecurityTokenServicePreferences', ({ account, params }) => {
  const version = params.GlobalEndpointTokenVersion === 'v2Token' ? 2 : 1;
  if (version === (account.globalEndpointTokenVersion ?? 1)) return done({});
  return done({}, [replaced('accounts', account, { ...account, globalEndpointTokenVersion: version })]);
});

export const iamAccountOperations: Operation[] = [
  createAccountAlias,
  deleteAccountAlias,
  listAccountAliases,
  getAccountSummary,
  setTokenPreferences,
];
