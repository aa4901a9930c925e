/**
 * Recognizes requests to a simulated identity provider. They have the service `playground` and never reach
 * the door, because AWS has no part in them.
 */

import type { FlowRequest } from '../send.ts';

const operations = new Set(['WriteSamlResponse', 'WriteToken', 'SignSamlResponse', 'SignToken']);
export const isProviderRequest = ({
  service,
  operation,
}: Pick<FlowRequest, 'service' | 'operation'>): boolean =>
  service === 'playground' && operations.has(operation);
