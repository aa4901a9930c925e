/** Asks who can do something in a large account: the worker where its replica stands, else the page in short steps. */

import type { AccountId } from '../../../core/model/ids.ts';
import type { World } from '../../../core/model/world/world.ts';
import {
  type WhoCanQuestion,
  type WhoCanRow,
  rowsOf,
  whoCanInSteps,
} from '../../../core/query/ask/who-can.ts';
import type { AnalysisEnv, AnalysisWorker, AskOptions } from './page-side.ts';
import { type PrincipalList, readColumns } from './who-can-columns.ts';

interface Asked {
  readonly world: World;
  readonly account: AccountId;
  readonly question: WhoCanQuestion;
  readonly env: AnalysisEnv;
}

/** `undefined` when the question was cancelled. */
export async function whoCanOfLarge(
  worker: AnalysisWorker,
  asked: Asked,
  options: AskOptions,
): Promise<readonly WhoCanRow[] | undefined> {
  const found = await whoCanInWorker(worker, asked, options);
  return found ?? (options.signal.aborted ? undefined : onPage(asked, options));
}

const lists = new WeakMap<AnalysisWorker, PrincipalList>();

/** @internal `undefined` when the worker does not answer. */
export async function whoCanInWorker(
  worker: AnalysisWorker,
  asked: Asked,
  options: AskOptions,
): Promise<readonly WhoCanRow[] | undefined> {
  const { world, account, env } = asked;
  const question = lean(asked.question);
  const list = lists.get(worker);
  const asks = { account, question, known: list?.list };
  const services = servicesOf(question);
  const found = await worker.ask({ world, env, services }, 'who-can', asks, options);
  if (!found) return undefined;
  const { rows, known } = readColumns(found, list);
  lists.set(worker, known);
  return rows;
}

/** Leaves out the answers of the parts, which are large and asked anew for each principal. */
const lean = ({ parts, ...rest }: WhoCanQuestion): WhoCanQuestion =>
  parts ? { ...rest, parts: parts.map(({ question, isMade = false }) => ({ question, isMade })) } : rest;

const servicesOf = ({ action, parts = [] }: WhoCanQuestion): string[] => [
  ...new Set([action, ...parts.map((part) => part.question.action)].map(servicePrefix)),
];
const servicePrefix = (action: string): string => action.slice(0, action.indexOf(':')).toLowerCase();

/** The number of principals in one step. */
const chunk = 40;
/** Milliseconds that the page may be held. */
const slice = 12;

async function onPage(
  { world, account, question, env }: Asked,
  { signal, report }: AskOptions,
): Promise<readonly WhoCanRow[] | undefined> {
  const steps = whoCanInSteps(world, account, question, env, chunk);
  let end = performance.now() + slice;
  for (;;) {
    const step = steps.next();
    if (step.done) return rowsOf(step.value);
    if (performance.now() < end) continue;
    report(step.value);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
    end = performance.now() + slice;
  }
}
