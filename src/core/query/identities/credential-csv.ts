/** The CSV files that AWS's console offers with a new credential, made from the call's response alone. */

import type { AccountRecord } from '../../model/records/account.ts';
import { csvCell } from '../../words/csv.ts';

export interface CsvFile {
  readonly name: string;
  readonly text: string;
}

const csv = (name: string, headings: readonly string[], values: readonly string[]): CsvFile => ({
  name,
  text: [headings, values].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n',
});

/** Makes `alice_accessKeys.csv`, or `rootkey.csv` for the root user. */
export const accessKeyCsv = (user: string | undefined, id: string, secret: string): CsvFile =>
  csv(
    user === undefined ? 'rootkey.csv' : `${user}_accessKeys.csv`,
    ['Access key ID', 'Secret access key'],
    [id, secret],
  );

/** Makes `alice_credentials.csv`. */
export const passwordCsv = (user: string, password: string, signInUrl: string): CsvFile =>
  csv(
    `${user}_credentials.csv`,
    ['User name', 'Password', 'Console sign-in URL'],
    [user, password, signInUrl],
  );

/** Makes `alice_codecommit_credentials.csv`. */
export const serviceCredentialCsv = (
  user: string,
  service: string,
  name: string,
  password: string,
): CsvFile =>
  csv(
    `${user}_${service.split('.')[0] ?? service}_credentials.csv`,
    ['User Name', 'Password'],
    [name, password],
  );

/** Returns the address of the account's sign-in page, by alias or id (N-06). */
export const signInUrl = ({ id, alias }: Pick<AccountRecord, 'id' | 'alias'>): string =>
  `https://${alias ?? id}.signin.aws.amazon.com/console`;
