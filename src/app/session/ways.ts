/** Searches ways to power: in the worker where one stands, else on the page in slices, so that it stays alive. */

import { reported, runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { AskOptions } from '../worker/analysis/page-side.ts';
import type { AskedWays, WaysFound } from '../worker/analysis/ways.ts';
import type { Session } from './session.svelte.ts';

/** Returns `undefined` when nobody wants the ways any more. Throws when the code of the search does not load. */
export async function waysOf(
  session: Session,
  asks: AskedWays,
  { signal, report }: AskOptions,
): Promise<WaysFound | undefined> {
  await painted();
  const { state, env, analysis } = session;
  const asked = { world: state.world, env, services: [] };
  // A worker that breaks is no reason to give no answer.
  const worker = await analysis().catch(() => undefined);
  const found = await worker?.ask(asked, 'ways', asks, { signal, report }).catch(() => undefined);
  if (found || signal.aborted) return signal.aborted ? undefined : found;
  const { waysInSteps } = await import('../worker/analysis/ways.ts');
  const steps = reported(waysInSteps(state.world, asks, env.now), report);
  return runInSlices(whileWanted(steps, () => !signal.aborted));
}
