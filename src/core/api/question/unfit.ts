/**
 * Finds questions that no call of AWS fits: AWS has no such action, or the action takes no such resource. A policy may
 * allow them all the same, so a yes would mean nothing.
 */

import type { AskedCall, CallQuestion } from '../../authz/authorize.ts';
import type { Reference } from '../../model/service-reference.ts';
import { takesResource } from '../../policy/arn-format.ts';

/** Returns nothing while no reference is loaded. */
export function unfitOf(
  { action: name, resource }: CallQuestion,
  reference: Reference | undefined,
): Pick<AskedCall, 'unfit'> {
  if (!reference?.services?.().length) return {};
  const action = reference.action(name);
  if (action) return takesResource(action, resource) ? {} : { unfit: { kind: 'no-resource', action } };
  if (!/[*?]/.test(name) && !reference.service?.(name.split(':')[0] ?? ''))
    return { unfit: { kind: 'no-service' } };
  return { unfit: { kind: 'no-action' } };
}
