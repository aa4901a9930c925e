/**
 * Takes a part out of a statement: an action, a resource, one action on one resource, a principal. `undefined` when
 * policies have no words for the rest.
 */

import { type ActionName, actionMatches } from '../../eval/action.ts';
import { type StatementJson, listedTexts } from '../../analysis/edits/documents.ts';
import { otherActions } from '../../analysis/edits/other-actions.ts';
import { patternMayCover } from '../../analysis/edits/resources-but.ts';
import type { CutReference } from './cut.ts';

/** Says whether the statement is about the action. */
export const namesIn = ({ Action, NotAction }: StatementJson, action: ActionName): boolean =>
  Action === undefined
    ? !listedTexts(NotAction).some((pattern) => actionMatches(pattern, action))
    : listedTexts(Action).some((pattern) => actionMatches(pattern, action));

export function withoutAction(
  statement: StatementJson,
  action: ActionName,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  if (!namesIn(statement, action)) return [statement];
  const { Action, NotAction, ...rest } = statement;
  const left =
    Action === undefined
      ? { NotAction: [...listedTexts(NotAction), action.text] }
      : otherActions(listedTexts(Action), action, reference);
  if (!left) return undefined;
  if (left.Action?.length === 0) return [];
  return [orderedLike(statement, { ...rest, ...left })];
}

export function withoutResource(
  statement: StatementJson,
  resource: string,
): readonly StatementJson[] | undefined {
  const { Resource, NotResource, ...rest } = statement;
  if (Resource === undefined)
    return NotResource === undefined
      ? undefined
      : [
          orderedLike(statement, {
            ...rest,
            NotResource: [...new Set([...listedTexts(NotResource), resource])],
          }),
        ];
  const named = listedTexts(Resource);
  if (named.includes('*')) return [orderedLike(statement, { ...rest, NotResource: [resource] })];
  const left = named.filter((pattern) => pattern !== resource);
  if (left.some((pattern) => patternMayCover(pattern, resource))) return undefined;
  return left.length === 0 ? [] : [orderedLike(statement, { ...rest, Resource: left })];
}

/** The action gets a statement of its own, without the resource. */
export function withoutPair(
  statement: StatementJson,
  action: ActionName,
  resource: string,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  if (!namesIn(statement, action)) return [statement];
  const others = withoutAction(statement, action, reference);
  const { Action: _, NotAction: __, Sid: ___, ...rest } = statement;
  const own = withoutResource(orderedLike(statement, { ...rest, Action: action.text }), resource);
  return others && own && [...others, ...own];
}

export function withoutPrincipal(
  { Principal, ...rest }: StatementJson,
  type: string,
  value: string,
): readonly StatementJson[] {
  const all =
    typeof Principal === 'string'
      ? { AWS: [Principal] }
      : Object.fromEntries(Object.entries(Principal ?? {}).map(([key, of]) => [key, listedTexts(of)]));
  const left = Object.entries(all)
    .map(([key, of]) => [key, key === type ? of.filter((one) => one !== value) : of] as const)
    .filter(([, of]) => of.length > 0);
  const before = { Effect: rest['Effect'], Principal, ...rest };
  return left.length === 0 ? [] : [orderedLike(before, { ...rest, Principal: Object.fromEntries(left) })];
}

/** Writes the members in the order of the statement before; `Not…` stands where the member stood. */
export function orderedLike(before: StatementJson, after: StatementJson): StatementJson {
  const place = new Map(Object.keys(before).map((key, at) => [key.replace(/^Not/, ''), at]));
  const at = (key: string) => place.get(key.replace(/^Not/, '')) ?? place.size;
  return Object.fromEntries(Object.entries(after).sort(([a], [b]) => at(a) - at(b)));
}
