/** Answers a prediction of a level after the guess: the engine decides in the level's world, after the calls it names. */

import { authorize } from '../../core/authz/authorize.ts';
import type { DecidingStatement, Decision } from '../../core/authz/decision.ts';
import { labelsIn } from '../../core/model/labels.ts';
import { cloneWorld } from '../../core/model/world/apply.ts';
import type { Prediction } from './format.ts';
import type { Place } from './standing.ts';

export interface StatementChoice {
  readonly policy: string;
  readonly effect: 'Allow' | 'Deny';
  /** The `Sid`, else the number of the statement from 1. */
  readonly name: string;
  /** It is one of those that decide. */
  readonly decides: boolean;
}

export interface Answer {
  readonly isAllowed: boolean;
  /** The sentence of the one explainer. */
  readonly because: string;
  /** Up to four statements to choose the deciding one from; empty where none decides, or nothing could be confused. */
  readonly statements: readonly StatementChoice[];
}

const mostChoices = 4;

export async function answerOf(
  { question, after = [], statement }: Prediction,
  { world, account, env }: Place,
): Promise<Answer> {
  const asked = cloneWorld(world);
  if (after.length > 0) {
    const { makeCalls } = await import('./calls.ts');
    makeCalls(asked, after, { account, env });
  }
  const decision = authorize(asked, question, env);
  return {
    isAllowed: decision.verdict === 'allowed',
    because: decision.explain(labelsIn(asked)).because,
    statements: statement ? choicesOf(decision) : [],
  };
}

/** The deciding statements, and those that the engine looked at and passed over. */
function choicesOf(decision: Decision): StatementChoice[] {
  const isSame = (one: DecidingStatement) => (other: DecidingStatement) =>
    one.policy === other.policy && one.statement === other.statement;
  const seen = decision
    .explain()
    .gates.flatMap(({ statements }) => statements)
    .filter((one, at, all) => all.findIndex(isSame(one)) === at)
    .map((one) => ({ ...one, decides: decision.deciding.some(isSame(one)) }));
  const shown = [...seen.filter(({ decides }) => decides), ...seen.filter(({ decides }) => !decides)]
    .slice(0, mostChoices)
    .toSorted((a, b) => a.policy.localeCompare(b.policy) || a.statement - b.statement)
    .map(({ policy, statement, sid, effect, decides }) => ({
      // A managed policy is named by its ARN.
      policy: policy.slice(policy.lastIndexOf('/') + 1),
      effect,
      name: sid ?? String(statement + 1),
      decides,
    }));
  return shown.length > 1 && shown.some(({ decides }) => decides) ? shown : [];
}
