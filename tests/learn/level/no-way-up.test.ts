/** A goal that nobody finds a way to administrator says the first step of a way that is open. */

import { expect, test } from 'vitest';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { type LevelCall, type NoWayUpCheck, readLevel } from '#learn/level/format.ts';
import { WaySearches, judgeWay } from '#learn/level/judge.ts';
import { administratorCall } from '#learn/level/proof.ts';
import { begin, placeOf } from './replay.ts';

function levelOf(id: string) {
  const card = findLevel(id);
  if (!card) throw new Error(`no level \`${id}\``);
  return loadLevel(card);
}

async function whyOpen(id: string, goal: string, calls: readonly LevelCall[] = []) {
  const { goals } = await (await begin(await levelOf(id))).after(calls);
  const found = goals.find((one) => one.goal.id === goal);
  return [found?.reached, found?.why];
}

test('an open way is told with the names of its first step', async () => {
  expect(await whyOpen('passrole-way-up', 'dara-way')).toEqual([
    false,
    'A way leads to `OpsAutomation`. `dara` creates a function that runs with the role, and invokes it.',
  ]);
  expect(await whyOpen('self-service-escalation', 'omar-way')).toEqual([
    false,
    '`omar` saves a wider version of a policy that it has, and makes it the default version.',
  ]);
});

test('an administrator has no way to go', async () => {
  const calls = [administratorCall('arn:aws:iam::151515151515:user/dara')];
  expect(await whyOpen('passrole-way-up', 'dara-way', calls)).toEqual([false, '`dara` is an administrator.']);
});

/** Judges a check of its own where a level begins. */
async function judged(id: string, check: Omit<NoWayUpCheck, 'kind'>) {
  const searches = new WaySearches(await placeOf(await levelOf(id)));
  const { reached, why } = await judgeWay({ kind: 'no-way-up', ...check }, searches);
  return [reached, why];
}

test('a way of several steps says how many they are, from outside with the subject of the token', async () => {
  expect(await judged('any-repository', { principal: 'repo:ferries/docs:ref:refs/heads/main' })).toEqual([
    false,
    'The first of 2 steps leads to `CiTest`. `repo:ferries/docs:ref:refs/heads/main` shows a token of an identity provider that the role trusts.',
  ]);
  expect(await judged('any-repository', { principal: 'repo:mallory/docs:ref:refs/heads/main' })).toEqual([
    true,
    undefined,
  ]);
});

test('a way to a secret counts where it is the end, and only there', async () => {
  const principal = 'arn:aws:iam::367100000001:user/milo';
  const secret = 'arn:aws:secretsmanager:eu-central-1:367100000001:secret:payment-key-Xk29Ts';
  expect(await judged('function-secret', { principal, to: secret })).toEqual([
    false,
    'A way leads to `billing`. `milo` replaces the code of a function, and the next call runs it with the role.',
  ]);
  expect(await judged('function-secret', { principal })).toEqual([true, undefined]);
  const ola = 'arn:aws:iam::367100000001:user/ola';
  expect(await judged('function-secret', { principal: ola, to: secret })).toEqual([
    false,
    '`ola` reaches `payment-key-Xk29Ts` at once.',
  ]);
});

test('only the administrators of the account that is named count', async () => {
  const principal = 'arn:aws:iam::367300000001:user/noa';
  expect(await judged('self-tagging', { principal, account: '367300000001' })).toEqual([
    false,
    'This is the first of 2 steps. `noa` gives itself the tag that its policies ask for.',
  ]);
  expect(await judged('self-tagging', { principal, account: '111122223333' })).toEqual([true, undefined]);
});

test('an end that is no ARN and an account that is no number are refused at their place', async () => {
  const level = await levelOf('partner-door');
  const withCheck = (check: object) =>
    readLevel({
      ...level,
      format: 'iam-playground/level',
      version: 1,
      scenario: 'leaked-key',
      wrong: [],
      goals: [{ id: 'way', text: 'Pat can get in', check: { kind: 'no-way-up', principal: 'a', ...check } }],
    });
  expect(withCheck({}).ok).toBe(true);
  const paths = [{ to: 'payroll' }, { account: 'museum' }, { into: 'payroll' }].map((check) => {
    const read = withCheck(check);
    return read.ok ? [] : read.error.path;
  });
  expect(paths).toEqual([
    ['goals', 0, 'check', 'to'],
    ['goals', 0, 'check', 'account'],
    ['goals', 0, 'check', 'into'],
  ]);
});
