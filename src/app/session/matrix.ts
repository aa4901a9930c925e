/** Answers many questions for many principals. */

import type { Assumed } from '../../core/authz/assume.ts';
import { arnRegion } from '../../core/model/arn.ts';
import type { AnswerEnv } from '../../core/query/ask/answer.ts';
import type { AskedPrincipal } from '../../core/query/ask/principals.ts';
import type { MatrixCodes } from '../../core/query/matrix/cells.ts';
import { type MatrixLine, type MatrixQuestion, matrixLineOf } from '../../core/query/matrix/line.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import type { AnswerQuestion } from '../dispatch/door.svelte.ts';
import { askWorker, onPage } from '../long-work/ask.ts';
import { requestedRegion } from './region.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Steps } from '../../core/model/steps.ts';
import { defined } from '../../core/model/defined.ts';

export interface MatrixAsked {
  readonly principals: readonly AskedPrincipal[];
  readonly questions: readonly MatrixQuestion[];
  readonly assume: readonly (Assumed | undefined)[];
}

export interface MatrixFound {
  readonly lines: readonly MatrixLine[];
  readonly codes: readonly MatrixCodes[];
}

const ofLines = 0.2;

/** Rejects as `askWorker`, and when the code of the door does not load. */
export async function matrixOf(
  session: Session,
  asked: MatrixAsked,
  { signal, report }: Watch,
): Promise<MatrixFound> {
  const { state, account, catalogue, door } = session;
  const { principals, questions } = asked;
  // A list of actions that does not load is no reason to give no answers: they are only less exact.
  const isKnown = ({ action }: MatrixQuestion) => catalogue.current.action(action) !== undefined;
  if (!questions.every(isKnown)) await catalogue.loadAllActions().catch(() => undefined);
  const answer = door.answer ?? (await door.openedAnswer());
  const part = (from: number, size: number): Watch => ({
    signal,
    report: (done) => report(from + done * size),
  });
  const lines = await onPage(session, state, linesInSteps(session, asked, answer), part(0, ofLines));
  const codes = await askWorker(
    session,
    'matrix',
    { account, principals, lines },
    part(ofLines, 1 - ofLines),
  );
  return { lines, codes };
}

function* linesInSteps(
  { state, env }: { readonly state: Session['state']; readonly env: AnswerEnv },
  { principals, questions, assume }: MatrixAsked,
  answer: AnswerQuestion,
): Steps<MatrixLine[]> {
  const principal = (principals.find(({ kind }) => kind !== 'root') ?? principals[0])?.arn ?? '';
  const lines: MatrixLine[] = [];
  for (const [at, question] of questions.entries()) {
    const given = assume[at];
    const asked = { ...inRegion(question), principal, ...defined({ assume: given }) };
    lines.push(matrixLineOf(state.world, asked, env, answer));
    yield lines.length / questions.length;
  }
  return lines;
}

/** The region of the top bar counts, as in Ask, unless the resource has one or the question states one. */
function inRegion(question: MatrixQuestion): MatrixQuestion {
  const { action, resource, context } = question;
  const region = arnRegion(resource) === undefined ? requestedRegion(action) : undefined;
  return region === undefined
    ? question
    : { ...question, context: { 'aws:RequestedRegion': region, ...context } };
}
