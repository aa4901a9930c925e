/** Creates accounts and raises their quotas. */

import { type Change, created, replaced } from '../../model/world/change.ts';
import { unsafeAccountId, unsafeEntityId } from '../../model/ids.ts';
import { type QuotaName, quotaOf } from '../../model/quotas.ts';
import type { AccountRecord, SignInExtensions } from '../../model/records/account.ts';
import { type AwsError, isoSeconds } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { World } from '../../model/world/world.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { refuseRootPassword, withPassword } from '../iam/credentials/password-hashes.ts';
import { type PlaygroundCall, type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { accountTexts as say, unverifiedTexts } from '../errors/texts.ts';
import { freeAccountId } from '../organizations/accounts.ts';
import { closedForGood, withSettings } from '../account/account.ts';
import { defined } from '../../model/defined.ts';

interface CreateAccountInput {
  readonly AccountId?: string;
  readonly AccountName: string;
  readonly Email?: string;
  readonly Alias?: string;
  /** The root user's password; AWS's default password policy applies to it (P-03, P-04). */
  readonly Password?: string;
}

const createAccount = playgroundOperation<CreateAccountInput>(
  'CreateAccount',
  ({ world, env, params, now }) => {
    const id =
      params.AccountId === undefined ? freeAccountId({ world, env }) : unsafeAccountId(params.AccountId);
    if (world.accounts.has(id)) return accountExists(id);
    const { AccountName: name, Email: email, Alias: alias } = params;
    const taken = refuseAlias(world, alias);
    if (taken) return taken;
    const account: AccountRecord = {
      id,
      name,
      createDate: now,
      quotas: {},
      ...defined({ email, alias }),
    };
    const password = rootPassword(account, params.Password, env.random);
    if (!password.ok) return password;
    return done({ Account: { Id: id, Name: name, Arn: `arn:aws:iam::${id}:root` } }, [
      created('accounts', account),
      ...password.value,
    ]);
  },
);

/** Creates the root user's profile and secret. Their key is the account's id. */
function rootPassword(
  account: AccountRecord,
  password: string | undefined,
  random: () => number,
): Result<Change[], AwsError> {
  if (password === undefined) return ok([]);
  const refused = refuseRootPassword(account, password);
  if (refused) return refused;
  const id = unsafeEntityId(account.id);
  const dates = { createDate: account.createDate, passwordDate: account.createDate };
  return ok([
    created('loginProfiles', { id, account: account.id, owner: id, passwordResetRequired: false, ...dates }),
    created('secrets', withPassword(undefined, { id, account: account.id }, password, random)),
  ]);
}

export const accountExists = (id: string): ApiFailure =>
  fail('EntityAlreadyExists', `Account ${id} already exists.`);

/** Refuses an alias that another account has: it is unique over all accounts (N-06). */
export function refuseAlias(world: World, alias: string | undefined): ApiFailure | undefined {
  if (alias === undefined) return undefined;
  const taken = [...world.accounts.values()].some((account) => account.alias === alias);
  return taken ? fail('EntityAlreadyExists', unverifiedTexts.aliasTaken(alias)) : undefined;
}

interface SetQuotaInput {
  readonly Account?: string;
  readonly Name: QuotaName;
  /** If absent, the quota goes back to its default. */
  readonly Value?: number;
}

const setQuota = playgroundOperation<SetQuotaInput>('SetQuota', (call) => {
  const found = accountMeant(call, call.params.Account);
  if (!found.ok) return found;
  const account = found.value;
  const { Name, Value } = call.params;
  const { [Name]: granted, ...others } = account.quotas;
  const after = { ...account, quotas: Value === undefined ? others : { ...others, [Name]: Value } };
  const response = { Name, Value: quotaOf(after, Name) };
  return done(response, granted === Value ? [] : [replaced('accounts', account, after)]);
});

interface SignInExtensionsInput {
  readonly Account?: string;
  readonly MaximumPasswordLength?: number;
  readonly LockoutAttempts?: number;
  readonly LockoutMinutes?: number;
}

/** Replaces all settings, like the password policy (P-02): what is not sent is off. */
const setSignInExtensions = playgroundOperation<SignInExtensionsInput>('SetSignInExtensions', (call) => {
  const found = accountMeant(call, call.params.Account);
  if (!found.ok) return found;
  const account = found.value;
  const { MaximumPasswordLength: maximum, LockoutAttempts: attempts, LockoutMinutes: minutes } = call.params;
  if ((attempts === undefined) !== (minutes === undefined))
    return fail('ValidationError', 'lockout needs both `LockoutAttempts` and `LockoutMinutes`');
  const minimum = account.passwordPolicy?.minimumPasswordLength ?? 8;
  if (maximum !== undefined && maximum < minimum)
    return fail('InvalidInput', `a maximum length of ${maximum} is below the minimum length of ${minimum}`);
  const extensions: SignInExtensions = {
    ...defined({ maximumPasswordLength: maximum }),
    ...(attempts === undefined || minutes === undefined ? {} : { lockout: { attempts, minutes } }),
  };
  const { signInExtensions: _, ...plain } = account;
  const isOff = Object.keys(extensions).length === 0;
  const after: AccountRecord = isOff ? plain : { ...plain, signInExtensions: extensions };
  return done({}, [replaced('accounts', account, after)]);
});

/** Returns the account of that id, or the caller's when no id is given. */
export function accountMeant(
  { world, caller }: PlaygroundCall<unknown>,
  id: string | undefined,
): Result<AccountRecord, AwsError> {
  const wanted = id ?? caller?.account;
  if (wanted === undefined)
    return fail('ValidationError', 'no account is given, and nobody is signed in to one');
  const account = world.accounts.get(wanted);
  return account ? ok(account) : fail('NoSuchEntity', `Account ${wanted} does not exist.`);
}

export const playgroundAccountOperations: PlaygroundOperation[] = [
  createAccount,
  setQuota,
  setSignInExtensions,
];

// Things that the root user does on AWS's pages without an API: a new email address, and opening a closed account
// again, which AWS's support does within 90 days.

const changeRootUserEmail = playgroundOperation<{ readonly Email: string }>('ChangeRootUserEmail', (call) => {
  const { world, caller, params } = call;
  const found = accountMeant(call, undefined);
  if (!found.ok) return found;
  const account = found.value;
  if (caller?.kind !== 'root') return fail('AccessDenied', say.rootOnly('change its email address'));
  const { Email: email } = params;
  if ([...world.accounts.values()].some((other) => other.id !== account.id && other.email === email)) {
    return fail('EntityAlreadyExists', say.emailTaken(email));
  }
  return done(
    { Email: email },
    email === account.email ? [] : [replaced('accounts', account, { ...account, email })],
  );
});

const reopenAccount = playgroundOperation<{ readonly Account?: string }>('ReopenAccount', (call) => {
  const found = accountMeant(call, call.params.Account);
  if (!found.ok) return found;
  const account = found.value;
  const end = closedForGood(account);
  if (end === undefined) return fail('InvalidInput', say.notClosed);
  if (call.env.now >= end) {
    return fail('InvalidInput', say.closedForGood(account.settings?.closedDate ?? isoSeconds(end)));
  }
  return done({ Account: account.id }, [
    replaced('accounts', account, withSettings(account, { closedDate: undefined })),
  ]);
});

export const accountStateOperations: PlaygroundOperation[] = [changeRootUserEmail, reopenAccount];
