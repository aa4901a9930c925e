/** Narrows effective permissions to a service, an access level, an action or a resource. The counts are those of the rest. */

import type { ActionInfo } from '../../model/service-reference.ts';
import { meetArns } from '../globs/meet.ts';
import { type Actions, actionFormsOf } from './action-classes.ts';
import { listed } from './governed.ts';
import type { EffectivePermissions, Exception, Permission, TakenAway } from './permission.ts';
import type { AccessLevel } from '../../model/service-reference.ts';

export interface WhatCanQuestion {
  readonly service?: string;
  readonly level?: AccessLevel;
  readonly action?: string;
  readonly resource?: string;
}

export function whatCan(
  all: EffectivePermissions,
  question: WhatCanQuestion,
  reference: Actions,
): EffectivePermissions {
  const permissions = all.permissions.flatMap((row) => narrowed(row, question, reference));
  const taken = all.taken.flatMap((row) => narrowed(row, question, reference));
  const left = new Set(permissions.flatMap(({ actions }) => actions));
  const granted = new Set([...left, ...taken.flatMap(({ actions }) => actions)]);
  const limits = all.limits.map((limit) => {
    const touched = new Set(
      taken
        .filter(({ by }) => isOf(limit, by.kind === 'deny' ? by.source : by))
        .flatMap(({ actions }) => actions),
    );
    const narrow = [...touched].filter((action) => left.has(action)).length;
    return { ...limit, removed: touched.size - narrow, narrowed: narrow };
  });
  return { ...all, permissions, taken, limits, granted: granted.size, left: left.size };
}

type Placed = Pick<EffectivePermissions['limits'][number], 'layer' | 'level'>;
const isOf = (limit: Placed, by: Placed): boolean => limit.layer === by.layer && limit.level === by.level;

function narrowed<T extends Permission | TakenAway>(row: T, asked: WhatCanQuestion, reference: Actions): T[] {
  const { service, level, action, resource } = asked;
  if (service !== undefined && row.service !== service.toLowerCase()) return [];
  if (level !== undefined && row.level !== level) return [];
  const actions = row.actions.filter(
    (one) =>
      (action === undefined || isAction(one, action)) &&
      (resource === undefined || takesResourceForm(reference.action(one) ?? anything, resource)),
  );
  const resources = row.resources.filter((pattern) => resource === undefined || meets(pattern, resource));
  if (actions.length === 0 || resources.length === 0) return [];
  const isWhole = actions.length === row.actions.length;
  const part = { ...row, actions, resources };
  if (!('except' in part)) return [part];
  const except = part.except.filter(
    (one) => resource === undefined || one.but || one.resources.some((pattern) => meets(pattern, resource)),
  );
  if (resource !== undefined && except.some((one) => takesAll(one, resource))) return [];
  return [{ ...part, except, isWholeLevel: part.isWholeLevel && isWhole }];
}

/** An action that the reference does not know. */
const anything = { resourceTypes: [{ name: '', arnFormat: '*', conditionKeys: [] }] };

/** A pattern stands in a row where the reference does not know the actions. */
const isAction = (one: string, action: string): boolean =>
  listed([one.toLowerCase()]).sure.has(action.toLowerCase());

/** Returns true when the action takes such a resource; a name that its format writes without a slash has none. */
export const takesResourceForm = (info: Pick<ActionInfo, 'resourceTypes'>, resource: string): boolean =>
  actionFormsOf('', info).arns.some(
    ({ set, but }) => set.texts.some((form) => meets(form, resource)) && !but?.sure.has(resource),
  );

const meets = (pattern: string, resource: string): boolean =>
  pattern === '*' || meetArns(pattern.replaceAll(/\$\{[^}]*\}/g, '*'), resource).length > 0;

const takesAll = ({ resources, but, conditions }: Exception, resource: string): boolean =>
  !but &&
  !conditions &&
  resources.some((one) => one === '*' || (!/[?$]/.test(one) && listed([one]).sure.has(resource)));
