/** Makes rows of regions, without the actions: what is allowed, and what was taken away. */

import type { LayerRegions } from '../layers/principal-layers.ts';
import { meetArns } from '../globs/meet.ts';
import { sample } from '../globs/sample.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import { anyOf } from './conditions.ts';
import type { Reaches, TakenReach } from './collected.ts';
import { listed } from './governed.ts';
import type { Exception, Permission, TakenAway } from './permission.ts';
import type { Reach } from './reach.ts';
import { conditionsOf, exceptionBy, exceptionsOf, patternsOf, sourceKey } from './reach-words.ts';

type OfActions = 'service' | 'level' | 'actions' | 'isWholeLevel';
export type PermissionPart = Omit<Permission, OfActions>;
export type TakenPart = Omit<TakenAway, OfActions>;

export interface Telling {
  readonly takes: (reach: Reach, pattern: string) => boolean;
  readonly isHeld: (pattern: string) => boolean;
}

export const permissionsOf = (
  { allowed, open }: Reaches,
  needs: Permission['needs'],
  telling: Telling,
): PermissionPart[] => [
  ...joined(allowed.map((reach) => permissionOf(reach, open.length > 0 ? needs : undefined, telling))),
  ...joined(
    open.flatMap((reach) => {
      const row = permissionOf(reach, undefined, telling);
      // One whose own policy is held is said already, or does not allow it.
      const resources = row.resources.filter((pattern) => !telling.isHeld(pattern));
      return resources.length > 0 ? [{ ...row, resources }] : [];
    }),
  ).map((row) => ({ ...row, ...(needs && { needs }) })),
];

const joined = (rows: readonly PermissionPart[]): PermissionPart[] => byConditions(byResources(rows));

/** Resources that have rows of their own, because their own policies have to allow too. */
const selfDeciding = { key: 'arn:aws:kms:*:*:key/*', trust: 'arn:aws:iam::*:role/*' } as const;

function permissionOf(reach: Reach, needs: Permission['needs'], { takes }: Telling): PermissionPart {
  const conditions = conditionsOf(reach.tests);
  const all = patternsOf(reach);
  const fitting = all.length > 1 ? all.filter((pattern) => takes(reach, pattern)) : all;
  const resources = widest(fitting.length > 0 ? fitting : all);
  const own = needs && selfDeciding[needs];
  const isMixed =
    own !== undefined && reach.apart.length > 0 && resources.some((one) => meetArns(one, own, 1).length > 0);
  return {
    resources,
    except: [
      ...exceptionsOf(reach).filter((one) => concerns(one, resources)),
      ...(isMixed && !reach.only ? [{ resources: [own] }] : []),
    ],
    ...(conditions && { conditions }),
    from: reach.from,
    limits: reach.limits,
  };
}

const concerns = (exception: Exception, resources: readonly string[]): boolean =>
  exception.resources.some((one) =>
    resources.some(
      (other) =>
        one === '*' || other === '*' || `${one}${other}`.includes('${') || meetArns(one, other, 1).length > 0,
    ),
  );

/** More patterns with wildcards are not compared with each other. */
const mostComparedPatterns = 16;

function widest(patterns: readonly string[]): readonly string[] {
  // Short ARNs are completed in some layers only, so they are not compared.
  const wild = patterns.filter((one) => /^(?:[^:]*:){5}.*[*?]|^\*$/.test(one) && !one.includes('${'));
  if (wild.length === 0 || wild.length > mostComparedPatterns) return patterns;
  const sets = new Map(wild.map((one) => [one, listed([one]).sure]));
  const left = new Set(patterns);
  for (const one of patterns) {
    const own = sets.get(one);
    const isWithin = (other: string) => {
      const set = other === one ? undefined : sets.get(other);
      return set !== undefined && (own ? sample([own], [set]) === 'none' : set.has(one));
    };
    if ([...left].some(isWithin)) left.delete(one);
  }
  return [...left];
}

const byResources = (rows: readonly PermissionPart[]): PermissionPart[] =>
  grouped(
    rows,
    ({ conditions, except }) => [conditions, except],
    (group, first) => ({ ...first, resources: unique(group.flatMap(({ resources }) => resources)).sort() }),
  );

const byConditions = (rows: readonly PermissionPart[]): PermissionPart[] =>
  grouped(
    rows,
    ({ resources, except }) => [resources, except],
    (group, { conditions: _, ...first }) => {
      const conditions = anyOf(group.map((row) => row.conditions));
      return { ...first, ...(conditions && { conditions }) };
    },
  );

function grouped(
  rows: readonly PermissionPart[],
  keyOf: (row: PermissionPart) => readonly unknown[],
  join: (group: readonly PermissionPart[], first: PermissionPart) => PermissionPart,
): PermissionPart[] {
  const groups = new Map<string, PermissionPart[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    ...join(group, group[0] as PermissionPart),
    from: sources(group.flatMap(({ from }) => from)),
    limits: sources(group.flatMap(({ limits }) => limits)),
  }));
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const sources = (all: readonly StatementSource[]): StatementSource[] => [
  ...new Map(all.map((one) => [sourceKey(one), one])).values(),
];

export const takenOf = ({ allowed, open, taken }: Reaches, { isHeld }: Telling): TakenPart[] => [
  ...taken.map(wholeOf),
  ...[...allowed, ...open].flatMap(partsOf),
  ...open.flatMap((reach) => refusedBy(reach, patternsOf(reach).filter(isHeld), allowed)),
];

const refusedBy = (reach: Reach, held: readonly string[], allowed: readonly Reach[]): TakenPart[] =>
  held
    .filter((arn) => !allowed.some(({ only }) => only?.arns.includes(arn)))
    .map((arn) => ({
      resources: [arn],
      from: reach.from,
      by: { kind: 'silent', layer: 'resource', policies: [arn] },
      isWhole: true,
    }));

function wholeOf({ reach, by }: TakenReach): TakenPart {
  const conditions = conditionsOf(reach.tests);
  return {
    resources: patternsOf(reach),
    from: reach.from,
    by: 'source' in by ? { kind: 'deny', source: by.source } : silentOf(by),
    isWhole: true,
    ...(conditions && { conditions }),
  };
}

const silentOf = ({ layer, level, policies }: Pick<LayerRegions, 'layer' | 'level' | 'policies'>) => ({
  kind: 'silent' as const,
  layer,
  ...(level !== undefined && { level }),
  policies,
});

function partsOf(reach: Reach): TakenPart[] {
  const { from } = reach;
  const denied = reach.except.map((region): TakenPart => {
    const { resources, but, conditions } = exceptionBy(region);
    return {
      resources,
      ...(but && { but }),
      from,
      by: { kind: 'deny', source: region.source },
      isWhole: false,
      ...(conditions && { conditions }),
    };
  });
  const given = reach.regions.slice(0, 1).map(({ resources }) => resources);
  const narrowed = reach.limits.map(({ layer, level, policy }): TakenPart => ({
    resources: patternsOf({ ...reach, resources: given }),
    from,
    by: silentOf({ layer, ...(level !== undefined && { level }), policies: [policy] }),
    isWhole: false,
  }));
  return [...denied, ...narrowed];
}
