/**
 * Recognizes requests that are answered outside AWS: by a simulated identity provider, or by a service that trusts AWS.
 * They have the service `playground` and never reach the door, because AWS has no part in them.
 */

import type { FlowRequest } from '../send.ts';

const operations = new Set(['WriteSamlResponse', 'WriteToken', 'SignSamlResponse', 'SignToken']);

/** True for all that is answered outside AWS: by an identity provider, or by a service that trusts AWS. */
export const isOutsideRequest = (request: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  isProviderRequest(request) || isServiceRequest(request);

export const isProviderRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && operations.has(operation);

/** The trust that the outside service was given: which issuer, made for whom, about whom. */
interface Trust {
  readonly Issuer: string;
  readonly Audience: string;
  readonly Subject: string;
}

export interface PresentedToken {
  readonly WebIdentityToken: string;
  readonly Service: Trust;
  /** The time between the call of STS and this one. */
  readonly SecondsLater: number;
}

/**
 * Requests of a service outside AWS that trusts an account's issuer (Y-02): it reads the two documents of the issuer,
 * and a program shows it a token.
 */
const serviceOperations = new Set(['FetchDiscoveryDocument', 'FetchKeys', 'PresentToken']);

export const isServiceRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && serviceOperations.has(operation);
