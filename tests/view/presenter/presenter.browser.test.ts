/** Presenter view: the answer waits for a press, the page is larger, and the notes follow the lesson. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { beginDraft } from '#app/level-editor/draft.ts';
import { lessonRun } from '#app/lesson/run.svelte.ts';
import { presenting } from '#app/presenter/presenting.svelte.ts';
import { openFromGallery } from '#app/share/open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { guideViewOf } from '#view/guide/shown.svelte.ts';
import { notesWindow, pressed } from '#view/presenter/notes-window.svelte.ts';
import { presenterMoment, presenterTimeWords } from '#view/presenter/parts.ts';
import Notes from '#view/presenter/Notes.svelte';
import PresentButton from '#view/presenter/PresentButton.svelte';
import { exampleSession, mountPart, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

let session: Session;
const person = newPerson();
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});
afterEach(() => {
  presenting.turn(false);
  lessonRun.reset();
  notesWindow.isRefused = false;
});

const question = (name: string) =>
  `#/ask?p=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2F${name}&a=s3%3AGetObject&r=arn%3Aaws%3As3%3A%3A%3Apayroll%2F2026.csv`;
async function projector(): Promise<void> {
  const { innerWidth, innerHeight } = window;
  await page.viewport(1024, 768);
  onTestFinished(() => page.viewport(innerWidth, innerHeight));
}
const answer = () => screen.queryByRole('status', { name: 'Answer' });

test('p covers the answer until it is shown, and a new question is covered again', async () => {
  openPage(session, question('alice'));
  await screen.findByRole('status', { name: 'Answer' });
  await person.keyboard('p');
  await screen.findByRole('button', { name: 'QR code' });
  const show = await screen.findByRole('button', { name: 'Show the answer' });
  expect(answer()).toBeNull();
  expect(screen.queryByRole('region', { name: 'Why' })).toBeNull();
  show.focus();
  await person.keyboard(' ');
  await screen.findByRole('region', { name: 'Why' });
  expect(answer()?.textContent).toMatch(/No/);
  visit(question('mallory'));
  await screen.findByRole('button', { name: 'Show the answer' });
  expect(answer()).toBeNull();
  await person.keyboard('{Escape}');
  await screen.findByRole('status', { name: 'Answer' });
});

test('an answer that was shown is covered again after a change of the account', async () => {
  openPage(session, question('alice'));
  presenting.turn(true);
  await person.click(await screen.findByRole('button', { name: 'Show the answer' }));
  expect(answer()?.textContent).toMatch(/No/);
  await session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });
  await person.click(await screen.findByRole('button', { name: 'Show the answer' }));
  expect(answer()?.textContent).toMatch(/Yes/);
});

test('an open guide is a strip of a fifth of the window, which scrolls within itself', async () => {
  await openFromGallery(session, 'deny-wins');
  openPage(session, '#/ask');
  presenting.turn(true);
  await person.click(await screen.findByRole('button', { name: 'Show the guide' }));
  await person.click(await screen.findByRole('link', { name: /^Start here/ }));
  const guide = await screen.findByRole('complementary', { name: 'Guide' });
  expect(guide.getBoundingClientRect().height).toBeLessThanOrEqual(Math.max(window.innerHeight / 5, 136) + 1);
  const scrolled = guide.querySelector('.scrolled');
  expect(scrolled?.scrollHeight).toBeGreaterThan(scrolled?.clientHeight ?? 0);
});

test('a question is words in presenter view, its fields come for a change and go with it', async () => {
  openPage(session, question('alice'));
  presenting.turn(true);
  const edit = await screen.findByRole('button', { name: 'Change the question' });
  expect(screen.queryByRole('combobox', { name: 'Who' })).toBeNull();
  edit.focus();
  await person.keyboard('{Enter}');
  const who = await screen.findByRole('combobox', { name: 'Who' });
  expect(document.activeElement).toBe(who);
  await person.keyboard('{Escape}{Escape}');
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Who' })).toBeNull());
  expect(presenting.isOn).toBe(true);
  await person.keyboard('{Enter}');
  await person.type(await screen.findByRole('combobox', { name: 'Who' }), 'mallory');
  await person.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Who' })).toBeNull());
  screen.getByText('mallory', { selector: 'b' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change the question' }));
});

test('a covered question fills the window with names that are whole, and a revealed one breaks none', async () => {
  await projector();
  openPage(session, question('alice'));
  presenting.turn(true);
  const show = await screen.findByRole('button', { name: 'Show the answer' });
  const sentence = () => document.querySelector('.said .sentence') as HTMLElement;
  const size = () => Number.parseFloat(getComputedStyle(sentence()).fontSize);
  await waitFor(() => expect(size()).toBeGreaterThan(80));
  const card = screen.getByRole('region', { name: 'The question' }).getBoundingClientRect();
  const end = show.getBoundingClientRect().bottom;
  expect(end - sentence().getBoundingClientRect().top).toBeGreaterThan(card.height * 0.7);
  expect(end).toBeLessThanOrEqual(card.bottom);
  const lines = () =>
    Array.from(sentence().querySelectorAll('.whole'), (name) =>
      Math.round((name as HTMLElement).offsetHeight / (size() * 1.25)),
    );
  expect(lines()).toEqual([1, 1, 1]);
  await person.click(show);
  await screen.findByRole('region', { name: 'Why' });
  await waitFor(() => expect(size()).toBeLessThan(50));
  expect(lines()).toEqual([1, 1, 1]);
});

test('on a projector, numbers lie in their circles and the menu of places shows all of them', async () => {
  await projector();
  openPage(session, '#/learn');
  presenting.turn(true);
  const card = await screen.findByRole('link', { name: 'Nothing is allowed by default' });
  const number = card.closest('li')?.querySelector<HTMLElement>('.number');
  await waitFor(() => expect(number?.clientHeight).toBeGreaterThan(30));
  expect(number?.scrollHeight).toBeLessThanOrEqual(number?.clientHeight ?? 0);
  await person.click(screen.getByRole('button', { name: 'Places' }));
  const menu = await screen.findByRole('menu', { name: 'Places' });
  await within(menu).findByRole('menuitemradio', { name: 'Workspaces' });
  await waitFor(() => expect(menu.scrollHeight).toBeLessThanOrEqual(menu.clientHeight));
});

test('on a projector, a choice over a list shows its words whole, and a search has its mark beside its words', async () => {
  await projector();
  openPage(session, '#/policies');
  presenting.turn(true);
  const search = await screen.findByRole('searchbox', { name: 'Search policies' });
  await waitFor(() => expect(getComputedStyle(search).fontSize).toBe('24px'));
  const wide = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  for (const list of screen
    .getAllByRole<HTMLSelectElement>('combobox')
    .filter(({ tagName }) => tagName === 'SELECT')) {
    const { font, paddingLeft, paddingRight } = getComputedStyle(list);
    wide.font = font;
    const words = wide.measureText(list.selectedOptions[0]?.label ?? '').width;
    const room = list.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    expect(words).toBeLessThanOrEqual(room + 1);
  }
  const field = search.getBoundingClientRect();
  const mark = search.parentElement?.querySelector('svg')?.getBoundingClientRect() ?? field;
  const words = field.left + Number.parseFloat(getComputedStyle(search).paddingLeft);
  expect(words - mark.right).toBeGreaterThan(5);
  expect(Math.abs(mark.top + mark.bottom - field.top - field.bottom)).toBeLessThan(3);
});

test('the banner of a preview stays where the account is shown', async () => {
  await openFromGallery(session, 'deny-wins');
  openPage(session, '#/ask');
  await screen.findByText('Preview of “A deny wins”.');
  for (const hash of ['#/learn/lesson', '#/learn/teach', '#/learn/class/new', '#/workspaces']) {
    visit(hash);
    await waitFor(() => expect(screen.queryByText('Preview of “A deny wins”.')).toBeNull());
  }
  for (const hash of ['#/graph', '#/learn/teach/level']) {
    visit(hash);
    await screen.findByText('Preview of “A deny wins”.');
  }
});

test('presenter view has no name of another workspace on the screen, and letters of 24 px', async () => {
  await session.workspaces.createFromExample('small-company');
  openPage(session, '#/workspaces');
  presenting.turn(true);
  await screen.findByText('Your workspaces are hidden from the class');
  await screen.findByRole('button', { name: 'QR code' });
  expect(document.body.textContent).not.toContain('First minutes');
  expect(
    getComputedStyle(screen.getByText('Presenter view shows only what the class may see.')).fontSize,
  ).toBe('24px');
  await person.click(screen.getByRole('button', { name: 'Show it' }));
  await screen.findByText('First minutes');
});

test('the notes tick checkpoints, say what the screen reads, and go from part to part', async () => {
  mountPart(session, Notes, {});
  await person.click(screen.getByRole('button', { name: 'Start the timer' }));
  expect(lessonRun.isRunning).toBe(true);
  const choice = screen.getByRole('combobox', { name: 'Part of the lesson' });
  await person.selectOptions(choice, within(choice).getByRole('option', { name: '3. A deny wins' }));
  await screen.findByRole('heading', { level: 1, name: 'A deny wins' });
  const checks = screen.getByRole('region', { name: 'The screen must read' });
  expect(await within(checks).findAllByText('As it must.')).toHaveLength(2);
  await within(checks).findAllByText('The projector reads No now.');
  await within(checks).findByText('This checkpoint comes later.');
  await person.click(within(checks).getAllByRole('checkbox')[0] as HTMLElement);
  expect(lessonRun.isTicked('A deny wins 1')).toBe(true);
  await openFromGallery(session, 'external-id');
  await within(checks).findByText('Open the scenario of this part, and its answers appear here.');
  await person.click(screen.getByRole('button', { name: 'Begin the lesson again' }));
  await screen.findByRole('heading', { level: 1, name: 'Arriving' });
  await waitFor(() => expect(session.readOnlyWorld?.name).toBe('First minutes'));
  expect([lessonRun.isUnderWay, lessonRun.isTicked('A deny wins 1')]).toEqual([false, false]);
});

test('a lesson under way goes on at its part, or begins again with the first scenario', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null);
  lessonRun.goTo(2);
  mountPart(session, PresentButton, {});
  await person.click(screen.getByRole('button', { name: 'Go on with part 3' }));
  await waitFor(() => expect(session.readOnlyWorld?.name).toBe('A deny wins'));
  await person.click(screen.getByRole('button', { name: 'Present from the beginning' }));
  await waitFor(() => expect(session.readOnlyWorld?.name).toBe('First minutes'));
  screen.getByRole('button', { name: 'Present the lesson' });
  expect(lessonRun.part).toBe(0);
});

const steps = (...done: readonly number[]) =>
  [1, 2, 3].map((number) => ({ step: { text: '' }, checked: true, done: done.includes(number) }));
test.each([
  ['at the beginning', [], [], 'now'],
  ['after the change that turns it', [], [2], 'earlier'],
  ['before its step', [2], [], 'later'],
  ['after its step', [2], [2], 'now'],
  ['after the next checkpoint’s step', [2], [2, 3], 'earlier'],
  ['after one of its two steps', [2, 3], [2], 'later'],
] as const)('%s, a checkpoint after steps %j has its moment said', (_, after, done, moment) => {
  const all = [{ after: [] }, { after: [2] }, { after: [2, 3] }];
  expect(presenterMoment({ after }, all, steps(...done))).toBe(moment);
});

test.each([
  [0, '0:00 of 12 min'],
  [425_000, '7:05 of 12 min'],
  [720_000, '12:00 of 12 min'],
  [820_000, '13:40 of 12 min, 2 min over'],
])('%i ms of 12 minutes are said as %s', (milliseconds, words) => {
  expect(presenterTimeWords(milliseconds, 12)).toBe(words);
});

test('the goals of another scenario are covered again, though those of the last one were shown', async () => {
  await openFromGallery(session, 'deny-wins');
  presenting.turn(true);
  guideViewOf(session).choose(true);
  openPage(session, '#/graph');
  const goals = async () => screen.findByRole('region', { name: 'Goals' });
  await person.click(within(await goals()).getByRole('button', { name: 'Show the answers' }));
  await within(await goals()).findByRole('columnheader', { name: 'Now' });
  await openFromGallery(session, 'external-id');
  visit('#/graph');
  await within(await goals()).findByRole('button', { name: 'Show the answers' });
  expect(within(await goals()).queryByRole('columnheader', { name: 'Now' })).toBeNull();
});

test('the bar of the level editor does not say the answer that is covered', async () => {
  await beginDraft(session);
  presenting.turn(true);
  openPage(session, question('alice'));
  const bar = await screen.findByRole('region', { name: 'Level that you write' });
  await person.click(await screen.findByRole('button', { name: 'Show the answer' }));
  await within(bar).findByText('No');
  visit(question('mallory'));
  await screen.findByRole('button', { name: 'Show the answer' });
  expect(bar.textContent).not.toContain('Now:');
});

test('Escape in a panel that lies over the page closes only the panel', () => {
  presenting.turn(true);
  const panel = document.createElement('div');
  panel.setAttribute('role', 'dialog');
  panel.innerHTML = '<input /><button>Show</button>';
  document.body.append(panel);
  onTestFinished(() => panel.remove());
  const escape = (target: EventTarget) => {
    const event = new KeyboardEvent('keydown', { key: 'Escape' });
    Object.defineProperty(event, 'target', { value: target });
    pressed(event, session);
    return presenting.isOn;
  };
  expect([...panel.children].map(escape)).toEqual([true, true]);
  panel.remove();
  expect(escape(document.body)).toBe(false);
});

test('n opens the next part, and a refused window has its notes in the page until presenter view ends', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null);
  openPage(session);
  presenting.turn(true);
  await person.click(await screen.findByRole('button', { name: 'Notes' }));
  const notes = await screen.findByRole('complementary', { name: 'Notes' });
  const first = (await within(notes).findByRole('heading', { level: 1 })).textContent;
  await person.keyboard('n');
  await vi.waitFor(() => {
    expect(within(notes).getByRole('heading', { level: 1 }).textContent).not.toBe(first);
  });
  presenting.turn(false);
  await screen.findByRole('navigation', { name: 'Places' });
  presenting.turn(true);
  await screen.findByRole('button', { name: 'QR code' });
  expect(notesWindow.isRefused).toBe(false);
});

test('no code is shown for an address that only this computer opens, but the file', async () => {
  openPage(session);
  presenting.turn(true);
  await person.click(await screen.findByRole('button', { name: 'QR code' }));
  const code = await screen.findByRole('region', { name: 'QR code' });
  await within(code).findByRole('button', { name: 'Save as a file' });
  expect(within(code).queryByRole('img')).toBeNull();
});
