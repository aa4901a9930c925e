/** Answers a prediction of a level after the guess: the engine decides in the level's world, after the calls it names. */

import { evaluationInput } from '../../core/authz/authorize.ts';
import type { Decision, DecidingStatement, EvaluationInput, NamedPolicy } from '../../core/authz/decision.ts';
import { evaluate } from '../../core/authz/evaluate.ts';
import { type Labels, labelsIn } from '../../core/model/labels.ts';
import { cloneWorld } from '../../core/model/world/apply.ts';
import { compile } from '../../core/policy/compile.ts';
import { describeStatement } from '../../core/words/statement.ts';
import type { Prediction } from './format.ts';
import type { LevelPlace } from './standing.ts';

/** A policy that takes part in the request, in words: all that a person needs to find the answer. */
export interface PolicyInWords {
  readonly name: string;
  readonly statements: readonly string[];
}

export interface StatementChoice {
  readonly policy: string;
  /** The statement in words. */
  readonly text: string;
  readonly decides: boolean;
}

export interface PredictionAnswer {
  readonly isAllowed: boolean;
  readonly because: string;
  readonly policies: readonly PolicyInWords[];
  /** Up to four statements to choose the deciding one from; empty where none decides, or nothing could be confused. */
  readonly statements: readonly StatementChoice[];
}

const mostChoices = 4;

export async function predictionAnswerOf(
  { question, after = [], statement }: Prediction,
  { world, account, env }: LevelPlace,
): Promise<PredictionAnswer> {
  const asked = cloneWorld(world);
  if (after.length > 0) {
    const { makeCalls } = await import('./calls.ts');
    makeCalls(asked, after, { account, env });
  }
  const labels = labelsIn(asked);
  const input = evaluationInput(asked, question, env);
  const policies = policiesOf(input);
  const decision = evaluate(input);
  return {
    isAllowed: decision.verdict === 'allowed',
    because: decision.explain(labels).because,
    policies: policies.map(({ name, document }) => ({
      name: labels.policy(name),
      statements: compile(document).statements.map(describeStatement),
    })),
    statements: statement ? choicesOf(decision, policies, labels) : [],
  };
}

/** Each policy once, in the order in which AWS looks at them. */
function policiesOf(input: EvaluationInput): NamedPolicy[] {
  const all = [
    ...(input.serviceControlPolicies ?? []).flat(),
    ...(input.resourceControlPolicies ?? []).flat(),
    ...(input.resourcePolicy ? [input.resourcePolicy] : []),
    ...input.identityPolicies,
    ...(input.permissionsBoundary ? [input.permissionsBoundary] : []),
    ...(input.sessionPolicies ?? []),
    ...(input.scopeDownPolicies ?? []),
  ];
  return all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at);
}

/** The deciding statements, and those that the engine looked at and passed over. */
function choicesOf(decision: Decision, policies: readonly NamedPolicy[], labels: Labels): StatementChoice[] {
  const decides = (one: DecidingStatement) =>
    decision.deciding.some(({ policy, statement }) => policy === one.policy && statement === one.statement);
  const all = policies.flatMap(({ name, document }) =>
    compile(document).statements.map((compiled, statement) => ({
      policy: labels.policy(name),
      text: describeStatement(compiled),
      decides: decides({ policy: name, statement }),
    })),
  );
  const kept = new Set(
    [...all.filter((one) => one.decides), ...all.filter((one) => !one.decides)].slice(0, mostChoices),
  );
  const shown = all.filter((one) => kept.has(one));
  return shown.length > 1 && shown.some((one) => one.decides) ? shown : [];
}
