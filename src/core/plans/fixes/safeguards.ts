/** Keeps what a trust policy asks of others whom it trusts: MFA, an external ID, a source. A new statement asks for it too. */

import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { actionMatches, actionName } from '../../eval/action.ts';
import type { World } from '../../model/world/world.ts';
import { ofCaller } from '../../query/ask/what-if.ts';
import { type Statement, statementsOf, texts, withStatement } from '../../analysis/edits/documents.ts';

type Condition = Readonly<Record<string, Statement>>;

interface Safeguards {
  readonly Condition?: Condition;
  readonly leftOut?: readonly string[];
}

interface Asking {
  readonly world: World;
  readonly question: Question;
  readonly env: DecisionEnv;
}

/** Empty where the policy lets somebody of the same kind in without any. */
export function safeguardsFor(
  { world, question, env }: Asking,
  document: string | undefined,
  statement: Statement,
): Safeguards {
  const action = actionName(question.action);
  const [kind = ''] = Object.keys(statement['Principal'] as Statement);
  const near = statementsOf(document).filter(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' &&
      texts(Action).some((pattern) => actionMatches(pattern, action)) &&
      (Principal === '*' || (typeof Principal === 'object' && Principal !== null && kind in Principal)),
  );
  const guards = near.map(({ Condition = {} }) => aboutRequest(Condition as Condition));
  const [first] = guards;
  if (!first || guards.some((one) => Object.keys(one).length === 0)) return {};
  const input = evaluationInput(world, question, env);
  const isMet = (Condition: Condition): boolean => {
    const resourcePolicy = { name: '', document: withStatement(undefined, { ...statement, Condition }) };
    const { verdict, layer } = evaluate({ ...input, resourcePolicy });
    return verdict === 'allowed' || layer !== 'resource';
  };
  const met = guards.find(isMet);
  return met
    ? { Condition: met }
    : { leftOut: [...new Set(Object.values(first).flatMap((keys) => Object.keys(keys)))] };
}

const aboutRequest = (condition: Condition): Condition =>
  Object.fromEntries(
    Object.entries(condition)
      .map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).filter(([key]) => !ofCaller.test(key))),
      ])
      .filter(([, keys]) => Object.keys(keys as Statement).length > 0),
  ) as Condition;
