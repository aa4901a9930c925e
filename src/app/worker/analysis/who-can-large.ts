/** Asks who can do something in a large account: the worker where its replica stands, else the page in short steps. */

import type { AccountId } from '../../../core/model/ids.ts';
import type { World } from '../../../core/model/world/world.ts';
import { type WhoCanQuestion, type WhoCanRow, whoCanInSteps } from '../../../core/query/ask/who-can.ts';
import type { AnalysisEnv, AnalysisWorker, AskOptions } from './page-side.ts';
import { rowsOf } from './who-can-columns.ts';

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
  const { world, account, env } = asked;
  const question = lean(asked.question);
  const services = servicesOf(question);
  const found = await worker.ask({ world, env, services }, 'who-can', { account, question }, options);
  if (found) return rowsOf(found);
  return options.signal.aborted ? undefined : onPage(asked, options);
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
  const found: WhoCanRow[] = [];
  let end = performance.now() + slice;
  for (const { done, total, rows } of whoCanInSteps(world, account, question, env, chunk)) {
    found.push(...rows);
    if (performance.now() < end) continue;
    report(done / total);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
    end = performance.now() + slice;
  }
  return found;
}
