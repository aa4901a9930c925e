/**
 * Errors of Organizations. Three exceptions say by their `Reason` what is wrong, and a value of a wrong form is
 * one of them (W-13). All else is spelled as JSON services spell it.
 */

import type { AwsError } from '../../model/request/request.ts';
import { type ApiFailure, awsError, jsonSpelling } from '../errors/codes.ts';
import {
  invalidInputTexts,
  unverifiedConstraintTexts,
  unverifiedHandshakeTexts,
} from '../errors/organization-texts.ts';

export function organizationsSpelling(error: AwsError): AwsError {
  if (error.code === 'ValidationError') return invalidInput(reasonOf(error.message)).error;
  // Only the pages of a list answer this one.
  if (error.code === 'InvalidInput') return invalidInput('INVALID_NEXT_TOKEN').error;
  return jsonSpelling(error);
}

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
