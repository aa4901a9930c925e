/** A service credential as its making or resetting answered it: the only time that the password is told. */
export interface NewPassword {
  readonly service: string;
  readonly name: string;
  readonly password: string;
}

export function newPasswordOf(
  response: Readonly<Record<string, unknown>> | undefined,
): NewPassword | undefined {
  const made = response?.['ServiceSpecificCredential'] as Record<string, string> | undefined;
  if (!made) return undefined;
  return {
    service: made['ServiceName'] ?? '',
    name: made['ServiceUserName'] ?? '',
    password: made['ServicePassword'] ?? '',
  };
}
