/** Writes all that a principal can do as one policy, in slices, so that the page stays alive. */

import { type Equivalent, equivalentInSteps } from '../../core/analysis/equivalent/equivalent.ts';
import { type Caller, layersOf } from '../../core/analysis/layers/principal-layers.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from './session.svelte.ts';

/** Milliseconds after which the answer is what is known by then. */
const limit = 10_000;

/** Returns `undefined` when nobody wants the answer any more. */
export async function onePolicyOf(
  session: Session,
  caller: Caller,
  isWanted: () => boolean,
): Promise<Equivalent | undefined> {
  await painted();
  const end = performance.now() + limit;
  const layers = layersOf(session.state.world, caller, session.env);
  const steps = equivalentInSteps(layers, { isOver: () => performance.now() > end });
  return runInSlices(whileWanted(steps, isWanted));
}
