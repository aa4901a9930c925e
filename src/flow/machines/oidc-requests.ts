/** The requests of the OpenID Connect flow: to the provider and to STS. */

import type { ProtocolContext } from './protocol.ts';
import type { FlowRequest } from '../send.ts';
import type { Use } from './use-credentials.ts';

export interface OidcInput extends Use {
  readonly kind: 'code' | 'workload' | 'pool';
  readonly providerId: string;
  readonly providerName: string;
  readonly who: { readonly id: string; readonly name: string };
  readonly applicationId: string;
  readonly roleArn: string;
  readonly sessionName: string;
}

type Context = Pick<ProtocolContext<OidcInput>, 'input' | 'facts'>;

export const writeToken = ({ input }: Context): FlowRequest => ({
  service: 'playground',
  operation: 'WriteToken',
  params: { ProviderId: input.providerId, Who: input.who.id, ApplicationId: input.applicationId },
});

export const signTokenRequest = ({ input, facts }: Context): FlowRequest => ({
  service: 'playground',
  operation: 'SignToken',
  params: { ProviderId: input.providerId, Draft: JSON.parse(facts['draft'] ?? '{}') as unknown },
});

export const assumeRoleWithWebIdentity = ({ input, facts }: Context): FlowRequest => ({
  service: 'sts',
  operation: 'AssumeRoleWithWebIdentity',
  params: {
    RoleArn: input.roleArn,
    RoleSessionName: input.sessionName,
    WebIdentityToken: facts['token'] ?? '',
  },
  caller: { kind: 'anonymous' },
});
