/** The guide of a scenario: its questions, goals, pinned answers and steps, its end, and the exercise that makes it a level. */

import * as v from 'valibot';
import { type ServiceName, serviceNames } from '#core/model/request/request.ts';
import type { Path } from '#core/model/schema/fault.ts';
import { anyObject, mapOf, members, optional, type Refuse, withRule } from '#core/model/schema/members.ts';
import { items, matching, oneOf, type Stated, text, whole } from '#core/model/schema/words.ts';
import { about, accountId, arn, place, question, some } from './parts.ts';

export const start = members({
  account: accountId,
  question,
  next: about(items(members({ text, question })), 'Questions to ask after the first answer was changed'),
});
export interface ScenarioStart extends Stated<typeof start> {}

export const verdict = oneOf(['allowed', 'denied']);
export type ScenarioVerdict = Stated<typeof verdict>;

const answerId = matching(/^[a-z0-9-]{1,40}$/, 'an id like `alice-reads`');

const goal = members({
  id: about(answerId, 'Steps refer to it by this id. No pinned answer has the same.'),
  text: about(
    text,
    'The fact that is wanted, true once the goal is reached: Mallory cannot read the payroll',
  ),
  question,
  wanted: verdict,
});
export interface ScenarioGoal extends Stated<typeof goal> {}

const pin = members({
  id: optional(about(answerId, 'Steps refer to it by this id')),
  text,
  question,
  expected: verdict,
});
export interface ScenarioPin extends Stated<typeof pin> {}

const flow = members({
  /** `assume-role` */
  id: matching(/^[a-z-]{1,40}$/, 'a flow like `assume-role`'),
  fields: about(mapOf(text), 'Values for the form before the flow'),
  /** Counts from 1; absent for the form. */
  step: optional(whole(1, 100)),
});
export interface ScenarioFlow extends Stated<typeof flow> {}

/** AWS's services only, nothing that only the playground can do. */
export type SolvingService = Exclude<ServiceName, 'playground' | 'signin' | 'any'>;
const isSolving = (service: ServiceName): service is SolvingService =>
  service !== 'playground' && service !== 'signin' && service !== 'any';

/** @internal */
export const call = members({
  service: optional(about(oneOf(serviceNames.filter(isSolving)), 'Default: iam')),
  operation: matching(/^[A-Z][A-Za-z0-9]{1,100}$/, 'an operation of AWS'),
  params: about(anyObject, "AWS's member names; a document may be an object"),
  as: optional(about(arn, 'The caller; default: the root user of the account that the scenario starts in')),
});
export interface ScenarioCall extends Stated<typeof call> {}
const calls = items(call);

const solution = members({
  calls,
  turns: about(items(answerId), 'Ids of the goals and pinned answers that it changes'),
});
export interface ScenarioSolution extends Stated<typeof solution> {}

const step = members({
  text,
  place: optional(place),
  flow: optional(about(flow, 'A flow at one of its messages')),
  done: optional(
    about(
      mapOf(verdict),
      'Answers by the id of their goal or pinned answer. The step is done while all hold. Default: while everything has turned that its solution turns. A step that turns nothing is done when the person says so.',
    ),
  ),
  solution: optional(about(solution, 'The calls that make the change that the step asks for')),
});
export interface ScenarioStep extends Stated<typeof step> {}

/** The seed of a variant. */
export const variantPattern = /^[a-z2-9]{6}$/;

const answer = members({ text, calls });

/** The part of a level that a person made and that no guide has: its answers, right and wrong. */
const exercise = members({
  // The id of its progress is four characters longer.
  id: about(matching(/^[a-z0-9-]{1,36}$/, 'an id like `payroll-2`'), 'The key of its progress'),
  /** A person who is new to it needs about this long. */
  minutes: whole(1, 60),
  hints: about(
    v.optional(v.pipe(v.array(text, 'a list'), v.maxLength(3, 'up to three hints')), () => []),
    'Up to three: a nudge, the place, the exact change',
  ),
  solution: calls,
  alternatives: about(items(answer), 'Other answers that solve it'),
  wrong: about(
    items(members({ text, calls, fails: about(text, 'Id of the goal that does not hold after the calls') })),
    'Answers that look right',
  ),
});
export interface ScenarioExercise extends Stated<typeof exercise> {}

/** The members of a file, or of a workspace's guide, that say what to do and what comes of it. */
export const guidance = {
  goals: about(some(goal), 'Answers that are wanted. The scenario is solved when all of them hold.'),
  questions: about(
    items(pin),
    'Pinned answers, which are only watched. After a change, the page shows which of them changed.',
  ),
  steps: about(
    items(step),
    "A teacher's explanations, step by step, with the place on the page where each is to be seen",
  ),
  learnt: about(some(text), 'What was learnt, in one to three sentences, shown at the end'),
  next: optional(
    about(
      matching(/^[a-z-]{1,40}$/, 'an id like `deny-wins`'),
      'Id of the scenario to go on with: deny-wins',
    ),
  ),
  level: optional(
    about(
      matching(/^[a-z0-9-]{1,40}$/, 'an id like `first-policy`'),
      'Id of the level that the account was opened from. Its goals and hints are those of the level.',
    ),
  ),
  variant: optional(
    about(
      matching(variantPattern, 'six of a-z and 2-9, like `k3f9x2`'),
      'The variant of the level or exercise: its names and account numbers are those of this variant',
    ),
  ),
  exercise: optional(
    about(
      exercise,
      'Makes a level of the scenario. Its goals are `goals`, what is only watched is `questions`.',
    ),
  ),
};
type Guidance = v.InferOutput<v.StrictObjectSchema<typeof guidance, undefined>>;

/** Ids stand there once, and whoever refers to one means one that is there. */
export const guided = <const S extends v.GenericSchema<unknown, Guidance>>(schema: S): S =>
  withRule(schema, checkGuidance);

function checkGuidance(guide: Guidance, fault: Refuse): void {
  const { goals = [], questions, steps, exercise: made } = guide;
  const ids = new Set<string>();
  const add = (id: string | undefined, path: Path) => {
    if (id === undefined) return;
    if (ids.has(id)) fault(path, `\`${id}\` stands there twice`);
    ids.add(id);
  };
  questions.forEach(({ id }, at) => add(id, ['questions', at, 'id']));
  goals.forEach(({ id }, at) => add(id, ['goals', at, 'id']));
  const known = (id: string, path: Path) => {
    if (!ids.has(id)) fault(path, `no goal and no pinned answer \`${id}\``);
  };
  steps.forEach(({ done = {}, solution: change }, at) => {
    for (const id of Object.keys(done)) known(id, ['steps', at, 'done', id]);
    change?.turns.forEach((id, index) => known(id, ['steps', at, 'solution', 'turns', index]));
  });
  if (guide.variant !== undefined && guide.level === undefined && !made)
    fault(['variant'], 'a variant needs `level` or `exercise`');
  made?.wrong.forEach(({ fails }, at) => {
    // A level that is being written may have lost its goals.
    if (goals.length > 0 && !goals.some(({ id }) => id === fails))
      fault(['exercise', 'wrong', at, 'fails'], `no goal \`${fails}\``);
  });
}
