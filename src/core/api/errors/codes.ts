/**
 * AWS's error codes and their HTTP statuses. Codes that an operation declares come from the API model;
 * those that every Query service shares (E-77) are not in it and stand here.
 */

import type { Change } from '../../model/world/change.ts';
import type { AwsError, RefusedBy } from '../../model/request/request.ts';
import { iamModel } from '../model/generated/iam.ts';
import { organizationsModel } from '../model/generated/organizations.ts';
import { stsModel } from '../model/generated/sts.ts';

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

export interface Failure {
  readonly ok: false;
  readonly error: AwsError;
  /** Changes that stay although the call was refused (a used MFA code); never undone. */
  readonly marks?: readonly Change[];
  readonly refusedBy?: RefusedBy;
}

/** An AWS error as a value; a code that AWS does not have is a bug and throws. */
export function awsError(code: string, message: string): AwsError {
  const status =
    sharedStatus[code] ??
    iamModel.errors[code]?.status ??
    stsModel.errors[code]?.status ??
    organizationsModel.errors[code]?.status;
  if (status === undefined) throw new Error(`error code \`${code}\` is not in the API model`);
  return { code, status, message };
}

export const fail = (code: string, message: string): Failure => ({
  ok: false,
  error: awsError(code, message),
});

/** The failure with the name of the check that it is: `SAML-03`, and what was wrong in its words. */
export const refusedBy = (check: string, failure: Failure, because?: string): Failure => ({
  ...failure,
  refusedBy: { check, ...(because === undefined ? {} : { because }) },
});

/** The code as CloudTrail writes it: the exception's name where the model has one (`NoSuchEntityException`). */
export const trailErrorCode = (code: string): string =>
  code === 'ValidationError' ? 'ValidationException' : (iamModel.errors[code]?.shape ?? code);
