/** Computes what a principal can do, in the worker or in slices, so that the page is painted before and stays alive. */

import { effectiveAsCsv } from '../../core/analysis/effective/as-csv.ts';
import { effectiveAsJson } from '../../core/analysis/effective/as-json.ts';
import { effectiveInSteps } from '../../core/analysis/effective/effective.ts';
import type { EffectivePermissions } from '../../core/analysis/effective/permission.ts';
import type { Caller } from '../../core/analysis/layers/principal-layers.ts';
import { arnName } from '../../core/model/arn.ts';
import { labelsIn } from '../../core/model/labels.ts';
import { isLargeAccount } from '../../core/query/ask/principals.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from './session.svelte.ts';

/** AWS's list of actions must be loaded. Returns `undefined` when nobody wants the answer any more. */
export async function effectiveOf(
  session: Session,
  caller: Caller,
  isWanted: () => boolean,
): Promise<EffectivePermissions | undefined> {
  await painted();
  const { state, account, env, catalogue } = session;
  if (isLargeAccount(state.world, account)) {
    // Code that does not arrive is no reason to give no answer.
    const found = await askWorker(session, caller, isWanted).catch(() => undefined);
    if (found) return isWanted() ? found : undefined;
  }
  return runInSlices(whileWanted(effectiveInSteps(state.world, caller, env, catalogue.current), isWanted));
}

async function askWorker(
  { state, env, analysis }: Session,
  caller: Caller,
  isWanted: () => boolean,
): Promise<EffectivePermissions | undefined> {
  const asking = new AbortController();
  const report = () => {
    if (!isWanted()) asking.abort();
  };
  const asked = { world: state.world, env, services: 'all' as const };
  const worker = await analysis();
  return worker.ask(asked, 'effective', { caller }, { signal: asking.signal, report });
}

interface TextFile {
  readonly name: string;
  readonly text: string;
  readonly type: string;
}

export function effectiveFile(
  { state, now }: Session,
  effective: EffectivePermissions,
  kind: 'csv' | 'json',
): TextFile {
  const made = new Date(now).toISOString();
  const name = `effective-permissions-${arnName(effective.principal)}-${made.slice(0, 10)}.${kind}`;
  return kind === 'csv'
    ? { name, text: effectiveAsCsv(effective, labelsIn(state.world)), type: 'text/csv' }
    : { name, text: effectiveAsJson(effective, made), type: 'application/json' };
}
