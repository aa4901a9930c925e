/** Says effective permissions in a few words each, and finds them by what a person types. */

import { conditionsText, statementText, takerText } from '../../analysis/effective/reach-words.ts';
import type { Conditions } from '../../analysis/effective/conditions.ts';
import type { Exception, Permission, TakenAway } from '../../analysis/effective/permission.ts';
import type { AccessLevel } from '../../model/service-reference.ts';
import type { StatementSource } from '../../analysis/layers/principal-layers.ts';
import type { Labels } from '../../model/labels.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { serviceName } from '../../policy/service-names.ts';
import { resourceWords, upTo } from '../../words/resource-words.ts';

type Part = Permission | TakenAway;

export type Terms = Pick<Permission, 'resources' | 'except' | 'needs' | 'conditions' | 'from' | 'limits'>;

export interface PermissionFilter {
  readonly text: string;
  /** Absent: every access level. */
  readonly level?: AccessLevel;
}

/** `GetObject` instead of `s3:GetObject`; the `*` of every service stays. */
export const bareAction = (action: string): string => action.slice(action.indexOf(':') + 1);

/** Returns `GetObject, PutObject`, `all 12 actions`, or, where the search is for one, `12 actions, with GetObject`. */
export function actionsText(
  { actions, isWholeLevel }: { readonly actions: readonly string[]; readonly isWholeLevel?: boolean },
  search = '',
): string {
  if (actions.length < 3) return actions.map(bareAction).join(', ');
  const hits = search.trim() === '' ? [] : actions.filter(contains(search));
  const named = hits.length < actions.length ? upTo(2, hits.map(bareAction)) : '';
  const count = `${isWholeLevel ? 'all ' : ''}${actions.length.toLocaleString('en')} actions`;
  return named === '' ? count : `${count}, with ${named}`;
}

/** `isWhole`: names every value of a key. */
export const conditionClause = (conditions: Conditions, isWhole = false): string =>
  `if ${conditionsText(conditions, isWhole ? Number.POSITIVE_INFINITY : undefined)}`;

/** Returns `unless aws:SourceIp is in 10.0.0.0/8`, or `if …` in place of `unless … is not …`. */
export function unlessClause(conditions: Conditions, isWhole = false): string {
  const isNegated = conditions.kind === 'test' && parseOperator(conditions.operator).base.includes('not');
  if (isNegated) return conditionClause({ kind: 'not', of: conditions }, isWhole);
  return conditionClause(conditions, isWhole).replace(/^if/, 'unless');
}

/** An exception that takes out all resources of its row where its conditions hold: a condition of the row. */
export type Unless = Exception & Required<Pick<Exception, 'conditions' | 'by'>>;

export function splitExceptions({ resources, except }: Pick<Permission, 'resources' | 'except'>): {
  readonly unless: readonly Unless[];
  readonly except: readonly Exception[];
} {
  const isUnless = (one: Exception): one is Unless =>
    one.conditions !== undefined &&
    one.by !== undefined &&
    one.but === undefined &&
    (one.resources.includes('*') || resources.every((resource) => one.resources.includes(resource)));
  return { unless: except.filter(isUnless), except: except.filter((one) => !isUnless(one)) };
}

/** True when a permission counts only under a condition, or a Deny takes all of it under one. */
export const hasCondition = (terms: Pick<Terms, 'resources' | 'except' | 'conditions'>): boolean =>
  Boolean(terms.conditions) || splitExceptions(terms).unless.length > 0;

/** Returns `bucket a and its objects`, or with `but` `everything outside bucket a`. `home`: the caller's account. */
export function exceptionText(
  { resources, but }: Pick<Exception, 'resources' | 'but'>,
  home: string,
): string {
  if (!but) return resourceWords(resources, 3, home);
  const all = resources.includes('*');
  return `${all ? 'everything' : resourceWords(resources, 3, home)} outside ${resourceWords(but, 3, home)}`;
}

export const needsText: Readonly<Record<NonNullable<Permission['needs']>, string>> = {
  key: 'only on keys whose key policy allows it too',
  trust: 'only on roles whose trust policy allows it too',
};

export const sourceClause = (source: StatementSource, labels: Pick<Labels, 'policy'>): string =>
  statementText(source, labels);

const contains = (text: string): ((one: string) => boolean) => {
  const wanted = text.trim().toLowerCase();
  return (one) => one.toLowerCase().includes(wanted);
};

export function matchesFilter(
  part: Part,
  { text, level }: PermissionFilter,
  labels: Pick<Labels, 'policy'>,
): boolean {
  if (level !== undefined && part.level !== level) return false;
  if (text.trim() === '') return true;
  const has = contains(text);
  return (
    has(serviceName(part.service)) ||
    part.actions.some(has) ||
    reaches(part).some(has) ||
    policiesOf(part, labels).some(has)
  );
}

/** Returns the part; of one that only its actions fit, no other actions. */
export function fittingPart(
  part: TakenAway,
  filter: PermissionFilter,
  labels: Pick<Labels, 'policy'>,
): TakenAway | undefined {
  if (!matchesFilter(part, filter, labels)) return undefined;
  if (matchesFilter({ ...part, actions: [] }, filter, labels)) return part;
  return { ...part, actions: part.actions.filter(contains(filter.text)) };
}

function reaches(part: Part): string[] {
  return [part, ...('except' in part ? part.except : [])].flatMap((one) => [
    ...one.resources,
    ...(('but' in one && one.but) || []),
    ...(one.conditions ? [conditionClause(one.conditions, true)] : []),
  ]);
}

function policiesOf(part: Part, labels: Pick<Labels, 'policy'>): string[] {
  const named = (sources: readonly StatementSource[]) => sources.map(({ policy }) => labels.policy(policy));
  if ('by' in part) return [...named(part.from), takerText(part.by, labels)];
  return [...named([...part.from, ...part.limits]), ...named(part.except.flatMap(({ by }) => by ?? []))];
}
