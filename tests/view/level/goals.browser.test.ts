/** A goal leads to the page that answers it: a question to Ask, a way to the ways. */

import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { LevelGoal } from '#learn/level/format.ts';
import Goals from '#view/level/Goals.svelte';

const milo = 'arn:aws:iam::367100000001:user/milo';
const bucket = 'arn:aws:s3:::payroll';
const goals: readonly LevelGoal[] = [
  { id: 'way', text: 'Milo can rise', check: { kind: 'no-way-up', principal: milo } },
  {
    id: 'to',
    text: 'Milo can get at the payroll',
    check: { kind: 'no-way-up', principal: milo, to: bucket },
  },
  { id: 'mfa', text: 'Milo has MFA', check: { kind: 'fact', fact: 'mfa', of: milo, wanted: true } },
];
const now = goals.map((goal) => ({ goal, now: true, reached: false }));
const queryOf = (name: string) => {
  const [path, query] = (screen.getByRole('link', { name }).getAttribute('href') ?? '').split('?');
  return [path, Object.fromEntries(new URLSearchParams(query))];
};

test('a goal about a way leads to the ways of its principal, to its end', () => {
  render(Goals, { goals, now });
  expect(queryOf('Milo can rise')).toEqual(['#/graph/ways', { from: milo }]);
  expect(queryOf('Milo can get at the payroll')).toEqual(['#/graph/ways', { from: milo, to: bucket }]);
  expect(screen.getAllByRole('link')).toHaveLength(2);
});

test('no goal is a link before the answers are shown', () => {
  const { container } = render(Goals, { goals });
  expect(within(container).queryAllByRole('link')).toEqual([]);
});
