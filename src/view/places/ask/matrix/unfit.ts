/** Tells whether a question fits no call of AWS before it is added. The answers find the same (api/question/state-refusal.ts). */

import type { Unfit } from '../../../../core/authz/authorize.ts';
import type { Reference } from '../../../../core/model/service-reference.ts';
import { takesResource } from '../../../../core/policy/arn-format.ts';
import type { MatrixQuestion } from '../../../../core/query/matrix/line.ts';

/** `undefined` for a question that fits, and while no reference is loaded. */
export function unfitIn(
  reference: Reference,
  { action: name, resource }: Pick<MatrixQuestion, 'action' | 'resource'>,
): Unfit | undefined {
  if (!reference.services?.().length) return undefined;
  const action = reference.action(name);
  if (action) return takesResource(action, resource) ? undefined : { kind: 'no-resource', action };
  const isKnown = /[*?]/.test(name) || reference.service?.(name.split(':')[0] ?? '') !== undefined;
  return { kind: isKnown ? 'no-action' : 'no-service' };
}
