/**
 * Errors of Organizations. It speaks JSON, and JSON services have other codes, all with HTTP 400, for the
 * refusals that every service shares (E-74). Three exceptions say by their `Reason` what is wrong, and a value
 * of a wrong form is one of them (W-13).
 */

import type { AwsError } from '../../model/request/request.ts';
import { type ApiFailure, awsError } from '../errors/codes.ts';
import {
  invalidInputTexts,
  unverifiedConstraintTexts,
  unverifiedHandshakeTexts,
} from '../errors/organization-texts.ts';

const codes: Readonly<Record<string, string>> = {
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

export function organizationsSpelling(error: AwsError): AwsError {
  if (error.code === 'ValidationError') return invalidInput(reasonOf(error.message)).error;
  // Only the pages of a list answer this one.
  if (error.code === 'InvalidInput') return invalidInput('INVALID_NEXT_TOKEN').error;
  return jsonSpelling(error);
}

/** Gives an error the code that other services with JSON have for it. */
export function jsonSpelling(error: AwsError): AwsError {
  const code = codes[error.code];
  return code === undefined ? error : { ...error, code, status: 400 };
}

/** Returns the reason of the first broken constraint. */
function reasonOf(message: string): keyof typeof invalidInputTexts {
  const [, constraint = ''] = /failed to satisfy constraint: Member must ([^;]*)/.exec(message) ?? [];
  if (constraint.startsWith('not be null')) return 'INPUT_REQUIRED';
  if (constraint.includes('SERVICE_CONTROL_POLICY')) return 'INVALID_ENUM_POLICY_TYPE';
  if (constraint.startsWith('satisfy enum')) return 'INVALID_ENUM';
  if (constraint.startsWith('have length less')) return 'MAX_LENGTH_EXCEEDED';
  if (constraint.startsWith('have length greater')) return 'MIN_LENGTH_EXCEEDED';
  if (constraint.startsWith('have value less')) return 'MAX_VALUE_EXCEEDED';
  if (constraint.startsWith('have value greater')) return 'MIN_VALUE_EXCEEDED';
  return 'INVALID_PATTERN';
}

const reasoned = (code: string, reason: string, message: string): ApiFailure => ({
  ok: false,
  error: { ...awsError(code, message), reason },
});

export const constraint = (reason: keyof typeof unverifiedConstraintTexts): ApiFailure =>
  reasoned('ConstraintViolationException', reason, unverifiedConstraintTexts[reason]);

export const handshakeConstraint = (reason: keyof typeof unverifiedHandshakeTexts): ApiFailure =>
  reasoned('HandshakeConstraintViolationException', reason, unverifiedHandshakeTexts[reason]);

export const invalidInput = (reason: keyof typeof invalidInputTexts): ApiFailure =>
  reasoned('InvalidInputException', reason, invalidInputTexts[reason]);
