/** Counts what each limit of a principal takes away of all actions that its policies allow. */

import type { LayerRegions, PrincipalLayers } from '../layers/principal-layers.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import type { Reaches } from './collected.ts';
import type { EffectivePermissions, Limit } from './permission.ts';

export interface Counted {
  readonly count: number;
  readonly found: Reaches;
}

export function limitsOf(
  { identity, limits, resourceControls }: PrincipalLayers,
  counted: readonly Counted[],
): Pick<EffectivePermissions, 'limits' | 'granted' | 'left'> {
  const given = counted.filter(
    ({ found }) => found.allowed.length + found.taken.length + found.open.length > 0,
  );
  const isLeft = ({ found }: Counted) => found.allowed.length + found.open.length > 0;
  const denying = identity.deny.length > 0 ? [identity] : [];
  return {
    granted: total(given),
    left: total(given.filter(isLeft)),
    limits: [...limits, ...denying, ...resourceControls].map((limit): Limit => {
      const touched = given.filter(({ found }) => takes(limit, found));
      return {
        layer: limit.layer,
        ...(limit.level !== undefined && { level: limit.level }),
        policies: limit.policies,
        removed: total(touched.filter((one) => !isLeft(one))),
        narrowed: total(touched.filter(isLeft)),
      };
    }),
  };
}

const total = (classes: readonly Counted[]): number => classes.reduce((sum, { count }) => sum + count, 0);

function takes(limit: LayerRegions, { allowed, taken, open }: Reaches): boolean {
  const isOf = ({ layer, level }: Pick<StatementSource, 'layer' | 'level'>) =>
    layer === limit.layer && level === limit.level;
  return (
    taken.some(({ by }) => isOf('source' in by ? by.source : by)) ||
    [...allowed, ...open].some(
      ({ limits, except }) => limits.some(isOf) || except.some(({ source }) => isOf(source)),
    )
  );
}
