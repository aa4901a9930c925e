/** The arcade asks ten questions, explains each answer at once, and says at the end what to look at again. */

import { cleanup, screen, within } from '@testing-library/svelte';
import { expect, onTestFinished, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { makeQuestion } from '#learn/arcade/question.ts';
import { startRun } from '#learn/arcade/run.ts';
import { findTemplate } from '#learn/arcade/keys.ts';
import { noProgress } from '#learn/progress/none.ts';
import Arcade from '#view/places/learn/arcade/Arcade.svelte';
import { exampleSession, mountPart } from '../../../mounted.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { newPerson } from '../../../person.ts';

const person = newPerson();

/** The questions of a link, as everybody gets them. */
const questionsOf = (link: string) =>
  startRun({ link, word: '', progress: noProgress, now: 0 }).items.map(({ key, seed }) => {
    const template = findTemplate(key.replace('arcade/', ''));
    if (!template) throw new Error(`no template ${key}`);
    return makeQuestion(template, seed);
  });

async function opened(seed?: string): Promise<Session> {
  const session = await exampleSession('first-minutes');
  mountPart(session, Arcade, seed === undefined ? {} : { seed });
  await screen.findByText('Question 1 of 10');
  return session;
}

const heading = (level: number) => screen.findByRole('heading', { level });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const plain = (text: string) => text.replaceAll('`', '');

test('a link asks its questions, and a press on Yes shows the verdict, the reason and Next', async () => {
  await opened('k3f9x2');
  const [first] = questionsOf('k3f9x2');
  expect((await heading(2)).textContent).toBe(plain(first?.text ?? ''));
  screen.getByText(/come from a link/);
  for (const { label } of first?.policies ?? [])
    expect(screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toContain(
      plain(label),
    );
  await person.click(await button(/^Yes/));
  await screen.findByText(first?.answer ? 'You were right.' : 'You said Yes.');
  expect(screen.getAllByText(first?.because[0] ?? '').length).toBeGreaterThanOrEqual(1);
  expect(screen.queryByRole('button', { name: /^No/ })).toBeNull();
  await person.click(await button('Next'));
  await screen.findByText('Question 2 of 10');
});

test('a run is played with y, n and Enter alone, to the score, the levels to look at and the link', async () => {
  const session = await opened('keys');
  const questions = questionsOf('keys');
  for (const [at, { answer }] of questions.entries()) {
    await screen.findByText(`Question ${at + 1} of 10`);
    await heading(2);
    // The second and third answer are wrong.
    const says = at === 1 || at === 2 ? !answer : answer;
    await person.keyboard(says ? 'y' : 'n');
    await screen.findByText(says === answer ? 'You were right.' : /^You said/);
    await person.keyboard('{Enter}');
  }
  expect((await heading(2)).textContent).toBe('8 of 10 right');
  const [, wrong, other] = questions;
  screen.getByText(wrong?.title ?? '');
  screen.getByText(other?.title ?? '');
  await button('Copy the link of these ten questions');
  await expect.poll(() => session.progress.current.arcade).toMatchObject({ best: 8, runs: 1 });
  const { guesses } = session.progress.current;
  expect(Object.keys(guesses)).toHaveLength(10);
  expect(guesses[wrong?.key ?? '']).toMatchObject({ streak: 0 });
  await person.click(await button('Again'));
  await screen.findByText('Question 1 of 10');
  expect(screen.queryByText(/come from a link/)).toBeNull();
});

test('a second press changes nothing, and the letters are letters where somebody types', async () => {
  const session = await opened('twice');
  const field = document.createElement('input');
  document.body.append(field);
  onTestFinished(() => field.remove());
  field.focus();
  await person.keyboard('yn');
  field.remove();
  await button(/^Yes/);
  await person.keyboard('y');
  await button('Next');
  await person.keyboard('n');
  await expect.poll(() => Object.keys(session.progress.current.guesses)).toHaveLength(1);
  screen.getByText('Question 1 of 10');
});

test('a wrong guess of a level is asked again in a run of one’s own', async () => {
  const session = await exampleSession('first-minutes');
  const wrong = { wrong: '2026-01-01T00:00:00.000Z', streak: 0 };
  await session.progress.add({ levels: {}, guesses: { 'first-policy/1': wrong } });
  mountPart(session, Arcade, {});
  await screen.findByText('Question 1 of 10');
  await heading(2);
  await person.keyboard('y{Enter}');
  await screen.findByText('Question 2 of 10');
  const card = findLevel('first-policy');
  const asked = card && (await loadLevel(card)).predictions[1]?.text;
  expect((await heading(2)).textContent).toBe(asked?.replaceAll('`', ''));
  await person.keyboard('y');
  await screen.findByText('You were right.');
  await expect.poll(() => session.progress.current.guesses['first-policy/1']).toMatchObject({ streak: 1 });
});

test('the dots say which answers were right', async () => {
  await opened('dots');
  const [first] = questionsOf('dots');
  await person.keyboard(first?.answer ? 'y' : 'n');
  const dots = within(await screen.findByRole('list', { name: 'Answers so far' }));
  await expect.poll(() => dots.getAllByRole('listitem')[0]?.textContent).toBe('1: right');
  expect(dots.getAllByRole('listitem')).toHaveLength(10);
});

test('a reload goes on with the round: its question, the answers and the streak', async () => {
  const session = await opened();
  for (let at = 1; at <= 2; at += 1) {
    await screen.findByText(`Question ${at} of 10`);
    await person.click(await button(/^Yes/));
    await person.click(await button('Next'));
  }
  await screen.findByText('Question 3 of 10');
  const asked = (await heading(2)).textContent;
  const dots = () => screen.getByRole('list', { name: 'Answers so far' }).textContent;
  const before = dots();
  cleanup();
  mountPart(session, Arcade, {});
  await screen.findByText('Question 3 of 10');
  expect([(await heading(2)).textContent, dots()]).toEqual([asked, before]);
});

test('a link begins its own round, also beside one that is not over', async () => {
  const session = await opened();
  await person.click(await button(/^Yes/));
  cleanup();
  mountPart(session, Arcade, { seed: 'k3f9x2' });
  await screen.findByText('Question 1 of 10');
  await screen.findByText(/come from a link/);
});
