/** The lists that `newest.test.ts` compares: what the core does not take from the newest clients, and why. */

/** Enums whose values the core does not need → why. */
export const unknownOfErrors: Readonly<Record<string, string>> = {
  AccessDeniedForDependencyExceptionReason:
    'only the body of the error has it; no call here depends on a role of Organizations that may be missing',
  ConstraintViolationExceptionReason:
    'only the body of the error has it; the core holds the reasons that it gives in its table of texts',
  HandshakeConstraintViolationExceptionReason:
    'only the body of the error has it; the core holds the reasons that it gives in its table of texts',
  InvalidInputExceptionReason:
    'only the body of the error has it; the core holds the reasons that it gives in its table of texts',
};

/** Operations that nothing performs → why. */
export const notPerformed: Readonly<Record<string, string>> = {};
