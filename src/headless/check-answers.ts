/** Checks a file of pinned answers against a world, from Node: a test of an account that a person wrote by asking. */

import { askedCall } from '../core/api/question/asked-call.ts';
import type { World } from '../core/model/world/world.ts';
import { answerCall } from '../core/query/ask/answer-call.ts';
import type { AnswerEnv } from '../core/query/ask/answer.ts';
import { type CheckedAnswer, type PinnedAnswer, checkAnswer } from '../core/query/pinned/check.ts';
import { contextAsStated } from './questions.ts';
import { readAnswers } from '../share/answers-file.ts';
import type { ImportFile } from '../share/import/result.ts';

/** Throws an Error that names the file, the place and the fault; nothing is checked then. */
export const checkAnswersIn = (world: World, file: ImportFile, env: AnswerEnv): CheckedAnswer[] =>
  pinnedAnswersIn(file).map((pinned) => {
    const { context, ...question } = pinned.question;
    const stated = context ? { ...question, context: contextAsStated(context) } : question;
    return checkAnswer(world, pinned, answerCall(world, stated, env, askedCall));
  });

/** Throws as `checkAnswersIn` does. */
export function pinnedAnswersIn({ name, text }: ImportFile): readonly PinnedAnswer[] {
  const read = readAnswers(text);
  if (read.ok) return read.value;
  const { message, path, line, column } = read.error;
  throw new Error(`${name}, line ${line}, column ${column} (${path}): ${message}`);
}
