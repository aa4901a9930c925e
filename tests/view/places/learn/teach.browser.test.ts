/** A teacher makes a class, gives it out, collects what comes back, reads the table, changes the class and deletes it. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Classes } from '#app/class/classes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { decodeClassLink } from '#learn/class/link.ts';
import { readPlan } from '#learn/class/read.ts';
import { writeResult } from '#learn/class/result-file.ts';
import { lessonLevels } from '#content/lessons/lesson.ts';
import { altered, codesOf, thirtyResults } from '../../../support/class-results.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { button, drop, nextFile, person } from '../workspaces/page.ts';

let session: Session;
let classes: Classes;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  classes = await session.classes();
});

/** The only class of the session. */
function plan() {
  const [held] = classes.current;
  if (!held) throw new Error('no class');
  return held.plan;
}

async function make(): Promise<void> {
  openPage(session, '#/learn/teach');
  await person.click(await screen.findByRole('link', { name: 'Make a class' }));
  await person.click(await button('Make the class'));
  await screen.findByLabelText('Link of the class');
}

async function paste(text: string): Promise<void> {
  await person.click(await screen.findByRole('tab', { name: 'Results' }));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Codes' });
  await person.click(field);
  await person.paste(text);
  await person.click(await button('Add the codes'));
}

const names = () =>
  within(screen.getByRole('table', { name: 'Students' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent.trim());

test('a class begins with the levels of the lesson, and its link and file hold the same class', async () => {
  await make();
  expect(plan().levels).toEqual(lessonLevels);
  expect(plan().questions).toHaveLength(10);
  const link = screen.getByLabelText<HTMLInputElement>('Link of the class').value;
  expect(decodeClassLink(link.slice(link.indexOf('#')))).toEqual({ ok: true, value: plan() });
  const file = nextFile();
  await person.click(await button('Save the class as a file'));
  const { name, text } = await file;
  expect(name).toMatch(/^class-(?!class).*\.json$/);
  expect(readPlan(JSON.parse(text))).toEqual({ ok: true, value: plan() });
});

test('levels and questions are chosen, and a class without levels is not made', async () => {
  openPage(session, '#/learn/class/new');
  await person.click(await button('None'));
  await screen.findByText('Choose at least one level.');
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Make the class' })).disabled).toBe(
    true,
  );
  // The lesson opened the group, and it stays open while its levels are chosen.
  const group = screen.getByText('Policies', { selector: 'summary' }).closest('details');
  expect(group?.open).toBe(true);
  const deny = await screen.findByRole('checkbox', { name: /A deny wins|deny/i });
  await person.click(deny);
  await person.click(deny);
  await person.click(deny);
  expect(group?.open).toBe(true);
  await person.click(screen.getByRole('checkbox', { name: /^Ask ten questions/ }));
  await screen.findByText(/^1 level: about \d+ minutes\.$/);
  await person.click(await button('Make the class'));
  await screen.findByLabelText('Link of the class');
  expect(plan()).toMatchObject({ levels: ['deny-wins'] });
  expect(plan().questions).toBeUndefined();
});

test('thirty codes in one paste make the table, and three altered ones are named', async () => {
  await make();
  const codes = codesOf(plan()).map((code, at) => ([3, 11, 27].includes(at) ? altered(code) : code));
  await paste(`Results of Friday:\n${codes.join('\n\n')}`);
  await screen.findByText('27 students are new.');
  const alert = await screen.findByText('3 codes do not count');
  expect(alert.closest('[role=alert]')?.textContent).toMatch(
    /The code of Dora was altered.*The code of Lea was altered.*The code of Bea was altered/s,
  );
  const byName = names();
  expect(byName).toHaveLength(27);
  await person.click(screen.getByRole('button', { name: /^Before → after/ }));
  expect(names()).not.toEqual(byName);
  screen.getByText(/27 students answered both times/);
  screen.getByRole('table', { name: 'Levels' });
  await waitFor(() => screen.getAllByText(/ of \d+ wrong/));
});

test('files are dropped many at once, and the CSV has a line for each student', async () => {
  await make();
  await person.click(await screen.findByRole('tab', { name: 'Results' }));
  await screen.findByText('No results yet');
  const results = thirtyResults(plan()).slice(0, 4);
  drop(...results.map((one) => new File([writeResult(one, plan())], `${one.student}.json`)));
  await screen.findByText('4 students are new.');
  expect(session.workspaces.list).toHaveLength(1);
  const file = nextFile();
  await person.click(await button('Save as CSV'));
  const { name, text } = await file;
  expect(name).toMatch(/\.csv$/);
  expect(text.trim().split('\r\n')).toHaveLength(5);
});

test('another title keeps the class, other levels make a new one, and results stay with the old one', async () => {
  await make();
  const first = plan();
  await paste(codesOf(first)[0] ?? '');
  await screen.findByText('1 student is new.');
  visit(`#/learn/class/${first.id}/change`);
  const title = await screen.findByRole('textbox', { name: 'Title' });
  await person.clear(title);
  await person.type(title, 'IAM on Friday');
  await person.click(await button('Save'));
  await screen.findByRole('heading', { level: 1, name: 'IAM on Friday' });
  expect(plan()).toEqual({ ...first, title: 'IAM on Friday' });

  visit(`#/learn/class/${first.id}/change`);
  await person.click(await screen.findByRole('checkbox', { name: /^Ask ten questions/ }));
  await screen.findByText('This makes a new class with a new link');
  await person.click(await button('Make a new class'));
  await screen.findByLabelText('Link of the class');
  expect(classes.current.map(({ codes }) => codes.length)).toEqual([1, 0]);
});

test('another class never takes the place of one whose link may be out', async () => {
  await make();
  const { id } = plan();
  visit(`#/learn/class/${id}/change`);
  await person.click(await screen.findByRole('checkbox', { name: /^Ask ten questions/ }));
  await person.click(await button('Make a new class'));
  await screen.findByLabelText('Link of the class');
  expect(classes.current).toHaveLength(2);
  expect(classes.find(id)).toBeDefined();
});

test('deleting a class asks, and Undo brings it back with its results', async () => {
  await make();
  await paste(codesOf(plan())[0] ?? '');
  await screen.findByText('1 student is new.');
  await person.click(await button('Delete …'));
  await person.click(await button('Delete the class'));
  await screen.findByRole('link', { name: 'Make a class' });
  expect(classes.current).toEqual([]);
  // The last one is that of the message; the other one is in the top bar.
  await person.click((await screen.findAllByRole('button', { name: 'Undo' })).at(-1) ?? document.body);
  await screen.findByText(/results of 1 student/);
});

test('an address of a class that is not here says where a class is', async () => {
  openPage(session, '#/learn/class/zzzzzzzz');
  await screen.findByText('This browser has no such class');
});
