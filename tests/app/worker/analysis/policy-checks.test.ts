/** The worker checks all policies of an account, with progress; Cancel and a change end it in between. */

import { beforeAll, expect, test } from 'vitest';
import type { FromAnalysis, ToAnalysis } from '../../../../src/app/worker/analysis/messages.ts';
import { analysisVersion as version } from '../../../../src/app/worker/analysis/messages.ts';
import { ReplicaFeed } from '../../../../src/app/worker/analysis/replica-feed.ts';
import { WorkerSide } from '../../../../src/app/worker/analysis/worker-side.ts';
import { CheckedTexts, checksInSteps } from '../../../../src/core/query/policies/checks/account-checks.ts';
import { runToEnd } from '../../../../src/core/query/steps.ts';
import { nextTask } from '../../../../src/platform/yield-to-page.ts';
import { createReference } from '../../../../src/reference/reference.ts';
import { account, allow, anAccount, trusts } from '../../../core/accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

/** Many policies, of which no two are equal. */
const world = anAccount({
  roles: { Open: { trust: [trusts('*')] } },
  policies: Object.fromEntries(
    Array.from({ length: 400 }, (_, at) => [`Read${at}`, [allow(`s3:GetObjet${at}`)]]),
  ),
});

/** A worker that has the world and AWS's list of actions, and what it posts. */
function worker() {
  const posted: FromAnalysis[] = [];
  const side = new WorkerSide((message) => posted.push(structuredClone(message)));
  const take = (message: ToAnalysis): void => side.take(structuredClone(message));
  for (const changes of new ReplicaFeed(world).everything()) take({ version, kind: 'rows', changes });
  take({ version, kind: 'whole' });
  const services = (reference.services?.() ?? []).flatMap((prefix) => reference.service?.(prefix) ?? []);
  take({ version, kind: 'services', services });
  const ask = (id: number) =>
    take({ version, kind: 'ask', id, question: { kind: 'policy-checks', asks: { account }, now: 0 } });
  const heard = async (kind: FromAnalysis['kind'], id: number): Promise<FromAnalysis> => {
    for (;;) {
      const found = posted.find((one) => one.kind === kind && 'id' in one && one.id === id);
      if (found) return found;
      expect(posted.filter((one) => one.kind === 'broken')).toEqual([]);
      await nextTask();
    }
  };
  return { posted, take, ask, heard };
}

test('the worker finds in all policies what the page finds, and says how far it is', async () => {
  const { ask, heard, posted } = worker();
  ask(1);
  const found = await heard('answer', 1);
  const expected = runToEnd(checksInSteps(world, account, new CheckedTexts(reference)));
  expect(found).toMatchObject({ answer: expected });
  expect(expected.lists.flat().length).toBeGreaterThan(400);
  const told = posted.flatMap((one) => (one.kind === 'progress' ? [one.done] : []));
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.length).toBeGreaterThan(0);
});

test('a cancelled round has no answer, and the next one has', async () => {
  const { ask, take, heard, posted } = worker();
  ask(1);
  take({ version, kind: 'cancel', id: 1 });
  ask(2);
  await heard('answer', 2);
  expect(posted.some((one) => one.kind === 'answer' && one.id === 1)).toBe(false);
});
