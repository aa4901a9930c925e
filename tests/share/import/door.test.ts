/**
 * The `playground` service takes every account that src/share makes: ImportAccount checks it as if from a
 * stranger.
 */

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { emptyReference, type Reference } from '#core/model/service-reference.ts';
import { createReference } from '#reference/reference.ts';
import { generateAccount } from '../../setup/generated.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { examples } from '#content/gallery/examples.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { recordsOf, worldOf, type WorldRecords } from '#share/world-records.ts';
import { loadShipped } from '#share/scenario/file.ts';

const reference = createReference();
beforeAll(() => reference.loadManagedPolicies());

function expectTaken(records: WorldRecords, known: Reference = reference): void {
  const world = createWorld({ freeze: true });
  const outcome = handle(
    world,
    {
      service: 'playground',
      operation: 'ImportAccount',
      params: { Records: records },
      caller: { kind: 'principal', arn: 'arn:aws:iam::210987654321:root' },
    },
    { now: Date.UTC(2026, 0, 1), random: () => 0.5, reference: known },
  );
  expect(outcome.ok ? undefined : outcome.error.message).toBeUndefined();
  apply(world, outcome.changes);
  expect(recordsOf(world)).toEqual(recordsOf(worldOf(records)));
}

const quirky = readFileSync('tests/share/fixtures/quirky-account.json', 'utf8');
const imported = (known: Reference): WorldRecords => {
  const result = readAccountDetails([{ name: 'a.json', text: quirky }], { reference: known });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.records;
};

test('ImportAccount takes the quirky account', () => {
  expectTaken(imported(reference));
});

test('ImportAccount takes an account that lacks policies which it names', () => {
  expectTaken(imported(emptyReference), emptyReference);
});

test('ImportAccount takes a generated account', () => {
  expectTaken(generateAccount({ seed: 7, users: 200, groups: 30, roles: 100, policies: 80, reference }));
});

test.each(examples)('ImportAccount takes the example $id', async (card) => {
  const result = scenarioRecords(await loadShipped(card));
  if (!result.ok) throw new Error(result.error.message);
  expectTaken(result.value.records);
});
