/**
 * AWS as the identity provider of others (Y-02). An administrator switches outbound federation on, an outside
 * service reads the documents of the account's issuer, and a program in AWS shows it a signed token instead of
 * a stored key.
 */

import { discoveryAddress } from '../../core/api/sts/outbound/keys.ts';
import type { FlowRequest } from '../send.ts';
import { type ProtocolContext, protocol } from './protocol.ts';

export interface OutboundInput {
  /** ARN of the user or role that asks for the token. */
  readonly caller: string;
  /** ARN of the person who switches the account. */
  readonly administrator: string;
  readonly audience: string;
  readonly algorithm: string;
  /** True where the account was off when the flow began, so that its steps can be counted before AWS is asked. */
  readonly isOff?: boolean;
  /** Leaves the account switched off, to see what AWS answers then. */
  readonly stayOff: boolean;
}

type Context = Pick<ProtocolContext<OutboundInput>, 'input' | 'facts'>;

const asAdministrator =
  (operation: string) =>
  ({ input }: Context): FlowRequest => ({
    service: 'iam',
    operation,
    params: {},
    caller: { kind: 'principal', arn: input.administrator },
  });

const fetching =
  (operation: string, urlOf: (facts: Context['facts']) => string) =>
  ({ facts }: Context): FlowRequest => ({ service: 'playground', operation, params: { Url: urlOf(facts) } });

const getToken = ({ input }: Context): FlowRequest => ({
  service: 'sts',
  operation: 'GetWebIdentityToken',
  params: { Audience: [input.audience], SigningAlgorithm: input.algorithm },
  caller: { kind: 'principal', arn: input.caller },
});

const presentToken = ({ input, facts }: Context): FlowRequest => ({
  service: 'playground',
  operation: 'PresentToken',
  params: {
    WebIdentityToken: facts['token'] ?? '',
    Service: { Issuer: facts['issuer'] ?? '', Audience: input.audience, Subject: input.caller },
    SecondsLater: 0,
  },
});

const issuer = ({ IssuerIdentifier }: Readonly<Record<string, unknown>>) => ({
  issuer: String(IssuerIdentifier),
});

const { machine, message, sent, refused, obtained } = protocol<OutboundInput>();

export const outboundMachine = machine('outbound', 'begin', {
  begin: obtained('looking'),
  looking: sent(
    'looking',
    {
      from: 'person',
      to: 'service',
      name: 'is outbound federation on?',
      reply: 'on: the issuer',
      learn: issuer,
    },
    { then: 'looked', refused: 'off' },
    asAdministrator('GetOutboundWebIdentityFederationInfo'),
  ),
  looked: {
    always: [
      {
        guard: ({ context: { input, facts } }) => input.isOff === true && facts['issuer'] === undefined,
        target: 'off',
      },
      { target: 'trusting' },
    ],
  },
  off: {
    always: [{ guard: ({ context }) => context.input.stayOff, target: 'request' }, { target: 'switch' }],
  },
  switch: message(asAdministrator('EnableOutboundWebIdentityFederation'), 'enabling'),
  enabling: sent(
    'enabling',
    {
      from: 'person',
      to: 'service',
      name: 'switch it on',
      reply: 'the issuer of the account',
      learn: issuer,
    },
    { then: 'trusting', refused: 'notEnabled' },
  ),
  notEnabled: refused('enabling'),
  trusting: obtained('discovering'),
  discovering: sent(
    'discovering',
    {
      from: 'outside',
      to: 'sts',
      name: 'who signs for this issuer?',
      reply: 'discovery document',
      learn: ({ Document }) => ({
        keys: String((Document as Readonly<Record<string, unknown>>)['jwks_uri']),
      }),
    },
    { then: 'discovered', refused: 'noDocument' },
    fetching('FetchDiscoveryDocument', ({ issuer = '' }) => discoveryAddress(issuer)),
  ),
  discovered: obtained('fetching'),
  fetching: sent(
    'fetching',
    { from: 'outside', to: 'sts', name: 'the public keys, please', reply: 'public keys (JWKS)' },
    { then: 'request', refused: 'noDocument' },
    fetching('FetchKeys', ({ keys = '' }) => keys),
  ),
  noDocument: { tags: 'refused' },
  request: message(getToken, 'issuing'),
  issuing: sent(
    'issuing',
    {
      from: 'client',
      to: 'sts',
      name: 'GetWebIdentityToken',
      reply: 'signed token',
      learn: ({ WebIdentityToken }) => ({ token: String(WebIdentityToken) }),
    },
    { then: 'token', refused: 'refused' },
  ),
  refused: refused('issuing'),
  token: message(presentToken, 'presenting'),
  presenting: sent(
    'presenting',
    {
      from: 'client',
      to: 'outside',
      name: 'a call with the token',
      reply: 'access',
      learn: ({ Subject }) => ({ access: String(Subject) }),
    },
    { then: 'done', refused: 'turnedAway' },
  ),
  turnedAway: refused('presenting'),
  done: {},
});
