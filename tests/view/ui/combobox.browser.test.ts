/** The combobox finds options as one types, draws sixty of thousands, and takes free text only where it may. */

import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Combobox from '#view/ui/controls/Combobox.svelte';
import { matchingOptions, type Option } from '#view/ui/controls/combobox.svelte.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
const options: Option[] = Array.from({ length: 5000 }, (_, at) => ({
  value: `arn:aws:iam::1:user/user-${at}`,
  label: `user-${at}`,
}));

function open(free = false) {
  const onchange = vi.fn();
  const value = options[3]?.value ?? '';
  render(Combobox, { label: 'Who', value, options, onchange, free });
  return { onchange, field: screen.getByRole('combobox', { name: 'Who' }) };
}

test.each([
  ['user-49', ['user-49', 'user-490', 'user-491']],
  ['r-4999', ['user-4999']],
  ['IAM::1:USER/user-77', ['user-77', 'user-770', 'user-771']],
  ['nobody', []],
])('the text %j matches the options %j first', (text, labels) => {
  const found = matchingOptions(options, text).slice(0, 3);
  expect(found.map(({ label }) => label)).toEqual(labels);
});

test('a combobox of thousands of options draws sixty, and counts the rest', async () => {
  const { field } = open();
  await person.click(field);
  expect(screen.getAllByRole('option')).toHaveLength(60);
  screen.getByText('4,940 more. Type more letters to see fewer.');
});

test('typing, arrows and Enter choose an option, and Escape changes nothing', async () => {
  const { field, onchange } = open();
  await person.click(field);
  await person.keyboard('user-49{ArrowDown}{Enter}');
  expect(onchange).toHaveBeenLastCalledWith('arn:aws:iam::1:user/user-490');
  await person.clear(field);
  await person.type(field, 'user-7{Escape}');
  expect(onchange).toHaveBeenCalledTimes(1);
  expect((field as HTMLInputElement).value).toBe('user-3');
});

test('a combobox takes free text where any text may be, and nowhere else', async () => {
  const { field, onchange } = open(true);
  await person.clear(field);
  await person.type(field, 'arn:aws:s3:::mine{Enter}');
  expect(onchange).toHaveBeenLastCalledWith('arn:aws:s3:::mine');
  screen.getByRole('combobox').blur();
});

test('a combobox without free text keeps its value when a person leaves it', async () => {
  const { field, onchange } = open();
  await person.clear(field);
  await person.type(field, 'gibberish');
  await person.tab();
  expect(onchange).not.toHaveBeenCalled();
  expect((field as HTMLInputElement).value).toBe('user-3');
});

test('a combobox offers what no option is called, and a person who leaves it chose nothing', async () => {
  const onchange = vi.fn();
  const offer = (name: string): Option => ({ value: name, label: `Create ${name}` });
  render(Combobox, { label: 'Who', value: '', options: options.slice(0, 3), onchange, offer });
  const field = screen.getByRole('combobox', { name: 'Who' });
  await person.type(field, 'USER-1');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent.trim())).toEqual(['user-1']);
  await person.clear(field);
  await person.type(field, 'user');
  expect(screen.getAllByRole('option').at(-1)?.textContent.trim()).toBe('Create user');
  field.blur();
  expect(onchange).not.toHaveBeenCalled();
  await person.type(field, 'carol{Enter}');
  expect(onchange).toHaveBeenLastCalledWith('carol');
});
