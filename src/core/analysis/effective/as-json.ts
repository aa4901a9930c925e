/** Writes effective permissions as JSON for other programs. */

import type { EffectivePermissions } from './permission.ts';

/** Grows when a program that reads the earlier form would read the new one wrongly. */
const version = 1;

/** `made`: the time as an ISO date. */
export const effectiveAsJson = (effective: EffectivePermissions, made: string): string =>
  JSON.stringify({ format: 'effective-permissions', version, made, ...effective }, null, 2);
