/** Silenced findings travel with their policy, keep what a newer page wrote, and lose the person when names are removed. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anonymised } from '#share/scenario/anonymise.ts';
import { readScenario, writeScenario } from '#share/scenario/file.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { worldOf } from '#share/world-records.ts';

const text = readFileSync('tests/share/fixtures/version-7.json', 'utf8');
const [file] = [JSON.parse(text) as { accounts: [{ silences: Record<string, unknown>[] }] }];

const read = (content: string): Scenario => {
  const result = readScenario(content);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const worldOfText = (content: string) => {
  const built = scenarioRecords(read(content));
  if (!built.ok) throw new Error(built.error.message);
  return worldOf(built.value.records);
};
/** The file with one silence, with these members in the place of its own. */
const withSilence = (members: Record<string, unknown>): string => {
  const [account] = file.accounts;
  const [first] = account.silences;
  return JSON.stringify({ ...file, accounts: [{ ...account, silences: [{ ...first, ...members }] }] });
};

test('a silence finds its policy by the names that the new world gives it', () => {
  const world = worldOfText(text);
  const [ines] = world.users.values();
  const [partner] = world.roles.values();
  const silences = [...world.silences.values()];
  expect(silences.map(({ policy }) => policy)).toEqual([
    'arn:aws:iam::111122223333:policy/Read',
    `${ines?.id}/Passes`,
    partner?.id,
    'arn:aws:s3:::drafts-7k2',
    'arn:aws:iam::aws:policy/AdministratorAccess',
  ]);
  expect(silences[0]).toMatchObject({ by: 'arn:aws:iam::111122223333:root', date: '2026-01-05T09:00:00Z' });
});

test('a silence comes back from a link, also of a check that this page does not know', () => {
  const link = encodeLink(read(text));
  expect(decodeLink(link)).toEqual({ ok: true, value: read(text) });
  expect(link.length).toBeLessThan(2000);
  const checks = [...worldOfText(text).silences.values()].map(({ check }) => check);
  expect(checks).toContain('a-check-that-nobody-knows');
});

test('a scenario without silences keeps the version that older pages read', () => {
  const [account] = file.accounts;
  const { silences: _, ...bare } = account;
  const written = writeScenario(read(JSON.stringify({ ...file, accounts: [bare] })));
  expect(written).toContain('"version": 1,');
});

test('without names, a finding stays silenced, and nothing tells who silenced it and why', () => {
  const shared = writeScenario(anonymised(read(text)).scenario);
  expect(shared).not.toMatch(/ines|Partner|auditors|own account|drafts-7k2|111122223333:user\/ines/);
  const world = worldOfText(shared);
  expect(world.silences.size).toBe(5);
  const [inline] = [...world.silences.values()].filter(({ check }) => check === 'PASS-7');
  const [user] = world.users.values();
  expect(inline).toMatchObject({
    policy: `${user?.id}/Passes`,
    place: { at: 2, of: 2 },
    until: '2026-03-02T00:00:00Z',
  });
});

test.each([
  ['no reason', { reason: ' ' }, 'reason: expected a reason of up to 500 characters'],
  ['a policy that is not there', { policy: 'arn:aws:iam::111122223333:policy/Gone' }, 'no policy `arn:aws'],
  ['an inline policy that is not there', { inlinePolicy: 'Gone' }, 'no inline policy `Gone` of `arn:aws'],
  ['a place that is not there', { place: { at: 3, of: 2 } }, 'place.at: expected a whole number from 1 to 2'],
  ['a user as policy', { policy: 'arn:aws:iam::111122223333:user/ines' }, 'no policy `arn:aws:iam'],
])('a silence with %s is refused', (_, members, words) => {
  const result = readScenario(withSilence(members));
  const built = result.ok ? scenarioRecords(result.value) : result;
  expect(built.ok ? 'was not refused' : built.error.message).toContain(words);
});

test('one finding is silenced once', () => {
  const [account] = file.accounts;
  const [first] = account.silences;
  const twice = { ...file, accounts: [{ ...account, silences: [first, { ...first, reason: 'Again' }] }] };
  const built = scenarioRecords(read(JSON.stringify(twice)));
  expect(built.ok ? '' : built.error.message).toContain('stands there twice');
});
