/** Refuses calls in regions that the account has not switched on (account:EnableRegion). */

import type { ApiFailure } from '../errors/codes.ts';
import { regionOf, type ResourceCall } from './kinds.ts';
import { failed } from './refusals.ts';
import { isOptIn, isRegion } from '../../model/regions.ts';

export function refuseRegion(call: ResourceCall, service: string): ApiFailure | undefined {
  const region = regionOf(call);
  if (!isRegion(region)) return failed('InvalidEndpoint', 400, `\`${region}\` is not a region of AWS.`);
  if (!isOptIn(region) || call.account.settings?.optInRegions?.includes(region)) return undefined;
  if (service === 'ec2') {
    return failed('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
  }
  const code =
    service === 's3' || service === 'sns' || service === 'sqs'
      ? 'InvalidClientTokenId'
      : 'UnrecognizedClientException';
  return failed(code, 403, 'The security token included in the request is invalid.');
}
