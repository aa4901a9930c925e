/** Ask says whether an answer is the one that the scenario wants, where it is given, and leads on. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { noGuide, solutionLabel } from '#app/guide/guide.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { answer, button, person } from '../places/ask/page.ts';

let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session);
});

/** Waits for the goal beside the answer to read so. */
const goal = (text: string) =>
  screen.findByText(
    (_, element) =>
      element?.matches('.goal') === true && element.textContent.replaceAll(/\s+/g, ' ').trim() === text,
  );

/** Goes on as the button of the page does. */
async function goOn(name: RegExp): Promise<void> {
  const next = await screen.findByRole('link', { name });
  visit(next.getAttribute('href') ?? '');
}

test('after the first fix Ask says what was done and leads to mallory, whose Yes is not what is wanted', async () => {
  await answer('No');
  await goal('Goal: Alice can read the payroll. Not reached yet.');
  await person.click(await button('Attach ReadPayroll to alice'));
  await goal('Goal reached: Alice can read the payroll. You just attached your first policy.');
  await goOn(/^Next: stop mallory$/);
  await answer('Yes');
  await goal('Goal: Mallory cannot read the payroll. Not reached yet.');
});

test('once mallory is stopped, Ask says so, leads on, and does not offer to let her in again', async () => {
  await person.click(await button('Attach ReadPayroll to alice'));
  await goOn(/^Next: stop mallory$/);
  await person.click(await button('Detach ReadPayroll from mallory'));
  await answer('No');
  await goal('Goal reached: Mallory cannot read the payroll.');
  const end = await screen.findByRole('region', { name: 'What you learnt' });
  within(end).getByText('All goals are reached.');
  await within(end).findByRole('link', { name: /^Next level: / });
  const again = document.querySelectorAll('.because .primary');
  const offered = [...again].filter((one) => one.closest('details:not([open])') === null);
  expect(offered.map(({ textContent }) => textContent.trim())).toEqual([
    expect.stringMatching(/^Next level: /),
  ]);
});

test('a policy that the page attached from the solution is not called the person’s', async () => {
  await session.requests.act(
    [
      {
        service: 'iam',
        operation: 'AttachUserPolicy',
        params: { UserName: 'alice', PolicyArn: 'arn:aws:iam::111122223333:policy/ReadPayroll' },
        caller: session.caller,
      },
    ],
    { label: `${solutionLabel}“Nothing is allowed by default”` },
  );
  await goal('Goal reached: Alice can read the payroll.');
});

test('a policy that was attached before is not called the first', async () => {
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await person.click(await button('Attach ReadPayroll to alice'));
  await goal('Goal reached: Alice can read the payroll.');
});

test('the line of a folded guide counts the goals, and Undo opens a goal again', async () => {
  await screen.findByText('A practice AWS account in your browser.');
  await person.click(await button('Attach ReadPayroll to alice'));
  await screen.findByText('1 of 2 goals reached');
  await session.undo();
  await screen.findByText('0 of 2 goals reached');
  await goal('Goal: Alice can read the payroll. Not reached yet.');
});

test('the first screen says what this page is and leads to the course, until something was done', async () => {
  visit('#/ask');
  await screen.findByText('A practice AWS account in your browser.');
  await answer('No');
  expect(screen.getByRole('link', { name: 'Begin the course' }).getAttribute('href')).toBe('#/learn');
  expect(screen.queryByRole('link', { name: /^Rule / })).toBeNull();
  await person.click(await button('Attach ReadPayroll to alice'));
  await screen.findByText('1 of 2 goals reached');
  expect(screen.queryByText('A practice AWS account in your browser.')).toBeNull();
  await session.undo();
  await screen.findByRole('link', { name: 'Rule E-05' });
});

test('a change that reaches no goal leaves the line of the guide as it was', async () => {
  const words = 'Two people, one policy, one file: see a No become a Yes.';
  await screen.findByText('A practice AWS account in your browser.');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await screen.findByText(words, { selector: '.line .text' });
  await button('Show the guide');
  expect(screen.queryByRole('button', { name: 'Show the level' })).toBeNull();
});

test('a question that no goal is about has no goal beside it', async () => {
  visit('#/ask?p=arn:aws:iam::111122223333:user/alice&a=s3:PutObject&r=arn:aws:s3:::payroll/2026.csv');
  await answer('No');
  expect(document.querySelector('.goal')).toBeNull();
});

test('a name in the text of a goal is code in Ask and on Home, and the button to the next goal has no marks', async () => {
  const guide = session.workspaces.current?.guide;
  const [first, second] = guide?.goals ?? [];
  if (!guide || !first || !second) throw new Error('the scenario has no goals');
  const goals = [
    { ...first, text: '`alice` can read the payroll' },
    { ...second, text: '`mallory` cannot read it' },
  ];
  const start = guide.start && { ...guide.start, next: [] };
  const own = { ...noGuide, ...(start && { start }), goals };
  expect(await session.workspaces.saveGuide(own, guide)).toBe(true);
  await goal('Goal: alice can read the payroll. Not reached yet.');
  expect(document.querySelector('.goal code')?.textContent).toBe('alice');
  await person.click(
    await button('Allow s3:GetObject on s3://payroll/2026.csv in a new inline policy of alice'),
  );
  await screen.findByRole('link', { name: 'Next goal: mallory cannot read it' });
  visit('#/home');
  const title = await screen.findByRole('heading', { name: 'mallory cannot read it' });
  expect(title.querySelector('code')?.textContent).toBe('mallory');
});
