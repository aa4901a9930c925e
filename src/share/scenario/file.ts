/** Reads scenario files, refused whole, and writes them in the oldest version that can hold them. */

import type { ScenarioCard } from '../../content/gallery/examples.ts';
import { type Result, err } from '../../core/model/result.ts';
import { findSyntaxFault, offsetOf, type TextPosition, placeAt } from '../json/position.ts';
import { type Scenario, scenario, scenarioFormat } from './format/scenario.ts';
import { type Path, type Misfit, pathText, readValue } from '../../core/model/schema/fault.ts';

export interface ScenarioProblem {
  readonly message: string;
  readonly path: Path;
  readonly place?: TextPosition;
}

export type ScenarioResult = Result<Scenario, ScenarioProblem>;

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
export const withPath = ({ message, path }: Misfit): ScenarioProblem => ({
  message: `${pathText(path)}: ${message}`,
  path,
});

/** Reads a value that is already parsed (shipped examples, worker messages). */
export function readScenarioValue(value: unknown): ScenarioResult {
  const result = readValue(scenario, value);
  return result.ok ? result : err(withPath(result.error));
}

/** Loads a scenario that comes with the page. Throws when its file does not fit: a test loads all of them. */
export async function loadShipped({ id, file }: Pick<ScenarioCard, 'id' | 'file'>): Promise<Scenario> {
  const result = readScenarioValue((await file()).default);
  if (!result.ok) throw new Error(`scenario \`${id}\`: ${result.error.message}`);
  return result.value;
}

/** Returns the file's text: indented, with members in a fixed order and without defaults. */
export const writeScenario = (file: Scenario): string => `${JSON.stringify(scenarioFile(file), null, 2)}\n`;

/** Returns the file as a value: format, version, and the scenario without its empty lists. */
export const scenarioFile = (from: Scenario): Readonly<Record<string, unknown>> => {
  const members = withoutEmptyLists(from);
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

/** The members that each version brought. An older copy of the page can open a file without them. */
const since: Readonly<Record<number, readonly string[]>> = {
  7: ['accounts.*.silences'],
  6: [
    ...['variant', 'exercise'],
    ...['root', 'users.*'].map((owner) => `accounts.*.${owner}.mfaDevices.*.passkey`),
  ],
  5: ['level', 'accounts.*.usage.*.credential'],
  4: ['goals', 'learnt', 'next', 'steps.*.done'],
  3: [
    ...['place', 'clock', 'questions.*.id', 'steps.*.flow', 'steps.*.solution'],
    ...['settings', 'signInExtensions', 'globalEndpointTokenVersion', 'reportSchedule', 'mfaDevices'].map(
      (member) => `accounts.*.${member}`,
    ),
    'accounts.*.outboundFederation',
    ...['accounts.*.outsideProviders', 'accounts.*.samlProviders.*.metadataOf'],
    ...['accounts.*.oidcProviders.*.keys', 'accounts.*.resources.*.principalIds'],
    ...['root', 'users.*'].flatMap((owner) =>
      ['createDate', 'offset'].map((member) => `accounts.*.${owner}.mfaDevices.*.${member}`),
    ),
    ...['organization.managementParent', 'organization.members.*.method'],
  ],
  2: [
    ...['questions', 'steps', 'organization', 'accounts.*.passwordPolicy', 'accounts.*.root'],
    ...['accounts.*.samlProviders', 'accounts.*.oidcProviders'],
    ...['console', 'accessKeys', 'mfaDevices'].map((member) => `accounts.*.users.*.${member}`),
  ],
};

/** Returns the oldest version of the format that can hold a file, which is without empty lists. */
function neededVersion(file: object): number {
  const newest = Object.keys(since)
    .map(Number)
    .toSorted((a, b) => b - a)
    .find((version) => since[version]?.some((path) => has(file, path.split('.'))));
  return newest ?? 1;
}

function has(value: unknown, [member = '', ...rest]: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (member === '*') return Array.isArray(value) && value.some((item) => rest.length > 0 && has(item, rest));
  if (!Object.hasOwn(value, member)) return false;
  return rest.length === 0 || has((value as Record<string, unknown>)[member], rest);
}
