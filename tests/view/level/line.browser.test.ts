/** The level as one line above the place says what was reached, and leads on: a phone has no room for more. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { presenting } from '#app/presenter/presenting.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { guideViewOf } from '#view/guide/shown.svelte.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  guideViewOf(session).choose(false);
});

const payroll = 'arn:aws:iam::111122223333:policy/ReadPayroll';
const attach = () => session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn: payroll });
const detach = () => session.dispatch('iam', 'DetachUserPolicy', { UserName: 'mallory', PolicyArn: payroll });
const line = async () => {
  const show = await screen.findByRole('button', { name: 'Show the level' });
  const note = show.closest('[role="note"]');
  if (!(note instanceof HTMLElement)) throw new Error('the button stands in no line');
  return note;
};

test('a level that was opened and folded is a line with its title and the goals, before the first change', async () => {
  openPage(session, '#/identities');
  const note = await line();
  await within(note).findByText('Nothing is allowed by default');
  await within(note).findByText('0 of 2 goals reached');
});

test('the line says which goal is reached, with the answer that it wants, until Undo takes it back', async () => {
  openPage(session, '#/identities');
  const note = await line();
  await within(note).findByText('0 of 2 goals reached');
  await attach();
  await within(note).findByText('Goal reached: Alice can read the payroll');
  await detach();
  await within(note).findByText('Level solved: Nothing is allowed by default');
  await session.undo();
  await within(note).findByText('1 of 2 goals reached');
  await session.undo();
  await within(note).findByText('0 of 2 goals reached');
  expect(within(note).queryByText(/^Goal reached/)).toBeNull();
});

test('the line of a solved level has its stars and leads to the next level', async () => {
  openPage(session, '#/identities');
  const note = await line();
  await within(note).findByText('0 of 2 goals reached');
  expect(within(note).queryByRole('link')).toBeNull();
  await attach();
  await detach();
  await within(note).findByText('Level solved');
  within(note).getByRole('img', { name: /^3 of 3 stars/ });
  const next = within(note).getByRole('link', { name: 'Next level' });
  expect(next).toHaveProperty('hash', '#/learn/level/root-and-admin');
});

test('a goal that is reached out of sight is told by a message, which opens the level at its goals', async () => {
  openPage(session, '#/identities');
  const note = await line();
  await within(note).findByText('0 of 2 goals reached');
  document.body.style.minHeight = '4000px';
  onTestFinished(() => document.body.removeAttribute('style'));
  window.scrollTo({ top: 2000 });
  await attach();
  await screen.findByText('Goal reached: Alice can read the payroll.');
  const messages = screen.getByRole('status', { name: 'Messages' });
  await detach();
  await within(messages).findByText('Level solved.');
  await session.undo();
  await waitFor(() => expect(within(messages).queryByText('Level solved.')).toBeNull());
  await session.redo();
  await person.click(await within(messages).findByRole('button', { name: 'Show the end' }));
  const end = await screen.findByRole('region', { name: 'The end of the level' });
  await waitFor(() => {
    const { top } = end.getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(window.innerHeight);
  });
});

test('while the answer is covered, neither the line nor the panel of a level tells what was reached', async () => {
  onTestFinished(() => presenting.turn(false));
  presenting.turn(true);
  openPage(session, '#/ask');
  const note = await line();
  await within(note).findByText('Nothing is allowed by default');
  await attach();
  await detach();
  await screen.findByRole('button', { name: 'Show the answer' });
  expect(note.textContent).not.toMatch(/reached|solved/i);
  await person.click(within(note).getByRole('button', { name: 'Show the level' }));
  const panel = await screen.findByRole('complementary', { name: 'Level' });
  await within(panel).findByRole('button', { name: 'Show the answers' });
  expect(panel.textContent).not.toMatch(/reached|solved/i);
  await person.click(screen.getByRole('button', { name: 'Show the answer' }));
  await within(panel).findByText('2 of 2 reached');
  await within(panel).findByText('Level solved.');
  await person.click(within(panel).getByRole('button', { name: 'Hide the level' }));
  await within(await line()).findByText('Level solved: Nothing is allowed by default');
});

test('Ask says beside the goal of a level which answer it wants', async () => {
  openPage(session, '#/learn/level/deny-wins');
  await person.click(await screen.findByRole('button', { name: 'Start this level' }));
  await screen.findByRole('status', { name: 'Answer' });
  const goal = await screen.findByText(/^Goal: .* Not reached yet\.$/);
  expect(goal.closest('.goal')).not.toBeNull();
});
