/** A-01…A-05 An account goes out as it came in, but for the written table of normalizations. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { AccountId } from '#core/model/ids.ts';
import { type TableName, tableNames } from '#core/model/records/lists.ts';
import { createReference } from '#reference/reference.ts';
import type { AccountDetails } from '#share/account-details-format.ts';
import { exportAccountDetails } from '#share/export/account-details.ts';
import { generateAccount } from '../../setup/generated.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { normalizations, normalizeAccountDetails } from './normalize/normalizations.ts';
import { seededRandom } from '#share/random.ts';
import { worldOf, type WorldRecords } from '#share/world-records.ts';
import { countOf } from '../../setup/counts.ts';

const reference = createReference();
beforeAll(() => reference.loadManagedPolicies());

const property = { seed: 20260301, numRuns: countOf({ sample: 40, full: 70, most: 300 }) };

function importText(text: string): { records: WorldRecords; account: AccountId } {
  const result = readAccountDetails([{ name: 'account.json', text }], { reference });
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.place.path}`);
  const [account] = result.value.accounts;
  if (!account) throw new Error('an import has an account');
  return { records: result.value.records, account: account.id };
}

function expectNormalized(text: string): void {
  const { records, account } = importText(text);
  expect(exportAccountDetails(worldOf(records), account)).toEqual(
    normalizeAccountDetails(JSON.parse(text), reference),
  );
}

/** Rows by key, without what the format does not hold. */
function comparable(records: WorldRecords, settingsOf: ReadonlySet<string>) {
  const byId = (table: TableName) =>
    Object.fromEntries(records[table].map((row): [string, object] => [row.id, row]));
  const tables = Object.fromEntries(tableNames.map((table) => [table, byId(table)]));
  const roles = Object.fromEntries(
    records.roles.map((role) => [
      role.id,
      settingsOf.has(role.id) ? role : { ...role, description: undefined, maxSessionDuration: 3600 },
    ]),
  );
  const usage = Object.fromEntries(
    records.usage.map((mark) => [mark.principal, { ...mark, id: '', service: '' }]),
  );
  return { ...tables, accounts: records.accounts.map(({ id }) => id), roles, usage };
}

const text = readFileSync('tests/share/fixtures/quirky-account.json', 'utf8');

test('an import of the quirky account is exported as normalize(file)', () => {
  expectNormalized(text);
});

test('a file that we wrote comes back as it is', () => {
  const { records, account } = importText(text);
  const written = exportAccountDetails(worldOf(records), account);
  const again = importText(JSON.stringify(written));
  expect(exportAccountDetails(worldOf(again.records), account)).toEqual(written);
  expect(normalizeAccountDetails(written, reference)).toEqual(written);
});

test('every normalization changes the quirky account', () => {
  let details = JSON.parse(text) as AccountDetails;
  const idle: string[] = [];
  for (const row of normalizations) {
    const next = row.apply(details, reference);
    if (JSON.stringify(next) === JSON.stringify(details)) idle.push(row.what);
    details = next;
  }
  expect(idle).toEqual([]);
});

test('every normalization says what it does and why', () => {
  for (const { what, why } of normalizations) {
    expect(what.length).toBeGreaterThan(20);
    expect(why.length).toBeGreaterThan(20);
  }
});

const sizes = fc.record({
  seed: fc.nat(),
  users: fc.nat({ max: 30 }),
  groups: fc.nat({ max: 12 }),
  roles: fc.nat({ max: 20 }),
  policies: fc.integer({ min: 1, max: 25 }),
});

test('an export of a generated world is imported as the same world, as far as the format reaches', () => {
  fc.assert(
    fc.property(sizes, (options) => {
      const records = generateAccount({ ...options, reference });
      const [account] = records.accounts;
      const details = exportAccountDetails(worldOf(records), account?.id ?? ('' as AccountId));
      const again = importText(JSON.stringify(details));
      const inProfile = new Set(records.instanceProfiles.flatMap(({ roles }) => roles));
      expect(comparable(again.records, inProfile)).toEqual(comparable(records, inProfile));
    }),
    property,
  );
});

test('an import of a generated account is exported as normalize(file), whatever other tools do to the file', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (options, seed) => {
      const records = generateAccount({ ...options, reference });
      const [account] = records.accounts;
      const details = exportAccountDetails(worldOf(records), account?.id ?? ('' as AccountId));
      expectNormalized(JSON.stringify(roughen(details, seed)));
    }),
    property,
  );
});

/** The file as some tool would have written it: other date forms, documents, lists, ids, order, lost entries. */
function roughen(details: AccountDetails, seed: number): unknown {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  const rough = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) {
      if (value.length === 0 && key !== 'PolicyVersionList' && chance(0.5))
        return chance(0.5) ? null : undefined;
      const items = value.map((item) => rough('', item));
      return key.endsWith('DetailList') && chance(0.5) ? items.toReversed() : items;
    }
    if (typeof value === 'string') return roughText(key, value);
    if (typeof value !== 'object' || value === null) return /Count$/.test(key) ? 99 : value;
    if (/Document$/.test(key)) return roughDocument(value);
    return Object.fromEntries(
      Object.entries(value).map(([member, part]: [string, unknown]) => [member, rough(member, part)]),
    );
  };
  const roughText = (key: string, text: string): string => {
    if (key.endsWith('Date')) {
      const forms = [
        text.replace('T', ' '),
        text.replace('+00:00', 'Z'),
        text.replace('+00:00', ''),
        text.replace('+00:00', '.250+00:00'),
      ];
      return forms[Math.floor(random() * forms.length)] ?? text;
    }
    if (/^(?:User|Group|Role)Id$/.test(key) && chance(0.1)) return 'AIDAREDACTED';
    return key === 'PermissionsBoundaryType' && chance(0.5) ? 'PermissionsBoundaryPolicy' : text;
  };
  const roughDocument = (document: object): unknown => {
    if (chance(0.4)) return document;
    const text = JSON.stringify(document, null, chance(0.5) ? 4 : 0);
    return chance(0.5) ? text : encodeURIComponent(text);
  };
  const file = rough('', details) as Record<string, unknown[] | null | undefined>;
  const lost = (list: string, probability: number) => (file[list] ?? []).filter(() => !chance(probability));
  const users = file['UserDetailList'] ?? [];
  return {
    ...file,
    UserDetailList: chance(0.3) ? [...users, ...users.slice(0, 2)] : users,
    GroupDetailList: lost('GroupDetailList', 0.2),
    Policies: lost('Policies', 0.2),
    IsTruncated: chance(0.5) ? true : undefined,
  };
}
