/**
 * Requests to a simulated identity provider: of the service `playground`, and none of them reaches the door,
 * for AWS has no part in them.
 */

import type { FlowRequest } from '../send.ts';

const operations = new Set(['WriteSamlResponse', 'WriteToken', 'SignSamlResponse', 'SignToken']);
export const isProviderRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && operations.has(operation);
