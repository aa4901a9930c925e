/**
 * SAML 2.0 into AWS (SAML-01…SAML-16): a person signs in at their own provider, which writes and signs an
 * assertion about them. The browser posts it to AWS, which checks the signature against the provider's
 * metadata, and then the rest in its order. The flow begins at the provider, or at AWS, which sends the
 * browser there.
 */

import { protocol } from './protocol.ts';
import {
  type SamlInput,
  assumeRoleWithSaml,
  chooseRole,
  postToSignIn,
  signResponse,
  writeResponse,
} from './saml-requests.ts';
import { useStates } from './use-credentials.ts';

const words = protocol<SamlInput>();
const { machine, message, sent, refused, watched, obtained } = words;

export const samlMachine = machine('saml', 'begin', {
  begin: {
    always: [
      { guard: ({ context }) => context.input.startedAt === 'service', target: 'redirect' },
      { target: 'login' },
    ],
  },
  redirect: watched(
    'redirect',
    ({ input }) => ({
      name: `AWS sends the browser to ${input.providerName}`,
      from: 'signin',
      to: 'browser',
      artefacts: [
        { kind: 'note', text: 'AWS has no password for this person, so it asks their identity provider.' },
      ],
    }),
    'login',
  ),
  login: watched(
    'login',
    ({ input }) => ({ name: `${input.person.name} signs in`, from: 'person', to: 'provider' }),
    'writing',
  ),
  writing: sent(
    'writing',
    {
      from: 'provider',
      to: 'provider',
      name: 'who signed in',
      reply: 'the response, not signed yet',
      learn: ({ Draft }) => ({ draft: JSON.stringify(Draft) }),
    },
    { then: 'assertion', refused: 'noLogin' },
    writeResponse,
  ),
  noLogin: { tags: 'refused' },
  assertion: message(signResponse, 'signing'),
  signing: sent(
    'signing',
    {
      from: 'provider',
      to: 'browser',
      name: 'signs the assertion',
      reply: 'signed SAML response',
      learn: ({ SAMLResponse }) => ({ response: String(SAMLResponse) }),
    },
    { then: 'arrived', refused: 'notSigned' },
  ),
  notSigned: refused('signing'),
  arrived: {
    always: [
      { guard: ({ context }) => context.input.into === 'console', target: 'page' },
      { target: 'response' },
    ],
  },
  page: message(postToSignIn, 'asking'),
  asking: sent(
    'asking',
    {
      from: 'browser',
      to: 'signin',
      name: 'the response, posted to AWS sign-in',
      reply: 'roles to choose from, or the console',
      learn: ({ Roles }) => ({ roles: JSON.stringify(Roles ?? []) }),
    },
    { then: 'asked', refused: 'notAsked' },
  ),
  notAsked: refused('asking'),
  asked: {
    always: [
      { guard: ({ context }) => context.sessions.length > 0, target: 'console' },
      { target: 'choice' },
    ],
  },
  choice: message(chooseRole, 'choosing'),
  choosing: sent(
    'choosing',
    { from: 'browser', to: 'signin', name: 'the chosen role', reply: 'the console' },
    { then: 'console', refused: 'notChosen' },
  ),
  notChosen: refused('choosing'),
  console: {},
  response: message(assumeRoleWithSaml, 'posting'),
  posting: sent(
    'posting',
    { from: 'browser', to: 'sts', name: 'AssumeRoleWithSAML', reply: 'temporary credentials' },
    { then: 'credentials', refused: 'refused' },
  ),
  refused: refused('posting'),
  credentials: obtained('using', 'response'),
  ...useStates(words, 'browser'),
  done: { on: { again: { target: 'response' } } },
});
