/** Reads the guide of a scenario: its goals, its pinned answers, its steps with solutions, its end, and its exercise. */

import { serviceNames } from '../../core/model/request/request.ts';
import type {
  Scenario,
  ScenarioCall,
  ScenarioExercise,
  ScenarioFlow,
  ScenarioGoal,
  ScenarioPin,
  ScenarioSolution,
  ScenarioStep,
  ScenarioVerdict,
} from './format.ts';
import { variantPattern } from './guide-format.ts';
import { arn, given, place, question, record } from './members.ts';
import { type Shape } from '../json/shape.ts';

const answerId = (shape: Shape) => shape.matching(/^[a-z0-9-]{1,40}$/, 'an id like `alice-reads`');

const levelId = (shape: Shape) => shape.matching(/^[a-z0-9-]{1,40}$/, 'an id like `first-policy`');

type ScenarioText = Pick<
  Scenario,
  'goals' | 'questions' | 'steps' | 'learnt' | 'next' | 'level' | 'variant' | 'exercise'
>;

/** Reads the members of a file or of a workspace's guide that say what to do and what comes of it. */
export function guidanceOf(file: Shape): ScenarioText {
  const questions = pinsOf(file);
  const goals = goalsOf(file, questions);
  const ids = new Set([...goals, ...questions].flatMap(({ id }) => id ?? []));
  const learnt = file.items('learnt').map((line) => line.text());
  return {
    ...(goals.length > 0 ? { goals } : {}),
    questions,
    steps: stepsOf(file, ids),
    ...(learnt.length > 0 ? { learnt } : {}),
    ...given(file, 'next', (value) => value.matching(/^[a-z-]{1,40}$/, 'an id like `deny-wins`')),
    ...given(file, 'level', levelId),
    ...given(file, 'variant', (value) => variantOf(value, file)),
    ...given(file, 'exercise', (value) => exerciseOf(value, goals)),
  };
}

const verdict = (shape: Shape): ScenarioVerdict => shape.oneOf(['allowed', 'denied']);

function pinsOf(file: Shape): ScenarioPin[] {
  const seen = new Set<string>();
  return file.items('questions').map((pin) => {
    pin.only('id', 'text', 'question', 'expected');
    const id = given(pin, 'id', (value) => newId(value, seen));
    return {
      ...id,
      text: pin.member('text').text(),
      question: question(pin.member('question')),
      expected: verdict(pin.member('expected')),
    };
  });
}

function goalsOf(file: Shape, pins: readonly ScenarioPin[]): ScenarioGoal[] {
  const seen = new Set(pins.flatMap(({ id }) => id ?? []));
  return file.items('goals').map((goal) => {
    goal.only('id', 'text', 'question', 'wanted');
    return {
      id: newId(goal.member('id'), seen),
      text: goal.member('text').text(),
      question: question(goal.member('question')),
      wanted: verdict(goal.member('wanted')),
    };
  });
}

/** Reads an id and adds it to `seen`. */
function newId(shape: Shape, seen: Set<string>): string {
  const id = answerId(shape);
  if (seen.has(id)) shape.fail(`\`${id}\` stands there twice`);
  seen.add(id);
  return id;
}

/** `ids`: those of the goals and pinned answers of the same file, to which steps refer. */
function stepsOf(file: Shape, ids: ReadonlySet<string>): ScenarioStep[] {
  return file.items('steps').map((step) => {
    step.only('text', 'place', 'flow', 'done', 'solution');
    return {
      text: step.member('text').text(),
      ...given(step, 'place', place),
      ...given(step, 'flow', flow),
      ...given(step, 'done', (value) => doneWhen(value, ids)),
      ...given(step, 'solution', (value) => solution(value, ids)),
    };
  });
}

function doneWhen(shape: Shape, ids: ReadonlySet<string>): Record<string, ScenarioVerdict> {
  for (const id of Object.keys(shape.object()))
    if (!ids.has(id)) shape.member(id).fail(`no goal and no pinned answer \`${id}\``);
  return record(shape, verdict);
}

function flow(shape: Shape): ScenarioFlow {
  shape.only('id', 'fields', 'step');
  return {
    id: shape.member('id').matching(/^[a-z-]{1,40}$/, 'a flow like `assume-role`'),
    fields: record(shape.member('fields'), (value) => value.text()),
    ...given(shape, 'step', (value) => value.whole(1, 100)),
  };
}

const solvingServices = serviceNames.filter(
  (name) => name !== 'playground' && name !== 'signin' && name !== 'any',
);

function solution(shape: Shape, ids: ReadonlySet<string>): ScenarioSolution {
  shape.only('calls', 'turns');
  return {
    calls: shape.items('calls').map(callOf),
    turns: shape.items('turns').map((turned) => {
      const id = answerId(turned);
      return ids.has(id) ? id : turned.fail(`no goal and no pinned answer \`${id}\``);
    }),
  };
}

function callOf(call: Shape): ScenarioCall {
  call.only('service', 'operation', 'params', 'as');
  return {
    ...given(call, 'service', (value) => value.oneOf(solvingServices)),
    operation: call.member('operation').matching(/^[A-Z][A-Za-z0-9]{1,100}$/, 'an operation of AWS'),
    params: call.member('params').object(),
    ...given(call, 'as', arn),
  };
}

function variantOf(shape: Shape, file: Shape): string {
  if (!file.optional('level') && !file.optional('exercise'))
    shape.fail('a variant needs `level` or `exercise`');
  return shape.matching(variantPattern, 'six of a-z and 2-9, like `k3f9x2`');
}

function exerciseOf(shape: Shape, goals: readonly ScenarioGoal[]): ScenarioExercise {
  shape.only('id', 'minutes', 'hints', 'solution', 'alternatives', 'wrong');
  const hints = shape.items('hints').map((hint) => hint.text());
  if (hints.length > 3) shape.member('hints').expected('up to three hints');
  return {
    // The id of its progress is four characters longer.
    id: shape.member('id').matching(/^[a-z0-9-]{1,36}$/, 'an id like `payroll-2`'),
    minutes: shape.member('minutes').whole(1, 60),
    hints,
    solution: shape.items('solution').map(callOf),
    alternatives: shape.items('alternatives').map((one) => {
      one.only('text', 'calls');
      return { text: one.member('text').text(), calls: one.items('calls').map(callOf) };
    }),
    wrong: shape.items('wrong').map((one) => {
      one.only('text', 'calls', 'fails');
      const fails = one.member('fails').text();
      // A level that is being written may have lost its goals.
      if (goals.length > 0 && !goals.some(({ id }) => id === fails))
        one.member('fails').fail(`no goal \`${fails}\``);
      return { text: one.member('text').text(), calls: one.items('calls').map(callOf), fails };
    }),
  };
}
