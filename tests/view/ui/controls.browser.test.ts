/** The controls of a form, as a person and a screen reader find them. */

import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { userEvent as trusted } from 'vitest/browser';
import '#view/ui/style/tokens.css';
import '#view/ui/style/base.css';
import SearchBox from '#view/ui/controls/SearchBox.svelte';
import Choosing from '#view/ui/showcase/Choosing.svelte';
import Form from './Form.svelte';
import { newPerson } from '../person.ts';

const said = () => screen.getByRole('status').textContent;

test('a control in a field has its label and its hint; one with a name of its own has neither', () => {
  render(Form);
  const name = screen.getByRole('textbox', { name: 'Name' });
  expect(name).toHaveAccessibleDescription('Letters and digits');
  expect(name).not.toHaveAttribute('aria-invalid');
  const beside = screen.getByRole('textbox', { name: 'Beside the name' });
  expect(beside).not.toHaveAttribute('id');
  expect(beside).not.toHaveAttribute('aria-describedby');
});

test('a field with an error says it in the place of the hint, and its control is invalid', async () => {
  const { rerender } = render(Form, { error: 'Taken' });
  const name = screen.getByRole('textbox', { name: 'Name' });
  expect(name).toHaveAccessibleDescription('Taken');
  expect(name).toBeInvalid();
  await rerender({ error: undefined });
  expect(name).toBeValid();
});

test('what is typed arrives, a number as a number', async () => {
  render(Form);
  const person = newPerson();
  await person.type(screen.getByRole('textbox', { name: 'Name' }), 'x');
  await person.type(screen.getByRole('spinbutton', { name: 'Days' }), '1');
  expect(said()).toBe('alicex number us-east-1 Allow');
});

test('a list shows what was chosen', async () => {
  render(Form);
  const region = screen.getByRole('combobox', { name: 'Region' });
  await userEvent.selectOptions(region, 'eu-west-1');
  expect(region).toHaveValue('eu-west-1');
  expect(said()).toContain('eu-west-1');
});

test('a list whose choice was refused shows its value again, also when the choice is gone from it', async () => {
  render(Form, { refuse: true });
  const region = screen.getByRole('combobox', { name: 'Region' });
  await userEvent.selectOptions(region, 'eu-west-1');
  await expect.poll(() => (region as HTMLSelectElement).value).toBe('us-east-1');
  expect(screen.queryByRole('option', { name: 'eu-west-1' })).toBeNull();
});

test('radios are one group with a name; the arrow keys choose', async () => {
  render(Form);
  const person = newPerson();
  expect(screen.getByRole('radiogroup', { name: 'Effect' })).toBeInTheDocument();
  await person.click(screen.getByRole('radio', { name: 'Allow' }));
  await person.keyboard('{ArrowDown}');
  expect(screen.getByRole('radio', { name: 'Deny' })).toBeChecked();
  expect(said()).toContain('Deny');
});

test('a circle or a box stands in the middle of the first line of its words, which take the click', async () => {
  render(Choosing);
  const boxes = [...document.querySelectorAll<HTMLInputElement>('label input:not(.visually-hidden)')].filter(
    (box) => box.parentElement?.querySelector('.words'),
  );
  expect(boxes.length).toBeGreaterThan(12);
  for (const box of boxes) {
    const words = document.createRange();
    words.selectNodeContents(box.parentElement?.querySelector('.words .label, .words') ?? box);
    const [line] = words.getClientRects();
    const { top, height } = box.getBoundingClientRect();
    const apart = top + height / 2 - ((line?.top ?? 0) + (line?.height ?? 0) / 2);
    expect(Math.abs(apart), box.ariaLabel ?? box.parentElement?.textContent).toBeLessThanOrEqual(1);
  }
  await userEvent.click(screen.getAllByText('You type it.')[0] ?? document.body);
  expect(screen.getAllByRole('radio', { name: 'Custom password' })[0]).toBeChecked();
});

test('a segment has a ring for keys alone', async () => {
  render(Choosing);
  const group = screen.getAllByRole('radiogroup', { name: 'View' }).find((one) => one.matches('.segments'));
  const [first, second] = [...(group?.querySelectorAll('label') ?? [])];
  if (!first || !second) throw new Error('no segments');
  const ring = (label: HTMLElement) => getComputedStyle(label).outlineStyle;
  await trusted.click(second);
  expect([document.activeElement, ring(second)]).toEqual([second.querySelector('input'), 'none']);
  await trusted.keyboard('{ArrowLeft}');
  expect([document.activeElement, ring(first)]).toEqual([first.querySelector('input'), 'solid']);
});

test.each([
  [400, 'Find a service, action or policy'],
  [160, 'Find'],
])('a search of %d px shows %s in it, and has its whole name', async (width, shown) => {
  const { container } = render(SearchBox, { value: '', label: 'Find a service, action or policy' });
  container.style.width = `${width}px`;
  const box = screen.getByRole('searchbox', { name: 'Find a service, action or policy' });
  await expect.poll(() => box.getAttribute('placeholder')).toBe(shown);
});
