/** One question as the learner sees it, with its answer. The engine decides it, and the one explainer says why. */

import { type DecisionEnv, type Question, authorize } from '../../core/authz/authorize.ts';
import { labelsIn } from '../../core/model/labels.ts';
import type { World } from '../../core/model/world/world.ts';
import { Dice } from '../../share/generate/dice.ts';
import { askedRows, type AskedRow } from './asked.ts';
import { derivedFacts } from './facts.ts';
import { type ShownPolicy, foundPolicies, marked } from './shown-policies.ts';
import { type Decided, type Template, usualTime } from './format.ts';

export interface ArcadeQuestion {
  /** The key of its progress: `arcade/deny-wins`, `first-policy/2`. */
  readonly key: string;
  readonly title: string;
  /** Id of the level that teaches it. */
  readonly level?: string;
  readonly text: string;
  readonly asked: readonly AskedRow[];
  /** Sentences about things that no policy shows. */
  readonly facts: readonly string[];
  readonly policies: readonly ShownPolicy[];
  readonly answer: boolean;
  /** Sentences of the explainer: one for each decision that the answer needs. */
  readonly because: readonly string[];
}

/** A question in words, and the decisions that answer it. */
export interface Posed {
  readonly key: string;
  readonly title: string;
  readonly level?: string | undefined;
  readonly text: string;
  readonly world: World;
  readonly questions: readonly Question[];
  readonly facts?: readonly string[];
  readonly also?: readonly string[];
  readonly env: DecisionEnv;
}

/** Returns the same question for the same seed, byte for byte. */
export function makeQuestion(template: Template, seed: string): ArcadeQuestion {
  const { question, now = usualTime, ...asking } = template.make(new Dice(`${template.id}/${seed}`));
  const { id, title, level } = template;
  return answered({ key: `arcade/${id}`, title, level, ...asking, questions: [question], env: { now } });
}

/** The answer is Yes when every decision allows. */
export function answered(posed: Posed): ArcadeQuestion {
  const { world, questions, env } = posed;
  const decided = questions.map((question) => ({ question, decision: authorize(world, question, env) }));
  const answer = decided.every(({ decision }) => decision.verdict === 'allowed');
  return shown(posed, answer, decided);
}

/** Returns the question with an answer that follows from these decisions. A refusal explains itself alone. */
export function shown(posed: Posed, answer: boolean, decided: readonly Decided[]): ArcadeQuestion {
  const { key, title, level, text, world, facts = [], also = [], env } = posed;
  const labels = labelsIn(world);
  const telling = answer
    ? decided
    : decided.filter(({ decision }) => decision.verdict === 'denied').slice(0, 1);
  const policies = foundPolicies(
    world,
    decided.map(({ question }) => question),
    env,
    also,
  );
  return {
    key,
    title,
    ...(level === undefined ? {} : { level }),
    text,
    asked: askedRows(
      world,
      decided.map(({ question }) => question),
    ),
    facts: [...derivedFacts(world, decided, also), ...facts],
    policies: marked(policies, telling),
    answer,
    because: telling.map(({ decision }) => decision.explain(labels).because),
  };
}
