/** Finds a resource that an action can have, near the one that was asked about. */

import type { AccountId } from '../../model/ids.ts';
import type { ActionInfo } from '../../model/service-reference.ts';
import type { World } from '../../model/world/world.ts';
import { takesResource } from '../../policy/arn-format.ts';
import { resourceSuggestions } from './question-options.ts';

/** The asked resource, else its bucket or objects, else a suggestion, what exists first, else `*`. */
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
