/** Resolves written actions with the service reference. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo, Reference, ServiceInfo } from '../../model/service-reference.ts';
import { memoByKey } from '../../model/memo.ts';

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
  return matching(service, pattern);
}

/** A person who types leaves many beginnings of a pattern behind. */
const mostPatterns = 500;

/** Several checks ask about patterns with wildcards on each keystroke. */
const matching = memoByKey(
  ({ actions }: ServiceInfo, pattern: string) =>
    actions.filter((action) => actionMatches(pattern, actionName(action.name))),
  mostPatterns,
);
