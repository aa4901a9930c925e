/** Decides requests by the rows that a person reads: patterns, exceptions and conditions as texts. */

import { actionFormsOf } from '#core/analysis/effective/action-classes.ts';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import type {
  EffectivePermissions,
  Exception,
  Permission,
  TakenAway,
} from '#core/analysis/effective/permission.ts';
import { ResourceSet } from '#core/analysis/regions/region.ts';
import { compileTest, testHolds } from '#core/eval/condition.ts';
import { compileGlob, globMatches } from '#core/eval/glob.ts';
import type { RequestView } from '#core/eval/request.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { needsNoPermission } from '#core/authz/special-cases.ts';
import type { ActionInfo, Reference } from '#core/model/service-reference.ts';
import { viewOf } from './regions.ts';
import type { Made } from './world.ts';

export const holds = (conditions: Conditions | undefined, view: RequestView): boolean => {
  switch (conditions?.kind) {
    case undefined:
      return true;
    case 'test': {
      const test = compileTest(conditions, true);
      // An unknown operator stays only in a Deny, where it always holds.
      return test.some === undefined || testHolds(test, view);
    }
    case 'all':
      return conditions.of.every((one) => holds(one, view));
    case 'any':
      return conditions.of.some((one) => holds(one, view));
    case 'not':
      return !holds(conditions.of, view);
  }
};

const sets = new Map<string, ResourceSet>();
const nothingFixed = { value: () => undefined, isFixed: () => false };

/** Reads each pattern as one of an identity policy. */
export function isIn(texts: readonly string[], view: RequestView): boolean {
  if (texts.includes('*')) return true;
  if (view.matched === '*') return false;
  return texts.some((text) => {
    let set = sets.get(text);
    if (!set) sets.set(text, (set = new ResourceSet([text], true, true, true, nothingFixed)));
    return set.with(view).has(view.matched);
  });
}

const excepts = ({ resources, but, conditions }: Exception, view: RequestView): boolean =>
  isIn(resources, view) && !(but && isIn(but, view)) && holds(conditions, view);

const names = ({ actions }: Pick<Permission, 'actions'>, { action }: RequestView): boolean =>
  actions.some((name) => globMatches(compileGlob(name.toLowerCase()), action.full));

/** Says whether the row allows the request. */
export const permits = (row: Permission, view: RequestView): boolean =>
  names(row, view) &&
  row.needs === undefined &&
  isIn(row.resources, view) &&
  !row.except.some((one) => excepts(one, view)) &&
  holds(row.conditions, view);

/** Says whether the row tells that a limit takes the request away. */
const takes = (row: TakenAway, view: RequestView): boolean =>
  row.isWhole && names(row, view) && isIn(row.resources, view) && holds(row.conditions, view);

/** Says whether the action takes such a resource. */
export function fits(info: ActionInfo, view: RequestView): boolean {
  const { arns, canBeNone } = actionFormsOf(view.action.service, info);
  if (view.matched === '*') return canBeNone;
  const has = (set: ResourceSet) => set.with(view).has(view.matched);
  return arns.some(({ set, but }) => has(set) && !(but && has(but)));
}

/** Returns what is false about the rows: nothing when they say the same as the engine. */
export function rowFault(
  made: Pick<Made, 'world' | 'env'>,
  found: EffectivePermissions,
  question: Question,
  { action }: Pick<Reference, 'action'>,
): string | undefined {
  const view = viewOf(made, question);
  const info = action(question.action);
  if (!info || !fits(info, view) || needsNoPermission(view)) return undefined;
  const isAllowed = authorize(made.world, question, made.env).verdict === 'allowed';
  const rows = found.permissions.filter((row) => permits(row, view));
  if (isAllowed && rows.length === 0) return 'no row allows it';
  const isOwn = view.resourceAccount === view.principal.account;
  if (!isAllowed && isOwn && rows.length > 0) return `allowed by ${JSON.stringify(rows[0])}`;
  // No boundary and no session policy limits a grant of a resource to the caller itself.
  const isGranted = rows.some(({ from }) => from.some(({ layer }) => layer === 'resource'));
  const taken = found.taken.find((row) => takes(row, view) && !(isGranted && row.by.kind === 'silent'));
  return isAllowed && isOwn && taken ? `taken by ${JSON.stringify(taken)}` : undefined;
}
