/** The lesson is replayed: what its script, its sheet and its answers say is so in the scenarios and levels. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addressForOthers } from '#app/share/address.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { scenarioOfLevel } from '#learn/level/world.ts';
import { readScenario } from '#share/scenario/file.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { levelAddress } from '#view/places/learn/lesson/words.ts';
import { lessonLevels, lessonParts } from '#content/lessons/lesson.ts';
import { solved, verdicts, worldOfScenario } from './replay.ts';

const fileOf = (id: string) =>
  id === 'first-minutes' ? `public/examples/${id}.json` : `public/gallery/${id}.json`;

const scenarioOf = (id: string): Scenario => {
  const result = readScenario(readFileSync(fileOf(id), 'utf8'));
  if (!result.ok) throw new Error(`${id}: ${result.error.message}`);
  return result.value;
};

const parts = lessonParts.filter(({ scenario }) => scenario !== undefined);

test('the lesson takes 90 minutes over seven scenarios of the gallery', () => {
  expect(lessonParts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(90);
  expect(new Set(parts.map(({ scenario }) => scenario)).size).toBe(7);
});

test('the lesson has the first role and MFA before the external id', () => {
  const at = (scenario: string) => lessonParts.findIndex((part) => part.scenario === scenario);
  expect(lessonParts[at('mfa-only')]?.levels).toEqual(['first-role']);
  expect(at('mfa-only')).toBeGreaterThan(at('tutorial-account'));
  expect(at('mfa-only')).toBeLessThan(at('external-id'));
});

test('the lesson plays levels of the path, each once, and leaves half of the time to speak', () => {
  const cards = lessonLevels.map((id) => findLevel(id));
  expect(cards).not.toContain(undefined);
  expect(new Set(lessonLevels).size).toBe(lessonLevels.length);
  expect(cards.reduce((sum, card) => sum + (card?.minutes ?? 0), 0)).toBeLessThanOrEqual(45);
});

test.each(lessonParts)('the part "$title" leaves four minutes beside its levels', ({ minutes, levels }) => {
  const playing = levels.reduce((sum, id) => sum + (findLevel(id)?.minutes ?? 0), 0);
  expect(minutes - playing).toBeGreaterThanOrEqual(4);
});

test.each(
  parts.flatMap((part) => part.checkpoints.map((check) => ({ ...check, scenario: part.scenario ?? '' }))),
)(
  'the checkpoint "$text" of $scenario reads $reads after steps $after',
  ({ scenario: id, pin, text, after, reads }) => {
    const scenario = scenarioOf(id);
    const world = worldOfScenario(scenario);
    for (const number of after) {
      const solution = scenario.steps[number - 1]?.solution;
      if (!solution) throw new Error(`step ${number} of ${id} asks for no change`);
      solved(world, solution, scenario.start?.account ?? '');
    }
    const answers = [...(scenario.goals ?? []), ...scenario.questions];
    expect(answers.find((one) => one.id === pin)?.text).toBe(text);
    expect(verdicts(world, scenario)[pin]).toBe(reads === 'Yes' ? 'allowed' : 'denied');
  },
);

test.each(parts)(
  'the part "$title" of the lesson has checkpoints, words to say and show, and questions with answers',
  (part) => {
    expect(part.checkpoints.length).toBeGreaterThan(1);
    // The first part's level asks for the very changes of its scenario, so the projector changes nothing there.
    expect(part.checkpoints.some(({ after }) => after.length > 0)).toBe(part.scenario !== 'first-minutes');
    for (const list of [part.say, part.show, part.questions]) expect(list.length).toBeGreaterThan(0);
  },
);

test.each(lessonParts.filter(({ levels }) => levels.length > 0))(
  'every name that the sheet of "$title" and its answer mention is in the account of its levels',
  async ({ levels, sheet }) => {
    const accounts = await Promise.all(
      levels.map(async (id) => {
        const card = findLevel(id);
        if (!card) throw new Error(`there is no level ${id}`);
        const level = await loadLevel(card);
        return JSON.stringify([await scenarioOfLevel(level), level.solution]);
      }),
    );
    const words = [...sheet.situation, sheet.look?.question, sheet.look?.answer].join(' ');
    const named = [...words.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
    expect(sheet.look).toBeDefined();
    expect(named.filter((name) => !accounts.some((account) => account.includes(name)))).toEqual([]);
  },
);

/** The parts of a scenario's file that the answers of the sheet are read from. */
interface ReadAccount {
  readonly root?: { readonly accessKeys?: readonly unknown[]; readonly mfaDevices?: readonly unknown[] };
  readonly users?: readonly ReadUser[];
  readonly groups?: readonly { readonly groupName: string; readonly attachedPolicies?: readonly string[] }[];
  readonly roles?: readonly { readonly roleName: string; readonly assumeRolePolicyDocument: ReadPolicy }[];
  readonly policies?: readonly { readonly policyName: string; readonly document: ReadPolicy }[];
}
interface ReadUser {
  readonly userName: string;
  readonly groups?: readonly string[];
  readonly attachedPolicies?: readonly string[];
  readonly accessKeys?: readonly unknown[];
  readonly mfaDevices?: readonly unknown[];
}
interface ReadPolicy {
  readonly Statement: readonly {
    readonly Action: string | readonly string[];
    readonly Principal?: Readonly<Record<string, string>>;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
}

const actionsOf = ({ policies = [] }: ReadAccount, name: string) =>
  policies
    .filter(({ policyName }) => policyName === name)[0]
    ?.document.Statement.flatMap(({ Action }) => Action);
const trustOf = ({ roles = [] }: ReadAccount, name: string) =>
  roles.find(({ roleName }) => roleName === name)?.assumeRolePolicyDocument.Statement;

test('the answers to “look” on the sheet are so in the scenarios', () => {
  const account = (id: string) => {
    const { accounts } = JSON.parse(readFileSync(fileOf(id), 'utf8')) as { accounts: [ReadAccount] };
    return accounts[0];
  };
  const answer = (id: string) =>
    lessonParts.find(({ scenario }) => scenario === id)?.sheet.look?.answer ?? '';
  const names = (id: string) => [...answer(id).matchAll(/`([^`]+)`/g)].map(([, name]) => name);

  const holders = (account('first-minutes').users ?? []).filter(({ attachedPolicies = [] }) =>
    attachedPolicies.some((arn) => arn.endsWith('/ReadPayroll')),
  );
  expect(answer('first-minutes')).toContain(`\`${holders.map(({ userName }) => userName).join()}\` has it`);

  const { users = [], groups = [] } = account('tutorial-account');
  const developers = users.filter((user) => user.groups?.includes('Developers'));
  expect(names('tutorial-account').slice(0, 2)).toEqual([
    ...developers.map(({ userName }) => userName),
    ...(groups.find(({ groupName }) => groupName === 'Developers')?.attachedPolicies ?? []).map((arn) =>
      arn.split('/').at(-1),
    ),
  ]);

  expect(names('deny-wins').slice(0, -1)).toEqual(actionsOf(account('deny-wins'), 'ProtectAudit'));

  const [vendor] = trustOf(account('external-id'), 'CostAuditor') ?? [];
  expect(vendor?.Condition).toBeUndefined();
  expect(vendor?.Principal?.['AWS']).toContain(names('external-id')[0]);

  const [build] = trustOf(account('pipeline-oidc'), 'DeployShop') ?? [];
  expect(Object.keys(build?.Condition ?? {})).toEqual(['StringEquals', 'StringLike']);
  expect(Object.values(build?.Condition?.['StringLike'] ?? {})).toEqual([names('pipeline-oidc').at(-1)]);

  const { root, users: ferry = [] } = account('messy-account');
  expect([root?.accessKeys?.length, root?.mfaDevices]).toEqual([1, undefined]);
  const left = ferry.find(({ userName }) => userName === 'old-admin');
  expect([left?.accessKeys?.length, left?.mfaDevices]).toEqual([1, undefined]);
});

test('a QR code has the address that the students open, and none where it would lead nowhere', () => {
  const at = (address: string) => addressForOthers(new URL(address) as unknown as Location);
  expect(at('https://iam.example/play/?x=1#/learn')).toBe('https://iam.example/play/');
  expect(at('http://192.168.0.5:4173/#/learn')).toBe('http://192.168.0.5:4173/');
  expect([at('http://127.0.0.1:4173/'), at('http://localhost/'), at('file:///stick/page.html')]).toEqual([
    '',
    '',
    '',
  ]);
  expect(levelAddress(' http://192.168.0.5:4173/#/learn ', '#/learn/level/groups')).toBe(
    'http://192.168.0.5:4173/#/learn/level/groups',
  );
  expect([levelAddress('', '#/learn'), levelAddress('192.168.0.5', '#/learn')]).toEqual([
    undefined,
    undefined,
  ]);
});
