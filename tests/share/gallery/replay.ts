/** Follows the guide of a scenario by its own solutions, without a page, and tells the progress after each step. */

import { solutionRequests } from '#app/guide/solution.ts';
import { handle } from '#core/api/door.ts';
import { authorize } from '#core/authz/authorize.ts';
import { apply } from '#core/model/world/apply.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import type { ScenarioQuestion } from '#share/scenario/format/parts.ts';
import type { ScenarioSolution } from '#share/scenario/format/guide.ts';
import { type GuideProgress, progressOf } from '#share/scenario/progress.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { mintSecrets } from '#share/scenario/secrets.ts';
import { worldOf } from '#share/world-records.ts';

const now = Date.UTC(2026, 2, 1, 12);
const env = { now, random: () => 0.5, reference: emptyReference };

export function worldOfScenario(scenario: Scenario): World {
  const built = scenarioRecords(scenario);
  if (!built.ok) throw new Error(built.error.message);
  return worldOf({ ...built.value.records, secrets: mintSecrets(built.value.wishes, () => 0.5) });
}

const answersIn = (world: World) => (question: ScenarioQuestion) => authorize(world, question, env).verdict;

/** Returns the verdicts of the goals and pinned answers, by id. */
export const verdicts = (world: World, { goals = [], questions }: Scenario) =>
  Object.fromEntries(
    [...goals, ...questions].map(({ id, question }) => [id ?? '', answersIn(world)(question)]),
  );

/** Makes the calls of a solution. Throws when one is refused. */
export function solved(world: World, solution: ScenarioSolution, account: string): void {
  for (const request of solutionRequests(solution, account)) {
    const outcome = handle(world, request, env);
    if (!outcome.ok) throw new Error(`${request.operation}: ${outcome.error.code}: ${outcome.error.message}`);
    apply(world, [...outcome.changes, ...outcome.marks]);
  }
}

export interface Replayed {
  readonly before: GuideProgress;
  readonly after: readonly GuideProgress[];
  /** Ids of the answers that each step turned. */
  readonly turned: readonly (readonly string[])[];
}

/** `left`: indexes of the steps that are left out. */
export function replay(scenario: Scenario, left: readonly number[] = []): Replayed {
  const world = worldOfScenario(scenario);
  const ticked: string[] = [];
  const progress = () => progressOf(scenario, answersIn(world), ticked);
  const before = progress();
  const turned: string[][] = [];
  const after = scenario.steps.map(({ text, solution }, at) => {
    const was = verdicts(world, scenario);
    if (!left.includes(at)) {
      if (solution) solved(world, solution, scenario.start?.account ?? '');
      if (before.steps[at]?.checked === false) ticked.push(text);
    }
    const is = verdicts(world, scenario);
    turned.push(Object.keys(was).filter((id) => was[id] !== is[id]));
    return progress();
  });
  return { before, after, turned };
}
