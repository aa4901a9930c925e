/** The layer of ways: to the selected node, what depends, from outside, more than there is room for, by Tab alone. */

import { render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import Beside from '#view/graph/panel/Beside.svelte';
import Loading from '#view/ui/data/Loading.svelte';
import { clickNode, drawing } from './page.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const ways = (name: string | RegExp) => screen.findByRole('region', { name });
const lines = async (kind: string) =>
  (await drawing()).cy
    .edges(kind)
    .map((edge) => `${edge.source().data('label')} > ${edge.target().data('label')}`);
const document = (action: string | readonly string[], resource = '*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
const letsIn = (principal: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
const allow = (name: string, action: string | readonly string[], resource?: string) =>
  session.dispatch('iam', 'PutUserPolicy', {
    UserName: name,
    PolicyName: 'Up',
    PolicyDocument: document(action, resource),
  });
const arnOf = (name: string) =>
  [...session.state.world.users.values()].find(({ userName }) => userName === name)?.arn ?? '';

async function addAdministrators(name: string, principal: object) {
  await session.dispatch('iam', 'CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: letsIn(principal),
  });
  await session.dispatch('iam', 'PutRolePolicy', {
    RoleName: name,
    PolicyName: 'All',
    PolicyDocument: document('*'),
  });
}

beforeEach(async () => {
  session = await exampleSession('small-company');
});

test('“To here” draws who could become the selected node', async () => {
  await allow('mallory', 'iam:CreateAccessKey', arnOf('alice'));
  openPage(session, '#/graph');
  await clickNode('alice');
  await userEvent.click(await button('To here'));
  const panel = await ways('Ways to alice');
  await within(panel).findByRole('button', { name: /^mallory 1 step/ });
  await waitFor(async () => expect(await lines('.edge-way')).toContain('mallory > alice'));
  expect(location.hash).toContain(`w=to&wn=${encodeURIComponent(arnOf('alice'))}`);
});

test('what depends on something unknown is dashed, in the drawing and in the words', async () => {
  // A file of account details tells no access keys.
  const one = (UserName: string, at: number, text: string) => ({
    Path: '/',
    UserName,
    UserId: `AIDAAAAAAAAAAAAAAAA${at}`,
    Arn: `arn:aws:iam::210987654321:user/${UserName}`,
    CreateDate: '2026-01-01T00:00:00Z',
    GroupList: [],
    AttachedManagedPolicies: [],
    UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: JSON.parse(text) as unknown }],
  });
  const UserDetailList = [
    one('admin', 2, document('*')),
    one('mallory', 3, document('iam:CreateAccessKey', 'arn:aws:iam::210987654321:user/admin')),
  ];
  const details = { UserDetailList, GroupDetailList: [], RoleDetailList: [], Policies: [] };
  await session.workspaces.importFiles([{ name: 'account.json', text: JSON.stringify(details) }]).done;
  openPage(session, `#/graph?w=from&wn=${encodeURIComponent(arnOf('mallory'))}`);
  const panel = await ways('Ways from mallory to administrator');
  // Few users have two keys already, so the way counts as likely.
  await waitFor(async () => expect(await lines('.edge-way-if')).toEqual(['mallory > admin']));
  const { cy } = await drawing();
  expect(cy.edges('.edge-way-if').style('line-style')).toBe('dashed');
  await within(panel).findByText('Likely');
  await userEvent.click(within(panel).getByRole('checkbox', { name: /^Also ways that depend/ }));
  const list = within(panel).getByRole('link', { name: 'Open as a list' });
  expect(list.getAttribute('href')).toMatch(/depends=1/);
  await userEvent.click(within(panel).getByRole('checkbox', { name: /^All that it could gain/ }));
  await ways('What mallory could gain');
  const whole = screen.getByRole('link', { name: 'Open as a list' });
  expect(whole.getAttribute('href')).toMatch(/depends=1.*reach=1/);
});

