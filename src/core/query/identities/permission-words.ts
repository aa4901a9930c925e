/** Says effective permissions in a few words each, and finds them by what a person types. */

import { conditionsText } from '../../analysis/effective/condition-words.ts';
import type { Conditions } from '../../analysis/effective/conditions.ts';
import type { Exception, Level, Permission, TakenAway } from '../../analysis/effective/permission.ts';
import { statementText, takerText } from '../../analysis/effective/taker-words.ts';
import type { Source } from '../../analysis/layers/source.ts';
import type { Labels } from '../../model/labels.ts';
import { serviceName } from '../../policy/service-names.ts';
import { resourceWords } from '../../words/resource-words.ts';

type Part = Permission | TakenAway;

export interface PermissionFilter {
  readonly text: string;
  /** Absent: every access level. */
  readonly level?: Level;
}

/** `GetObject` instead of `s3:GetObject`; the `*` of every service stays. */
export const bareAction = (action: string): string => action.slice(action.indexOf(':') + 1);

/** Returns `GetObject, PutObject`, `12 actions`, or `all 12 actions`. */
export function actionsText({
  actions,
  isWholeLevel,
}: {
  actions: readonly string[];
  isWholeLevel?: boolean;
}) {
  if (actions.length < 3) return actions.map(bareAction).join(', ');
  return `${isWholeLevel ? 'all ' : ''}${actions.length.toLocaleString('en')} actions`;
}

/** `isWhole`: names every value of a key. */
export const conditionClause = (conditions: Conditions, isWhole = false): string =>
  `if ${isWhole ? conditionsText(conditions, Number.POSITIVE_INFINITY) : conditionsText(conditions)}`;

/** Returns `bucket a and its objects`, or with `but` `everything outside bucket a`. `home`: the caller's account. */
export function exceptionText(
  { resources, but }: Pick<Exception, 'resources' | 'but'>,
  home: string,
): string {
  if (!but) return resourceWords(resources, 3, home);
  const all = resources.includes('*');
  return `${all ? 'everything' : resourceWords(resources, 3, home)} outside ${resourceWords(but, 3, home)}`;
}

/** Says what a permission needs besides, for it to count. */
export const needsText: Readonly<Record<NonNullable<Permission['needs']>, string>> = {
  key: 'only on keys whose key policy allows it too',
  trust: 'only on roles whose trust policy allows it too',
};

export const sourceClause = (source: Source, labels: Pick<Labels, 'policy'>): string =>
  statementText(source, labels);

/** Finds a service by its name or prefix, an action, a resource, or a policy that allows or limits. */
export function matchesFilter(
  part: Part,
  { text, level }: PermissionFilter,
  labels: Pick<Labels, 'policy'>,
): boolean {
  if (level !== undefined && part.level !== level) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const has = (one: string) => one.toLowerCase().includes(wanted);
  return (
    has(serviceName(part.service)) ||
    part.actions.some(has) ||
    part.resources.some(has) ||
    policiesOf(part, labels).some(has)
  );
}

function policiesOf(part: Part, labels: Pick<Labels, 'policy'>): string[] {
  const named = (sources: readonly Source[]) => sources.map(({ policy }) => labels.policy(policy));
  if ('by' in part) return [...named(part.from), takerText(part.by, labels)];
  return [...named([...part.from, ...part.limits]), ...named(part.except.flatMap(({ by }) => by ?? []))];
}
