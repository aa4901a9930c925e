/**
 * Takes the asked action and resource out of the Denies that refuse it. Policies know no "except", so the statement is
 * written as parts: all other resources; the asked one with all other actions; and the asked pair for everybody else,
 * where others have the policy too.
 */

import { all } from '../../authz/because/facts.ts';
import { actionName } from '../../eval/action.ts';
import { labelsIn } from '../../model/labels.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import {
  type StatementJson,
  pretty,
  statementAt,
  listedTexts,
  withoutStatements,
} from '../../analysis/edits/documents.ts';
import { type ActionElement, otherActions } from '../../analysis/edits/other-actions.ts';
import { type FixPlace, placeOf } from './places.ts';
import { resourcesBut } from '../../analysis/edits/resources-but.ts';
import { type FixQuestion, conditionArn, letThrough } from './statement-steps.ts';
import type { FixStep, FixWords, StepEdit } from './steps.ts';
import { fixTitle } from './titles.ts';

type Reference = Pick<Actions, 'service'> | undefined;

/** Returns one step for all policies that deny and that somebody can write; none where nobody can. */
export function exceptionSteps(asked: FixQuestion, reference: Reference): FixStep[] {
  const { world, decision } = asked;
  const cuts = [...new Set(decision.deciding.map(({ policy }) => policy))].flatMap((policy) => {
    const place = placeOf(world, decision.layer, policy);
    return place ? exceptionIn(asked, place, reference) : [];
  });
  if (cuts.length === 0) return [];
  const breadth = Math.max(...cuts.map((cut) => cut.breadth));
  const places = cuts.map(({ edit }) => edit.place);
  const said = { verb: 'except', ...wordsFor(cuts, breadth, asked), places } as const;
  return [
    {
      kind: 'exception',
      requests: cuts.flatMap(({ requests }) => requests),
      edits: cuts.map(({ edit }) => edit),
      title: fixTitle([said]),
      said,
      breadth,
    },
  ];
}

function exceptionIn(
  asked: FixQuestion,
  { policy, document, label, layer, isShared, save }: FixPlace,
  reference: Reference,
) {
  if (document === undefined) return [];
  const parts = new Map<number, readonly StatementJson[]>();
  let breadth = 0;
  let wider: readonly string[] | undefined;
  for (const one of asked.decision.deciding) {
    const statement = one.policy === policy ? statementAt(document, one.statement) : undefined;
    if (!statement) continue;
    const cut = without(statement, asked, { policy, layer, isShared }, reference);
    parts.set(one.statement, cut.left);
    if (cut.wider) wider = [...(wider ?? []), ...cut.wider];
    breadth = Math.max(breadth, cut.breadth);
  }
  const after = withoutStatements(document, parts);
  const requests = save(after);
  const edit: StepEdit = {
    layer,
    policy,
    place: label,
    statement: pretty([...parts.values()].flat()),
    before: document,
    ...(after !== undefined && { after }),
    ...(isShared && { isShared }),
    ...(wider && { wider: [...new Set(wider)] }),
    save,
  };
  return requests.length === 0 ? [] : [{ requests, edit, breadth }];
}

interface Cut {
  readonly left: readonly StatementJson[];
  readonly breadth: number;
  /** The patterns that are let through whole; none: all resources. Absent: the asked resource alone is. */
  readonly wider?: readonly string[];
}

/** The action is taken out for more resources, or all actions of the statement for the resource. */
const moreResources = 100;
const moreActions = 200;

function wordsFor(
  cuts: readonly { readonly edit: StepEdit }[],
  breadth: number,
  { world, question }: FixQuestion,
): Pick<FixWords, 'action' | 'on'> {
  if (breadth === 1) return letThrough(world, question);
  const action = breadth < moreActions ? question.action : 'everything';
  if (breadth === moreActions) return letThrough(world, { ...question, action });
  const wider = cuts.map(({ edit }) => edit.wider);
  // Each policy may let other patterns through: what all of them deny less is no wider than any one of them.
  const [patterns] = wider.filter((one) => one !== undefined).sort((a, b) => a.length - b.length);
  return patterns?.length
    ? { action, on: all(patterns.map((one) => labelsIn(world).resource(one))) }
    : { action };
}

function without(
  statement: StatementJson,
  asked: FixQuestion,
  place: Pick<FixPlace, 'policy' | 'layer' | 'isShared'>,
  reference: Reference,
): Cut {
  const { question, principal } = asked;
  const action = actionName(question.action);
  const others = actionsBut(statement, action, reference);
  const { Action: _a, NotAction: _n, Resource: _r, NotResource: _m, Sid: _s, ...rest } = statement;
  const actions = elements(statement, 'Action', 'NotAction');
  const pair: StatementJson = others ? { Action: [question.action] } : actions;
  const resources = resourcesBut(statement, question.resource, others && ownResource(place));
  const here = resources?.here ?? elements(statement, 'Resource', 'NotResource');
  const left = [
    ...(resources?.others
      ? [{ ...rest, ...(resources.isOfAction ? pair : actions), ...resources.others }]
      : []),
    ...(others && !isEmpty(others)
      ? [
          {
            ...rest,
            ...others,
            ...(resources?.isOfAction ? elements(statement, 'Resource', 'NotResource') : here),
          },
        ]
      : []),
    ...(place.isShared ? [butFor({ ...rest, ...pair, ...here }, principal)] : []),
  ];
  const wider = resources ? resources.wider : [];
  const breadth = (wider ? moreResources : 1) * (others ? 1 : moreActions);
  const { Sid } = statement;
  return {
    left: left.map((one, at) => (Sid === undefined || at > 0 ? one : { Sid, ...one })),
    breadth,
    ...(wider && { wider }),
  };
}

/** The policy of a resource counts for it and what is in it, and for nothing else. */
const ownResource = ({ layer, policy }: Pick<FixPlace, 'policy' | 'layer'>): string | undefined =>
  layer === 'resource' && policy.startsWith('arn:aws:s3:::') ? policy : undefined;

const isEmpty = ({ Action }: ActionElement): boolean => Action?.length === 0;

const elements = (statement: StatementJson, ...names: readonly string[]): StatementJson =>
  Object.fromEntries(names.flatMap((name) => (name in statement ? [[name, statement[name]]] : [])));

function actionsBut(
  { Action, NotAction }: StatementJson,
  action: ReturnType<typeof actionName>,
  reference: Reference,
): ActionElement | undefined {
  return Action === undefined
    ? { NotAction: [...listedTexts(NotAction), action.text] }
    : otherActions(listedTexts(Action), action, reference);
}

function butFor(statement: StatementJson, principal: FixQuestion['principal']): StatementJson {
  const { Condition = {} } = statement as { readonly Condition?: Readonly<Record<string, StatementJson>> };
  const tests = Condition['ArnNotEquals'] ?? {};
  const key =
    Object.keys(tests).find((name) => name.toLowerCase() === 'aws:principalarn') ?? 'aws:PrincipalArn';
  const values = [...listedTexts(tests[key]), conditionArn(principal)];
  return {
    ...statement,
    Condition: {
      ...Condition,
      ArnNotEquals: { ...tests, [key]: values.length === 1 ? values[0] : values },
    },
  };
}
