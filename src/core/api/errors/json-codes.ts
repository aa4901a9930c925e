/** Codes of services that speak JSON, all with HTTP 400, for the refusals that every service shares (E-74). */

import type { AwsError } from '../../model/request/request.ts';

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

export function jsonSpelling(error: AwsError): AwsError {
  const code = codes[error.code];
  return code === undefined ? error : { ...error, code, status: 400 };
}
