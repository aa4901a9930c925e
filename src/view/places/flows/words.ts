/** Names the operations and states of a flow as a person reads them. */

import type { AwsWord } from '../../ui/words/glossary.ts';

const words: Readonly<Record<string, string>> = {
  SignSamlResponse: 'the provider signs the response',
  SignToken: 'the provider signs the token',
  SignInWithSAML: 'the response to AWS sign-in',
};
export const operationWords = (operation: string): string => words[operation] ?? operation;

/** Turns `notSigned` into `not signed`. */
export const stateWords = (state: string): string =>
  state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The AWS word that explains a field of the start form, by the field's name. */
export const fieldWords: Readonly<Record<string, AwsWord | undefined>> = {
  role: 'role',
  session: 'session',
  externalId: 'external ID',
  serial: 'MFA',
  tag: 'session tag',
  action: 'Action',
  resource: 'ARN',
};
