/**
 * AWS's error codes and their HTTP statuses. Codes that an operation declares come from the API model; the
 * codes that every Query service shares (E-77) are not in it and are listed here.
 */

import type { Change } from '../../model/world/change.ts';
import type { AwsError, RefusedBy } from '../../model/request/request.ts';
import type { Ok } from '../../model/result.ts';
import { iamModel } from '../model/generated/iam.ts';
import { organizationsModel } from '../model/generated/organizations.ts';
import { stsModel } from '../model/generated/sts.ts';
import { type QuotaName, fixedQuotas, quotaOf, tableQuotas } from '../../model/quotas.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { type World, countOwned } from '../../model/world/world.ts';
import { errorTexts } from './texts.ts';
import { defined } from '../../model/defined.ts';

const sharedStatus: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 400,
  MissingAuthenticationToken: 403,
  InvalidClientTokenId: 403,
  InvalidAction: 400,
  ValidationError: 400,
  MalformedInput: 400,
  InvalidParameterValue: 400,
};

export interface ApiFailure {
  readonly ok: false;
  readonly error: AwsError;
  /** Changes that stay although the call was refused, such as a used MFA code. They are never undone. */
  readonly marks?: readonly Change[];
  readonly refusedBy?: RefusedBy;
}

/** The result of a step that also says which check refused, if one did. */
export type ApiResult<T> = Ok<T> | ApiFailure;

/** Returns an AWS error as a value. Throws when AWS does not have the code, since that is a bug. */
export function awsError(code: string, message: string): AwsError {
  const status =
    sharedStatus[code] ??
    iamModel.errors[code]?.status ??
    stsModel.errors[code]?.status ??
    organizationsModel.errors[code]?.status;
  if (status === undefined) throw new Error(`error code \`${code}\` is not in the API model`);
  return { code, status, message };
}

export const unknownOperation = (operation: string, version: string): AwsError =>
  awsError('InvalidAction', `Could not find operation ${operation} for version ${version}`);

export const fail = (code: string, message: string): ApiFailure => ({
  ok: false,
  error: awsError(code, message),
});

/** Adds the name of the check that refused (`SAML-03`) and, if given, its reason in words. */
export const refusedBy = (check: string, failure: ApiFailure, because?: string): ApiFailure => ({
  ...failure,
  refusedBy: { check, ...defined({ because }) },
});

/** Returns CloudTrail's code: the exception's name if the model has one (`NoSuchEntityException`). */
export const trailErrorCode = (code: string): string =>
  code === 'ValidationError' ? 'ValidationException' : (iamModel.errors[code]?.shape ?? code);

const jsonCodes: Readonly<Record<string, string>> = {
  // Codes of services that speak JSON, all with HTTP 400, for the refusals that every service shares (E-74).

  AccessDenied: 'AccessDeniedException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidAction: 'UnknownOperationException',
  ValidationError: 'ValidationException',
  MalformedInput: 'SerializationException',
  MalformedPolicyDocument: 'MalformedPolicyDocumentException',
};

export function jsonSpelling(error: AwsError): AwsError {
  const code = jsonCodes[error.code];
  return code === undefined ? error : { ...error, code, status: 400 };
}

/** Returns `LimitExceeded` when `count` is more than the account's quota of that name. */
export function overQuota(account: AccountRecord, name: QuotaName, count: number): ApiFailure | undefined {
  const quota = quotaOf(account, name);
  return count > quota ? fail('LimitExceeded', errorTexts.exceeded(name, quota)) : undefined;
}

/** Returns `LimitExceeded` when the account may not have one more row of that table. */
export const overTableQuota = (
  { world, account }: { readonly world: World; readonly account: AccountRecord },
  table: keyof typeof tableQuotas,
): ApiFailure | undefined => overQuota(account, tableQuotas[table], countOwned(world, table, account.id) + 1);

/** Does the same as `overQuota` for quotas that no account can have raised. */
export function overFixedQuota(name: keyof typeof fixedQuotas, count: number): ApiFailure | undefined {
  const quota = fixedQuotas[name];
  return count > quota ? fail('LimitExceeded', errorTexts.exceeded(name, quota)) : undefined;
}
