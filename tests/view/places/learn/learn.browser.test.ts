/** The place Learn leads along the path: the map, the page of a level with its guesses, and the level beside a place. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { levelCards } from '#learn/level/path.ts';
import { tierCards } from '#content/levels/tiers.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

/** Answers all guesses of the page with the same word; a question about the statement gets its first choice. */
async function guessAll(word: 'Yes' | 'No'): Promise<void> {
  while (!screen.queryByText(/^\d of \d right\.$/)) {
    const choices = screen.queryByRole('group', { name: /Which statement decides\?/ });
    const next = choices ? within(choices).getAllByRole('button')[0] : await button(word);
    if (next) await person.click(next);
  }
}

test('the map has every tier and level, and says what comes next', async () => {
  openPage(session, '#/learn');
  for (const { title, levels, parts = [] } of tierCards) {
    const tier = await screen.findByRole('region', { name: title });
    expect(within(tier).getAllByRole('listitem')).toHaveLength(levels.length);
    for (const part of parts) within(tier).getByRole('heading', { level: 3, name: part.title });
  }
  expect(tierCards.at(-1)?.parts?.map(({ title }) => title)).toEqual(['Attack', 'Defence']);
  const next = screen.getByRole('region', { name: 'Next level' });
  within(next).getByText(`0 of ${levelCards.length} levels · 0 of ${levelCards.length * 3} stars`);
  within(next).getByRole('link', { name: 'Begin' });
  expect(screen.getAllByRole('link', { name: levelCards[3]?.title ?? '' })).toHaveLength(1);
});

test('a level is two clicks away, asks for guesses before its answers, and opens beside the place', async () => {
  openPage(session, '#/ask');
  await person.click((await screen.findAllByRole('link', { name: /^Learn/ }))[0] ?? document.body);
  await person.click(await screen.findByRole('link', { name: levelCards[1]?.title ?? '' }));
  await screen.findByRole('heading', { level: 1, name: `Level 2: ${levelCards[1]?.title}` });
  expect(screen.queryByRole('columnheader', { name: 'Now' })).toBeNull();
  await guessAll('No');
  expect(screen.getAllByText(/^(Allowed|Denied) because /).length).toBeGreaterThanOrEqual(3);
  await person.click(await button('Start this level'));
  const level = await screen.findByRole('complementary', { name: 'Level' });
  await within(level).findByRole('columnheader', { name: 'Now' });
  expect(session.workspaces.current?.guide?.level).toBe(levelCards[1]?.id);
});

test('the page of a variant has its names, opens it, and is where its panel leads back to', async () => {
  const address = `#/learn/level/${levelCards[1]?.id}?v=k3f9x2`;
  openPage(session, address);
  await screen.findByRole('heading', { level: 1, name: `Level 2: ${levelCards[1]?.title}` });
  const task = await screen.findByRole('region', { name: 'The task' });
  expect(task.textContent).not.toMatch(/Maria/);
  await person.click(await button('Start this level'));
  const level = await screen.findByRole('complementary', { name: 'Level' });
  const back = await within(level).findByRole('link', { name: 'Level 2' });
  expect(back.getAttribute('href')).toBe(address);
  expect(session.workspaces.current?.guide?.variant).toBe('k3f9x2');
  visit('#/learn/level/deny-wins?v=2');
  await screen.findByText('There is no such level');
});

test('a wrong guess is not wrong in red, and says what the answer is and why', async () => {
  openPage(session, '#/learn/level/first-policy');
  await person.click(await button('Yes'));
  await screen.findByText('The answer is No. You guessed Yes.');
  screen.getByText(/^Denied because no policy of alice allows/);
});

test('a first visit is level 1: its end leads to level 2, and the map knows it', async () => {
  openPage(session, '#/ask');
  await person.click(await button('Attach ReadPayroll to alice'));
  await person.click(await screen.findByRole('link', { name: 'Next: stop mallory' }));
  await person.click(await button('Detach ReadPayroll from mallory'));
  // The level beside the place has an end of its own, if an earlier test opened it.
  const next = await screen.findByRole('link', { name: /^Next(?: level)?: (?!stop)/ });
  expect(next.getAttribute('href')).toBe(`#/learn/level/${levelCards[1]?.id}`);
  await expect.poll(() => session.progress.current.levels['first-policy']?.stars.length).toBe(3);
  visit('#/learn');
  const tier = await screen.findByRole('region', { name: 'Basics' });
  within(tier).getByText(/^1 of /);
  await within(tier).findByRole('img', { name: '3 of 3 stars: solved, least privilege, few changes' });
});

test('hints come one after the other, then the solution, which has to be done again to count', async () => {
  openPage(session, '#/learn/level/first-policy');
  await person.click(
    (await screen.findAllByRole('button', { name: 'Start this level' }))[0] ?? document.body,
  );
  const level = await screen.findByRole('complementary', { name: 'Level' });
  for (const name of ['Give me a hint', 'Where is it?', 'What exactly?'])
    await person.click(await within(level).findByRole('button', { name }));
  expect(within(within(level).getByRole('region', { name: 'Hints' })).getAllByRole('listitem')).toHaveLength(
    3,
  );
  await person.click(await within(level).findByRole('button', { name: 'Do it for me' }));
  await within(level).findByText('This is one solution.');
  within(level).getByText(/Watching does not count as solving\./);
  expect(session.progress.current.levels['first-policy']?.solvedAt).toBeUndefined();
  await person.click(
    within(level).getAllByRole('button', { name: 'Start the level again' })[0] ?? document.body,
  );
  await within(level).findByText('0 of 2 reached');
});

test('an address of a level that does not exist says so and leads back', async () => {
  openPage(session, '#/learn/level/no-such-level');
  await screen.findByText('There is no such level');
  visit('#/learn/nowhere');
  await screen.findByText('Learn has no such page');
});
