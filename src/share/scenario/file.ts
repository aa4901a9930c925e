/** Reads and writes scenario files (format.ts). A bad file is refused whole, with path, line and column. */

import { type Result, err } from '../../core/model/result.ts';
import { findSyntaxFault, offsetOf, type Place, placeAt } from '../json/position.ts';
import { type Scenario, scenarioFormat } from './format.ts';
import { scenarioOf } from './shape.ts';
import { neededVersion } from './version.ts';
import { type JsonPath, type ShapeFault, pathText, readShape, Shape } from '../json/shape.ts';

export interface ScenarioProblem {
  readonly message: string;
  readonly path: JsonPath;
  readonly place?: Place;
}

export type ScenarioResult = Result<Scenario, ScenarioProblem>;

/** Reads the text of a scenario file. */
export function readScenario(text: string): ScenarioResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = findSyntaxFault(text);
    const offset = fault?.offset ?? 0;
    const { message = 'no JSON', path = [] } = fault ?? {};
    return err({ message, path, place: placeAt(text, offset) });
  }
  const result = readScenarioValue(value);
  if (result.ok) return result;
  return err({ ...result.error, place: placeAt(text, offsetOf(text, result.error.path)) });
}

/** Returns the fault with its path in the message too. */
export const withPath = ({ message, path }: ShapeFault): ScenarioProblem => ({
  message: `${pathText(path)}: ${message}`,
  path,
});

/** Reads a value that is already parsed (shipped examples, worker messages). */
export function readScenarioValue(value: unknown): ScenarioResult {
  const result = readShape(() => scenarioOf(new Shape(value)));
  return result.ok ? result : err(withPath(result.error));
}

/** Returns the file's text: indented, with members in a fixed order and without defaults. */
export const writeScenario = (scenario: Scenario): string =>
  `${JSON.stringify(scenarioFile(scenario), null, 2)}\n`;

/** Returns the file as a value: format, version, and the scenario without its empty lists. */
export const scenarioFile = (scenario: Scenario): Readonly<Record<string, unknown>> => {
  const members = withoutEmptyLists(scenario);
  return { format: scenarioFormat, version: neededVersion(members), ...members };
};

/** Lists that mean something when they are empty. */
const telling = new Set(['enabledPolicyTypes']);
/** Members with JSON of others, which is not changed. */
const verbatim = new Set(['document', 'policy', 'assumeRolePolicyDocument', 'context', 'params']);

function withoutEmptyLists(value: object): object {
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      typeof item === 'object' && item !== null ? withoutEmptyLists(item) : item,
    );
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
      if (Array.isArray(member) && member.length === 0 && !telling.has(key)) return [];
      if (typeof member !== 'object' || member === null || verbatim.has(key)) return [[key, member]];
      return [[key, withoutEmptyLists(member)]];
    }),
  );
}
