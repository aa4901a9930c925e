/**
 * Recognizes requests that are answered outside AWS: by a simulated identity provider, or by a service that trusts AWS.
 * They have the service `playground` and never reach the door, because AWS has no part in them.
 */

import type { FlowRequest } from '../send.ts';

type Asked = Pick<FlowRequest, 'service' | 'operation'>;

const asksFor =
  (operations: readonly string[]) =>
  ({ service, operation }: Asked): boolean =>
    service === 'playground' && operations.includes(operation);

export const isProviderRequest = asksFor([
  'WriteSamlResponse',
  'WriteToken',
  'SignSamlResponse',
  'SignToken',
]);

/** A service that trusts an account's issuer (Y-02) reads two documents and is shown a token. */
export const isServiceRequest = asksFor(['FetchDiscoveryDocument', 'FetchKeys', 'PresentToken']);

export const isOutsideRequest = (request: Asked): boolean =>
  isProviderRequest(request) || isServiceRequest(request);

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
