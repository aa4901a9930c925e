/** The generator makes accounts for measuring: one that uses every quota up, the same for the same seed. */

import { beforeAll, expect, test } from 'vitest';
import { emptyReference } from '#core/model/service-reference.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { createReference } from '#reference/reference.ts';
import { fullQuota, generateAccount, generateAccountDetails } from '../../setup/generated.ts';
import { neededQuotas } from '#share/import/quotas.ts';
import { type WorldRecords, worldOf } from '#share/world-records.ts';

const reference = createReference();
let full: WorldRecords;
beforeAll(async () => {
  await reference.loadManagedPolicies();
  full = generateAccount({ seed: 'full', ...fullQuota, reference });
});

const documents = (records: WorldRecords): string[] => [
  ...records.policies.flatMap(({ versions }) => versions.map(({ document }) => document)),
  ...records.roles.map((role) => role.assumeRolePolicyDocument),
  ...[...records.users, ...records.groups, ...records.roles].flatMap(({ inlinePolicies }) =>
    inlinePolicies.map(({ document }) => document),
  ),
];
const count = <T>(rows: readonly T[], holds: (row: T) => boolean) => rows.filter(holds).length;

test('the full-quota account uses up every count of Q-01 and Q-02 and exceeds none', () => {
  const [account] = full.accounts;
  expect(full.users).toHaveLength(5000);
  expect(full.groups).toHaveLength(300);
  expect(full.roles).toHaveLength(1000);
  expect(count(full.policies, (policy) => policy.account === account?.id)).toBe(1500);
  expect(neededQuotas(full, account?.id ?? '')).toEqual([]);
});

test('the full-quota account has users in up to ten groups and with up to ten policies each', () => {
  expect(Math.max(...full.users.map(({ groups }) => groups.length))).toBe(10);
  for (const rows of [full.users, full.groups, full.roles]) {
    expect(Math.max(...rows.map(({ attachedPolicies }) => attachedPolicies.length))).toBe(10);
  }
});

test('the full-quota account holds every attached policy and boundary', () => {
  const arns = new Set(full.policies.map(({ arn }) => arn));
  const held = [...full.users, ...full.groups, ...full.roles].flatMap((row) => row.attachedPolicies);
  const boundaries = [...full.users, ...full.roles].flatMap(
    ({ permissionsBoundary }) => permissionsBoundary ?? [],
  );
  expect([...held, ...boundaries].filter((arn) => !arns.has(arn))).toEqual([]);
  expect(boundaries.length).toBeGreaterThan(500);
});

test('the full-quota account has only documents that parse', () => {
  expect(documents(full).filter((document) => !parsePolicy(document).ok)).toEqual([]);
});

test('the full-quota account holds AWS managed policies, denies, service roles, cross-account and federated trusts', () => {
  expect(count(full.policies, ({ account }) => account === 'aws')).toBeGreaterThan(30);
  expect(count(documents(full), (document) => document.includes('"Deny"'))).toBeGreaterThan(100);
  const trusts = full.roles.map((role) => role.assumeRolePolicyDocument);
  for (const part of ['"Service"', 'sts:ExternalId', '"Federated"', 'aws:MultiFactorAuthPresent']) {
    expect(
      count(trusts, (trust) => trust.includes(part)),
      part,
    ).toBeGreaterThan(20);
  }
});

test('the full-quota account makes a World without a clash of ids, ARNs or names', () => {
  const world = worldOf(full);
  const named =
    full.users.length +
    full.groups.length +
    full.roles.length +
    full.policies.length +
    full.instanceProfiles.length;
  expect(world.index.byName.size).toBe(named);
  expect(world.index.byArn.size).toBe(named);
});

const small = { users: 20, groups: 5, roles: 10, policies: 10 };

test('the same seed generates the same account, and another seed another', () => {
  const text = (seed: number) => generateAccountDetails({ seed, ...small, reference });
  expect(text(1)).toBe(text(1));
  expect(text(1)).not.toBe(text(2));
});

test('an empty catalogue and zero counts generate an account', () => {
  const records = generateAccount({
    seed: 1,
    users: 3,
    groups: 0,
    roles: 3,
    policies: 0,
    reference: emptyReference,
  });
  expect([
    records.users.length,
    records.groups.length,
    records.roles.length,
    records.policies.length,
  ]).toEqual([3, 0, 3, 0]);
});
