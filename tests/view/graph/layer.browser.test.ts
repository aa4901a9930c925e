/** A person lays ways over the drawing, lights one, opens its hops, and finds the same in tree and table. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { clickNode, drawing } from './page.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

let session: Session;
const button = (name: string) => screen.findByRole('button', { name });
const ways = (name: string | RegExp) => screen.findByRole('region', { name });
const wayLines = async () =>
  (await drawing()).cy
    .edges('.edge-way, .edge-way-if')
    .map((edge) => `${edge.source().data('label')} ${edge.data('words')} ${edge.target().data('label')}`);

const document = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

async function openGraph(address = '#/graph') {
  session = await exampleSession('small-company');
  const may = { UserName: 'mallory', PolicyName: 'Up', PolicyDocument: document('iam:AttachUserPolicy') };
  await session.dispatch('iam', 'PutUserPolicy', may);
  openPage(session, address);
  return drawing();
}
const arnOf = (name: string) =>
  [...session.state.world.users.values()].find(({ userName }) => userName === name)?.arn ?? '';

test('everybody’s ways to administrator are lines of the drawing and rows beside it, until the layer is off', async () => {
  await openGraph();
  await userEvent.click(await button('To administrator'));
  const panel = await ways('Ways to administrator');
  await within(panel).findByRole('button', { name: /^mallory 1 step/ });
  await waitFor(async () => expect((await wayLines()).join()).toMatch(/mallory .* mallory/));
  expect(location.hash).toContain('w=administrator');
  await userEvent.click(await button('Off'));
  await waitFor(async () => expect(await wayLines()).toEqual([]));
  expect(location.hash).not.toContain('w=');
});

test('a chosen way is lit, and its hop tells what allows it, its events and how to stop it', async () => {
  await openGraph('#/graph?w=administrator');
  await userEvent.click(await screen.findByRole('button', { name: /^mallory 1 step/ }));
  const { cy } = await drawing();
  await waitFor(() => expect(cy.edges('.lit').length).toBe(1));
  const panel = await ways('Ways to administrator');
  await userEvent.click(within(panel).getByText(/mallory strengthens itself/));
  expect(within(panel).getByText('How to stop it')).toBeTruthy();
  expect(within(panel).getByText('Events it leaves')).toBeTruthy();
  expect(within(panel).getByText(/what allows each/)).toBeTruthy();
});

test('“here” is the selected node, and stays when another is selected', async () => {
  await openGraph();
  await clickNode('mallory');
  await userEvent.click(await button('From here'));
  const panel = await ways('Ways from mallory to administrator');
  await within(panel).findByText(/^\d+ ways?[.,]/);
  expect(location.hash).toContain(`wn=${encodeURIComponent(arnOf('mallory'))}`);
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Draw only what these ways need' }));
  await waitFor(() => clickNode('alice'));
  expect(await ways('Ways from mallory to administrator')).toBeTruthy();
});

test('a group is neither the start nor the end of ways, and the control tells why', async () => {
  await openGraph();
  await userEvent.click(await screen.findByRole('treeitem', { name: /^Finance.*users folded in/ }));
  const from = await button('From here');
  await waitFor(() => expect(from.getAttribute('aria-disabled')).toBe('true'));
  expect(from.title).toMatch(/^Ways begin at a user/);
  from.focus();
  await userEvent.keyboard('{Enter}');
  expect(location.hash).not.toContain('w=');
});

test('a click on a line of a way opens its hop', async () => {
  await openGraph('#/graph?w=administrator');
  await screen.findByRole('button', { name: /^mallory 1 step/ });
  const { cy } = await drawing();
  await waitFor(() => expect(cy.edges('.edge-way').length).toBeGreaterThan(0));
  const line = cy.edges('.edge-way').filter((edge) => edge.source().data('label') === 'mallory');
  line.first().emit('tap');
  const panel = await ways('Ways to administrator');
  await waitFor(() =>
    expect(
      within(panel)
        .getByRole('button', { name: /^mallory/ })
        .getAttribute('aria-pressed'),
    ).toBe('true'),
  );
  expect(within(panel).getByText('How to stop it').checkVisibility()).toBe(true);
});

test('an edit that closes a way takes its line out of the drawing', async () => {
  await openGraph('#/graph?w=administrator');
  await waitFor(async () => expect((await wayLines()).join()).toMatch(/mallory/));
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'mallory', PolicyName: 'Up' });
  await waitFor(async () => expect((await wayLines()).join()).not.toMatch(/mallory/));
});

test('tree and table say the same as the drawing, and the keyboard alone gets there', async () => {
  await openGraph('#/graph?w=administrator');
  await waitFor(async () => expect((await wayLines()).join()).toMatch(/mallory/));
  (await screen.findByRole('treeitem', { name: /^mallory(?! ·)/ })).focus();
  await userEvent.keyboard('{ArrowRight}');
  await screen.findByRole('treeitem', { name: /^way \(.*\) to mallory/ });
  await userEvent.click(await screen.findByRole('tab', { name: 'Table' }));
  const table = await screen.findByRole('table', { name: 'The drawn nodes' });
  expect(within(table).getByRole('row', { name: /^user mallory .*way \(.*\) to mallory/i })).toBeTruthy();
  await userEvent.click(await screen.findByRole('tab', { name: 'Tree' }));
  (await button('Off')).focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByRole('treeitem', { name: /^way \(/ })).toBeNull());
});

test('of a large account only what the ways need is drawn, unless a person wants all around it', async () => {
  await openGraph('#/graph?w=administrator');
  const alone = await screen.findByRole('checkbox', { name: 'Draw only what these ways need' });
  const policies = async () => (await drawing()).cy.nodes('.kind-policy').length;
  await waitFor(async () => expect(await policies()).toBe(0));
  expect((await drawing()).cy.nodes().length).toBeGreaterThan(0);
  await userEvent.click(alone);
  await waitFor(async () => expect(await policies()).toBeGreaterThan(0));
});

test('a link opens the ways of somebody outside', async () => {
  await openGraph();
  const provider = 'token.actions.githubusercontent.com';
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${provider}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'pipeline',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::${session.account}:oidc-provider/${provider}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com' },
            StringLike: { [`${provider}:sub`]: 'repo:org/app:*' },
          },
        },
      ],
    }),
  });
  const everything = { RoleName: 'pipeline', PolicyName: 'All', PolicyDocument: document('*') };
  await session.dispatch('iam', 'PutRolePolicy', everything);
  visit(`#/graph?w=from&wn=${encodeURIComponent('repo:org/app:ref:refs/heads/main')}`);
  const panel = await ways('Ways from repository org/app, branch main to administrator');
  await within(panel).findByText(/^1 way\./);
  await waitFor(async () =>
    expect((await wayLines()).join()).toMatch(/^repository org.app, branch main Assum.*pipeline$/),
  );
});

test('whoever could become administrator has a badge once the search is over, and loses it with the way', async () => {
  await openGraph();
  await screen.findByRole('treeitem', { name: /^mallory.*could become administrator/ });
  await screen.findByText('1 principal could become administrator.');
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'mallory', PolicyName: 'Up' });
  await waitFor(() =>
    expect(screen.queryByRole('treeitem', { name: /^mallory.*could become administrator/ })).toBeNull(),
  );
  await screen.findByText(/^No other user or role could become administrator, by the methods that are known/);
});

test('all that one could gain is drawn on demand, and a link opens it', async () => {
  await openGraph();
  visit(`#/graph?w=from&wn=${encodeURIComponent(arnOf('mallory'))}`);
  await userEvent.click(await screen.findByRole('checkbox', { name: /^All that it could gain/ }));
  const panel = await ways('What mallory could gain');
  await within(panel).findByRole('button', { name: /^administrator 1 step/ });
  expect(location.hash).toContain('w=all');
});
