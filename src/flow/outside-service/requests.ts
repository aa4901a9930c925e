/**
 * Requests of a service outside AWS that trusts an account's issuer (Y-02): it reads the two documents of the
 * issuer, and a program shows it a token. None reaches the door, because AWS answers no signed call here.
 */

import type { FlowRequest } from '../send.ts';

/** The trust that the outside service was given: which issuer, made for whom, about whom. */
export interface Trust {
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

const operations = new Set(['FetchDiscoveryDocument', 'FetchKeys', 'PresentToken']);

export const isServiceRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && operations.has(operation);
