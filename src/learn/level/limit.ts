/** Counts what the policies of a principal, or of one resource, hold, for goals that ask for small ones. */

import { defaultDocument } from '../../core/model/policy-document.ts';
import type { World } from '../../core/model/world/world.ts';
import { compile } from '../../core/policy/compile.ts';
import type { LimitCheck } from './format.ts';

export function isWithinLimit(check: LimitCheck, world: World): boolean {
  const statements = documentsOf(check.of, world).flatMap((text) => compile(text).statements);
  if (check.statements !== undefined && statements.length > check.statements) return false;
  const wide = (action: string) => action === '*' || action.endsWith(':*');
  return !(
    check.noWildcardAction &&
    statements.some(
      ({ effect, actions, notActions }) => effect === 'Allow' && (notActions || actions?.some(wide)),
    )
  );
}

/** Returns the documents that belong to the ARN itself: no groups, no boundary, no trust policy. */
function documentsOf(arn: string, world: World): string[] {
  const ref = world.index.byArn.get(arn);
  if (!ref) return [];
  if (ref.table === 'policies')
    return [world.policies.get(ref.id)].flatMap((one) => (one ? [defaultDocument(one)] : []));
  if (ref.table === 'resources') return [world.resources.get(ref.id)?.policy].flatMap((text) => text ?? []);
  if (ref.table !== 'users' && ref.table !== 'groups' && ref.table !== 'roles') return [];
  const holder = world[ref.table].get(ref.id);
  const attached = (holder?.attachedPolicies ?? []).flatMap((policy) => documentsOf(policy, world));
  return [...(holder?.inlinePolicies ?? []).map(defaultDocument), ...attached];
}
