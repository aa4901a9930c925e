/** The rulebook on the page is found, read, searched and asked, and an id of a rule stands only as a link. */

import { cleanup, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { rules } from '#core/rules/book.ts';
import { ruleParts, shownAt } from '#view/places/help/rules/shown-rules.ts';
import { chapters } from '#content/rules/chapters.ts';
import { idsIn } from '../../../core/rules/ids.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
const heading = (name: string) => screen.findByRole('heading', { level: 2, name });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

/** Ids of rules in texts that are not inside a link to a rule. */
function looseIds(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest('a[href^="#/help/rules/"], script, style') === null)
      found.push(...idsIn(node.textContent ?? ''));
  }
  return found;
}

test('Help opens rules, words, about, licences, keys and presenter view, by the keyboard', async () => {
  openPage(session, '#/graph');
  const help = await screen.findByRole('button', { name: 'Help' });
  help.focus();
  await person.keyboard('{Enter}');
  const items = await screen.findAllByRole('menuitem');
  expect(
    items.map((item) =>
      item.textContent
        ?.trim()
        .split(/\s{2,}|(?=What|The|This|Open|Or|For)/)[0]
        ?.trim(),
    ),
  ).toEqual(['Rules', 'Words', 'About', 'Licences', 'Keys', 'Presenter view']);
  await expect.poll(() => document.activeElement).toBe(items[0]);
  await person.keyboard('{Enter}');
  await screen.findByRole('tab', { name: 'Rules', selected: true });
  expect(location.hash).toBe('#/help/rules');
  await screen.findByRole('list', { name: 'All chapters' });
  await person.click(screen.getByRole('tab', { name: 'Licences' }));
  await screen.findByText('IAM Playground has the MIT licence. It uses:');
  expect(location.hash).toBe('#/help/licences');
  await person.keyboard('g');
  await person.keyboard('a');
  await expect.poll(() => location.hash).toMatch(/^#\/ask/);
  await person.keyboard('g');
  await person.keyboard('r');
  await expect.poll(() => location.hash).toBe('#/help');
  await screen.findByRole('list', { name: 'All chapters' });
});

test('the book lists its chapters, and a chapter its rules', async () => {
  openPage(session, '#/help/rules');
  const list = await screen.findByRole('list', { name: 'All chapters' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(chapters.length);
  const [first] = chapters;
  await person.click(within(list).getByRole('link', { name: first?.title ?? '' }));
  visit(`#/help/rules/${first?.id ?? ''}`);
  const shown = await screen.findByRole('list', { name: first?.title ?? '' });
  expect(within(shown).getAllByRole('listitem')).toHaveLength(first?.rules.length ?? 0);
});

test('a rule shows its text with code, its state, AWS’s page, and the way to the next rule', async () => {
  openPage(session, '#/help/rules/e-05');
  const article = await screen.findByRole('article');
  const rule = rules.find(({ id }) => id === 'E-05');
  within(article).getByRole('heading', { name: rule?.title ?? '' });
  within(article).getByText('Simulated: a test proves it');
  const page = within(article).getByRole('link', { name: new RegExp(rule?.source.title ?? '') });
  expect([page.getAttribute('href'), page.getAttribute('target'), page.getAttribute('rel')]).toEqual([
    rule?.source.url,
    '_blank',
    'noopener noreferrer',
  ]);
  expect(within(article).getByRole('link', { name: 'Rule E-05' }).getAttribute('href')).toBe(
    '#/help/rules/E-05',
  );
  const turn = screen.getByRole('navigation', { name: 'Previous and next rule' });
  const next = within(turn).getAllByRole('link').at(-1);
  visit(next?.getAttribute('href') ?? '');
  await heading(rules[rules.findIndex(({ id }) => id === 'E-05') + 1]?.title ?? '');
});

test('the search for rules filters while one types, keeps itself in the address and says what it did not find', async () => {
  openPage(session, '#/help/rules/E-05');
  await screen.findByRole('article');
  await person.keyboard('/');
  await person.keyboard('boundary');
  await expect.poll(() => location.hash).toBe('#/help/rules?q=boundary');
  const found = await screen.findByRole('list', { name: 'Rules found' });
  const titles = within(found)
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '');
  expect(titles.length).toBeGreaterThan(3);
  expect(titles.every((text) => /boundary/i.test(text))).toBe(true);
  const first = within(found).getAllByRole('link')[0]?.getAttribute('href');
  await person.keyboard('{Enter}');
  await expect.poll(() => location.hash).toBe(first);
  await screen.findByRole('article');
  visit('#/help/rules?q=boundary');
  await screen.findByRole('list', { name: 'Rules found' });
  await person.click(screen.getByRole('searchbox'));
  await person.keyboard(' zebra');
  await screen.findByText('No rule matches “boundary zebra”');
  await person.click(screen.getByRole('button', { name: 'Show all rules' }));
  await screen.findByRole('list', { name: 'All chapters' });
  expect(location.hash).toBe('#/help/rules');
  // The address alone shows the search again.
  cleanup();
  openPage(session, '#/help/rules?q=e05');
  const again = await screen.findByRole('list', { name: 'Rules found' });
  expect(
    within(again)
      .getAllByRole('link', { name: /^Rule / })[0]
      ?.getAttribute('aria-label'),
  ).toBe('Rule E-05');
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'e05');
});

test('the rules are counted and filtered by what is done with them, together with the search', async () => {
  openPage(session, '#/help/rules');
  const states = within(await screen.findByRole('group', { name: 'Rules by state' }));
  for (const [label, state] of [
    ['Simulated', 'held'],
    ['Our own', 'extension'],
    ['Not verified', 'unverified'],
    ['Refused on purpose', 'refused'],
    ['Not simulated', 'not-simulated'],
  ] as const) {
    const count = rules.filter((rule) => rule.state === state).length;
    expect(count).toBeGreaterThan(0);
    await person.click(states.getByRole('button', { name: `${label} ${count}` }));
    await expect.poll(() => location.hash).toBe(`#/help/rules?state=${state}`);
  }
  expect(screen.getByRole('link', { name: /^AWS as of / })).toHaveProperty('hash', '#/help/about');
  visit('#/help/rules?state=refused');
  await screen.findByText(/^AWS admits only some accounts\./);
  const found = await screen.findByRole('list', { name: 'Rules found' });
  within(found).getByText('Role templates');
  expect(within(found).getAllByText('Refused on purpose, as AWS refuses those who may not')).toHaveLength(
    within(found).getAllByRole('listitem').length,
  );
  await person.click(screen.getByRole('searchbox'));
  await person.keyboard('govcloud');
  await expect.poll(() => location.hash).toBe('#/help/rules?q=govcloud&state=refused');
  await expect
    .poll(() => within(screen.getByRole('list', { name: 'Rules found' })).getAllByRole('listitem').length)
    .toBe(1);
  expect(states.getByRole('button', { pressed: true }).textContent).toMatch(/^Refused on purpose 1$/);
});

test('a rule that is held has its mark in a list too', async () => {
  openPage(session, '#/help/rules/evaluation');
  expect((await screen.findAllByText('Simulated: a test proves it')).length).toBeGreaterThan(10);
});

test('an unknown id of a rule is reported as such', async () => {
  openPage(session, '#/help/rules/E-99');
  await screen.findByText('No rule has this id');
  expect(screen.getByRole('link', { name: 'Show all chapters' }).getAttribute('href')).toBe('#/help/rules');
  expect(shownAt({ place: 'help', path: ['rules', 'constructor'], query: {} })).toEqual({ kind: 'unknown' });
});

test('an example of a rule opens as a preview in Ask, answered as the rule says, and touches nothing', async () => {
  openPage(session, '#/help/rules/E-05');
  await person.click(await screen.findByRole('button', { name: 'Ask this' }));
  const answer = await screen.findByRole('status', { name: 'Answer' });
  await expect.poll(() => answer.textContent).toContain('No');
  expect(location.hash).toContain(encodeURIComponent('arn:aws:iam::111122223333:user/Bob'));
  await screen.findByRole('button', { name: 'Keep a copy' });
  expect(session.readOnlyWorld?.kind).toBe('preview');
  expect(session.workspaces.current?.name).toBe('First minutes');
  expect(looseIds()).toEqual([]);
});

test('an id of a rule stands on the pages of the book, in Ask and at a flow’s checks only as a link', async () => {
  openPage(session, '#/help/rules');
  for (const { id, title } of chapters) {
    visit(`#/help/rules/${id}`);
    await screen.findByRole('list', { name: title });
    expect(looseIds(), title).toEqual([]);
  }
  const naming = rules.filter(({ rule }) => idsIn(rule).length > 0);
  expect(naming.length).toBeGreaterThan(0);
  for (const { id, title } of naming) {
    visit(`#/help/rules/${id}`);
    await heading(title);
    expect(looseIds(), id).toEqual([]);
  }
  // The first screen has no ids: something was done already.
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  visit('#/ask');
  await screen.findByRole('status', { name: 'Answer' });
  await screen.findByRole('link', { name: /^Rule [A-Z]+-\d/ });
  expect(looseIds()).toEqual([]);
  // The measure itself: an id that is no link is found.
  const loose = document.body.appendChild(document.createElement('p'));
  onTestFinished(() => loose.remove());
  loose.textContent = 'as E-05 says';
  expect(looseIds()).toEqual(['E-05']);
});

test('a flow that an earlier version kept shows its checks by today’s rules, as links', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const made = { RoleName: 'Visitor', AssumeRolePolicyDocument: JSON.stringify(trust) };
  await session.dispatch('iam', 'CreateRole', made);
  openPage(session, '#/flows/assume-role');
  await person.click(await screen.findByRole('button', { name: 'Start' }));
  await person.click(await screen.findByRole('button', { name: 'Next: send AssumeRole to AWS STS' }));
  await screen.findAllByRole('link', { name: 'Rule AR-05' });
  expect(looseIds()).toEqual([]);
  cleanup();
  const kept = JSON.stringify(await session.memory.recall('flow/assume-role'));
  expect(kept).toContain('"AR-05"');
  await session.memory.keep('flow/assume-role', JSON.parse(kept.replaceAll('"AR-05"', '"8.7/5"')));
  openPage(session, '#/flows/assume-role');
  await screen.findByText('Stopped at: Permission and trust');
  await screen.findAllByRole('link', { name: 'Rule AR-05' });
});

test.each([
  [
    'See E-05, `s3:*` and `a',
    ['words:See ', 'rule:E-05', 'words:, ', 'code:s3:*', 'words: and ', 'words:`a'],
  ],
  ['`E-05` and E-99', ['code:E-05', 'words: and E-99']],
  ['', []],
])('the text %j is shown in parts', (text, parts) => {
  expect(ruleParts(text).map((part) => `${part.kind}:${part.text}`)).toEqual(parts);
});
