/**
 * Since when an answer is as it is, against the answer at each position of random histories. `COUNTS=most` takes 100
 * histories of 1,000 changes instead of short ones.
 */

import { expect, test } from 'vitest';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { Question } from '#core/authz/authorize.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import type { World } from '#core/model/world/world.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import type { AnswerEnv } from '#core/query/ask/answer.ts';
import { TurnSearch } from '#core/query/since/turns.ts';
import { createReference } from '#reference/reference.ts';
import { asked } from '../../analysis/soundness/asked.ts';
import { Dice } from '../../property/random/dice.ts';
import { type MadeHistory, madeHistory } from './history.ts';
import { countOf } from '../../../setup/counts.ts';

const [histories, changes] = countOf({ sample: [8, 120], full: [8, 150], most: [100, 1000] });
const seed = 20261128;

/** Tells more of an answer than a screen does. */
const keyOf = (world: World, question: Question, at: AnswerEnv): string => {
  const { answer, refusal, error } = answerCall(world, question, at, askedCall);
  const { verdict, reason, layer } = answer.decision;
  const parts = answer.kind === 'on-part' ? [answer.parts.allowed, answer.parts.except] : [];
  const missing = answer.kind === 'decision' ? [] : answer.missing;
  return JSON.stringify([
    answer.kind,
    verdict,
    reason,
    layer,
    refusal?.error.code,
    error?.code,
    parts.map((list) => list.toSorted()),
    missing.toSorted(),
  ]);
};

/** Returns the number of batches before each turn, the newest first, by asking at every position. */
function turnsByAsking({ first, present, batches }: MadeHistory, question: Question, at: AnswerEnv) {
  const world = cloneWorld(first);
  const ask = () =>
    keyOf({ ...world, ...(question.session && { sessions: present.sessions }) }, question, at);
  const found: { position: number; before: string; after: string }[] = [];
  let before = ask();
  for (const [position, batch] of batches.entries()) {
    apply(world, batch);
    const after = ask();
    if (after !== before) found.unshift({ position, before, after });
    before = after;
  }
  return found;
}

function turnsBySearch({ present, batches }: MadeHistory, question: Question, at: AnswerEnv) {
  const counted = { asked: 0 };
  const search = new TurnSearch(
    present,
    (world) => {
      counted.asked += 1;
      return keyOf(world, question, at);
    },
    (one, other) => one === other,
  );
  const turns = batches
    .map((batch, position) => ({ batch, position }))
    .toReversed()
    .flatMap(({ batch, position }) => {
      const turn = search.back(batch);
      return typeof turn === 'string' ? [] : [{ position, ...turn }];
    });
  return { turns, asked: counted.asked };
}

test(
  `every turn of an answer is found in ${histories} histories of ${changes} changes, and most changes are passed unasked`,
  { timeout: 1_800_000 },
  async () => {
    const reference = createReference();
    await reference.loadAllActions();
    let turned = 0;
    let questions = 0;
    let times = 0;
    for (let at = 0; at < histories; at += 1) {
      const dice = new Dice(seed + at * 104_729);
      const history = madeHistory(dice, changes);
      const { made } = history;
      const of = (wide: boolean): Question => {
        const caller = dice.pick(made.callers);
        const [one] = asked(dice, made, caller, 2);
        const question = one?.question ?? {
          principal: caller.principal,
          action: 's3:GetObject',
          resource: '*',
        };
        return wide ? { ...question, resource: '*' } : question;
      };
      const wide = at % 4 === 0;
      for (const question of [of(false), of(wide)]) {
        const env: AnswerEnv = { ...made.env, ...(wide && { reference }) };
        const found = turnsBySearch(history, question, env);
        expect(found.turns, `history ${at}: ${JSON.stringify(question)}`).toEqual(
          turnsByAsking(history, question, env),
        );
        turned += found.turns.length;
        times += found.asked;
        questions += 1;
      }
    }
    expect(turned).toBeGreaterThan(questions);
    expect(times).toBeLessThan(questions * changes * 0.7);
  },
);
