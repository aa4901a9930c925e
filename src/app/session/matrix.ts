/**
 * Answers many questions for many principals. A large account is answered in the worker; else, and while no worker is
 * there, the page answers in slices.
 */

import type { Assumed } from '../../core/authz/assume.ts';
import { arnRegion } from '../../core/model/arn.ts';
import type { AnswerEnv } from '../../core/query/ask/answer.ts';
import type { AskedPrincipal } from '../../core/query/ask/principals.ts';
import { type MatrixCodes, matrixInSteps } from '../../core/query/matrix/cells.ts';
import { type MatrixLine, type MatrixQuestion, lineOf } from '../../core/query/matrix/line.ts';
import { reported, runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import type { AnswerQuestion } from '../dispatch/door.svelte.ts';
import type { AskOptions } from '../worker/analysis/page-side.ts';
import { requestedRegion } from './region.svelte.ts';
import type { Session } from './session.svelte.ts';

export interface MatrixAsked {
  readonly principals: readonly AskedPrincipal[];
  readonly questions: readonly MatrixQuestion[];
  /** Policies that count for each question and that the account lacks. */
  readonly assume: readonly (Assumed | undefined)[];
}

export interface MatrixFound {
  readonly lines: readonly MatrixLine[];
  readonly codes: readonly MatrixCodes[];
}

/** More principals than this are asked about in the worker. */
const mostOnPage = 500;

/** Part of the progress that finding the calls takes. */
const ofLines = 0.2;

/** Returns `undefined` when nobody wants the answers any more. Throws when the code of the door does not load. */
export async function matrixOf(
  session: Session,
  asked: MatrixAsked,
  { signal, report }: AskOptions,
): Promise<MatrixFound | undefined> {
  const { state, account, env, catalogue, door } = session;
  const { world } = state;
  const run = <T>(steps: Generator<number, T, undefined>, from: number, to: number) =>
    runInSlices(
      whileWanted(
        reported(steps, (done) => report(from + done * (to - from))),
        () => !signal.aborted,
      ),
    );
  // A list of actions that does not load is no reason to give no answers: they are only less exact.
  const isKnown = ({ action }: MatrixQuestion) => catalogue.current.action(action) !== undefined;
  if (!asked.questions.every(isKnown)) await catalogue.loadAllActions().catch(() => undefined);
  if (!door.answer) await door.open();
  if (!door.answer || signal.aborted) return undefined;
  const lines = await run(linesInSteps(session, asked, door.answer), 0, ofLines);
  if (!lines) return undefined;
  const { principals } = asked;
  if (principals.length > mostOnPage) {
    const services = [...new Set(lines.flatMap(servicesOf))];
    const worker = await session.analysis().catch(() => undefined);
    const rest = { signal, report: (done: number) => report(ofLines + done * (1 - ofLines)) };
    const codes = await worker?.ask({ world, env, services }, 'matrix', { account, principals, lines }, rest);
    if (codes) return { lines, codes };
  }
  const codes = await run(matrixInSteps(world, account, { principals, lines }, env), ofLines, 1);
  return codes && { lines, codes };
}

/** Yields after each question, how much is done. */
function* linesInSteps(
  { state, env }: { readonly state: Session['state']; readonly env: AnswerEnv },
  { principals, questions, assume }: MatrixAsked,
  answer: AnswerQuestion,
): Generator<number, MatrixLine[], undefined> {
  const principal = (principals.find(({ kind }) => kind !== 'root') ?? principals[0])?.arn ?? '';
  const lines: MatrixLine[] = [];
  for (const [at, question] of questions.entries()) {
    const given = assume[at];
    const asked = { ...inRegion(question), principal, ...(given ? { assume: given } : {}) };
    lines.push(lineOf(state.world, asked, env, answer));
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

const servicesOf = ({ asked, anyRole }: MatrixLine): string[] =>
  [asked, ...(asked.parts ?? []).map(({ question }) => question), ...(anyRole ? [anyRole] : [])].map(
    ({ action }) => action.slice(0, action.indexOf(':')).toLowerCase(),
  );
