/** Groups what limits took away by the limit: the boundary, each level of SCPs, each policy with a Deny. */

import type { EffectivePermissions, Limit, TakenAway, Taker } from '../../analysis/effective/permission.ts';
import type { Layer } from '../../model/policy-layers.ts';

export interface TakenBy {
  readonly key: string;
  readonly kind: Taker['kind'];
  readonly layer: Layer;
  /** Control policies: 0 is the root of the organization. Scope-down policies: the oldest is 0. */
  readonly level?: number;
  readonly policies: readonly string[];
  readonly parts: readonly TakenAway[];
  /** Number of actions of which nothing is left, and of those that keep a part. */
  readonly whole: number;
  readonly partly: number;
}

/** A boundary or session policy that took nothing away comes last, a control policy not at all. */
export function takenByLimit({ taken, limits }: Pick<EffectivePermissions, 'taken' | 'limits'>): TakenBy[] {
  const groups = new Map<string, Omit<TakenBy, 'whole' | 'partly'> & { readonly parts: TakenAway[] }>();
  const group = (taker: Omit<TakenBy, 'key' | 'parts' | 'whole' | 'partly'>) => {
    const { kind, layer, level, policies } = taker;
    const key = JSON.stringify([kind, layer, level, kind === 'deny' && policies]);
    const found = groups.get(key) ?? { ...taker, key, parts: [] };
    groups.set(key, found);
    return found;
  };
  for (const limit of limits) if (limit.layer !== 'identity') group({ kind: 'silent', ...place(limit) });
  for (const part of taken) group(takerOf(part.by)).parts.push(part);
  const isIdle = ({ layer, level }: TakenBy) =>
    limits.some(
      (limit) => limit.layer === layer && limit.level === level && limit.removed + limit.narrowed === 0,
    );
  return [...groups.values()]
    .map((one) => {
      const whole = actionsIn(one.parts.filter(({ isWhole }) => isWhole));
      return { ...one, whole: whole.size, partly: actionsIn(one.parts).size - whole.size };
    })
    .filter((one) => one.parts.length > 0 || (!one.layer.endsWith('control') && isIdle(one)))
    .sort((a, b) => Number(a.parts.length === 0) - Number(b.parts.length === 0));
}

const actionsIn = (parts: readonly TakenAway[]): Set<string> =>
  new Set(parts.flatMap(({ actions }) => actions));

function takerOf(taker: Taker): Omit<TakenBy, 'key' | 'parts' | 'whole' | 'partly'> {
  if (taker.kind === 'silent') return { kind: 'silent', ...place(taker) };
  const { layer, level, policy } = taker.source;
  return { kind: 'deny', ...place({ layer, ...(level !== undefined && { level }), policies: [policy] }) };
}

const place = ({ layer, level, policies }: Pick<Limit, 'layer' | 'level' | 'policies'>) => ({
  layer,
  ...(level !== undefined && { level }),
  policies,
});
