/** Writes regions down as patterns and conditions, as a person reads them. */

import type { StatementSource } from '../layers/principal-layers.ts';
import { meetArns } from '../globs/meet.ts';
import type { KeyTest } from '../cells/key-test.ts';
import type { ResourceSet } from '../regions/region.ts';
import { type Conditions, allOf } from './conditions.ts';
import type { Exception, Taker } from './permission.ts';
import type { ExceptedRegion, Reach } from './reach.ts';
import type { Labels } from '../../model/labels.ts';
import { layerName } from '../../model/policy-layers.ts';
import { stateWords } from '../../words/condition-words.ts';

/** More patterns than this are not met one by one. */
const mostMetPatterns = 400;
/** Ways in which two patterns can meet: `*a*` and `*b*` meet in `*a*b*` and `*b*a*`. */
const ways = 24;

/** Returns patterns of the resources in all listed sets, but for those that cannot be met as patterns. */
export function patternsOf(reach: Pick<Reach, 'resources' | 'only'>): string[] {
  let found: readonly string[] = ['*'];
  for (const set of listedSets(reach)) found = metPatterns(found, set.texts) ?? found;
  return [...found].sort();
}

const listedSets = ({ resources, only }: Pick<Reach, 'resources' | 'only'>): ResourceSet[] =>
  [...(only ? [only.set] : []), ...resources].filter(({ isListed }) => isListed);

function unmetOf(reach: Reach): ReadonlySet<ResourceSet> {
  const unmet = new Set<ResourceSet>();
  let found: readonly string[] = ['*'];
  for (const set of listedSets(reach)) {
    const both = metPatterns(found, set.texts);
    if (both) found = both;
    else unmet.add(set);
  }
  return unmet;
}

/** Returns `undefined` for patterns with variables, and for too many. */
function metPatterns(ours: readonly string[], theirs: readonly string[]): readonly string[] | undefined {
  if (ours.includes('*')) return [...new Set(theirs)];
  if (theirs.includes('*')) return ours;
  const found = new Set<string>();
  for (const one of ours) {
    if (theirs.includes(one)) {
      found.add(one);
      continue;
    }
    for (const other of theirs) {
      if (hasVariable(one) || hasVariable(other)) return undefined;
      for (const both of meetArns(one, other, ways)) found.add(both);
      if (found.size > mostMetPatterns) return undefined;
    }
  }
  return [...found];
}

const hasVariable = (text: string): boolean => /\$\{(?![*?$]\})/.test(text);

export function exceptionsOf(reach: Reach): Exception[] {
  const unmet = unmetOf(reach);
  const left = reach.regions.flatMap(({ resources, source }): Exception[] => {
    if (!resources.isListed)
      return resources.texts.length > 0 ? [{ resources: resources.texts, by: source }] : [];
    return unmet.has(resources) ? [{ resources: ['*'], but: resources.texts, by: source }] : [];
  });
  return [...left, ...reach.except.map(exceptionBy)];
}

export function exceptionBy(region: ExceptedRegion): Exception {
  const { source: by, resources, only } = region;
  const conditions = conditionsOf(region.tests);
  const isAll = resources.isListed && resources.hasAll;
  return {
    resources: patternsOf({ resources: isAll ? [] : [resources], ...(only && { only }) }),
    ...(resources.isListed || resources.texts.length === 0 ? {} : { but: resources.texts }),
    ...(conditions && { conditions }),
    by,
  };
}

export const conditionsOf = (tests: readonly KeyTest[]): Conditions | undefined =>
  allOf(tests.map(({ source: { operator, key, values } }) => ({ kind: 'test', operator, key, values })));

export const sourceKey = ({ layer, level, policy, statement }: StatementSource): string =>
  `${layer} ${level ?? ''} ${policy} ${statement}`;

type PolicyLabels = Pick<Labels, 'policy'>;

/** Returns `ReadPayroll, statement 2`, or with a Sid `ReadPayroll, statement “ReadFiles”`. */
export const statementText = ({ policy, statement, sid }: StatementSource, labels: PolicyLabels): string =>
  `${labels.policy(policy)}, statement ${sid === undefined ? statement + 1 : `“${sid}”`}`;

/** Returns `Deny in NoPayroll, statement 1`, or `permissions boundary OnlyS3 does not allow it`. */
export function takerText(taker: Taker, labels: PolicyLabels): string {
  if (taker.kind === 'deny') return `Deny in ${statementText(taker.source, labels)}`;
  const names = taker.policies.map(labels.policy).join(', ');
  return `${[layerName(taker.layer).policy, names].filter(Boolean).join(' ')} does not allow it`;
}

/** Returns a clause that can follow `if`. `mostMetPatterns`: values of one key that are named; of more, their number is said. */
export const conditionsText = (conditions: Conditions, most?: number): string =>
  textOf(conditions, false, most);

/** `isNot` turns each test, and with it `all` into `any`. */
function textOf(conditions: Conditions, isNot: boolean, most: number | undefined): string {
  switch (conditions.kind) {
    case 'test':
      return stateWords(conditions, isNot, most);
    case 'not':
      return textOf(conditions.of, !isNot, most);
    case 'all':
    case 'any': {
      const isAll = (conditions.kind === 'all') !== isNot;
      return conditions.of.map((one) => inside(one, isNot, most)).join(isAll ? ', and ' : ', or ');
    }
  }
}

function inside(conditions: Conditions, isNot: boolean, most: number | undefined): string {
  const text = textOf(conditions, isNot, most);
  return /, (and|or) /.test(text) ? `(${text})` : text;
}
