import { begin, protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use.ts';

/**
 * SAML 2.0 into AWS (8.8): a person signs in at their own provider, which writes an assertion about them and
 * signs it; the browser posts it to AWS, which checks the signature against the provider's metadata and all
 * the rest in its order. It begins at the provider, or at AWS, which sends the browser there.
 */
export interface SamlInput extends Use {
  readonly startedAt: 'provider' | 'service';
  readonly providerId: string;
  readonly providerName: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly applicationId: string;
  readonly roleArn: string;
  /** ARN of the account's SAML provider. */
  readonly principalArn: string;
  /** A program asks STS; a browser posts to AWS's sign-in page, which opens the console (W-10). Absent: a program. */
  readonly into?: 'program' | 'console';
}

const { flow, message, sent, refused, watched, obtained } = protocol<SamlInput>();

export const samlMachine = flow.createMachine({
  id: 'saml',
  context: begin,
  initial: 'begin',
  on: { restart: { target: '.begin', actions: 'forget' } },
  states: {
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
          { kind: 'note', text: 'AWS has no password for this person: it asks whoever vouches for them.' },
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
        learn: draftOf,
      },
      { then: 'assertion', refused: 'noLogin' },
      ({ input }) => ({
        service: 'playground',
        operation: 'WriteSamlResponse',
        params: { ProviderId: input.providerId, Who: input.person.id, ApplicationId: input.applicationId },
      }),
    ),
    noLogin: { tags: 'refused' },
    assertion: message(
      ({ input, facts }) => ({
        service: 'playground',
        operation: 'SignSamlResponse',
        params: { ProviderId: input.providerId, Draft: JSON.parse(facts['draft'] ?? '{}') as unknown },
      }),
      'signing',
    ),
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
    page: message(
      ({ facts }) => ({
        service: 'signin',
        operation: 'SignInWithSAML',
        params: { SAMLResponse: facts['response'] ?? '' },
        caller: { kind: 'anonymous' },
      }),
      'asking',
    ),
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
    choice: message(
      ({ input, facts }) => ({
        service: 'signin',
        operation: 'SignInWithSAML',
        params: { SAMLResponse: facts['response'] ?? '', RoleArn: input.roleArn },
        caller: { kind: 'anonymous' },
      }),
      'choosing',
    ),
    choosing: sent(
      'choosing',
      { from: 'browser', to: 'signin', name: 'the chosen role', reply: 'the console' },
      { then: 'console', refused: 'notChosen' },
    ),
    notChosen: refused('choosing'),
    console: {},
    response: message(
      ({ input, facts }) => ({
        service: 'sts',
        operation: 'AssumeRoleWithSAML',
        params: {
          RoleArn: input.roleArn,
          PrincipalArn: input.principalArn,
          SAMLAssertion: facts['response'] ?? '',
        },
        caller: { kind: 'anonymous' },
      }),
      'posting',
    ),
    posting: sent(
      'posting',
      { from: 'browser', to: 'sts', name: 'AssumeRoleWithSAML', reply: 'temporary credentials' },
      { then: 'credentials', refused: 'refused' },
    ),
    refused: refused('posting'),
    credentials: obtained('using', 'response'),
    using: sent('using', useSending('browser'), { then: 'done', refused: 'denied' }, useRequest),
    denied: { tags: 'refused' },
    done: { on: { again: { target: 'response' } } },
  },
});

function draftOf({ Draft }: Readonly<Record<string, unknown>>) {
  return { draft: JSON.stringify(Draft) };
}
