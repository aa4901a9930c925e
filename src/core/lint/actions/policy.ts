/** Checks that the policy of a resource has only actions of the resource's service. */

import type { Text } from '../../policy/syntax/tree.ts';
import { without } from '../edits/text.ts';
import { type Found, type StatementCheck, found } from '../finding.ts';
import { policyService } from '../resources/policy-resources.ts';
import { namedActions } from './resolve.ts';

/** Actions that do not exist are found as such. */
export const foreignActions: StatementCheck = (
  { action, notAction },
  { kind, resourceType, reference, text },
) => {
  if (kind !== 'resource') return [];
  const service = policyService(resourceType);
  if (service === undefined) return [];
  const items = [...(action?.items ?? []), ...(notAction?.items ?? [])];
  return items.flatMap(({ value, span }: Text): Found[] => {
    const [prefix = '', name] = value.split(':');
    if (name === undefined || /[*?]/.test(prefix) || prefix.toLowerCase() === service) return [];
    if ((namedActions(value, reference) ?? []).length === 0) return [];
    const message = `${value} cannot stand in the policy of an ${resourceType ?? ''}, which takes actions of ${service} alone.`;
    const fix = { label: `Remove ${value}`, apply: () => without(text, span) };
    return [{ ...found('unsupported-action-in-policy', span, message), ...(items.length > 1 && { fix }) }];
  });
};
