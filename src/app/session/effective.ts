/** Files of all that a principal can do. */

import { effectiveAsCsv } from '../../core/analysis/effective/as-csv.ts';
import { type EffectivePermissions, effectiveAsJson } from '../../core/analysis/effective/permission.ts';
import { arnName } from '../../core/model/arn.ts';
import { labelsIn } from '../../core/model/labels.ts';
import type { Session } from './session.svelte.ts';

export function effectiveFile(
  { state, now }: Session,
  effective: EffectivePermissions,
  kind: 'csv' | 'json',
): { readonly name: string; readonly text: string; readonly type: string } {
  const made = new Date(now).toISOString();
  const name = `effective-permissions-${arnName(effective.principal)}-${made.slice(0, 10)}.${kind}`;
  return kind === 'csv'
    ? { name, text: effectiveAsCsv(effective, labelsIn(state.world)), type: 'text/csv' }
    : { name, text: effectiveAsJson(effective, made), type: 'application/json' };
}
