/** Every scenario of the gallery is replayed, and its notes, pinned answers and steps are true. */

import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseHash } from '#app/navigation/routes.svelte.ts';
import { reissued } from '#share/staging/new-provider-keys.ts';
import { type PolicyKind, checkPolicy } from '#core/policy/checks/check.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { examples } from '#content/gallery/examples.ts';
import { findInGallery, gallery } from '#content/gallery/cards.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { mintSecrets } from '#share/scenario/secrets.ts';
import { loadShipped, readScenario, writeScenario } from '#share/scenario/file.ts';
import { scenarioOfWorld } from '#share/scenario/write.ts';
import { worldOf } from '#share/world-records.ts';
import { reportPages } from '#view/places/identities/reports/pages.ts';
import { sections } from '#view/places/settings/sections.ts';
import { shortestLink } from '#share/scenario/share.ts';
import { schemaFaults } from '../scenario/json-schema.ts';
import { verdicts, worldOfScenario } from './replay.ts';
import schema from '../../../public/scenario.schema.json' with { type: 'json' };
import { sampleOf } from '../../setup/counts.ts';

/** Those with a guide to follow; the three examples have tests of their own. */
const scenarios = gallery.filter(({ id }) => !examples.some((example) => example.id === id));
const fileOf = (id: string) => readFileSync(`public/gallery/${id}.json`, 'utf8');
const scenarioOf = (id: string): Scenario => {
  const result = readScenario(fileOf(id));
  if (!result.ok) throw new Error(`${id}: ${result.error.message}`);
  return result.value;
};
test('the gallery holds each file of its folder once, and at least sixteen files', () => {
  const files = readdirSync('public/gallery').map((name) => name.replace(/\.json$/, ''));
  expect(scenarios.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  expect(files.length).toBeGreaterThanOrEqual(16);
  const ids = scenarios.flatMap(({ id }) => scenarioOf(id).accounts.map((account) => account.id));
  expect(new Set(ids).size, 'no two scenarios share an account').toBe(ids.length);
});

test.each(gallery)('the card of $id says what the file says', async (card) => {
  const { id, title, purpose, size } = card;
  const scenario = await loadShipped(card);
  expect(findInGallery(id)).toBe(card);
  expect([title, purpose]).toEqual([scenario.title, scenario.purpose]);
  const count = (list: 'users' | 'groups' | 'roles' | 'policies', one: string, many: string) => {
    const found = scenario.accounts.reduce((sum, account) => sum + account[list].length, 0);
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const accounts = scenario.accounts.length > 1 ? [`${scenario.accounts.length} accounts`] : [];
  expect(size).toBe(
    [
      ...accounts,
      ...count('users', 'user', 'users'),
      ...count('groups', 'group', 'groups'),
      ...count('roles', 'role', 'roles'),
      ...count('policies', 'policy', 'policies'),
    ].join(', '),
  );
});

test.each(scenarios)('the file of $id satisfies the schema and is written as it was read', ({ id }) => {
  const scenario = scenarioOf(id);
  expect(schemaFaults(JSON.parse(fileOf(id)), schema)).toEqual([]);
  const again = writeScenario(scenarioOfWorld(worldOfScenario(scenario), scenario));
  const read = readScenario(again);
  if (!read.ok) throw new Error(read.error.message);
  const accounts = (one: Scenario) => worldOfScenario(one).index.byArn;
  expect([...accounts(read.value).keys()]).toEqual([...accounts(scenario).keys()]);
  expect(verdicts(worldOfScenario(read.value), read.value)).toEqual(
    verdicts(worldOfScenario(scenario), scenario),
  );
});

test.each(sampleOf(gallery, 4))(
  'a kept copy of $id that nobody changed is shared in a line',
  async (card) => {
    const scenario = await loadShipped(card);
    const built = scenarioRecords(scenario);
    if (!built.ok) throw new Error(built.error.message);
    const secrets = mintSecrets(built.value.wishes, () => 0.5);
    const world = worldOf(await reissued(built.value.records, secrets, built.value.reissue));
    const again = scenarioOfWorld(world, { ...scenario, metadataOf: providerMetadata });
    const link = await shortestLink(again);
    expect(link).toMatch(/^#s1\.e/);
    expect(link.length).toBeLessThan(200);
  },
);

test.each(scenarios)('every pinned answer of $id holds, and the account says Yes and No', ({ id }) => {
  const scenario = scenarioOf(id);
  const now = verdicts(worldOfScenario(scenario), scenario);
  expect(now).toMatchObject(
    Object.fromEntries(scenario.questions.map((pin) => [pin.id ?? '', pin.expected])),
  );
  expect(new Set(Object.values(now))).toEqual(new Set(['allowed', 'denied']));
});

test.each(scenarios)('the first question of $id is one of its goals or pinned answers', ({ id }) => {
  const { start, goals = [], questions } = scenarioOf(id);
  expect([...goals, ...questions].map(({ question }) => question)).toContainEqual(start?.question);
});

test.each(scenarios)(
  'at least one step of $id asks for a change, and its addresses lead somewhere',
  ({ id }) => {
    const { steps, place } = scenarioOf(id);
    expect(steps.filter(({ solution }) => solution).length).toBeGreaterThan(0);
    for (const address of [place, ...steps.map((step) => step.place)]) {
      if (address === undefined) continue;
      const route = parseHash(address);
      expect(route, address).toBeDefined();
      const [page, report] = route?.path ?? [];
      if (route?.place === 'settings') expect(sections.map(({ name }) => name)).toContain(page);
      if (route?.place === 'identities' && page === 'reports')
        expect(reportPages.map(({ name }) => name)).toContain(report);
    }
  },
);

test.each(scenarios)('every name that the notes of $id mention is in the account', ({ id }) => {
  const { notes, steps, goals = [], questions, learnt = [], ...scenario } = scenarioOf(id);
  const texts = [...goals, ...questions, ...steps].map(({ text }) => text);
  const words = [...notes, ...texts, ...learnt].join('\n');
  const solutions = steps.map(({ solution }) => solution);
  const known = JSON.stringify([
    scenario,
    solutions,
    [...goals, ...questions].map(({ question }) => question),
  ]);
  const named = [...words.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !known.includes(name) && !['root'].includes(name))).toEqual([]);
  expect(notes.length).toBeGreaterThan(0);
});

test.each(scenarios)('AWS would save every policy of $id', ({ id }) => {
  const world = worldOfScenario(scenarioOf(id));
  const problems: string[] = [];
  const check = (name: string, text: string, kind: PolicyKind) => {
    for (const { message } of checkPolicy(text, kind)) problems.push(`${name}: ${message}`);
  };
  for (const { policyName, versions } of world.policies.values())
    for (const { document } of versions) check(policyName, document, 'identity-managed');
  const holders = [...world.users.values(), ...world.groups.values(), ...world.roles.values()];
  for (const { arn, inlinePolicies } of holders)
    for (const { document } of inlinePolicies) check(arn, document, 'identity-inline');
  for (const { arn, assumeRolePolicyDocument } of world.roles.values())
    check(arn, assumeRolePolicyDocument, 'trust');
  for (const { arn, policy } of world.resources.values()) if (policy) check(arn, policy, 'resource');
  for (const { name, content } of world.controlPolicies.values()) check(name, content, 'scp');
  expect(problems).toEqual([]);
});

test.each(scenarios)('every policy that $id attaches is there', ({ id }) => {
  const world = worldOfScenario(scenarioOf(id));
  const holders = [...world.users.values(), ...world.groups.values(), ...world.roles.values()];
  const named = holders.flatMap((row) => [
    ...row.attachedPolicies,
    ...('permissionsBoundary' in row && row.permissionsBoundary ? [row.permissionsBoundary] : []),
  ]);
  expect(named.filter((arn) => !world.index.byArn.has(arn))).toEqual([]);
});
