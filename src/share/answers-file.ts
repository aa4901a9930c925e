/** Reads and writes a file of pinned answers, each with its question. A bad file is refused whole. */

import { type PinnedAnswer, pinnedVerdicts } from '../core/query/pinned/check.ts';
import { type Result, err, ok } from '../core/model/result.ts';
import { type TextPosition, findSyntaxFault, offsetOf, placeAt } from './json/position.ts';
import { type Misfit, pathText, readValue } from '../core/model/schema/fault.ts';
import { fileOf, made, mapOf, members, optional, list } from '../core/model/schema/members.ts';
import { matching, oneOf, text, textOrTexts } from '../core/model/schema/words.ts';
import { defined } from '../core/model/defined.ts';

const answersFormat = 'iam-playground/answers';
const answersVersion = 1;

export interface AnswersProblem extends TextPosition {
  readonly message: string;
  /** Such as `answers[0].expected`; `the file` for the whole. */
  readonly path: string;
}

export function readAnswers(text: string): Result<PinnedAnswer[], AnswersProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = findSyntaxFault(text);
    return err(problem(text, fault ?? { message: 'no JSON', path: [] }, fault?.offset));
  }
  const read = readValue(answersFile, value);
  return read.ok ? ok(read.value.answers) : err(problem(text, read.error));
}

const problem = (text: string, { message, path }: Misfit, offset = offsetOf(text, path)): AnswersProblem => ({
  message,
  path: pathText(path),
  ...placeAt(text, offset),
});

const answer = made(
  members({
    text: optional(text),
    principal: matching(/^.+$/s, 'an ARN, a service or `*`'),
    action: matching(/^[\w.-]+:\w+$/, 'an action like `s3:GetObject`'),
    resource: matching(/^(\*|arn:.+)$/s, 'the ARN of a resource or `*`'),
    context: optional(mapOf(textOrTexts)),
    passedRole: optional(matching(/^arn:.+$/s, 'the ARN of a role')),
    expected: oneOf(pinnedVerdicts),
  }),
  ({ text: said, expected, ...question }): PinnedAnswer => ({
    ...defined({ text: said }),
    question,
    expected,
  }),
);

const answersFile = fileOf(
  { format: answersFormat, version: answersVersion, otherwise: 'these are no pinned answers' },
  { answers: list(answer) },
);

export const writeAnswers = (answers: readonly PinnedAnswer[]): string =>
  `${JSON.stringify(
    {
      format: answersFormat,
      version: answersVersion,
      answers: answers.map(
        ({ text, question: { principal, action, resource, context, passedRole }, expected }) => ({
          ...(text ? { text } : {}),
          ...{ principal, action, resource },
          ...defined({ context, passedRole }),
          expected,
        }),
      ),
    },
    null,
    2,
  )}\n`;
