/** Every level of the path is proved, and earns its stars. Its texts, its guesses and its card fit it. */

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placeNames, parseHash } from '#app/navigation/routes.svelte.ts';
import { gallery } from '#content/gallery/cards.ts';
import { isWanted, starsOf } from '#learn/level/standing.ts';
import { isOwnLevel } from '#learn/level/own.ts';
import { tierCards } from '#content/levels/tiers.ts';
import type { LevelCall, LevelCard } from '#learn/level/format.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import type { PlayedLevel } from '#learn/level/played.ts';
import { administratorCall, proofIn } from '#learn/level/proof.ts';
import { sampleOf } from '../setup/counts.ts';
import { begin, lostOnTheWay, predicted } from '../learn/level/replay.ts';

test('the path has each file of its folder once', () => {
  const files = readdirSync('public/levels').map((name) => name.replace(/\.json$/, ''));
  expect(levelCards.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  expect(new Set(tierCards.flatMap(({ levels }) => levels.map(({ title }) => title))).size).toBe(
    files.length,
  );
});

test('each scenario of the gallery but the two larger accounts hangs on a level', () => {
  const hanging = new Set(levelCards.map(({ scenario }) => scenario));
  const free = gallery.map(({ id }) => id).filter((id) => !hanging.has(id));
  expect(free).toEqual(['small-company', 'hospital']);
});

/** Every third level here, all of them at full counts. */
const some = sampleOf(levelCards, 3);

const worlds = new Map<string, Promise<PlayedLevel>>();
function begun(card: LevelCard): Promise<PlayedLevel> {
  const known = worlds.get(card.id) ?? loadLevel(card).then(begin).then(remembering);
  worlds.set(card.id, known);
  return known;
}

/** Several tests make the same calls, and the same calls always end in the same goals. */
function remembering(played: PlayedLevel): PlayedLevel {
  const known = new Map<string, ReturnType<PlayedLevel['after']>>();
  const after: PlayedLevel['after'] = played.after.bind(played);
  played.after = (calls) => {
    const key = JSON.stringify(calls);
    const now = known.get(key) ?? after(calls);
    known.set(key, now);
    return now;
  };
  return played;
}

test('no level of the path has the id of a level that a person made, whose page is another one', () => {
  expect(levelCards.filter(({ id }) => isOwnLevel(id))).toEqual([]);
});

test.each(some)('the card of $id says what its file says', async (card) => {
  const played = await begun(card);
  const { id, title, minutes, solution, tier, scenario } = played.level;
  expect({ id, title, minutes, steps: solution.length }).toEqual({
    id: card.id,
    title: card.title,
    minutes: card.minutes,
    steps: card.steps,
  });
  expect(card.scenario).toBe(typeof scenario === 'string' ? scenario : undefined);
  expect(tierCards.find(({ levels }) => levels.includes(card))?.id).toBe(tier);
});

test.each(some)('the proof of $id finds nothing', async (card) => {
  const played = await begun(card);
  const { alternatives, wrong } = played.level;
  expect(alternatives.length).toBeGreaterThanOrEqual(1);
  expect(wrong.length).toBeGreaterThanOrEqual(2);
  expect(await proofIn(played)).toEqual([]);
});

test.each(some)('the solution of $id earns every star', async (card) => {
  const played = await begun(card);
  const { solution } = played.level;
  const end = await played.after(solution);
  expect(starsOf({ ...end, steps: solution.length, needsChange: true }, card.steps)).toHaveLength(3);
});

/** A change that no goal asks for. */
const detour = { operation: 'CreateGroup', params: { GroupName: 'Detour' } } as const;

test.each(some)('each star of $id is lost by an answer that reaches all goals', async (card) => {
  const played = await begun(card);
  const { solution, wrong, hidden } = played.level;
  const ends = await Promise.all(
    [...wrong.map(({ calls }) => calls), ...tooMuch(played)].map((calls) => played.after(calls)),
  );
  expect(hidden.length).toBeGreaterThan(0);
  expect(ends.some(({ solved, least, refused }) => !refused && solved && !least)).toBe(true);
  const isAttack = played.level.goals.some(({ check }) => check.kind === 'reached');
  // Only the attacker's own calls count in an attack; the detour is the root user's, so it stands before the others.
  const end = await played.after(isAttack ? solution : [...solution, detour]);
  const earned = starsOf({ ...end, steps: solution.length + 1, needsChange: true }, card.steps);
  expect(earned).toEqual(['solved', 'least-privilege']);
});

/** The solution, and AdministratorAccess for one of those whom a goal is about. */
function tooMuch({ level }: PlayedLevel): LevelCall[][] {
  const named = JSON.stringify([level.goals, level.hidden]).matchAll(
    /arn:aws:iam::\d+:(?:user|role)\/[\w+=,.@/-]+/g,
  );
  return [...new Set([...named].map(([arn]) => arn))].map((arn) => [
    ...level.solution,
    administratorCall(arn),
  ]);
}

test('AdministratorAccess straight on a user loses the star of the second level', async () => {
  const card = levelCards.find(({ id }) => id === 'root-and-admin');
  if (!card) throw new Error('no such level');
  const played = await begun(card);
  const last = played.level.wrong.at(-1)?.calls ?? [];
  expect(last.at(-1)?.operation).toBe('AttachUserPolicy');
  expect(await played.after(last)).toMatchObject({ solved: true, least: false });
});

test.each(some)('nothing that is right on the way through $id takes a reached goal back', async (card) => {
  const played = await begun(card);
  const { solution, alternatives } = played.level;
  for (const calls of [solution, ...alternatives.map((one) => one.calls)])
    expect(await lostOnTheWay(played, calls)).toEqual([]);
});

test.each(some)('$id asks for at least three guesses, not all with the same answer', async (card) => {
  const played = await begun(card);
  const { predictions } = played.level;
  expect(predictions.length).toBeGreaterThanOrEqual(3);
  const answers = await Promise.all(predictions.map((_, at) => predicted(played.level, at)));
  expect(new Set(answers).size).toBe(2);
});

test.each(some)('the texts of $id are complete and its address leads to a place', async (card) => {
  const played = await begun(card);
  const { intro, hints, learnt, goals, start, predictions } = played.level;
  expect(intro.length).toBeLessThanOrEqual(2);
  expect(learnt).toHaveLength(3);
  expect(new Set([...hints]).size).toBe(3);
  expect(goals.length).toBeGreaterThanOrEqual(1);
  expect(predictions.every(({ text }) => text.endsWith('?'))).toBe(true);
  if (start?.place !== undefined) expect(placeNames).toContain(parseHash(start.place)?.place);
});

test.each(some)('each prediction of $id can be asked alone', async (card) => {
  const texts = (await begun(card)).level.predictions.map(({ text }) => text);
  expect(texts.filter((text) => /^(?:Instead|Then|Now|Again|Still|Also)\b/.test(text))).toEqual([]);
  // Nothing is `still` or `now` so in an account that is seen for the first time.
  expect(texts.filter((text) => / (?:is|are|has|have) (?:still|now) /.test(text))).toEqual([]);
});

const negation = /\b(not|no|neither|nor|cannot|only)\b/i;

test.each(some)(
  'a goal of $id is the fact that is wanted, so one that wants No denies something',
  async (card) => {
    const { goals, hidden } = (await begun(card)).level;
    const texts = [...goals, ...hidden].filter(({ check }) => !isWanted(check)).map(({ text }) => text);
    expect(texts.filter((text) => !negation.test(text))).toEqual([]);
  },
);
