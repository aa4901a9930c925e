/**
 * Finds names for what an actor makes: one name has to fit the patterns of every call on it, so patterns are met with each
 * other. Names that fit the same patterns are one.
 */

import { arnMatches, compileArnPattern } from '#core/eval/arn.ts';
import { arnName, parseArn } from '#core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '#core/model/ids.ts';
import { type World, findByArn, findByName } from '#core/model/world/world.ts';
import { meetArns } from '../../globs/meet.ts';
import { isMade } from '../changes.ts';
import { freshName, withoutWildcards } from '../placeholders.ts';
import { type OwnRules, conditionsOn, valuesOf } from './own-rules.ts';

export const madeKinds = ['user', 'role', 'group', 'policy'] as const;
export type MadeKind = (typeof madeKinds)[number];

const tableOf = {
  user: 'users',
  role: 'roles',
  group: 'groups',
  policy: 'policies',
} as const;

/** Patterns of one actor that are met with each other, and names that are tried. More would be somebody's riddle. */
const mostPatterns = 12;
const mostMeets = 40;
const mostNames = 6;

/** Returns ARNs that nothing has, those that fit the most patterns first. */
export function newArns(world: World, kind: MadeKind, account: string, rules: OwnRules): string[] {
  const base = `arn:aws:iam::${account}:${kind}/*`;
  const patterns = [...new Set([base, ...patternsIn(kind, rules).flatMap((one) => meetArns(base, one, 1))])]
    .filter((one) => !one.includes('${'))
    .slice(0, mostPatterns);
  const pairs = metWith(patterns, patterns);
  const named = [...new Set([...patterns, ...pairs, ...metWith(pairs, patterns)])];
  const compiled = patterns.map((one) => compileArnPattern(one));
  const found = new Map<string, { readonly arn: string; readonly fits: number }>();
  for (const pattern of named) {
    const arn = freeArn(world, kind, pattern);
    if (arn === undefined) continue;
    const fits = compiled.map((one) => arnMatches(one, arn));
    const key = fits.map(Number).join('');
    if (!found.has(key)) found.set(key, { arn, fits: fits.filter(Boolean).length });
  }
  return [...found.values()]
    .toSorted((a, b) => b.fits - a.fits)
    .slice(0, mostNames)
    .map(({ arn }) => arn);
}

/** Returns the patterns of resources; for a policy those of conditions that ask which policy it is, too. */
function patternsIn(kind: MadeKind, rules: OwnRules): string[] {
  const resources = rules.statements.flatMap(({ resources: some = [], notResources = [] }) =>
    valuesOf(rules, { values: [...some, ...notResources] }),
  );
  if (kind !== 'policy') return resources;
  const asked = conditionsOn(rules, /^iam:(policyarn|permissionsboundary)$/i);
  return [...resources, ...asked.flatMap((one) => valuesOf(rules, one))];
}

const metWith = (some: readonly string[], others: readonly string[]): string[] => {
  const found = new Set<string>();
  for (const one of some)
    for (const other of others) {
      if (found.size >= mostMeets) return [...found];
      if (one !== other) for (const met of meetArns(one, other, 2)) found.add(met);
    }
  return [...found];
};

/** Returns an ARN of the pattern; `undefined` when it is no name that IAM takes, or a thing of this search has it. */
function freeArn(world: World, kind: MadeKind, pattern: string): string | undefined {
  for (const name of [freshName, `${freshName}-2`]) {
    const arn = withoutWildcards(pattern, name);
    const { account = '', resource = '' } = parseArn(arn) ?? {};
    if (!/^\w+(\/[\w+=,.@-]+)+$/.test(resource) || resource.startsWith('role/aws-')) return undefined;
    const taken = holderOfName(world, kind, unsafeAccountId(account), arn);
    if (taken === undefined) return arn;
    if (isMade(taken)) return undefined;
  }
  return undefined;
}

const holderOfName = (world: World, kind: MadeKind, account: AccountId, arn: string) =>
  findByArn(world, tableOf[kind], arn) ?? findByName(world, tableOf[kind], account, arnName(arn));
