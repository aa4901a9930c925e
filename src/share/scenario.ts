import { findSyntaxFault, offsetOf, type Place, placeAt } from './json-place.ts';
import { type Scenario, scenarioFormat, scenarioVersion } from './scenario-format.ts';
import { scenarioOf } from './scenario-shape.ts';
import { type JsonPath, pathText, readShape, Shape } from './shape.ts';

/**
 * Reading and writing scenario files (the format is in scenario-format.ts). A text is refused with path, line
 * and column; nothing of it is used then.
 */
export interface ScenarioProblem {
  readonly message: string;
  readonly path: JsonPath;
  readonly place?: Place;
}

export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: ScenarioProblem };

/** Reads the text of a scenario file; a fault names its path, line and column. */
export function readScenario(text: string): ScenarioResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = findSyntaxFault(text);
    const offset = fault?.offset ?? 0;
    const { message = 'no JSON', path = [] } = fault ?? {};
    return { ok: false, problem: { message, path, place: placeAt(text, offset) } };
  }
  const result = readScenarioValue(value);
  if (result.ok) return result;
  return {
    ok: false,
    problem: { ...result.problem, place: placeAt(text, offsetOf(text, result.problem.path)) },
  };
}

/** The same for a value that is already parsed (bundled examples, worker messages). */
export function readScenarioValue(value: unknown): ScenarioResult {
  const result = readShape(() => scenarioOf(new Shape(value)));
  if (result.ok) return { ok: true, scenario: result.value };
  const message = `${pathText(result.path)}: ${result.message}`;
  return { ok: false, problem: { message, path: result.path } };
}

/** The file's text: indented, members in a fixed order, whatever equals the default left out. */
export const writeScenario = (scenario: Scenario): string =>
  `${JSON.stringify(scenarioFile(scenario), null, 2)}\n`;

/** What is written, as a value: format, version, and the scenario without its empty lists. */
export const scenarioFile = (scenario: Scenario): Readonly<Record<string, unknown>> => {
  const members = withoutEmptyLists(scenario);
  return { format: scenarioFormat, version: neededVersion(members), ...members };
};

/** The oldest version that can hold it, so that a copy of the page from last term can still open it. */
function neededVersion(members: object): number {
  const since2 = ['questions', 'steps', 'organization'].some((member) => member in members);
  const account2 = ['passwordPolicy', 'root', 'samlProviders', 'oidcProviders'];
  const user2 = ['console', 'accessKeys', 'mfaDevices'];
  const has = (value: unknown, names: readonly string[]) =>
    typeof value === 'object' && value !== null && names.some((member) => member in value);
  const { accounts = [] } = members as { accounts?: readonly { users?: readonly unknown[] }[] };
  const inAccounts = accounts.some(
    (account) => has(account, account2) || account.users?.some((user) => has(user, user2)),
  );
  return since2 || inAccounts ? scenarioVersion : 1;
}

/** Members that hold others' JSON, which stays as it is. */
const verbatim = new Set(['document', 'policy', 'assumeRolePolicyDocument', 'context']);

function withoutEmptyLists(value: object): object {
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      typeof item === 'object' && item !== null ? withoutEmptyLists(item) : item,
    );
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
      if (Array.isArray(member) && member.length === 0) return [];
      if (typeof member !== 'object' || member === null || verbatim.has(key)) return [[key, member]];
      return [[key, withoutEmptyLists(member)]];
    }),
  );
}
