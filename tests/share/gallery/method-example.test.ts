/** Each method has a small account in which a way leads on by it. With one line changed, none does any more. */

import { expect, test } from 'vitest';
import { staged } from '#app/share/load-scenario.ts';
import { isAdministrator } from '#core/analysis/ways/administrator.ts';
import type { Method } from '#core/analysis/ways/format.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { everyMethod, methodOf } from '#core/query/ways/methods.ts';
import { createReference } from '#reference/reference.ts';
import { methodExample } from '#share/gallery/method-example/example.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { readScenarioValue, scenarioFile } from '#share/scenario/file.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import type { ScenarioDocument } from '#share/scenario/format/parts.ts';
import { worldOf } from '#share/world-records.ts';
import { sampleOf } from '../../setup/counts.ts';

const env = { now: Date.UTC(2026, 0, 31) };
const reference = createReference();
await reference.loadManagedPolicies();
const means = {
  random: () => 0.5,
  policiesOf: (arns: readonly string[]) =>
    Promise.resolve(arns.flatMap((arn) => reference.managedPolicy(arn) ?? [])),
};

async function worldOfScenario(scenario: Scenario) {
  const made = await staged(scenario, 'example', means);
  if (!made.ok) throw new Error(made.error);
  return worldOf(made.value.records);
}

function exampleOf(method: Method) {
  const example = methodExample(method);
  if (!example) throw new Error(`${method.id} has no example`);
  const actor = example.works.start?.question.principal ?? '';
  return { ...example, actor };
}

/** Methods without an account: AWS closed the service. */
const closed = ['rhino-codestar'];
/** A way names another method for the same calls. */
const namedOtherwise = { 'sts-002': 'sts-001', 'sts-003': 'sts-001' };

const open = everyMethod.filter(({ id }) => !closed.includes(id));

test('every method and preparation has a small account, but for those that AWS has closed', () => {
  const without = everyMethod.filter((method) => methodExample(method) === undefined);
  expect(without.map(({ id }) => id)).toEqual(closed);
  const otherwise = everyMethod.flatMap(({ id, caseOf }) => (caseOf === undefined ? [] : [[id, caseOf]]));
  expect(Object.fromEntries(otherwise)).toEqual(namedOtherwise);
});

test.each(sampleOf(open, 3))(
  '$id is on a way in its account, and no way is left where its line is changed',
  async (method) => {
    const { works, fails, actor } = exampleOf(method);
    const options = { conditional: method.assumes !== undefined };
    const before = await worldOfScenario(works);
    expect(isAdministrator(before, actor, env)).toBe(false);
    const ways = new WaySearch(before, env, options).all(actor);
    expect(ways.flatMap(({ steps }) => steps.map((step) => step.method.id))).toContain(
      method.caseOf ?? method.id,
    );
    const { paths, isComplete } = new WaySearch(await worldOfScenario(fails), env, options).ways(actor);
    expect(paths).toEqual([]);
    expect(isComplete).toBe(true);
  },
);

/** Returns the lines of the accounts, with every document as lines of its own. */
const linesOf = ({ accounts }: Scenario): string[] => JSON.stringify(accounts, null, 2).split('\n');
const differing = (one: readonly string[], other: readonly string[]): number =>
  one.length === other.length ? one.filter((line, at) => line !== other[at]).length : Number.NaN;

test.each(open)('the two accounts of $id differ in one line, which its page shows', (method) => {
  const { works, fails, changed } = exampleOf(method);
  expect(differing(linesOf(works), linesOf(fails))).toBe(1);
  expect(differing(changed.before.split('\n'), changed.after.split('\n'))).toBe(1);
  expect(documentsOf(works)).toContain(changed.before);
  expect(documentsOf(fails)).toContain(changed.after);
  expect(changed.because).toMatch(/^[A-Z].+\.$/);
  for (const sentence of changed.because.split(/(?<=\.) /))
    expect(sentence.split(' ').length).toBeLessThanOrEqual(18);
});

function documentsOf({ accounts }: Scenario): string[] {
  const holders = accounts.flatMap(({ users, groups, roles }) => [...users, ...groups, ...roles]);
  const documents: (ScenarioDocument | undefined)[] = [
    ...holders.flatMap(({ inlinePolicies }) => inlinePolicies.map(({ document }) => document)),
    ...accounts.flatMap(({ policies }) => policies.map(({ document }) => document)),
    ...accounts.flatMap(({ roles }) => roles.map((role) => role.assumeRolePolicyDocument)),
  ];
  return documents.map((document) => JSON.stringify(document, null, 2));
}

test.each(open)('the accounts of $id can be saved and read again', (method) => {
  const { works, fails } = exampleOf(method);
  for (const scenario of [works, fails]) {
    const read = readScenarioValue(scenarioFile(scenario));
    if (!read.ok) throw new Error(read.error.message);
    expect(scenarioFile(read.value)).toEqual(scenarioFile(scenario));
  }
});

test('the account of a method travels in a link', () => {
  const method = methodOf('lambda-001');
  const { works } = exampleOf(method ?? closedOne());
  const linked = decodeLink(encodeLink(works));
  if (!linked.ok) throw new Error(linked.error.message);
  expect(scenarioFile(linked.value)).toEqual(scenarioFile(works));
});

const closedOne = (): never => {
  throw new Error('no such method');
};
