/** Asks a prediction of a level again: its question in the world in which the level begins. */

import { simulatedTime } from '../../core/model/records/clock.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { StagingMeans } from '../../share/staging/staged.ts';
import { makeCalls } from '../level/calls.ts';
import { worldOfLevel } from '../level/world.ts';
import { findLevel, loadLevel } from '../path/list.ts';
import { type ArcadeQuestion, answered } from './question.ts';

export interface PredictionMeans extends StagingMeans {
  /** Real time in milliseconds. */
  readonly wallNow: number;
  readonly reference: Env['reference'];
}

/** Returns `undefined` when the level has no such prediction any more. */
export async function predictionQuestion(
  id: string,
  at: number,
  { wallNow, reference, random, policiesOf }: PredictionMeans,
): Promise<ArcadeQuestion | undefined> {
  const card = findLevel(id);
  const level = card && (await loadLevel(card));
  const prediction = level?.predictions[at];
  if (!level || !prediction) return undefined;
  const { world, account } = await worldOfLevel(level, { random, policiesOf });
  const env: Env = { now: simulatedTime(world, wallNow), wallNow, random, reference };
  makeCalls(world, prediction.after ?? [], { account, env });
  const { text, question } = prediction;
  const facts = Object.entries(question.context ?? {}).map(
    ([key, value]) => `In the request, \`${key}\` is \`${[value].flat().join(', ')}\`.`,
  );
  return answered({ key: `${id}/${at}`, title: level.title, level: id, text, world, facts, env }, question);
}
