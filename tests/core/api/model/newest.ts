/** The lists that `newest.test.ts` compares: what the core does not take from the newest clients, and why. */

/** Enums that only the bodies of errors use; the core has the reasons that it gives in its tables of texts. */
export const unknownOfErrors: ReadonlySet<string> = new Set([
  'AccessDeniedForDependencyExceptionReason',
  'ConstraintViolationExceptionReason',
  'HandshakeConstraintViolationExceptionReason',
  'InvalidInputExceptionReason',
]);

/** Operations that nothing performs → why. */
export const notPerformed: Readonly<Record<string, string>> = {};
