/** A service credential as its creation or reset answered it, the only answer with the password or API key. */

export interface NewPassword {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly password: string;
  /** The name is an alias and the password a key. */
  readonly isApiKey: boolean;
}

export function newPasswordOf(
  response: Readonly<Record<string, unknown>> | undefined,
): NewPassword | undefined {
  const made = response?.['ServiceSpecificCredential'] as Record<string, string> | undefined;
  if (!made) return undefined;
  return {
    id: made['ServiceSpecificCredentialId'] ?? '',
    service: made['ServiceName'] ?? '',
    name: made['ServiceUserName'] ?? made['ServiceCredentialAlias'] ?? '',
    password: made['ServicePassword'] ?? made['ServiceCredentialSecret'] ?? '',
    isApiKey: made['ServiceCredentialSecret'] !== undefined,
  };
}
