/** A shared scenario takes along the answers and leaves behind the names, and its link stays short. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { anonymised } from '#share/scenario/anonymise.ts';
import { examples } from '#content/gallery/examples.ts';
import { decodeLink } from '#share/link/codec.ts';
import { loadLinkBase } from '#share/link/base-scenarios.ts';
import { missingManaged } from '#share/staging/staged.ts';
import { maxQrLength, qrPath } from '#share/link/qr.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { readScenario, writeScenario } from '#share/scenario/file.ts';
import { sharedScenario, shortestLink } from '#share/scenario/share.ts';
import { worldOf } from '#share/world-records.ts';

const read = (text: string): Scenario => {
  const result = readScenario(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const example = (id: string) => read(readFileSync(`public/examples/${id}.json`, 'utf8'));
const worldOfScenario = (scenario: Scenario): World => {
  const built = scenarioRecords(scenario);
  if (!built.ok) throw new Error(built.error.message);
  return worldOf(built.value.records);
};
const env = { now: Date.parse('2026-03-01T12:00:00Z'), random: () => 0.5, reference: emptyReference };
const answers = (scenario: Scenario) => {
  const world = worldOfScenario(scenario);
  return [scenario.start, ...(scenario.start?.next ?? [])].flatMap((step) => {
    if (!step) return [];
    const { verdict, layer, reason } = authorize(world, step.question, env);
    return [`${verdict} ${layer} ${reason}`];
  });
};
const head = { title: 'T', purpose: '', notes: [], withSecrets: false, anonymous: false };

test.each(examples)('the anonymised example $id keeps its answers and loses its names', ({ id }) => {
  const before = example(id);
  const { scenario, kept } = anonymised(before);
  expect(answers(read(writeScenario(scenario)))).toEqual(answers(before));
  const words = new Set(writeScenario(scenario).match(/[\w+=,.@-]+/g));
  const names = before.accounts.flatMap(({ id: account, users, groups, roles, policies }) => [
    account,
    ...users.map(({ userName }) => userName),
    ...groups.map(({ groupName }) => groupName),
    ...roles.map(({ roleName }) => roleName),
    ...policies.map(({ policyName }) => policyName),
  ]);
  const allowed = new Set([...kept, '111122223333']);
  expect(names.filter((name) => words.has(name) && !allowed.has(name))).toEqual([]);
  expect(writeScenario(scenario)).not.toMatch(/@|"(?:email|alias|description)"/);
});

test('names that a policy matches by a part stay in an anonymised scenario, and are reported', () => {
  const scenario = read(
    JSON.stringify({
      format: 'iam-playground/scenario',
      version: 1,
      title: 'T',
      accounts: [
        {
          id: '999988887777',
          name: 'A',
          users: [{ userName: 'dev-ann' }, { userName: 'ops' }],
          policies: [
            {
              policyName: 'P',
              document: {
                Statement: [
                  { Effect: 'Allow', Action: '*', Resource: 'arn:aws:iam::999988887777:user/dev-*' },
                ],
              },
            },
          ],
        },
      ],
    }),
  );
  const { scenario: shared, kept } = anonymised(scenario);
  expect([kept, shared.accounts[0]?.users.map(({ userName }) => userName)]).toEqual([
    ['dev-ann'],
    ['dev-ann', 'user-1'],
  ]);
  expect(writeScenario(shared)).toContain('arn:aws:iam::111122223333:user/dev-*');
});

test('an anonymised organization keeps what lets its members act, and drops its tags', () => {
  const [management, member] = ['999988887777', '888877776666'];
  const content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: member }, Action: 'organizations:TagResource', Resource: '*' },
    ],
  });
  const arn = `arn:aws:organizations::${management}:resourcepolicy/o-aaaaaaaaaa/rp-aaaaaaaa`;
  const since = '2026-01-01T00:00:00Z';
  const scenario = read(
    JSON.stringify({
      format: 'iam-playground/scenario',
      version: 6,
      title: 'T',
      accounts: [management, member].map((id) => ({ id, name: id })),
      organization: {
        id: 'o-aaaaaaaaaa',
        managementAccount: management,
        members: [{ account: member }],
        details: {
          resourcePolicy: { id: 'rp-aaaaaaaa', arn, content },
          administrators: [{ account: member, since, services: [{ service: 'a.amazonaws.com', since }] }],
          tags: { [member]: [{ key: 'secret', value: 'word' }] },
        },
      },
    }),
  );
  const { scenario: shared } = anonymised(scenario);
  expect(writeScenario(shared)).not.toMatch(/secret|999988887777|888877776666/);
  const verdicts = (given: Scenario) => {
    const world = worldOfScenario(given);
    const [first, second] = given.accounts.map(({ id }) => id);
    return ['TagResource', 'ListAccounts', 'CloseAccount'].map((name) => {
      const resource = `arn:aws:organizations::${first}:organization/o-aaaaaaaaaa`;
      const principal = `arn:aws:iam::${second}:root`;
      return authorize(world, { principal, action: `organizations:${name}`, resource }, env).verdict;
    });
  };
  expect(verdicts(shared)).toEqual(verdicts(scenario));
  expect(verdicts(shared)).toEqual(['allowed', 'allowed', 'denied']);
});

test('AWS managed policies of the catalogue are named, not written out, and come back from it', async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const managed = reference.managedPolicy(arn);
  const scenario = read(
    JSON.stringify({
      format: 'iam-playground/scenario',
      version: 1,
      title: 'T',
      accounts: [{ id: '999988887777', name: 'A', users: [{ userName: 'u', attachedPolicies: [arn] }] }],
      awsManagedPolicies: [{ policyName: 'ReadOnlyAccess', document: managed?.document ?? '' }],
    }),
  );
  const world = worldOfScenario(scenario);
  const { scenario: lean } = sharedScenario(world, head, reference);
  expect([lean.awsManagedPolicies, missingManaged(lean)]).toEqual([[], [arn]]);
  expect((await shortestLink(lean)).length).toBeLessThan(300);
  const { scenario: alone } = sharedScenario(world, head, emptyReference);
  expect(alone.awsManagedPolicies).toHaveLength(1);
});

test('the shortest link of a copied example builds on the example', async () => {
  const world = worldOfScenario(example('small-company'));
  const { scenario } = sharedScenario(world, head, emptyReference);
  const link = await shortestLink(scenario);
  expect(link).toMatch(/^#s1\.e/);
  expect(decodeLink(link, await loadLinkBase('small-company.3'))).toEqual({ ok: true, value: scenario });
});

test('a link becomes a QR code up to the length that a phone reads', () => {
  const code = qrPath(`https://example.org/${'x'.repeat(500)}`);
  expect(code?.path).toMatch(/^(?:M\d+ \d+h\d+v1h-\d+z)+$/);
  expect(qrPath('x'.repeat(maxQrLength + 1))).toBeUndefined();
});
