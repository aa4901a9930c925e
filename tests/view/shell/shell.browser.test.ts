/** The shell around the places listens to keys, offers themes, and survives a place that fails. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { defaultRegion, regionChoice } from '#app/session/region.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { themeChoice } from '#view/shell/theme.svelte.ts';
import PlaceFrame from '#view/shell/PlaceFrame.svelte';
import { exampleSession, mountPart, openPage } from '../mounted.ts';
import Failing from '../Failing.svelte';
import { failing } from '../failing.svelte.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;
const main = (name: string) => screen.findByRole('main', { name });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test('g and a letter go to a place, / goes to its search, and ? opens the list of keys', async () => {
  openPage(session);
  await main('Ask');
  await person.keyboard('gi');
  await main('Identities');
  const search = await screen.findByRole('searchbox', { name: /^Search users/ });
  await person.keyboard('/');
  expect(document.activeElement).toBe(search);
  await person.keyboard('gp');
  await main('Identities');
  expect((search as HTMLInputElement).value).toBe('gp');
  search.blur();
  await person.keyboard('?');
  const keys = await screen.findByRole('dialog', { name: 'Keys' });
  within(keys).getByText('Go to Policies');
  await person.keyboard('{Escape}');
});

test('a page that a person goes to has the focus on its heading, and Back on the link that led away', async () => {
  openPage(session, '#/ask');
  await main('Ask');
  const heading = async (name: string) => {
    const found = await screen.findByRole('heading', { level: 1, name });
    await expect.poll(() => document.activeElement).toBe(found);
  };
  await person.keyboard('gp');
  await heading('Policies');
  await person.keyboard('gi');
  await heading('Identities');
  (await screen.findByRole('link', { name: /alice/ })).focus();
  await person.keyboard('{Enter}');
  await heading('alice');
  await person.keyboard('ga');
  await heading('Ask');
  history.back();
  await heading('alice');
  history.back();
  await screen.findByRole('heading', { level: 1, name: 'Identities' });
  await expect.poll(() => document.activeElement?.textContent.trim()).toBe('alice');
});

test('no key acts while a dialog is open, in a field, or as AltGr; a layout without Latin letters has its keys', async () => {
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session);
  await screen.findByRole('button', { name: 'Undo: Create user bob' });
  const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  press('z', { ctrlKey: true, altKey: true });
  press('z', { ctrlKey: true }, await screen.findByRole('combobox', { name: 'Who' }));
  await person.keyboard('?');
  press('z', { ctrlKey: true }, await screen.findByRole('button', { name: 'Close' }));
  expect(session.history.undoLabel).toBe('Create user bob');
  await person.keyboard('{Escape}');
  press('я', { ctrlKey: true, code: 'KeyZ' });
  await screen.findByRole('button', { name: 'Redo: Create user bob' });
});

test('Ctrl Z and Ctrl Shift Z move the history of the account', async () => {
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session);
  await screen.findByRole('button', { name: 'Undo: Create user bob' });
  await person.keyboard('{Control>}z{/Control}');
  await screen.findByRole('button', { name: 'Redo: Create user bob' });
  await person.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  await screen.findByRole('button', { name: 'Undo: Create user bob' });
});

test('the theme menu opens and chooses by keyboard', async () => {
  onTestFinished(() => themeChoice.choose('system'));
  openPage(session);
  const theme = await screen.findByRole('button', { name: /^Theme/ });
  theme.focus();
  await person.keyboard('{ArrowDown}');
  const dark = await screen.findByRole('menuitemradio', { name: 'Dark' });
  await expect.poll(() => document.activeElement?.textContent.trim()).toBe('As the system');
  await person.keyboard('d');
  expect(document.activeElement).toBe(dark);
  await person.keyboard('{Enter}');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await expect.poll(() => screen.queryByRole('menuitemradio')).toBeNull();
  expect(document.activeElement).toBe(theme);
  await person.keyboard('{ArrowDown}');
  await person.click(await screen.findByRole('menuitemradio', { name: 'As the system' }));
  expect(document.documentElement.dataset['theme']).toBeUndefined();
});

test('a place that fails offers its reload and leaves the rest alone', async () => {
  onTestFinished(() => {
    failing.now = false;
  });
  failing.now = true;
  const place = { name: 'graph', label: 'Graph', icon: 'graph', letter: 'g' } as const;
  mountPart(session, PlaceFrame, { place: { ...place, load: () => Promise.resolve({ default: Failing }) } });
  const panel = await screen.findByRole('alert', { name: 'Graph could not be shown' });
  within(panel).getByText('Error: this part is broken');
  within(panel).getByRole('button', { name: 'Download a backup' });
  within(panel).getByRole('button', { name: 'Copy details' });
  failing.now = false;
  await person.click(within(panel).getByRole('button', { name: 'Reload this place' }));
  await screen.findByText('all is well');
});

test('a place whose code does not load says so, and loads when asked again', async () => {
  let attempts = 0;
  const load = () =>
    attempts++ === 0 ? Promise.reject(new Error('no network')) : Promise.resolve({ default: Failing });
  mountPart(session, PlaceFrame, {
    place: { name: 'graph', label: 'Graph', icon: 'graph', letter: 'g', load },
  });
  const panel = await screen.findByRole('alert', { name: 'Graph could not be loaded' });
  await person.click(within(panel).getByRole('button', { name: 'Reload this place' }));
  await screen.findByText('all is well');
});

test('styles that the network does not bring are no fault of the page', async () => {
  const load = () => Promise.reject(new Error('Unable to preload CSS for http://localhost/assets/graph.css'));
  mountPart(session, PlaceFrame, {
    place: { name: 'graph', label: 'Graph', icon: 'graph', letter: 'g', load },
  });
  const panel = await screen.findByRole('alert', { name: 'Graph could not be loaded' });
  expect(panel.textContent).toMatch(/Maybe you are\s+offline/);
});

test('a person acts as somebody else with one pick', async () => {
  openPage(session);
  await person.click(await screen.findByRole('combobox', { name: 'Acting as' }));
  await person.click(await screen.findByRole('option', { name: /mallory/ }));
  expect(session.caller).toEqual({ kind: 'principal', arn: 'arn:aws:iam::111122223333:user/mallory' });
});

test.each([1440, 1101, 1024, 900, 390])(
  'the identity pill keeps its parts inside, and nothing of the top bar covers it, in a window %i pixels wide',
  async (width) => {
    await page.viewport(width, 800);
    await session.dispatch('iam', 'CreateUser', { UserName: 'somebody-with-a-rather-long-name' });
    session.identity.actAs('arn:aws:iam::111122223333:user/somebody-with-a-rather-long-name');
    await session.undo();
    openPage(session);
    const pill = await screen.findByRole('group', { name: 'Who you are' });
    await within(pill).findByText('does not exist');
    await screen.findByRole('button', { name: width > 980 ? 'Help' : 'More' });
    const frame = pill.getBoundingClientRect();
    for (const part of pill.querySelectorAll('button, input, a')) {
      const { left, right } = part.getBoundingClientRect();
      if (right > left) expect([left >= frame.left, right <= frame.right + 0.5]).toEqual([true, true]);
    }
    const others = [...document.querySelectorAll('header.topbar :is(button, a)')].filter(
      (one) => !pill.contains(one) && one.getBoundingClientRect().width > 0,
    );
    const covering = others.filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return (
        left < frame.right - 1 && right > frame.left + 1 && top < frame.bottom - 1 && bottom > frame.top + 1
      );
    });
    expect(covering.map((one) => one.textContent || one.getAttribute('aria-label'))).toEqual([]);
    expect(frame.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
    const bar = screen.getByRole('banner').getBoundingClientRect();
    expect(bar.height).toBeLessThanOrEqual(56);
    expect(frame.top >= bar.top && frame.bottom <= bar.bottom).toBe(true);
  },
);

test('on a phone the menu "More" shares, repeats, moves the clock, and chooses region and theme', async () => {
  onTestFinished(() => {
    themeChoice.choose('system');
    regionChoice.choose(defaultRegion);
  });
  await page.viewport(390, 844);
  openPage(session);
  const choose = async (name: string | RegExp) => {
    await person.click(await screen.findByRole('button', { name: 'More' }));
    await person.click(
      await screen.findByRole(/^(Dark|As)/.exec(`${name}`) ? 'menuitemradio' : 'menuitem', { name }),
    );
  };
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await session.undo();
  await choose(/^Redo/);
  await expect.poll(() => session.history.canRedo).toBe(false);
  await choose(/^Region/);
  const region = await screen.findByRole('combobox', { name: 'Region' });
  await person.selectOptions(region, 'eu-central-1');
  expect(regionChoice.region).toBe('eu-central-1');
  await person.keyboard('{Escape}');
  await choose(/^Simulated time/);
  await person.click(await screen.findByRole('button', { name: 'Freeze' }));
  await person.keyboard('{Escape}');
  await screen.findByRole('button', { name: /^Clock: / });
  await choose('Dark');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await choose('As the system');
  await choose('Share');
  await screen.findByRole('dialog', { name: /^Share/ });
});
