/** Says which permission on a resource counts as having reached it, for the kinds of resources that a search can aim at. */

import { parseArn } from '#core/model/arn.ts';
import { kindNear } from '#core/model/resource-kinds/lookup.ts';

/** Returns what one must be allowed for one to have reached a resource; empty for another kind of thing. */
export function reachedBy(arn: string): { action: string; resource: string }[] {
  const { service, resource = '' } = parseArn(arn) ?? {};
  if (service === 'ssm')
    return resource.startsWith('parameter/') ? [{ action: 'ssm:GetParameter', resource: arn }] : [];
  const { reached = [], holdsContent } = kindNear(arn) ?? {};
  const inside = typeof holdsContent === 'string' ? holdsContent : '';
  return reached.map((action) => ({ action, resource: `${arn}${inside}` }));
}
