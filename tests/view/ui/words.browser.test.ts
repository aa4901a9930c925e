/** Words of AWS's are explained where they stand: on hover, on focus, and together in Settings. */

import { render, screen, waitFor, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import { userEvent as browser } from 'vitest/browser';
import '#view/ui/style/text.css';
import CodeWords from '#view/ui/words/CodeWords.svelte';
import Term from '#view/ui/words/Term.svelte';
import { glossary } from '#view/ui/words/glossary.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
const tips = () =>
  [...document.querySelectorAll(':popover-open[role=tooltip]')].map((tip) => tip.textContent);

test('a word in a sentence is explained on hover and goes away again', async () => {
  openPage(await exampleSession('small-company'), '#/identities');
  const term = await screen.findByRole('button', { name: 'groups' });
  await person.hover(term);
  await waitFor(() => expect(tips()).toEqual([glossary.group]));
  await person.unhover(term);
  expect(tips()).toEqual([]);
});

test('a name in a text goes whole into the next line with its marks, and breaks only where it is wider', () => {
  const box = document.createElement('div');
  box.style.width = '240px';
  document.body.append(box);
  onTestFinished(() => box.remove());
  render(CodeWords, {
    target: box,
    props: { text: 'They may read what is in (`Partner/Reports-2026`), too.' },
  });
  const name = box.querySelector('.whole') as HTMLElement;
  expect(name.textContent).toBe('(Partner/Reports-2026),');
  expect(box.textContent).toBe('They may read what is in (Partner/Reports-2026), too.');
  const line = name.offsetHeight;
  expect(name.offsetLeft).toBe(box.offsetLeft);
  box.style.width = '110px';
  expect(Math.round(name.offsetHeight / line)).toBe(2);
  expect(name.scrollWidth).toBeLessThanOrEqual(110);
});

test('a meaning that comes after its tip is open leaves the tip inside the window', async () => {
  const children = createRawSnippet(() => ({ render: () => '<span>groups</span>' }));
  const { container } = render(Term, { word: 'group', children });
  container.style.cssText = 'position: fixed; top: 0; right: 0';
  const term = screen.getByRole('button', { name: 'groups' });
  term.dispatchEvent(new PointerEvent('pointerenter'));
  expect(tips()).toEqual(['']);
  await waitFor(() => expect(tips()).toEqual([glossary.group]));
  const right = document.querySelector(':popover-open[role=tooltip]')?.getBoundingClientRect().right;
  expect(right).toBeLessThanOrEqual(document.documentElement.clientWidth);
});

test('a tab is explained when it has the focus, and Escape takes the meaning away', async () => {
  openPage(await exampleSession('small-company'), '#/identities');
  const tab = await screen.findByRole('tab', { name: /^Roles/ });
  tab.focus();
  await waitFor(() => expect(tips()).toEqual([glossary.role]));
  expect(document.getElementById(`${tab.getAttribute('aria-describedby')}`)?.textContent).toBe(glossary.role);
  await browser.keyboard('{Escape}');
  await waitFor(() => expect(tips()).toEqual([]));
});

test('a column that sorts explains its word too', async () => {
  openPage(await exampleSession('small-company'), '#/policies');
  const heading = await screen.findByRole('button', { name: 'Versions' });
  heading.focus();
  await waitFor(() => expect(tips()).toEqual([glossary['policy version']]));
});

test('a field of a form has its meaning beside the label', async () => {
  openPage(await exampleSession('small-company'), '#/flows/assume-role');
  (await screen.findByText(/^More: External ID/)).click();
  const field = await screen.findByRole('textbox', { name: /^External ID/ });
  const label = within(field.closest<HTMLElement>('.field') ?? document.body);
  label.getByRole('button', { name: 'What this means' }).focus();
  await waitFor(() => expect(tips()).toEqual([glossary['external ID']]));
});

test('the elements of a policy document are explained on hover, in their own values', async () => {
  const session = await exampleSession('small-company');
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ],
  });
  await session.dispatch('iam', 'CreatePolicy', { PolicyName: 'over-tls', PolicyDocument });
  const arn = `arn:aws:iam::${session.account}:policy/over-tls`;
  openPage(session, `#/policies/${encodeURIComponent(arn)}`);
  await person.click(await screen.findByRole('radio', { name: 'JSON' }));
  await browser.hover(await screen.findByText('"Effect"'));
  await screen.findByText('Effect Allow: this statement gives permission. A Deny elsewhere still wins.');
  await browser.hover(await screen.findByText('"aws:SecureTransport"'));
  await screen.findByText('aws:SecureTransport must be true. Sent over TLS.');
});

test('all words stand together and are searched by word and by meaning', async () => {
  openPage(await exampleSession('small-company'), '#/help/words');
  const search = await screen.findByRole('searchbox', { name: 'Search words' });
  screen.getByText(glossary['external ID']);
  await person.type(search, 'confused');
  await waitFor(() => expect(screen.queryByText(glossary['external ID'])).toBeNull());
  screen.getByText(glossary['confused deputy']);
  await person.clear(search);
  await person.type(search, 'zzz');
  await screen.findByText('No word matches');
});
