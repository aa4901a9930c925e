/**
 * Recognizes requests to a simulated identity provider. They have the service `playground` and never reach
 * the door, because AWS has no part in them.
 */

import { isServiceRequest } from '../outside-service/requests.ts';
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
