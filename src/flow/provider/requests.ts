/** Recognizes requests to a simulated provider or an outside service; they never reach the door of AWS. */

import type { FlowRequest } from '../send.ts';

const operations = new Set(['WriteSamlResponse', 'WriteToken', 'SignSamlResponse', 'SignToken']);

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
 * Requests of a service that trusts an account's issuer (Y-02): it reads two documents and is shown a token.
 */
const serviceOperations = new Set(['FetchDiscoveryDocument', 'FetchKeys', 'PresentToken']);

export const isServiceRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && serviceOperations.has(operation);
