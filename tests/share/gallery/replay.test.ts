/** The guide of every scenario reaches its end by its own solutions, and a right step never takes a goal away. */

import { expect, test } from 'vitest';
import { gallery } from '#content/gallery/cards.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { replay } from './replay.ts';

const goalsOf = ({ goals }: ReturnType<typeof replay>['before']) =>
  Object.fromEntries(goals.map(({ goal, reached }) => [goal.id, reached]));

test('the gallery has twenty scenarios to follow', () => {
  expect(gallery).toHaveLength(20);
});

test.each(gallery)('before the start of $id a goal is open and no step is done', async (card) => {
  const { before } = replay(await loadShipped(card));
  expect(before.finished).toBe(false);
  expect(Object.values(goalsOf(before))).toContain(false);
  expect(before.steps.map(({ done }) => done)).toEqual(before.steps.map(() => false));
});

test.each(gallery)(
  'the steps of $id are done one after the other, each by its own solution',
  async (card) => {
    const { after } = replay(await loadShipped(card));
    after.forEach(({ steps }, at) => {
      expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index <= at));
    });
  },
);

test.each(gallery)('the last step of $id reaches every goal', async (card) => {
  const end = replay(await loadShipped(card)).after.at(-1);
  expect(end?.finished).toBe(true);
  expect(Object.values(goalsOf(end ?? replay(await loadShipped(card)).before))).not.toContain(false);
});

test.each(gallery)('no step of $id takes back a goal that was reached', async (card) => {
  const { before, after } = replay(await loadShipped(card));
  const stages = [before, ...after].map(goalsOf);
  const lost = stages.flatMap((stage, at) =>
    Object.keys(stage).filter((id) => stages[at - 1]?.[id] === true && stage[id] === false),
  );
  expect(lost).toEqual([]);
});

test.each(gallery)('each step of $id turns the answers that it names, and no others', async (card) => {
  const scenario = await loadShipped(card);
  const named = scenario.steps.map(({ solution }) => solution?.turns ?? []);
  expect(replay(scenario).turned.map((ids) => ids.toSorted())).toEqual(named.map((ids) => [...ids].sort()));
});

test.each(gallery)('$id does not end while one of its last changes is missing', async (card) => {
  const scenario = await loadShipped(card);
  const last = scenario.steps.findLastIndex(({ solution }) => (solution?.turns.length ?? 0) > 0);
  expect(replay(scenario, [last]).after.at(-1)?.finished).toBe(false);
});

test.each(gallery)('$id ends with up to three sentences of what was learnt', async (card) => {
  const { learnt = [] } = await loadShipped(card);
  expect(learnt.length).toBeGreaterThan(0);
  expect(learnt.length).toBeLessThanOrEqual(3);
});

test('what comes next leads from the first scenario through all of them once', async () => {
  const visited: string[] = [];
  let id: string | undefined = 'first-minutes';
  while (id !== undefined && visited.length <= gallery.length) {
    visited.push(id);
    const card = gallery.find((one) => one.id === visited.at(-1));
    id = card && (await loadShipped(card)).next;
  }
  expect(visited.toSorted()).toEqual(gallery.map((card) => card.id).toSorted());
});

/** Sentences of at most 18 words: readers learn AWS in a second language. Code in backticks is one word. */
test.each(gallery)('the sentences of $id are short', async (card) => {
  const { purpose, notes, goals = [], questions, steps, learnt = [] } = await loadShipped(card);
  const texts = [purpose, ...notes, ...[...goals, ...questions, ...steps].map(({ text }) => text), ...learnt];
  const sentences = texts.flatMap((text) => text.replaceAll(/`[^`]+`/g, 'code').split(/(?<=[.?!:])\s+/));
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 18)).toEqual([]);
});
