/** The requests of the SAML flow: to the provider, to AWS's sign-in page, and to STS. */

import type { ProtocolContext } from './protocol.ts';
import type { FlowRequest } from '../send.ts';
import type { Use } from './use-credentials.ts';

export interface SamlInput extends Use {
  readonly startedAt: 'provider' | 'service';
  readonly providerId: string;
  readonly providerName: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly applicationId: string;
  readonly roleArn: string;
  /** ARN of the account's SAML provider. */
  readonly principalArn: string;
  /** A program (the default) asks STS. A browser posts to AWS's sign-in page for the console (SI-10). */
  readonly into?: 'program' | 'console';
}

type Context = Pick<ProtocolContext<SamlInput>, 'input' | 'facts'>;
const nobody = { kind: 'anonymous' } as const;

export const writeResponse = ({ input }: Context): FlowRequest => ({
  service: 'playground',
  operation: 'WriteSamlResponse',
  params: { ProviderId: input.providerId, Who: input.person.id, ApplicationId: input.applicationId },
});

export const signResponse = ({ input, facts }: Context): FlowRequest => ({
  service: 'playground',
  operation: 'SignSamlResponse',
  params: { ProviderId: input.providerId, Draft: JSON.parse(facts['draft'] ?? '{}') as unknown },
});

/** Posts the response to AWS's sign-in page, which checks it and offers the roles in it. */
export const postToSignIn = ({ facts }: Context): FlowRequest => ({
  service: 'signin',
  operation: 'SignInWithSAML',
  params: { SAMLResponse: facts['response'] ?? '' },
  caller: nobody,
});

export const chooseRole = ({ input, facts }: Context): FlowRequest => ({
  service: 'signin',
  operation: 'SignInWithSAML',
  params: { SAMLResponse: facts['response'] ?? '', RoleArn: input.roleArn },
  caller: nobody,
});

export const assumeRoleWithSaml = ({ input, facts }: Context): FlowRequest => ({
  service: 'sts',
  operation: 'AssumeRoleWithSAML',
  params: {
    RoleArn: input.roleArn,
    PrincipalArn: input.principalArn,
    SAMLAssertion: facts['response'] ?? '',
  },
  caller: nobody,
});
