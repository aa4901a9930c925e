/**
 * Makes a call as the holder of an access key. Without `other` it is sts:GetCallerIdentity, which no policy
 * can forbid to a valid key.
 */

import type { Request } from '../../../../../core/model/request/request.ts';

export function keyCall(
  accessKeyId: string,
  other?: { readonly action: string; readonly resource: string; readonly region: string },
): Request {
  const caller = { kind: 'access-key', accessKeyId } as const;
  if (!other) return { service: 'sts', operation: 'GetCallerIdentity', params: {}, caller };
  const { action, resource, region } = other;
  const params = resource === '*' ? {} : { Resources: [resource] };
  return { service: 'any', operation: action, params, caller, source: { region } };
}
