/** Decides requests by the regions of a caller alone. */

import { reachOf } from '#core/analysis/effective/find-reaches.ts';
import { reachCovers } from '#core/analysis/effective/reach.ts';
import { layersOf } from '#core/analysis/layers/principal-layers.ts';
import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import type { RequestView } from '#core/eval/request.ts';
import type { Made } from './world.ts';

/** The engine's view of the question's request: its matched resource, and every key. */
export const viewOf = ({ world, env }: Pick<Made, 'world' | 'env'>, question: Question): RequestView =>
  applicable(evaluationInput(world, question, env)).request;

/** Returns a function that says whether the caller's regions have a request. */
export function regionsOf(
  made: Pick<Made, 'world' | 'env'>,
  { principal, session }: Pick<Question, 'principal' | 'session'>,
): (question: Question) => boolean {
  const layers = layersOf(made.world, { principal, ...(session !== undefined && { session }) }, made.env);
  const reaches = new Map<string, ReturnType<typeof reachOf>>();
  return (question) => {
    const action = question.action.toLowerCase();
    let found = reaches.get(action);
    if (!found) {
      found = reachOf(layers, question.action);
      reaches.set(action, found);
    }
    const view = viewOf(made, question);
    return found.some((reach) => reachCovers(reach, view));
  };
}
