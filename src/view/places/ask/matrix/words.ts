/** Words and marks of the matrix: a question in short, a cell with what it was, and why it is so. */

import type { Unfit } from '#core/authz/authorize.ts';
import type { Reference } from '#core/model/service-reference.ts';
import { takesResource } from '#core/policy/arn-format.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import type { AnswerEnv } from '#core/query/ask/answer.ts';
import type { AskedPrincipal } from '#core/query/ask/principals.ts';
import { outcomesOf } from '#core/query/ask/who-can.ts';
import { throughText } from '#core/query/ask/who-can/words.ts';
import { type MatrixCell, cellOf } from '#core/query/matrix/cells.ts';
import type { MatrixLine, MatrixQuestion } from '#core/query/matrix/line.ts';
import { unchanged } from '#core/query/matrix/marks.ts';
import { cellWords } from '#core/query/matrix/words.ts';
import type { IconName } from '#view/ui/glyphs.ts';
import { spokenResource } from '#core/model/labels.ts';
import { questionHref } from '#app/navigation/question.ts';

export const verdictIcons: Readonly<Record<MatrixCell['verdict'], IconName>> = {
  allowed: 'check',
  denied: 'cross',
  part: 'minus',
  depends: 'ask',
  impossible: 'minus',
};

export function resourceText({ resource, context = {}, passedRole, alone }: MatrixQuestion): string {
  const stated = Object.entries(context).map(([name, value]) => `${name} ${[value].flat().join(', ')}`);
  const role = passedRole === undefined ? [] : [`hands over ${spokenResource(passedRole)}`];
  return [spokenResource(resource), ...stated, ...role, ...(alone ? ['this permission alone'] : [])].join(
    ' · ',
  );
}

export const questionWords = (question: MatrixQuestion): string =>
  `${question.action} on ${resourceText(question)}`;

export const cellHref = (question: MatrixQuestion, principal: string): string =>
  questionHref({ ...question, principal });

/** Returns the cell for those who do not see where it stands: `alice, s3:GetObject on x: Yes. It was No.` */
export function spokenCell(question: MatrixQuestion, name: string, code: number, was: number): string {
  const before = was === unchanged ? '' : ` It was ${cellWords(was)}.`;
  return `${name}, ${questionWords(question)}: ${cellWords(code)}.${before}`;
}

interface AskedCell {
  readonly line: MatrixLine;
  readonly principal: AskedPrincipal;
  readonly code: number;
}

export function cellWhyOf(
  world: World,
  account: AccountId,
  { line, principal, code }: AskedCell,
  { day, ...env }: AnswerEnv & { readonly day: string },
): string {
  if (cellOf(code).verdict === 'impossible') return `AWS has no such call, by its list of ${day}.`;
  const row = outcomesOf(world, account, line.asked, env)(principal);
  if (line.isRefused && row.verdict === 'allowed') return 'the service cannot assume the role';
  if (!line.anyRole || row.verdict !== 'allowed') return throughText(row, line.asked.resource);
  return cellOf(code).verdict === 'depends'
    ? 'the call must hand over a role, which the question does not name'
    : 'the call must hand over a role, and none may be handed over';
}

/**
 * Tells whether a question fits no call of AWS before it is added. The answers find the same (api/question/state-refusal.ts).
 * `undefined` for a question that fits, and while no reference is loaded.
 */
export function unfitIn(
  reference: Reference,
  { action: name, resource }: Pick<MatrixQuestion, 'action' | 'resource'>,
): Unfit | undefined {
  if (!reference.services?.().length) return undefined;
  const action = reference.action(name);
  if (action) return takesResource(action, resource) ? undefined : { kind: 'no-resource', action };
  const isKnown = /[*?]/.test(name) || reference.service?.(name.split(':')[0] ?? '') !== undefined;
  return { kind: isKnown ? 'no-action' : 'no-service' };
}
