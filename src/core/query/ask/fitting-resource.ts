/** Finds a resource that an action can have, near the one that was asked about. */

import type { AccountId } from '../../model/ids.ts';
import type { ActionInfo } from '../../model/service-reference.ts';
import type { World } from '../../model/world/world.ts';
import { takesResource } from '../../policy/arn-format.ts';
import { resourceSuggestions } from './question-options.ts';

/**
 * Returns the asked resource if the action can have it. Else the bucket of an object or the objects of a bucket, else
 * the first suggestion of the account that fits, what exists before what a policy names, else `*`.
 */
export function fittingResource(
  world: World,
  account: AccountId,
  action: ActionInfo,
  resource: string,
): string {
  const takes = (one: string) => takesResource(action, one);
  const [bucket = ''] = resource.split('/');
  const near = bucket.startsWith('arn:aws:s3:::') ? [bucket, `${bucket}/*`] : [];
  const offered = resourceSuggestions(world, account).filter(({ arn }) => arn !== '*');
  const known = [...offered.filter((one) => one.known), ...offered].map(({ arn }) => arn);
  return [resource, ...near, ...known].find(takes) ?? '*';
}
