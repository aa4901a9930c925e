/** Accounts of the generator as a whole, as rows or as AWS's CLI prints them. */

import { defaultQuotas } from '#core/model/quotas.ts';
import { accountDetailsText, exportAccountDetails } from '#share/export/account-details.ts';
import { runToEnd } from '#core/model/steps.ts';
import { type GenerateOptions, generateAccountSteps } from '#share/generate/account.ts';
import { type WorldRecords, worldOf } from '#share/world-records.ts';

/** All default quotas used up. */
export const fullQuota = {
  users: defaultQuotas.UsersPerAccount,
  groups: defaultQuotas.GroupsPerAccount,
  roles: defaultQuotas.RolesPerAccount,
  policies: defaultQuotas.PoliciesPerAccount,
} as const;

export function generateAccount(options: GenerateOptions): WorldRecords {
  return runToEnd(generateAccountSteps(options));
}

/** Returns the account as `aws iam get-account-authorization-details` would print it. */
export const generateAccountDetails = (options: GenerateOptions): string =>
  accountDetailsOf(generateAccount(options));

/** Returns the only account of the rows, printed in the same way. */
export function accountDetailsOf(records: WorldRecords): string {
  const [account] = records.accounts;
  if (!account) throw new Error('a generated world has an account');
  return accountDetailsText(exportAccountDetails(worldOf(records), account.id));
}
