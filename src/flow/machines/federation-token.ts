/**
 * GetFederationToken and the link to the console (S-05, SI-11, SI-12): a broker with its own long-term keys
 * vouches for a person without an AWS identity, exchanges the credentials for a sign-in token, and gives out
 * a link that opens the console without a password.
 */

import { holderId, protocol } from './protocol.ts';
import { callStates } from './one-call.ts';

export interface FederationTokenInput {
  /** ARN of the broker's user. */
  readonly caller: string;
  readonly params: {
    readonly Name: string;
    readonly Policy?: string;
    readonly PolicyArns?: readonly { readonly arn: string }[];
    readonly DurationSeconds?: number;
  };
}

const words = protocol<FederationTokenInput>();
const { machine, message, sent, refused, watched } = words;

export const federationTokenMachine = machine('federation-token', 'request', {
  ...callStates(
    words,
    { operation: 'GetFederationToken', state: 'issuing', reply: 'temporary credentials' },
    'exchange',
  ),
  exchange: message(
    (context) => ({
      service: 'signin',
      operation: 'GetSigninToken',
      params: { SessionId: holderId(context) },
      caller: { kind: 'anonymous' },
    }),
    'exchanging',
  ),
  exchanging: sent(
    'exchanging',
    {
      from: 'client',
      to: 'signin',
      name: 'credentials for a sign-in token',
      reply: 'sign-in token, 15 minutes',
      learn: ({ SigninToken }) => ({ token: String(SigninToken).split('.')[0] ?? '' }),
    },
    { then: 'link', refused: 'notExchanged' },
  ),
  notExchanged: refused('exchanging'),
  link: watched('link', () => ({ name: 'the link to the console', from: 'client', to: 'browser' }), 'open'),
  open: message(
    ({ facts }) => ({
      service: 'signin',
      operation: 'Login',
      params: {
        SigninToken: facts['token'] ?? '',
        Issuer: 'https://broker.example.com',
        Destination: 'https://console.aws.amazon.com/',
      },
      caller: { kind: 'anonymous' },
    }),
    'opening',
  ),
  opening: sent(
    'opening',
    { from: 'browser', to: 'signin', name: 'the link is opened', reply: 'console session' },
    { then: 'done', refused: 'notOpened' },
  ),
  notOpened: refused('opening'),
  done: {},
});
