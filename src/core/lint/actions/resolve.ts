/** Resolves written actions with the service reference. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo, Reference, ServiceInfo } from '../../model/service-reference.ts';

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
  return matching(pattern, service);
}

/** Patterns with wildcards, which several checks ask about on each keystroke. */
const known = new WeakMap<ServiceInfo, Map<string, readonly ActionInfo[]>>();
/** A person who types leaves many beginnings of a pattern behind. */
const most = 500;

function matching(pattern: string, service: ServiceInfo): readonly ActionInfo[] {
  const patterns = known.get(service) ?? new Map<string, readonly ActionInfo[]>();
  const found =
    patterns.get(pattern) ??
    service.actions.filter((action) => actionMatches(pattern, actionName(action.name)));
  if (patterns.size >= most) patterns.clear();
  known.set(service, patterns.set(pattern, found));
  return found;
}
