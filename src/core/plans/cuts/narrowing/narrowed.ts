/** Writes a narrowed statement. The result never allows what the statement before does not. */

import { actionName } from '#core/eval/action.ts';
import { type StatementJson, listedTexts } from '#core/analysis/edits/documents.ts';
import { patternMayCover } from '#core/analysis/edits/resources-but.ts';
import type { CutReference, Narrowing } from '../cut.ts';
import { orderedLike, namesIn, withoutAction, withoutResource } from '../statement-parts.ts';
import { conditionsIn, isPatternOperator } from './conditions.ts';

/** Returns what is left of a statement; `undefined` when policies have no words for it. */
export function narrowed(
  statement: StatementJson,
  change: Narrowing,
  reference: CutReference,
): readonly StatementJson[] | undefined {
  switch (change.kind) {
    case 'condition':
      return change.action === undefined
        ? one(withCondition(statement, change))
        : ofAction(statement, change.action, reference, (own) => one(withCondition(own, change)));
    case 'subjects':
      return one(withSubjects(statement, change));
    case 'only-resources':
      return ofAction(statement, change.action, reference, (own) => withResources(own, change.resources));
    case 'but-resources':
      return ofAction(statement, change.action, reference, (own) => withoutResources(own, change.resources));
    case 'but-actions':
      return withoutActions(statement, change.actions, reference);
  }
}

const one = (statement: StatementJson | undefined): readonly StatementJson[] | undefined =>
  statement && [statement];

/** The action gets a statement of its own, which is narrowed; the others stay as they are. */
function ofAction(
  statement: StatementJson,
  action: string,
  reference: CutReference,
  narrow: (own: StatementJson) => readonly StatementJson[] | undefined,
): readonly StatementJson[] | undefined {
  const asked = actionName(action);
  if (!namesIn(statement, asked)) return [statement];
  const others = withoutAction(statement, asked, reference);
  const { Action: _, NotAction: __, Sid: ___, ...rest } = statement;
  const own = narrow(orderedLike(statement, { ...rest, Action: asked.text }));
  return others && own && [...others, ...own];
}

/** A test of the same key with the same operator would be one test of more values, which lets more in. */
function withCondition(
  statement: StatementJson,
  { operator, key, values }: Extract<Narrowing, { readonly kind: 'condition' }>,
): StatementJson | undefined {
  const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const before = conditionsIn(statement);
  if (before.some((test) => isSame(test.operator, operator) && isSame(test.key, key))) return undefined;
  const Condition = (statement['Condition'] ?? {}) as Readonly<Record<string, object>>;
  const name = Object.keys(Condition).find((given) => isSame(given, operator)) ?? operator;
  const added = {
    ...Condition,
    [name]: { ...Condition[name], [key]: values.length === 1 ? values[0] : values },
  };
  return { ...statement, Condition: added };
}

function withSubjects(
  statement: StatementJson,
  { key, narrower }: Extract<Narrowing, { readonly kind: 'subjects' }>,
): StatementJson {
  const instead = (value: string) => (Object.hasOwn(narrower, value) ? (narrower[value] ?? []) : [value]);
  const Condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key: name, values, isList } of conditionsIn(statement)) {
    const isMeant = name.toLowerCase() === key.toLowerCase() && isPatternOperator(operator);
    const left = isMeant ? [...new Set(values.flatMap(instead))] : values;
    Condition[operator] = { ...Condition[operator], [name]: isList || left.length !== 1 ? left : left[0] };
  }
  return { ...statement, Condition };
}

function withResources(statement: StatementJson, resources: readonly string[]): readonly StatementJson[] {
  const { Resource, NotResource, ...rest } = statement;
  const covers = (arn: string) => listedTexts(Resource).some((pattern) => coversSurely(pattern, arn));
  const excludes = (arn: string) => listedTexts(NotResource).some((pattern) => patternMayCover(pattern, arn));
  const left = resources.filter((arn) => (Resource === undefined ? !excludes(arn) : covers(arn)));
  return left.length === 0 ? [] : [orderedLike(statement, { ...rest, Resource: left })];
}

/** A pattern with a variable covers the same text alone: nobody knows what the variable becomes. */
const coversSurely = (pattern: string, arn: string): boolean =>
  pattern === arn || (!pattern.includes('${') && patternMayCover(pattern, arn));

const withoutResources = (
  statement: StatementJson,
  resources: readonly string[],
): readonly StatementJson[] | undefined =>
  eachIn([statement], resources, (part, resource) => withoutResource(part, resource));

const withoutActions = (
  statement: StatementJson,
  actions: readonly string[],
  reference: CutReference,
): readonly StatementJson[] | undefined =>
  eachIn([statement], actions, (part, action) => withoutAction(part, actionName(action), reference));

/** Takes one thing after the other out of all that is left; `undefined` when one of them cannot be taken out. */
function eachIn(
  statements: readonly StatementJson[],
  things: readonly string[],
  without: (part: StatementJson, thing: string) => readonly StatementJson[] | undefined,
): readonly StatementJson[] | undefined {
  let left = statements;
  for (const thing of things) {
    const next: StatementJson[] = [];
    for (const part of left) {
      const rest = without(part, thing);
      if (!rest) return undefined;
      next.push(...rest);
    }
    left = next;
  }
  return left;
}
