/** The predictions of levels are asked again in the arcade, each in the world of its level. */

import { expect, test } from 'vitest';
import { predictionQuestion } from '#learn/arcade/prediction.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { createReference } from '#reference/reference.ts';
import { seededRandom } from '#share/random.ts';
import { predicted } from '../level/replay.ts';

const reference = createReference();
await Promise.all([reference.loadManagedPolicies(), reference.loadAllActions()]);
const means = () => ({
  random: seededRandom(3),
  policiesOf: (arns: readonly string[]) =>
    Promise.resolve(arns.flatMap((arn) => reference.managedPolicy(arn) ?? [])),
  reference,
  wallNow: Date.UTC(2026, 10, 27, 12),
});

test.each(levelCards)('the predictions of $id are questions with the answer of the level', async (card) => {
  const level = await loadLevel(card);
  for (const [at, { text }] of level.predictions.entries()) {
    const asked = await predictionQuestion(card.id, at, means());
    expect(asked).toMatchObject({ key: `${card.id}/${at}`, title: level.title, level: card.id, text });
    expect(asked?.answer).toBe(await predicted(level, at));
    expect(asked?.because.length).toBeGreaterThanOrEqual(1);
  }
});

test('a prediction that a level does not have any more is no question', async () => {
  expect(await predictionQuestion(levelCards[0]?.id ?? '', 99, means())).toBeUndefined();
  expect(await predictionQuestion('no-such-level', 0, means())).toBeUndefined();
});

test('a prediction about bills says whether IAM access to billing is on', async () => {
  const asked = await predictionQuestion('billing-switch', 2, means());
  expect(asked?.answer).toBe(false);
  expect(asked?.facts).toContain('IAM access to billing is off in this account.');
  const other = await predictionQuestion('billing-switch', 1, means());
  expect(other?.facts.join(' ')).not.toContain('billing');
});

test('a prediction says which tags the policies compare, and which are missing', async () => {
  const [paul, quinn] = await Promise.all([2, 3].map((at) => predictionQuestion('tags-decide', at, means())));
  expect(paul?.facts).toContain('The resource has the tag `project` = `payroll`.');
  expect(paul?.facts).toContain('`paul` has the tag `project` = `Payroll`.');
  expect(quinn?.facts).toContain('`quinn` has no tag `project`.');
});
