/** Finds the statements that a question can turn on, so that what they ask for can be told. */

import { namedPoliciesOf } from '#core/authz/applicable-statements.ts';
import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import { targetOf } from '#core/authz/gather.ts';
import { actionName } from '#core/eval/action.ts';
import { programOf } from '#core/eval/program.ts';
import type { World } from '#core/model/world/world.ts';
import { type CompiledStatement, compile } from '#core/policy/compile.ts';

/** Statements about the action, in all policies that can count. A pattern covers resources that have policies. */
export function statementsAbout(world: World, question: Question): CompiledStatement[] {
  const action = actionName(question.action);
  const held = /[*?]/.test(question.resource) ? [...world.resources.values(), ...world.roles.values()] : [];
  return [
    ...namedPoliciesOf(evaluationInput(world, question, { now: 0 })),
    ...held.flatMap(({ arn }) => targetOf(world, question.action, arn).policy ?? []),
  ].flatMap(({ document }) =>
    programOf(compile(document))
      .forAction(action)
      .map(({ source }) => source),
  );
}
