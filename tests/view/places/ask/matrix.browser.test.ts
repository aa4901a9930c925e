/** The matrix in Ask: each cell answers and opens in Ask, follows edits and undo, and is reached by keyboard. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { route } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const read = 's3:GetObject on payroll/2026.csv';
const cell = (name: string | RegExp) => screen.findByRole('link', { name }, { timeout: 20_000 });
const attach = () =>
  session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::111122223333:policy/ReadPayroll',
  });

test('a changed answer says what it was, undo takes the mark away, and marking begins anew on demand', async () => {
  openPage(session, '#/ask/matrix');
  await cell(`alice, ${read}: No.`);
  await cell(`mallory, ${read}: Yes.`);
  await screen.findByText('No answer changed since you opened this matrix.');
  expect((await attach()).ok).toBe(true);
  await cell(`alice, ${read}: Yes. It was No.`);
  await screen.findByText(/^\d answers? changed since you opened this matrix\. Each says what it was\.$/);
  await session.undo();
  await cell(`alice, ${read}: No.`);
  await screen.findByText('No answer changed since you opened this matrix.');
  await session.redo();
  await cell(`alice, ${read}: Yes. It was No.`);
  await person.click(await button('Mark from now'));
  await cell(`alice, ${read}: Yes.`);
  await screen.findByText('No answer changed since you pressed “Mark from now”.');
  await session.undo();
  await cell(`alice, ${read}: No. It was Yes.`);
});

test('a change that is made in another place is marked when the person comes back', async () => {
  openPage(session, '#/ask/matrix');
  await cell(`alice, ${read}: No.`);
  visit('#/policies');
  await screen.findByRole('heading', { level: 1, name: 'Policies' });
  expect((await attach()).ok).toBe(true);
  visit('#/ask/matrix');
  await cell(`alice, ${read}: Yes. It was No.`);
  await person.click(screen.getByRole('checkbox', { name: 'Only what changed' }));
  expect(screen.queryByRole('link', { name: new RegExp(`^mallory, ${read}`) })).toBeNull();
});

test('a cell opens its question in Ask, which gives the same answer, and Ask leads to the matrix', async () => {
  openPage(session, '#/ask');
  const link = await screen.findByRole('link', { name: /the matrix$/ }, { timeout: 20_000 });
  await person.click(link);
  await person.click(await cell(`mallory, ${read}: Yes.`));
  await answer('Yes');
  expect(route.current.query['p']).toBe('arn:aws:iam::111122223333:user/mallory');
});

test('arrows move between the cells, of which one takes part in the order of Tab', async () => {
  openPage(session, '#/ask/matrix');
  const first = await cell(`root, ${read}: Yes.`);
  const grid = within(screen.getByRole('grid'));
  expect(grid.getAllByRole('link').filter(({ tabIndex }) => tabIndex === 0)).toEqual([first]);
  first.focus();
  await person.keyboard('{ArrowRight}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe(`alice, ${read}: No.`);
  await screen.findByText(/no identity policy allows it/);
  await person.keyboard('{ArrowDown}');
  await expect
    .poll(() => document.activeElement?.getAttribute('aria-label'))
    .toMatch(/^alice, s3:ListBucket/);
  await person.keyboard('{End}');
  await expect
    .poll(() => document.activeElement?.getAttribute('aria-label'))
    .toMatch(/^mallory, s3:ListBucket/);
});

test('questions and identities are chosen, and the choice is there in the next visit', async () => {
  openPage(session, '#/ask/matrix');
  await cell(`alice, ${read}: No.`);
  await person.click(screen.getByText('Identities and questions'));
  await person.selectOptions(screen.getByRole('combobox', { name: 'Identities' }), 'All users');
  await expect.poll(() => screen.queryByRole('link', { name: /^root, / })).toBeNull();
  const action = screen.getByRole('combobox', { name: 'Action' });
  await person.type(action, 's3:ListAllMyBuckets');
  await person.keyboard('{Enter}');
  await person.click(await button('Add'));
  await cell('alice, s3:ListAllMyBuckets on everything: No.');
  await person.click(await button(`Remove ${read}`));
  await expect.poll(() => screen.queryByRole('link', { name: `alice, ${read}: No.` })).toBeNull();
  const kept = await session.memory.recall('matrix');
  expect(kept).toMatchObject({ which: 'users' });
  expect(JSON.stringify(kept)).toContain('s3:ListAllMyBuckets');
});

test('a question that no call fits is told before it is added, with one that fits, and focus stays in the field', async () => {
  openPage(session, '#/ask/matrix');
  await cell(`alice, ${read}: No.`);
  await person.click(screen.getByText('Identities and questions'));
  const action = screen.getByRole('combobox', { name: 'Action' });
  await person.type(action, 's3:GetObjet');
  await person.keyboard('{Enter}');
  await screen.findByText('AWS has no action s3:GetObjet', {}, { timeout: 20_000 });
  expect((await button('Add')).matches(':disabled, [aria-disabled="true"]')).toBe(true);
  await person.click(await button(/^Use s3:GetObject on/));
  await expect.poll(() => screen.queryByText('AWS has no action s3:GetObjet')).toBeNull();
  await person.click(await button('Add'));
  await cell(/^alice, s3:GetObject on everything/);
  expect(document.activeElement).toBe(action);
});
