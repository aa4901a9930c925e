/**
 * OpenID Connect into AWS (OIDC-01…OIDC-11): for a person (authorization code with PKCE), for a workload such
 * as GitHub Actions (token of its platform), or for a guest of a Cognito identity pool. Each ends with a
 * signed token, which STS checks against the issuer's keys, the audience and the role's trust policy.
 */

import type { Artefact } from '../log/log.ts';
import { type OidcInput, assumeRoleWithWebIdentity, signTokenRequest, writeToken } from './oidc-requests.ts';
import { protocol } from './protocol.ts';
import { useStates } from './use-credentials.ts';

const words = protocol<OidcInput>();
const { machine, message, sent, refused, watched, obtained } = words;
const note = (text: string): Artefact => ({ kind: 'note', text });

export const oidcMachine = machine('oidc', 'begin', {
  begin: {
    always: [
      { guard: ({ context }) => context.input.kind === 'code', target: 'authorize' },
      { guard: ({ context }) => context.input.kind === 'pool', target: 'identity' },
      { target: 'job' },
    ],
  },
  authorize: watched(
    'authorize',
    ({ input }) => ({
      name: 'authorization request with a PKCE challenge',
      from: 'client',
      to: 'provider',
      artefacts: [
        {
          kind: 'http-request',
          method: 'GET',
          url: `https://${input.providerName}/authorize?response_type=code&client_id=${input.applicationId}&code_challenge_method=S256`,
          headers: {},
          body: '',
        },
        note(
          'The challenge is the hash of a secret that only this client has. A stolen code alone is useless.',
        ),
      ],
    }),
    'login',
  ),
  login: watched(
    'login',
    ({ input }) => ({ name: `${input.who.name} signs in and consents`, from: 'person', to: 'provider' }),
    'code',
  ),
  code: watched(
    'code',
    () => ({
      name: 'the code and the PKCE verifier',
      from: 'client',
      to: 'provider',
      artefacts: [
        note(
          'The provider hashes the secret and compares it with the challenge. Only then does it write the token.',
        ),
      ],
    }),
    'writing',
  ),
  job: watched(
    'job',
    ({ input }) => ({
      name: `${input.who.name} asks its platform for a token`,
      from: 'client',
      to: 'provider',
    }),
    'writing',
  ),
  identity: watched(
    'identity',
    ({ input }) => ({
      name: `GetId, GetOpenIdToken for ${input.who.name}`,
      from: 'client',
      to: 'provider',
    }),
    'writing',
  ),
  writing: sent(
    'writing',
    {
      from: 'provider',
      to: 'provider',
      name: 'who the token describes',
      reply: 'the claims, not signed yet',
      learn: ({ Draft }) => ({ draft: JSON.stringify(Draft) }),
    },
    { then: 'claims', refused: 'noLogin' },
    writeToken,
  ),
  noLogin: { tags: 'refused' },
  claims: message(signTokenRequest, 'signing'),
  signing: sent(
    'signing',
    {
      from: 'provider',
      to: 'client',
      name: 'signs the token',
      reply: 'signed ID token',
      learn: ({ Token }) => ({ token: String(Token) }),
    },
    { then: 'token', refused: 'notSigned' },
  ),
  notSigned: refused('signing'),
  token: message(assumeRoleWithWebIdentity, 'exchanging'),
  exchanging: sent(
    'exchanging',
    { from: 'client', to: 'sts', name: 'AssumeRoleWithWebIdentity', reply: 'temporary credentials' },
    { then: 'credentials', refused: 'refused' },
  ),
  refused: refused('exchanging'),
  credentials: obtained('using', 'token'),
  ...useStates(words, 'client'),
  done: { on: { again: { target: 'token' } } },
});
