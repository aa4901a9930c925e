/** Reads the guide of a scenario: its pinned answers, and its steps with their places and solutions. */

import { serviceNames } from '../../core/model/request/request.ts';
import type { ScenarioFlow, ScenarioPin, ScenarioSolution, ScenarioStep } from './format.ts';
import { arn, given, place, question, record } from './members.ts';
import { type Shape } from '../json/shape.ts';

const pinId = (shape: Shape) => shape.matching(/^[a-z0-9-]{1,40}$/, 'an id like `alice-reads`');

export function pinsOf(file: Shape): ScenarioPin[] {
  const seen = new Set<string>();
  return file.items('questions').map((pin) => {
    pin.only('id', 'text', 'question', 'expected');
    const id = given(pin, 'id', pinId);
    if (id.id !== undefined && seen.has(id.id)) pin.member('id').fail(`\`${id.id}\` stands there twice`);
    if (id.id !== undefined) seen.add(id.id);
    return {
      ...id,
      text: pin.member('text').text(),
      question: question(pin.member('question')),
      expected: pin.member('expected').oneOf(['allowed', 'denied']),
    };
  });
}

/** `pins`: the pinned answers of the same file, to which solutions refer. */
export function stepsOf(file: Shape, pins: readonly ScenarioPin[]): ScenarioStep[] {
  const ids = new Set(pins.flatMap(({ id }) => id ?? []));
  return file.items('steps').map((step) => {
    step.only('text', 'place', 'flow', 'solution');
    return {
      text: step.member('text').text(),
      ...given(step, 'place', place),
      ...given(step, 'flow', flow),
      ...given(step, 'solution', (value) => solution(value, ids)),
    };
  });
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

function solution(shape: Shape, pins: ReadonlySet<string>): ScenarioSolution {
  shape.only('calls', 'turns');
  return {
    calls: shape.items('calls').map((call) => {
      call.only('service', 'operation', 'params', 'as');
      return {
        ...given(call, 'service', (value) => value.oneOf(solvingServices)),
        operation: call.member('operation').matching(/^[A-Z][A-Za-z0-9]{1,100}$/, 'an operation of AWS'),
        params: call.member('params').object(),
        ...given(call, 'as', arn),
      };
    }),
    turns: shape.items('turns').map((pin) => {
      const id = pinId(pin);
      return pins.has(id) ? id : pin.fail(`no pinned answer \`${id}\``);
    }),
  };
}
