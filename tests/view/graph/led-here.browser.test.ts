/** The graph begins at what led to it: the question, the subject of a finding or a page, a way of a list. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { drawing, labelsOf } from './page.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

const link = (name: string | RegExp) => screen.findByRole('link', { name });
const litLabels = async () => labelsOf((await drawing()).cy, '.lit');
const hrefOf = async (name: string | RegExp) => (await link(name)).getAttribute('href') ?? '';
const userArn = (session: Session, name: string) =>
  [...session.state.world.users.values()].find(({ userName }) => userName === name)?.arn ?? '';

test('the graph that Ask opens shows the question, lights its path, and leads back', async () => {
  openPage(await exampleSession('first-minutes'), '#/ask');
  await screen.findByRole('img', { name: /Open the graph/, busy: false });
  await userEvent.click(await link('Open the graph'));
  const question = await screen.findByRole('region', { name: 'The question' });
  await within(question).findByText(/^alice cannot do s3:GetObject on/);
  const path = within(question).getByRole('list', { name: 'The path of the request' });
  expect(within(path).getAllByRole('listitem')[0]?.textContent).toContain('alice');
  await waitFor(async () => expect(await litLabels()).toContain('alice'));
  // A shared address shows the same.
  const address = location.hash;
  expect(address).toMatch(/^#\/graph\?.*p=.*a=s3%3AGetObject/);
  visit('#/graph');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'The question' })).toBeNull());
  visit(address);
  await screen.findByRole('region', { name: 'The question' });
  const back = await hrefOf('Open in Ask');
  expect(back).toMatch(/^#\/ask\?p=/);
  expect(new URLSearchParams(back.split('?')[1]).get('a')).toBe('s3:GetObject');
});

test('a question stays while nodes are selected, and goes when it is closed', async () => {
  const session = await exampleSession('small-company');
  const [alice, mallory] = [userArn(session, 'alice'), userArn(session, 'mallory')].map(encodeURIComponent);
  openPage(session, `#/graph?p=${alice}&a=s3:GetObject&r=${encodeURIComponent('arn:aws:s3:::payroll/x')}`);
  await screen.findByRole('region', { name: 'The question' });
  visit(`${location.hash}&n=${mallory}`);
  await screen.findByRole('region', { name: 'Selected: mallory' });
  await userEvent.click(screen.getByRole('button', { name: 'Close mallory' }));
  await screen.findByRole('region', { name: 'The question' });
  screen.getByRole('button', { name: 'Close the question' }).focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(location.hash).toBe('#/graph'));
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('treeitem'));
  await waitFor(async () => expect(await litLabels()).toEqual([]));
});

test('of a larger account the path of a question is drawn with its neighbours, until all is wanted', async () => {
  const session = await exampleSession('hospital');
  const [user] = [...session.state.world.users.values()];
  openPage(session, `#/graph?p=${encodeURIComponent(user?.arn ?? '')}&a=s3:GetObject&r=*`);
  const question = await screen.findByRole('region', { name: 'The question' });
  const few = (await drawing()).cy.nodes().length;
  expect(few).toBeLessThan(30);
  await userEvent.click(within(question).getByRole('button', { name: 'Whole account' }));
  await waitFor(async () => expect((await drawing()).cy.nodes().length).toBeGreaterThan(few));
});

test('pages of a user, a group, a role and a policy lead to it among its surroundings', async () => {
  const session = await exampleSession('small-company');
  const [group] = [...session.state.world.groups.values()];
  const policy = [...session.state.world.policies.values()].find(
    ({ account }) => account === session.account,
  );
  openPage(session, '#/identities/user/mallory');
  expect(await hrefOf('Show in the graph')).toContain(encodeURIComponent(userArn(session, 'mallory')));
  visit(`#/identities/group/${group?.groupName}`);
  await waitFor(async () =>
    expect(await hrefOf('Show in the graph')).toContain(encodeURIComponent(group?.arn ?? '')),
  );
  visit(`#/policies/${encodeURIComponent(policy?.arn ?? '')}`);
  await waitFor(async () =>
    expect(await hrefOf('Show in the graph')).toContain(encodeURIComponent(policy?.arn ?? '')),
  );
  await userEvent.click(await link('Show in the graph'));
  await screen.findByRole('region', { name: `Selected: ${policy?.policyName}` });
  await waitFor(async () =>
    expect(labelsOf((await drawing()).cy, ':selected')).toEqual([policy?.policyName]),
  );
});

test('a finding of a review leads to its subject, and one about a trust policy to the layout of trust', async () => {
  const session = await exampleSession('small-company');
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Open', AssumeRolePolicyDocument });
  openPage(session, '#/identities/reports/review?tab=wide');
  expect(await hrefOf('Show Open in the graph')).toMatch(/l=trust/);
  await userEvent.click(await link('Show Open in the graph'));
  const panel = await screen.findByRole('region', { name: 'Selected: Open' });
  within(panel).getByText('lets in somebody outside without a condition');
  within(panel).getByRole('region', { name: 'can be assumed without a condition by' });
  await screen.findByText(/1 role lets in somebody outside without a condition/);
});

test('a way of the list is lit in the graph that it opens, also one to somebody who is no administrator', async () => {
  const session = await exampleSession('small-company');
  const [alice, mallory] = [userArn(session, 'alice'), userArn(session, 'mallory')];
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'], Resource: alice }],
  });
  await session.dispatch('iam', 'PutUserPolicy', { UserName: 'mallory', PolicyName: 'Up', PolicyDocument });
  openPage(session, `#/graph/ways?from=${encodeURIComponent(mallory)}&to=${encodeURIComponent(alice)}`);
  const ways = await screen.findByRole('region', { name: 'Ways of mallory' });
  await userEvent.click(
    (await within(ways).findAllByRole('link', { name: 'Show in the graph' }))[0] as Element,
  );
  await screen.findByRole('region', { name: 'Ways from mallory to alice' });
  await waitFor(async () => expect(await litLabels()).toEqual(['alice', 'mallory']));
  expect(location.hash).toContain('wt=');
});
