/** The catalogue of checks is listed, found by AWS's code, filtered in its address, and each check shows its examples. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { policyChecks } from '#core/lint/catalogue.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const listed = () =>
  screen
    .getAllByRole('link')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((to) => to.startsWith('#/help/rules/checks/'));
const code = 'PASS_ROLE_WITH_STAR_IN_RESOURCE';
const page = '#/help/rules/checks/pass-role-with-star-in-resource';

test('all checks are listed by subject, with severity and AWS’s code', async () => {
  openPage(session, '#/help/rules');
  const lead = await screen.findByRole('link', { name: 'Checks of a policy' });
  expect(lead.parentElement?.textContent).toContain(`${policyChecks.length}`);
  await person.click(lead);
  const list = within(await screen.findByRole('list', { name: 'Power and data' }));
  list.getByText(code);
  expect(new Set(listed()).size).toBe(policyChecks.length);
});

test('severity, owner and kind of policy filter the checks, and all three stand in the address', async () => {
  openPage(session, '#/help/rules/checks');
  const bySeverity = within(await screen.findByRole('group', { name: 'Checks by severity' }));
  const warnings = policyChecks.filter(({ severity }) => severity === 'security warning');
  await person.click(bySeverity.getByRole('button', { name: `Security warnings ${warnings.length}` }));
  await expect.poll(() => listed().length).toBe(warnings.length);
  await person.click(
    within(screen.getByRole('group', { name: 'Checks by owner' })).getByRole('button', {
      name: /^AWS has it/,
    }),
  );
  await person.selectOptions(screen.getByRole('combobox', { name: 'Kind of policy' }), 'trust');
  await expect
    .poll(() => location.hash)
    .toBe('#/help/rules/checks?severity=security-warning&by=aws&kind=trust');
  const wanted = warnings.filter(({ code: theirs, kinds }) => theirs && (!kinds || kinds.includes('trust')));
  expect(listed()).toHaveLength(wanted.length);
  expect(wanted.length).toBeLessThan(policyChecks.length);
});

test('AWS’s code finds its check here and in the search of all rules, with the keyboard alone', async () => {
  openPage(session, '#/help/rules/checks');
  await screen.findByRole('group', { name: 'Checks by severity' });
  await person.keyboard('/');
  await person.keyboard(code);
  await expect.poll(() => listed()).toEqual([page]);
  await person.keyboard('{Enter}');
  await expect.poll(() => location.hash).toBe(page);
  await screen.findByRole('article');
  visit(`#/help/rules?q=${code}`);
  const found = within(await screen.findByRole('navigation', { name: 'Checks found' }));
  expect(found.getByRole('link').getAttribute('href')).toBe(page);
  visit('#/help/rules/checks?q=zebra');
  await screen.findByText('No check matches “zebra”');
  visit('#/help/rules/checks/none-such');
  await screen.findByText('No check has this id');
});

test('the page of a check says what it finds in its example, and opens the example in the editor', async () => {
  const to = '#/help/rules/checks/unknown-global-key';
  openPage(session, to);
  const article = within(await screen.findByRole('article'));
  article.getByText('Error');
  article.getByText('INVALID_GLOBAL_CONDITION_KEY');
  const said = within(await screen.findByRole('list', { name: 'What the check says' }));
  expect(said.getAllByRole('listitem').length).toBeGreaterThan(0);
  await expect.poll(() => document.querySelectorAll('.cm-lintRange').length).toBeGreaterThan(0);
  screen.getByText('Why it is silent:');
  await person.click(screen.getByRole('button', { name: 'Open in the editor' }));
  await screen.findByRole('heading', { level: 1, name: 'Create policy' });
  const warnings = within(await screen.findByRole('list', { name: 'Warnings' }));
  const why = await warnings.findAllByRole('link', { name: /^Why: / });
  expect(why.map((one) => one.getAttribute('href'))).toContain(to);
});
