/** Operations and states of a flow as a person reads them. */

import type { AwsWord } from '../../ui/words/glossary.ts';

const words: Readonly<Record<string, string>> = {
  SignSamlResponse: 'the provider signs the response',
  SignToken: 'the provider signs the token',
  SignInWithSAML: 'the response to AWS sign-in',
};
export const operationWords = (operation: string): string => words[operation] ?? operation;

/** `notSigned` is read as `not signed`. */
export const stateWords = (state: string): string =>
  state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The words of AWS's behind what a flow asks for, by the field's name: explained beside its label. */
export const fieldWords: Readonly<Record<string, AwsWord | undefined>> = {
  role: 'role',
  session: 'session',
  externalId: 'external ID',
  serial: 'MFA',
  tag: 'session tag',
  action: 'Action',
  resource: 'ARN',
};
