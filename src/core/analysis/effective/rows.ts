/** Makes rows of the regions of a class of actions: what is allowed, and what was taken away. */

import type { LayerRegions } from '../layers/principal-layers.ts';
import type { Source } from '../layers/source.ts';
import type { ActionClass } from './action-classes.ts';
import { anyOf } from './conditions.ts';
import type { Reaches, TakenReach } from './find-reaches.ts';
import type { Exception, Permission, TakenAway } from './permission.ts';
import type { ExceptedRegion, Reach } from './reach.ts';
import { conditionsOf, exceptionBy, exceptionsOf, patternsOf, sourceKey } from './reach-words.ts';

export const permissionsOf = (one: ActionClass, { allowed, open }: Reaches): Permission[] => [
  ...byConditions(byResources(allowed.map((reach) => permissionOf(one, reach)))),
  ...byConditions(byResources(open.map((reach) => permissionOf(one, reach)))).map((row) => ({
    ...row,
    needs: one.service === 'kms' ? ('key' as const) : ('trust' as const),
  })),
];

function permissionOf({ service, level, actions }: ActionClass, reach: Reach): Permission {
  const conditions = conditionsOf(reach.tests);
  return {
    service,
    ...(level && { level }),
    actions,
    isWholeLevel: false,
    resources: patternsOf(reach),
    except: exceptionsOf(reach),
    ...(conditions && { conditions }),
    from: reach.from,
    limits: reach.limits,
  };
}

/** Joins rows that differ in their resources, and in what allows them. */
const byResources = (rows: readonly Permission[]): Permission[] =>
  grouped(
    rows,
    ({ conditions, except }) => [conditions, except],
    (group, first) => ({ ...first, resources: unique(group.flatMap(({ resources }) => resources)).sort() }),
  );

/** Joins rows that differ in their conditions, and in what allows them. */
const byConditions = (rows: readonly Permission[]): Permission[] =>
  grouped(
    rows,
    ({ resources, except }) => [resources, except],
    (group, { conditions: _, ...first }) => {
      const conditions = anyOf(group.map((row) => row.conditions));
      return { ...first, ...(conditions && { conditions }) };
    },
  );

function grouped(
  rows: readonly Permission[],
  keyOf: (row: Permission) => readonly unknown[],
  join: (group: readonly Permission[], first: Permission) => Permission,
): Permission[] {
  const groups = new Map<string, Permission[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    ...join(group, group[0] as Permission),
    from: sources(group.flatMap(({ from }) => from)),
    limits: sources(group.flatMap(({ limits }) => limits)),
  }));
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const sources = (all: readonly Source[]): Source[] => [
  ...new Map(all.map((one) => [sourceKey(one), one])).values(),
];

/** Returns what limits took away whole, and the parts that they took of what is allowed. */
export function takenOf(one: ActionClass, { allowed, taken }: Reaches): TakenAway[] {
  return [...taken.map((each) => wholeOf(one, each)), ...allowed.flatMap((reach) => partsOf(one, reach))];
}

function wholeOf(one: ActionClass, { reach, by }: TakenReach): TakenAway {
  const conditions = conditionsOf(reach.tests);
  return {
    ...rowOf(one, reach),
    resources: patternsOf(reach),
    by: 'source' in by ? { kind: 'deny', source: by.source } : silentOf(by),
    isWhole: true,
    ...(conditions && { conditions }),
  };
}

const rowOf = ({ service, level, actions }: ActionClass, { from }: Reach) => ({
  service,
  ...(level && { level }),
  actions,
  from,
});

const silentOf = ({ layer, level, policies }: Pick<LayerRegions, 'layer' | 'level' | 'policies'>) => ({
  kind: 'silent' as const,
  layer,
  ...(level !== undefined && { level }),
  policies,
});

function partsOf(one: ActionClass, reach: Reach): TakenAway[] {
  const denied = reach.except.map((region: ExceptedRegion): TakenAway => {
    const { resources, conditions, by }: Exception = exceptionBy(region);
    return {
      ...rowOf(one, reach),
      resources,
      by: { kind: 'deny', source: by },
      isWhole: false,
      ...(conditions && { conditions }),
    };
  });
  const whole = patternsOf({
    ...reach,
    resources: reach.regions.slice(0, 1).map(({ resources }) => resources),
  });
  const narrowed = reach.limits.map(({ layer, level, policy }): TakenAway => ({
    ...rowOf(one, reach),
    resources: whole,
    by: silentOf({ layer, ...(level !== undefined && { level }), policies: [policy] }),
    isWhole: false,
  }));
  return [...denied, ...narrowed];
}
