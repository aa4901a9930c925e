/** Names the operations, the steps and the fields of a flow as a person reads them. */

import type { AwsWord } from '../../ui/words/glossary.ts';

const words: Readonly<Record<string, string>> = {
  SignSamlResponse: 'the provider signs the response',
  SignToken: 'the provider signs the token',
  SignInWithSAML: 'the response to AWS sign-in',
};
export const operationWords = (operation: string): string => words[operation] ?? operation;

/** Returns the words of the button that goes on: the person sends a message, or the provider signs one. */
export const nextWords = (operation: string): string =>
  `${operation.startsWith('Sign') && operation !== 'SignInWithSAML' ? 'Next:' : 'Send'} ${operationWords(operation)}`;

const ask = 'Ask for credentials';
const received = 'Credentials received';
const sign = 'The provider signs';

/** The step that a state belongs to, in a person's words. States of one step have the same words. */
const stepsOfStates: Readonly<Record<string, string>> = {
  request: ask,
  assuming: ask,
  issuing: ask,
  response: ask,
  posting: ask,
  token: ask,
  exchanging: ask,
  credentials: received,
  environment: received,
  leaked: received,
  using: 'Use the credentials',
  done: 'Done',
  redirect: 'AWS sends the browser to the provider',
  login: 'Sign in at the provider',
  authorize: 'Ask for a code',
  code: 'Exchange the code',
  job: 'Ask for a token',
  identity: 'Ask for a token',
  writing: 'The provider writes the claims',
  assertion: sign,
  claims: sign,
  signing: sign,
  page: 'Send the response to AWS sign-in',
  asking: 'Send the response to AWS sign-in',
  choice: 'Choose a role',
  choosing: 'Choose a role',
  console: 'The console opens',
  exchange: 'Get a sign-in token',
  link: 'Make the console link',
  open: 'Open the console',
  opening: 'Open the console',
  role: 'Ask for the role',
  used: 'Renew the credentials',
  renewal: 'Renew the credentials',
  renewing: 'Renew the credentials',
  invocation: 'Call the function',
  creation: 'Create the role',
  creating: 'Create the role',
  revocation: 'Revoke the sessions',
  revoking: 'Revoke the sessions',
  revoked: 'Use the old credentials',
  usingAgain: 'Use the old credentials',
  again: 'Assume the role again',
  assumingAgain: 'Assume the role again',
  renewed: 'Use the new credentials',
  usingRenewed: 'Use the new credentials',
};

/** States whose name means another step in this one machine. */
const stepsOfMachines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'federation-token': { exchanging: 'Get a sign-in token' },
  'instance-profile': { token: 'Get a metadata token', credentials: 'Read the credentials' },
  'linked-role': { role: 'Role created' },
};

/** Returns the step that a state of a flow's machine belongs to. `undefined` for a state without words. */
export const stepOfState = (flow: string, state: string): string | undefined =>
  stepsOfMachines[flow]?.[state] ?? stepsOfStates[state];

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
