/** A policy text that is not saved outlives its page. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent as hands } from 'vitest/browser';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const page = `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`;
const before = 'You wrote this before, and it is not saved yet';
const editor = () => screen.queryByRole('textbox', { name: 'New version of ReadPayroll' });
const button = (name: string) => screen.findByRole('button', { name });

test('a changed text is there again with a word about it, until it is dropped', async () => {
  openPage(await exampleSession('first-minutes'), page);
  await person.click(await button('Edit'));
  await expect.poll(() => editor()?.closest('.cm-editor')).toBeTruthy();
  const written = '{"Version":"2012-10-17","Statement":[]}';
  const content = editor();
  if (content) await hands.fill(content, written);
  await expect.poll(() => editor()?.textContent).toBe(written);
  visit('#/home');
  await expect.poll(editor).toBeNull();
  visit(page);
  await screen.findByText(before);
  await expect.poll(() => editor()?.textContent).toBe(written);
  await person.click(await button('Cancel'));
  visit('#/home');
  visit(page);
  await button('Edit');
  expect(screen.queryByText(before)).toBeNull();
});

test('a text that nobody changed is not kept', async () => {
  openPage(await exampleSession('first-minutes'), page);
  await person.click(await button('Edit'));
  await expect.poll(editor).not.toBeNull();
  visit('#/home');
  await expect.poll(editor).toBeNull();
  visit(page);
  await button('Edit');
  expect(editor()).toBeNull();
});
