/** Resolves written actions with the service reference. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo, Reference } from '../../model/service-reference.ts';

/** Returns the actions that a pattern names; `undefined` when the reference cannot tell (`*`, `s*:x`). */
export function namedActions(pattern: string, reference: Reference): readonly ActionInfo[] | undefined {
  const [prefix = '', name] = pattern.split(':');
  if (name === undefined || /[*?]/.test(prefix)) return undefined;
  const service = reference.service?.(prefix);
  if (!service) return undefined;
  if (!/[*?]/.test(name)) {
    const action = reference.action(pattern);
    return action ? [action] : [];
  }
  if (name === '*') return service.actions;
  return service.actions.filter((action) => actionMatches(pattern, actionName(action.name)));
}
