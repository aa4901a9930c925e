/** The worker checks all policies of an account, with progress; Cancel and a change end it in between. */

import { beforeAll, expect, test } from 'vitest';
import { ReplicaFeed } from '#app/long-work/worker/replica-feed.ts';
import { WorkerSide } from '#app/long-work/worker/answering-side.ts';
import { workerVersion } from '#app/long-work/worker/calls.ts';
import { CheckedTexts, checksInSteps } from '#core/query/policies/checks/account-checks.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, trusts } from '../../core/accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

/** Many policies, of which no two are equal. */
const world = anAccount({
  roles: { Open: { trust: [trusts('*')] } },
  policies: Object.fromEntries(
    Array.from({ length: 400 }, (_, at) => [`Read${at}`, [allow(`s3:GetObjet${at}`)]]),
  ),
});

/** A worker that has the world and AWS's list of actions, and what it tells of its progress. */
function worker() {
  const told: number[] = [];
  const side = new WorkerSide();
  side.start(workerVersion, (_, done) => told.push(done));
  for (const changes of new ReplicaFeed(world).everything()) side.change(structuredClone(changes));
  side.readAll();
  side.learn((reference.services?.() ?? []).flatMap((prefix) => reference.service?.(prefix) ?? []));
  return { side, told, ask: (id: number) => side.ask(id, 'policy-checks', { account }, 0) };
}

test('the worker finds in all policies what the page finds, and says how far it is', async () => {
  const { ask, told } = worker();
  const expected = runToEnd(checksInSteps(world, account, new CheckedTexts(reference)));
  expect(await ask(1)).toEqual(expected);
  expect(expected.lists.flat().length).toBeGreaterThan(400);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.length).toBeGreaterThan(0);
});

test('a cancelled round has no answer, and the next one has', async () => {
  const { side, ask } = worker();
  const first = ask(1);
  side.cancel(1);
  expect((await ask(2))?.at).toHaveLength(401);
  expect(await first).toBeUndefined();
});

test('a change ends a round', async () => {
  const { side, ask } = worker();
  const first = ask(1);
  side.change([]);
  expect(await first).toBeUndefined();
});
