/**
 * GetFederationToken and the link to the console (S-05, SI-11, SI-12): a broker with its own long-term keys
 * vouches for a person without an AWS identity, exchanges the credentials for a sign-in token, and gives out
 * a link that opens the console without a password.
 */

import { begin, holderId, protocol } from './protocol.ts';

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

const { flow, message, sent, refused, watched, obtained } = protocol<FederationTokenInput>();

export const federationTokenMachine = flow.createMachine({
  id: 'federation-token',
  context: begin,
  initial: 'request',
  on: { restart: { target: '.request', actions: 'forget' } },
  states: {
    request: message(
      ({ input: { caller, params } }) => ({
        service: 'sts',
        operation: 'GetFederationToken',
        params: { ...params },
        caller: { kind: 'principal', arn: caller },
      }),
      'issuing',
    ),
    issuing: sent(
      'issuing',
      { from: 'client', to: 'sts', name: 'GetFederationToken', reply: 'temporary credentials' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('issuing'),
    credentials: obtained('exchange'),
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
  },
});
