/** Messages follow an act: they cover nothing, are counted where they repeat, and stay in their workspace. */

import { render, screen } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import ToastList from '#view/ui/overlay/ToastList.svelte';
import { Toasts } from '#view/ui/overlay/toasts.svelte.ts';
import { listen } from '../heard.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { press, type } from '../places/identities/page.ts';

beforeEach(() => page.viewport(360, 740));

const seen = () =>
  ['first', 'second', 'third'].filter((text) => screen.queryByText(text)?.checkVisibility() === true);

test('the newest message stands alone on a narrow screen, the focused one stays, and all stand on a wide one', async () => {
  const toasts = new Toasts();
  render(ToastList, { toasts });
  const show = (text: string) =>
    flushSync(() => toasts.show(text, { label: `Undo ${text}`, run: () => undefined }));
  show('first');
  show('second');
  expect(seen()).toEqual(['second']);
  screen.getByRole('button', { name: 'Undo second' }).focus();
  show('third');
  expect(seen()).toEqual(['second', 'third']);
  flushSync(() => screen.getByRole('button', { name: 'Undo second' }).click());
  expect(seen()).toEqual(['third']);
  await page.viewport(1280, 800);
  expect(seen()).toEqual(['first', 'third']);
});

test('on a narrow screen the message of what an act led to stands, also when that of the act comes later', () => {
  const toasts = new Toasts();
  render(ToastList, { toasts });
  flushSync(() => toasts.show('second', undefined, undefined, true));
  flushSync(() => toasts.show('first'));
  expect(seen()).toEqual(['second']);
});

test('a new message takes the place of the oldest, also where only messages of outcomes stand', () => {
  const toasts = new Toasts();
  for (const outcome of ['one', 'two', 'three']) toasts.show(outcome, undefined, undefined, true);
  const texts = () => toasts.list.map(({ text }) => text);
  toasts.show('act', { label: 'Undo', run: () => undefined });
  expect(texts()).toEqual(['act', 'two', 'three']);
  toasts.show('next act', { label: 'Undo', run: () => undefined });
  expect(texts()).toEqual(['act', 'next act', 'three']);
});

test('a message that repeats is counted, and its Undo takes back one act after the other, the newest first', async () => {
  const toasts = new Toasts();
  render(ToastList, { toasts });
  const undone: string[] = [];
  for (const act of ['one', 'two', 'three'])
    flushSync(() => toasts.show('Tagged bob', { label: 'Undo', run: () => undone.push(act) }));
  const [toast] = toasts.list;
  expect([toasts.list.length, toast?.before.length]).toEqual([1, 2]);
  screen.getByText('Tagged bob (3 times)');
  for (const left of ['Tagged bob (2 times)', 'Tagged bob']) {
    screen.getByRole('button', { name: 'Undo' }).click();
    await screen.findByText(left);
  }
  flushSync(() => screen.getByRole('button', { name: 'Undo' }).click());
  expect(undone).toEqual(['three', 'two', 'one']);
  expect(toasts.list).toEqual([]);
});

test('a message that repeats counts only the acts that still stand, and goes with the last', () => {
  const toasts = new Toasts();
  const undone = new SvelteSet<string>();
  render(ToastList, { toasts });
  for (const act of ['one', 'two'])
    flushSync(() =>
      toasts.show('Tagged bob', { label: 'Undo', run: () => undefined, stands: () => !undone.has(act) }),
    );
  screen.getByText('Tagged bob (2 times)');
  flushSync(() => undone.add('two'));
  screen.getByText('Tagged bob');
  flushSync(() => undone.add('one'));
  expect(screen.queryByText(/Tagged bob/)).toBeNull();
});

test('a message is read out once, without its buttons and its command, and again when it repeats', async () => {
  const toasts = new Toasts();
  render(ToastList, { toasts });
  const heard = listen();
  const undo = { label: 'Undo', run: () => undefined };
  for (const text of ['first', 'second', 'second']) {
    toasts.show(text, undo, 'aws iam');
    await tick();
  }
  await screen.findByText('second (2 times)');
  expect(heard).toEqual(['first', 'second', 'second (2 times)']);
  flushSync(() => toasts.dismiss(toasts.list[0]?.id ?? 0));
  await tick();
  expect(heard.length).toBe(3);
});

test('a message stays in its workspace: another one shows none of its Undo', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/identities/user/alice?tab=tags');
  await type('Key of the new tag', 'team');
  await press('Add');
  await screen.findByText('Tagged alice');
  await session.workspaces.createFromExample('small-company');
  flushSync();
  expect(screen.queryByText('Tagged alice')).toBeNull();
});

const overlaps = (one: DOMRect, other: DOMRect): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test.each([1440, 1024, 390])(
  'no button and no heading lies under a message on a page that is %i wide, once a person goes to it',
  async (width) => {
    await page.viewport(width, 500);
    const session = await exampleSession('small-company');
    const [user] = session.state.world.users.values();
    openPage(session, `#/identities/user/${user?.userName ?? ''}?tab=tags`);
    for (const key of ['one', 'two', 'three']) {
      await type('Key of the new tag', key);
      await press('Add');
      await screen.findByRole('button', { name: `Remove tag ${key}` });
    }
    visit('#/identities?tab=users');
    await screen.findByRole('table', { name: /users/i });
    const message = (await screen.findByText(/^Tagged/)).closest<HTMLElement>('.toast');
    if (!message) throw new Error('no message');
    await Promise.all(message.getAnimations().map(({ finished }) => finished));
    const others = [...document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, input')].filter(
      (one) => one.checkVisibility() && !one.closest('.toasts') && !one.matches('.skip'),
    );
    expect(others.length).toBeGreaterThan(20);
    const covered = others.filter((one) => {
      if (width < 1100) one.scrollIntoView({ block: 'nearest' });
      return overlaps(one.getBoundingClientRect(), message.getBoundingClientRect());
    });
    expect(covered.map((one) => one.outerHTML.slice(0, 80))).toEqual([]);
  },
);

test('the page, its rail and a panel are shorter by the strip of messages, which cuts no button', async () => {
  await page.viewport(1366, 768);
  const toasts = new Toasts();
  const { rerender } = render(ToastList, { toasts, rail: 'icons' });
  const below = document.createElement('button');
  below.style.cssText = 'display: block; margin: 700px 0 900px 300px; height: 60px; width: 300px';
  document.body.append(below);
  flushSync(() => toasts.show('first', { label: 'Undo', run: () => undefined }));
  const height = () => document.documentElement.style.getPropertyValue('--toasts');
  const strip = screen.getByRole('status', { name: 'Messages' });
  expect(height()).toBe(`${strip.clientHeight}px`);
  await expect
    .poll(() => below.getBoundingClientRect().bottom)
    .toBeLessThanOrEqual(strip.getBoundingClientRect().top);
  await rerender({ toasts, rail: 'words' });
  expect(height()).toBe('0px');
  below.remove();
});

test('a button that comes later than the message moves above its strip', async () => {
  await page.viewport(1366, 768);
  const main = document.createElement('main');
  document.body.append(main);
  const toasts = new Toasts();
  render(ToastList, { toasts, rail: 'icons' });
  flushSync(() => toasts.show('first', { label: 'Undo', run: () => undefined }));
  const strip = screen.getByRole('status', { name: 'Messages' });
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const late = document.createElement('button');
  late.style.cssText = 'display: block; margin: 700px 0 900px 300px; height: 60px; width: 300px';
  main.append(late);
  await expect
    .poll(() => late.getBoundingClientRect().bottom)
    .toBeLessThanOrEqual(strip.getBoundingClientRect().top);
  main.remove();
});
