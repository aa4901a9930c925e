/** A student joins a class, answers its questions, and finds the code of the result on its page. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { findLevel } from '#learn/level/path.ts';
import { levelNumber } from '#app/learn/path.ts';
import { openLink } from '#app/share/open.ts';
import { openCarried } from '#app/share/take-along.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { readCode } from '#learn/class/code.ts';
import { encodeClassLink } from '#learn/class/link.ts';
import { writePlan, type ClassPlan } from '#learn/class/read.ts';
import { variantOf } from '#learn/class/student.ts';
import { levelRequestOf } from '#learn/level/calls.ts';
import { ownLevel } from '#learn/level/own.ts';
import { variantOfScenario } from '#learn/level/variant.ts';
import { ownId, ownPlan, ownScenario } from '../../../learn/class/own-sample.ts';
import { plan } from '../../../learn/class/sample.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const { questions: _, ...withoutQuestions } = plan;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

async function join(name: string, of: ClassPlan = withoutQuestions) {
  openPage(session, '#/learn/class/join');
  await openLink(session, encodeClassLink(of));
  await person.type(await screen.findByRole('textbox', { name: /^Your name/ }), name);
  await person.click(await button('Join the class'));
}

const code = async (of: ClassPlan = plan) => {
  const result = await screen.findByRole('region', { name: 'Your result' });
  return readCode(within(result).getByLabelText('Code of your result').textContent ?? '', of);
};

test('without a class, the page says where one comes from', async () => {
  openPage(session, '#/learn/class/join');
  await screen.findByText('You are in no class');
  await screen.findByRole('link', { name: 'Open a link or a file' });
});

test('a name is asked for first, and a student with it finds levels and a code', async () => {
  await join('  ');
  await screen.findByText('Type a name of 1 to 40 letters.');
  await person.type(screen.getByRole('textbox', { name: /^Your name/ }), 'Ana');
  await person.click(await button('Join the class'));
  await screen.findByRole('heading', { level: 1, name: plan.title });
  screen.getByText(/^Ana · variant [a-z2-9]{6}$/);
  const levels = screen.getByRole('region', { name: /^Levels/ });
  expect(within(levels).getAllByRole('listitem')).toHaveLength(3);
  within(levels).getByRole('link', { name: 'Begin with the first level' });
  within(levels).getByRole('link', {
    name: `Level ${levelNumber('deny-wins')}: ${findLevel('deny-wins')?.title}`,
  });
  expect(await code()).toMatchObject({ kind: 'ok', result: { student: 'Ana', levels: [] } });
});

test('the questions come before the levels, count once, and go on where they stopped', async () => {
  await join('Ana', plan);
  const levels = await screen.findByRole('region', { name: /^Levels/ });
  expect(within(levels).queryByRole('link')).toBeNull();
  await person.click(await screen.findByRole('link', { name: 'Answer ten questions' }));
  for (let at = 1; at <= 10; at += 1) {
    await screen.findByText(`Question ${at} of 10`);
    await person.click(await button(/^Yes/));
    if (at === 4) {
      await person.click(screen.getByRole('link', { name: 'Back to the class' }));
      await person.click(await screen.findByRole('link', { name: 'Go on with question 5' }));
    } else await person.click(await button(at < 10 ? 'Next' : 'See your result'));
  }
  await screen.findByText(/^\d+ of 10 right$/);
  await person.click(screen.getAllByRole('link', { name: 'Back to the class' })[0] ?? document.body);
  await screen.findByRole('link', { name: 'Begin with the first level' });
  const found = await code();
  expect(found.kind === 'ok' && found.result.before).toHaveLength(10);
});

test('the questions after the levels do not open before those that come first', async () => {
  await join('Ana', plan);
  await screen.findByRole('link', { name: 'Answer ten questions' });
  location.hash = '#/learn/class/join/after';
  await screen.findByRole('heading', { level: 1, name: plan.title });
  expect(screen.queryByText('Question 1 of 10')).toBeNull();
});

test('a question of another version of the page is said to be missing, and the levels are open', async () => {
  const questions = plan.questions?.with(0, 'arcade/of-another-version') ?? [];
  await join('Ana', { ...plan, questions });
  await screen.findByRole('link', { name: 'Begin with the first level' });
  expect(screen.getAllByText(/does not have all of these questions/)).toHaveLength(2);
});

test('a level that was solved before the class has no stars in the class', async () => {
  const openedAt = '2026-11-27T08:00:00.000Z';
  const solved = { openedAt, solvedAt: openedAt, stars: ['solved', 'few-steps'] as const };
  await session.progress.add({
    levels: { 'first-policy': { ...solved, steps: 2, seconds: 60, hints: 0, watched: false } },
    guesses: {},
  });
  await join('Ana');
  await person.click(await screen.findByRole('link', { name: 'Begin with the first level' }));
  await screen.findByRole('link', { name: 'Back to the class' });
  await screen.findByRole('img', { name: 'No stars yet' });
});

test('guesses and hints in a level of the class are in the code, and the level leads back', async () => {
  await join('Ana');
  await person.click(await screen.findByRole('link', { name: 'Begin with the first level' }));
  await person.click(await button('Yes'));
  await screen.findByText('The answer is No. You guessed Yes.');
  await person.click(await button('Start this level'));
  const level = await screen.findByRole('complementary', { name: 'Level' });
  await person.click(await within(level).findByRole('button', { name: /hint/i }));
  await person.click(within(level).getByRole('link', { name: /^Level 1/ }));
  await person.click(await screen.findByRole('link', { name: 'Back to the class' }));
  await screen.findByText('begun');
  expect(await code()).toMatchObject({
    kind: 'ok',
    result: { levels: [{ id: 'first-policy', stars: [], hints: 1, guesses: [false] }] },
  });
});

test('a level that the teacher made is played in the names of the student, and its code reads as solved', async () => {
  await join('Ana', ownPlan);
  await person.click(await screen.findByRole('link', { name: 'Begin with the first level' }));
  await screen.findByRole('heading', { level: 1, name: ownScenario.title });
  await person.click(await button('Start this level'));
  const level = await screen.findByRole('complementary', { name: 'Level' });
  await person.click(await within(level).findByRole('button', { name: /hint/i }));
  const { solution = [] } = ownLevel(variantOfScenario(ownScenario, variantOf(ownPlan, 'Ana'))) ?? {};
  for (const call of solution) {
    const { world } = session.state;
    await session.requests.act([levelRequestOf(call, world, session.account, session.env)], {
      label: call.operation,
    });
  }
  await within(level).findByText('Level solved.');
  within(level).getByRole('link', { name: /^Next level: / });
  await person.click(within(level).getByRole('link', { name: plan.title }));
  const found = await code(ownPlan);
  expect(found).toMatchObject({
    kind: 'ok',
    result: { levels: [{ id: ownId, hints: 1, watched: false, guesses: [] }] },
  });
  if (found.kind !== 'ok') return;
  expect(found.result.levels[0]?.stars).toContain('solved');
  expect(found.result.levels[0]?.seconds).toBeGreaterThan(0);
});

test('Learn leads back to the class, with what is solved there', async () => {
  await join('Ana');
  await screen.findByText(/^Ana · variant/);
  visit('#/learn');
  const card = await screen.findByRole('region', { name: 'Your class' });
  within(card).getByRole('heading', { name: `Your class: ${plan.title}` });
  within(card).getByText(/0 of 3 solved$/);
  await person.click(within(card).getByRole('link', { name: 'Go on in the class' }));
  await screen.findByText(/^Ana · variant/);
});

test('a level of the path that is in the class leads to the variant that counts', async () => {
  await join('Ana');
  await screen.findByText(/^Ana · variant/);
  visit('#/learn/level/groups');
  await screen.findByText(`This level is part of your class “${plan.title}”`);
  await button('Start this level');
  await person.click(screen.getByRole('link', { name: 'Play it in the class' }));
  await screen.findByRole('link', { name: 'Back to the class' });
  expect(location.hash).toBe(`#/learn/level/groups?v=${variantOf(plan, 'Ana')}`);
  expect(screen.queryByText(/part of your class/)).toBeNull();
  visit('#/learn/level/boundary');
  await screen.findByRole('heading', {
    level: 1,
    name: `Level ${levelNumber('boundary')}: ${findLevel('boundary')?.title}`,
  });
  await button('Start this level');
  expect(screen.queryByText(/part of your class/)).toBeNull();
});

test('a level of the path leads first to the questions that its class asks before', async () => {
  await join('Ana', plan);
  await screen.findByRole('link', { name: 'Answer ten questions' });
  visit('#/learn/level/groups');
  await person.click(await screen.findByRole('link', { name: 'Answer the ten questions first' }));
  await screen.findByText('Question 1 of 10');
});

test('the page with a class inside opens the class, and an address that asks for a place keeps it', async () => {
  await join('Ana');
  await screen.findByText(/^Ana · variant/);
  visit('#/home');
  await openCarried(session, writePlan(withoutQuestions), false);
  expect(location.hash).toBe('#/home');
  await openCarried(session, writePlan(withoutQuestions), true);
  expect(location.hash).toBe('#/learn/class/join');
});

test('who leaves a class is asked, and Undo brings the work back', async () => {
  await join('Ana');
  await person.click(await button('Leave this class'));
  await person.click(await button(`Leave “${plan.title}”`));
  await screen.findByText('You are in no class');
  const messages = await screen.findByRole('status', { name: 'Messages' });
  await person.click(await within(messages).findByRole('button', { name: 'Undo' }));
  await screen.findByText(/^Ana · variant/);
});

test('another class does not take the place of the work in this one unasked', async () => {
  await join('Ana');
  await screen.findByText(/^Ana · variant/);
  const other = { ...withoutQuestions, id: 'zzzz2222', title: 'Roles on Monday' };
  await openLink(session, encodeClassLink(other));
  await screen.findByText('This is another class: “Roles on Monday”');
  screen.getByText(/^Ana · variant/);
  await person.click(await button('Join the other class'));
  await screen.findByRole('heading', { level: 1, name: 'Join “Roles on Monday”' });
});
