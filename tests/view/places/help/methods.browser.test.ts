/** The methods to gain power are listed, found, read and tried in small accounts, and a step of a way leads to its method. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { everyMethod, methodGroups } from '#core/query/ways/methods.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson, toolIn } from '../../person.ts';

const person = newPerson();
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const count = () => screen.getAllByRole('list').flatMap((list) => within(list).queryAllByRole('listitem'));

test('all methods are listed in groups, and a group alone is at an address of its own', async () => {
  openPage(session, '#/help/rules');
  const lead = await screen.findByRole('link', { name: 'Methods to gain power' });
  await expect.poll(() => lead.parentElement?.textContent).toContain(`${everyMethod.length}`);
  expect(lead.getAttribute('href')).toBe('#/help/rules/methods');
  await person.click(lead);
  const groups = await screen.findByRole('group', { name: 'Methods by group' });
  expect(await toolIn(groups, `All ${everyMethod.length}`)).toBeTruthy();
  for (const { title, methods } of methodGroups) {
    await toolIn(groups, `${title} ${methods.length}`);
    expect(within(screen.getByRole('list', { name: title })).getAllByRole('listitem')).toHaveLength(
      methods.length,
    );
  }
  await person.click(await toolIn(groups, /^Limits taken away/));
  await expect.poll(() => screen.queryByRole('list', { name: 'Own rights' })).toBeNull();
  expect(location.hash).toBe('#/help/rules/methods?group=limits');
  expect(count().length).toBeGreaterThan(5);
});

test('a search finds methods by their calls with the keyboard alone, and Enter opens the first', async () => {
  openPage(session, '#/help/rules/methods');
  await screen.findByRole('group', { name: 'Methods by group' });
  await person.keyboard('/');
  await person.keyboard('passrole createstack');
  await expect.poll(() => location.hash).toBe('#/help/rules/methods?q=passrole+createstack');
  await person.keyboard('{Enter}');
  await expect.poll(() => location.hash).toMatch(/^#\/help\/rules\/methods\/cloudformation-/);
  await screen.findByRole('article');
  visit('#/help/rules/methods?q=zebra');
  await screen.findByText('No method matches “zebra”');
  await person.click(screen.getByRole('button', { name: 'Show all methods' }));
  await screen.findByRole('list', { name: 'Own rights' });
});

test('a method says what it needs, the events it leaves and what stops it, and shows the line that decides', async () => {
  openPage(session, '#/help/rules/methods/lambda-001');
  const article = within(await screen.findByRole('article'));
  expect(article.getAllByText('iam:PassRole').map((one) => one.parentElement?.textContent?.trim())).toContain(
    'iam:PassRole on the other role',
  );
  article.getByText(/CreateFunction20150331/);
  article.getByText('How to stop it');
  const diff = await screen.findByRole('region', { name: /compared with/ });
  expect(diff.querySelectorAll('td.gone')).toHaveLength(1);
  expect(diff.querySelector('td.gone')?.textContent).toContain('arn:aws:iam::111122223333:role/*');
  expect(diff.querySelector('td.new')?.textContent).toContain('role/ReportReader');
});

test('a method that AWS has closed says since when, and has no account to try it in', async () => {
  openPage(session, '#/help/rules/methods/rhino-codestar');
  await screen.findByText(/AWS closed this service on 31 Jul 2024/);
  expect(screen.queryByRole('button', { name: 'Open where it works' })).toBeNull();
  expect(screen.queryByRole('link', { name: /Whose shortest way/ })).toBeNull();
  visit('#/help/rules/methods/none-such');
  await screen.findByText('No method has this id');
});

test('a method leads to those whose shortest way in the own account uses it', async () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:AttachUserPolicy', Resource: '*' }],
  });
  await session.dispatch('iam', 'CreateUser', { UserName: 'newcomer' });
  const policy = { UserName: 'newcomer', PolicyName: 'Up', PolicyDocument: document };
  await session.dispatch('iam', 'PutUserPolicy', policy);
  openPage(session, '#/help/rules/methods/iam-008');
  const use = () => screen.findByRole('link', { name: 'Whose shortest way in this account uses it' });
  await person.click(await use());
  await screen.findByRole('row', { name: /^User newcomer / });
  await screen.findByText(/Shown: whose shortest way uses “/);
  visit('#/help/rules/methods/iam-007');
  await person.click(await use());
  await screen.findByText('No principal matches these filters');
  await screen.findByText(/A longer way of somebody may use this method\./);
});

test('a preview is opened by the keyboard alone', async () => {
  openPage(session, '#/help/rules/methods/iam-008');
  (await screen.findByRole('button', { name: 'Open where it works' })).focus();
  await person.keyboard('{Tab}');
  expect(document.activeElement?.textContent).toContain('Open where it does not');
  await person.keyboard('{Enter}');
  await screen.findByText('No way leads from developer to administrator, by the methods that are known.');
});

test('both accounts open as previews with the ways of the one who acts, and a step leads back to the method', async () => {
  openPage(session, '#/help/rules/methods/lambda-001');
  await person.click(await screen.findByRole('button', { name: 'Open where it works' }));
  const ways = within(await screen.findByRole('region', { name: 'Ways of developer' }));
  const [link] = await ways.findAllByRole('link', { name: 'Function with a passed role, invoked' });
  expect(link?.getAttribute('href')).toBe('#/help/rules/methods/lambda-001');
  expect(session.readOnlyWorld?.kind).toBe('preview');
  expect(session.workspaces.current?.name).toBe('First minutes');
  visit(link?.getAttribute('href') ?? '');
  await person.click(await screen.findByRole('button', { name: 'Open where it does not' }));
  await screen.findByText('No way leads from developer to administrator, by the methods that are known.');
});
