/** An access key as the answer to its creation contains it, the only answer with the secret. */

import type { EnvironmentCredential } from '#app/export/files.ts';
import { type CsvFile, accessKeyCsv } from '#core/query/identities/credential-csv.ts';

export interface NewKey {
  readonly id: string;
  readonly secret: string;
  readonly csv: CsvFile;
}

/** `user` is `undefined` for the root user. */
export function newKeyOf(
  user: string | undefined,
  response: Readonly<Record<string, unknown>> | undefined,
): NewKey | undefined {
  const key = response?.['AccessKey'] as { AccessKeyId: string; SecretAccessKey: string } | undefined;
  if (!key) return undefined;
  const { AccessKeyId: id, SecretAccessKey: secret } = key;
  return { id, secret, csv: accessKeyCsv(user, id, secret) };
}

export const shownKey = ({ id, secret, csv }: NewKey) => ({
  id,
  what: `access key ${id}`,
  items: [
    { label: 'Access key', value: id },
    { label: 'Secret access key', value: secret, secret: true },
  ],
  csv,
  lost: 'Save it now. You cannot see it again. If you lose it, create a new key.',
});

export const environmentOf = ({ id, secret }: NewKey): EnvironmentCredential => ({
  accessKeyId: id,
  secretAccessKey: secret,
});
