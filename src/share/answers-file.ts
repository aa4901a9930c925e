/**
 * Reads and writes answers that a person pinned as a file: questions, each with the answer that it should have. A
 * program checks them against an account (headless.ts), and the page compares them. A bad file is refused whole.
 */

import { type PinnedAnswer, pinnedVerdicts } from '../core/query/pinned/check.ts';
import { type Result, err, ok } from '../core/model/result.ts';
import { type Place, findSyntaxFault, offsetOf, placeAt } from './json/position.ts';
import { type ShapeFault, Shape, pathText, readShape } from './json/shape.ts';
import { given, record } from './scenario/members.ts';

const answersFormat = 'iam-playground/answers';
const answersVersion = 1;

export interface AnswersProblem extends Place {
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
  const read = readShape(() => answersOf(new Shape(value)));
  return read.ok ? ok(read.value) : err(problem(text, read.error));
}

const problem = (
  text: string,
  { message, path }: ShapeFault,
  offset = offsetOf(text, path),
): AnswersProblem => ({ message, path: pathText(path), ...placeAt(text, offset) });

function answersOf(file: Shape): PinnedAnswer[] {
  file.only('format', 'version', 'answers');
  file.member('format').oneOf([answersFormat]);
  file.member('version').whole(1, answersVersion);
  return file
    .member('answers')
    .list()
    .map((item): PinnedAnswer => {
      item.only('text', 'principal', 'action', 'resource', 'context', 'passedRole', 'expected');
      return {
        ...given(item, 'text', (value) => value.text()),
        question: {
          principal: item.member('principal').matching(/^.+$/s, 'an ARN, a service or `*`'),
          action: item.member('action').matching(/^[\w.-]+:\w+$/, 'an action like `s3:GetObject`'),
          resource: item.member('resource').matching(/^(\*|arn:.+)$/s, 'the ARN of a resource or `*`'),
          ...given(item, 'context', (context) => record(context, valueOf)),
          ...given(item, 'passedRole', (value) => value.matching(/^arn:.+$/s, 'the ARN of a role')),
        },
        expected: item.member('expected').oneOf(pinnedVerdicts),
      };
    });
}

const valueOf = (shape: Shape) =>
  Array.isArray(shape.value) ? shape.list().map((item) => item.text()) : shape.text();

/** Returns the text of the file, with one answer after the other in their order. */
export const writeAnswers = (answers: readonly PinnedAnswer[]): string =>
  `${JSON.stringify(
    {
      format: answersFormat,
      version: answersVersion,
      answers: answers.map(
        ({ text, question: { principal, action, resource, context, passedRole }, expected }) => ({
          ...(text ? { text } : {}),
          ...{ principal, action, resource },
          ...(context ? { context } : {}),
          ...(passedRole === undefined ? {} : { passedRole }),
          expected,
        }),
      ),
    },
    null,
    2,
  )}\n`;
