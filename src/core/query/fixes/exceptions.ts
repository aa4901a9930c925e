/**
 * Takes the asked action and resource out of the Denies that refuse it. Policies know no "except", so the statement is
 * written as parts: all other resources; the asked one with all other actions; and the asked pair for everybody else,
 * where others have the policy too.
 */

import { all } from '../../authz/facts.ts';
import { actionName } from '../../eval/action.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import { type Statement, pretty, statementAt, withoutStatements } from './documents.ts';
import type { PolicyEdit } from './fix.ts';
import { type ActionElement, otherActions } from './other-actions.ts';
import { type Place, placeOf } from './places.ts';
import { type Asked, conditionArn, onResource } from './statement-steps.ts';
import type { FixStep } from './steps.ts';

type Reference = Pick<Actions, 'service'> | undefined;

/** Returns one step for all policies that deny and that somebody can write; none where nobody can. */
export function exceptionSteps(asked: Asked, reference: Reference): FixStep[] {
  const { world, question, decision } = asked;
  const cuts = [...new Set(decision.deciding.map(({ policy }) => policy))].flatMap((policy) => {
    const place = placeOf(world, decision.layer, policy);
    return place ? exceptionIn(asked, place, reference) : [];
  });
  if (cuts.length === 0) return [];
  const breadth = Math.max(...cuts.map((cut) => cut.breadth));
  const title = `Take ${wordsFor(breadth, world, question)} out of what ${all(cuts.map(({ edit }) => edit.place))} ${cuts.length > 1 ? 'deny' : 'denies'}`;
  return [
    {
      kind: 'exception',
      requests: cuts.flatMap(({ requests }) => requests),
      edits: cuts.map(({ edit }) => edit),
      title,
      breadth,
    },
  ];
}

function exceptionIn(
  asked: Asked,
  { policy, document, label, layer, isShared, save }: Place,
  reference: Reference,
) {
  if (document === undefined) return [];
  const parts = new Map<number, readonly Statement[]>();
  let breadth = 0;
  for (const one of asked.decision.deciding) {
    const statement = one.policy === policy ? statementAt(document, one.statement) : undefined;
    if (!statement) continue;
    const cut = without(statement, asked, isShared, reference);
    parts.set(one.statement, cut.left);
    breadth = Math.max(breadth, cut.breadth);
  }
  const after = withoutStatements(document, parts);
  const requests = save(after);
  const edit: PolicyEdit = {
    layer,
    policy,
    place: label,
    statement: pretty([...parts.values()].flat()),
    before: document,
    ...(after !== undefined && { after }),
    ...(isShared && { isShared }),
  };
  return requests.length === 0 ? [] : [{ requests, edit, breadth }];
}

interface Cut {
  readonly left: readonly Statement[];
  readonly breadth: number;
}

/** The action is taken out for more resources, or all actions of the statement for the resource. */
const moreResources = 100;
const moreActions = 200;

function wordsFor(breadth: number, world: Asked['world'], question: Asked['question']): string {
  if (breadth === 1) return onResource(world, question);
  if (breadth === moreResources) return question.action;
  return breadth === moreActions ? onResource(world, { ...question, action: 'everything' }) : 'everything';
}

function without(statement: Statement, asked: Asked, isShared: boolean, reference: Reference): Cut {
  const { question, principal } = asked;
  const action = actionName(question.action);
  const others = actionsBut(statement, action, reference);
  const resources = resourcesBut(statement, question.resource);
  const { Action: _a, NotAction: _n, Resource: _r, NotResource: _m, Sid: _s, ...rest } = statement;
  const actions = elements(statement, 'Action', 'NotAction');
  const here = resources?.here ?? elements(statement, 'Resource', 'NotResource');
  const left = [
    ...(resources?.others ? [{ ...rest, ...actions, ...resources.others }] : []),
    ...(others && !isEmpty(others) ? [{ ...rest, ...others, ...here }] : []),
    ...(isShared
      ? [butFor({ ...rest, ...(others ? { Action: [question.action] } : actions), ...here }, principal)]
      : []),
  ];
  const breadth = (resources ? 1 : moreResources) * (others ? 1 : moreActions);
  const { Sid } = statement;
  return {
    left: left.map((one, at) => (Sid === undefined || at > 0 ? one : { Sid, ...one })),
    breadth,
  };
}

const isEmpty = ({ Action }: ActionElement): boolean => Action?.length === 0;

const elements = (statement: Statement, ...names: readonly string[]): Statement =>
  Object.fromEntries(names.flatMap((name) => (name in statement ? [[name, statement[name]]] : [])));

const texts = (value: unknown): string[] => (value === undefined ? [] : ([value].flat() as string[]));

function actionsBut(
  { Action, NotAction }: Statement,
  action: ReturnType<typeof actionName>,
  reference: Reference,
): ActionElement | undefined {
  return Action === undefined
    ? { NotAction: [...texts(NotAction), action.text] }
    : otherActions(texts(Action), action, reference);
}

interface Resources {
  /** The asked resource alone. */
  readonly here: Statement;
  /** Absent: the statement is about no others. */
  readonly others?: Statement;
}

/** `undefined`: no pattern can say "all of them but this one". */
function resourcesBut({ Resource, NotResource }: Statement, asked: string): Resources | undefined {
  // A trust policy is about its role alone.
  if (Resource === undefined && NotResource === undefined) return { here: {} };
  const here = { Resource: [asked] };
  if (NotResource !== undefined)
    return asked === '*' ? undefined : { here, others: { NotResource: [...texts(NotResource), asked] } };
  const named = texts(Resource);
  if (named.includes('*')) return asked === '*' ? { here } : { here, others: { NotResource: [asked] } };
  const others = named.filter((one) => one !== asked);
  // The text alone tells what a literal names; a pattern beside it may cover the resource as well.
  if (others.length === named.length || others.some((one) => /[*?$]/.test(one) && mayCover(one, asked)))
    return undefined;
  return { here, ...(others.length > 0 && { others: { Resource: others } }) };
}

/** Compares only what stands before the first wildcard, so it never says no for a pattern that covers it. */
const mayCover = (pattern: string, resource: string): boolean =>
  resource.startsWith(pattern.slice(0, pattern.search(/[*?$]/)));

/** Adds that the statement does not count for the principal. */
function butFor(statement: Statement, principal: Asked['principal']): Statement {
  const { Condition = {} } = statement as { readonly Condition?: Readonly<Record<string, Statement>> };
  const tests = Condition['ArnNotEquals'] ?? {};
  const key =
    Object.keys(tests).find((name) => name.toLowerCase() === 'aws:principalarn') ?? 'aws:PrincipalArn';
  const values = [...texts(tests[key]), conditionArn(principal)];
  return {
    ...statement,
    Condition: {
      ...Condition,
      ArnNotEquals: { ...tests, [key]: values.length === 1 ? values[0] : values },
    },
  };
}