test('everybody’s ways begin outside the account, too', async () => {
  const provider = 'token.actions.githubusercontent.com';
  await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${provider}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
  await addAdministrators('pipeline', { Service: 'ec2.amazonaws.com' });
  await session.dispatch('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'pipeline',
    PolicyDocument: JSON.stringify({
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
  openPage(session, '#/graph?w=administrator');
  await ways('Ways to administrator');
  await waitFor(async () => {
    const all = await lines('.edge-way');
    expect(all).toContain('repository org/app, any run > pipeline');
  });
});

test('ways for which there is no room are counted, and a chosen one is drawn', async () => {
  const names = Array.from({ length: 110 }, (_, at) => `zoe-${at + 100}`);
  for (const UserName of names) await session.dispatch('iam', 'CreateUser', { UserName });
  for (const name of names) await allow(name, 'iam:PutUserPolicy', arnOf(name));
  openPage(session, '#/graph?w=administrator');
  const panel = await ways('Ways to administrator');
  await within(panel).findByText(/ways are not drawn, for lack of room/);
  await waitFor(async () => expect((await lines('.edge-way')).length).toBeGreaterThan(50));
  expect(await lines('.edge-way')).not.toContain('zoe-209 > zoe-209');
  for (;;) {
    const more = within(panel).queryByRole('button', { name: /^Show \d+ of/ });
    if (!more) break;
    await userEvent.click(more);
  }
  await userEvent.click(await within(panel).findByRole('button', { name: /^zoe-209/ }));
  await waitFor(async () => expect(await lines('.edge-way')).toContain('zoe-209 > zoe-209'));
  await waitFor(async () => expect(await lines('.edge-way.lit')).toEqual(['zoe-209 > zoe-209']));
});

test('a link shows the way that was lit, and tells when it is gone', async () => {
  await allow('mallory', 'iam:AttachUserPolicy');
  openPage(session, '#/graph?w=administrator');
  await userEvent.click(await button(/^mallory 1 step/));
  await waitFor(() => expect(location.hash).toMatch(/wk=\w+/));
  const link = location.hash;
  visit('#/graph');
  await waitFor(async () => expect(await lines('.edge-way')).toEqual([]));
  visit(link);
  await waitFor(async () =>
    expect((await button(/^mallory 1 step/)).getAttribute('aria-pressed')).toBe('true'),
  );
  await waitFor(async () => expect((await lines('.edge-way.lit')).join()).toMatch(/^mallory/));
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'mallory', PolicyName: 'Up' });
  await screen.findByText('The chosen way is not among these.');
});

test('Tab alone goes from the control to a way and into its hops', async () => {
  await allow('mallory', 'iam:AttachUserPolicy');
  openPage(session, '#/graph');
  (await button('To administrator')).focus();
  await userEvent.keyboard('{Enter}');
  const way = await button(/^mallory 1 step/);
  const passed: string[] = [];
  const tabTo = async (wanted: Element | null | undefined) => {
    for (let presses = 0; presses < 30 && globalThis.document.activeElement !== wanted; presses += 1) {
      await userEvent.keyboard('{Tab}');
      const { activeElement: at } = globalThis.document;
      passed.push(at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '');
    }
    expect(globalThis.document.activeElement).toBe(wanted);
  };
  await tabTo(way);
  expect(passed).toEqual(expect.arrayContaining(['Close the ways', 'Open as a list']));
  await userEvent.keyboard('{Enter}');
  const hop = await screen.findByText(/mallory strengthens itself/);
  await tabTo(hop);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByText('How to stop it').checkVisibility()).toBe(true));
});

test('a panel whose code does not load says so, and loads when asked again', async () => {
  let attempts = 0;
  const load = () =>
    attempts++ === 0 ? Promise.reject(new Error('no network')) : Promise.resolve({ default: Loading });
  const props = { view: {}, ways: { asked: { mode: 'administrator' } }, load };
  render(Beside, props as never);
  await screen.findByText('This part of the page could not be loaded.');
  await userEvent.click(await button('Try again'));
  await waitFor(() => expect(screen.queryByText('This part of the page could not be loaded.')).toBeNull());
  expect(attempts).toBe(2);
});
