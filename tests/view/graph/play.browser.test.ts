/** A person plays a way to administrator call by call, keeps what was played as a workspace, and comes back. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

let session: Session;
const document = (action: readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const arnOf = (name: string) =>
  [...session.state.world.users.values()].find(({ userName }) => userName === name)?.arn ?? '';
const button = (name: string) => screen.getByRole('button', { name });

/** Mallory may do this, and her ways are on screen. */
async function openWays(...action: readonly string[]) {
  session = await exampleSession('small-company');
  const up = { UserName: 'mallory', PolicyName: 'Up', PolicyDocument: document(action) };
  await session.dispatch('iam', 'PutUserPolicy', up);
  openPage(session, `#/graph/ways?from=${encodeURIComponent(arnOf('mallory'))}`);
}

async function play() {
  const [link] = await screen.findAllByRole('link', { name: 'Play it' });
  if (!link) throw new Error('nothing to play');
  link.focus();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Next call' });
}

test('a way is played call by call, and says at its end what was gained', async () => {
  await openWays('iam:CreateAccessKey');
  const { revision } = session.state;
  await play();
  const steps = screen.getByRole('list', { name: 'Steps of this way' });
  expect(within(steps).getAllByRole('button')).toHaveLength(1);
  const call = screen.getByRole('region', { name: /^Create an access key of / });
  expect(call.textContent).toMatch(/mallory/);
  expect(call.textContent).toMatch(/aws iam create-access-key --user-name/);
  expect(call.textContent).toMatch(/<SecretAccessKey>•+<\/SecretAccessKey>/);
  expect(call.textContent).toMatch(/CreateAccessKey Allowed/);
  await screen.findByText(/^In the copy you act as .+ and may do everything in the account$/);
  expect(session.state.revision).toBe(revision);
  expect(session.identity.arn).toMatch(/root$/);
});

test('the keys go on and back, and Play all shows every call and the end', async () => {
  await openWays('iam:UpdateAssumeRolePolicy', 'iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole');
  await play();
  await waitFor(() => expect(screen.getByText(/^Call 1 of [2-9]/)).toBeTruthy());
  expect(screen.queryByText(/^In the copy you act as/)).toBeNull();
  await userEvent.keyboard('{ArrowRight}');
  await waitFor(() => expect(screen.getByText(/^Call 2 of/)).toBeTruthy());
  await userEvent.keyboard('{ArrowLeft}');
  await waitFor(() => expect(screen.getByText(/^Call 1 of/)).toBeTruthy());
  await userEvent.click(button('Play all'));
  await screen.findByText(/^In the copy you act as/);
  // The button that was pressed keeps the focus although nothing is left to play.
  expect(globalThis.document.activeElement).toBe(button('Play all'));
  await userEvent.click(button('Start again'));
  await waitFor(() => expect(screen.queryByText(/^In the copy you act as/)).toBeNull());
});

test('what was played is kept as a workspace, in which the person acts as what was gained', async () => {
  await openWays('iam:CreateAccessKey');
  const open = session.workspaces.current?.id ?? '';
  await play();
  await userEvent.click(await screen.findByRole('button', { name: 'Keep as workspace' }));
  await screen.findByText(/^This is the new workspace\. You are acting as/);
  expect(location.hash).toBe('#/activity');
  expect(session.workspaces.current?.name).toMatch(/: mallory to administrator, played$/);
  expect(session.workspaces.list).toHaveLength(2);
  await screen.findByRole('row', { name: /CreateAccessKey/ });
  expect(session.identity.arn).not.toMatch(/root$|mallory$/);
  await session.workspaces.open(open);
  expect(session.history.entries.at(-1)?.label).toMatch(/Save inline policy Up of mallory/);
});

test('a way with a call that the playground does not simulate says which', async () => {
  await openWays('iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun');
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'glue.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Jobs', AssumeRolePolicyDocument });
  const all = { RoleName: 'Jobs', PolicyName: 'All', PolicyDocument: document(['*']) };
  await session.dispatch('iam', 'PutRolePolicy', all);
  await play();
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toMatch(/The playground does not simulate glue:\w+, so this step/);
  expect(screen.queryByRole('button', { name: 'Keep as workspace' })).toBeNull();
});

test('a change of the account while a play is open is said, and playing again finds the way gone', async () => {
  await openWays('iam:CreateAccessKey');
  await play();
  const keep = await screen.findByRole('button', { name: 'Keep as workspace' });
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'mallory', PolicyName: 'Up' });
  await screen.findByText('The account has changed since this was played');
  expect(keep.getAttribute('aria-disabled') ?? String((keep as HTMLButtonElement).disabled)).toBe('true');
  await userEvent.click(button('Play it again'));
  await screen.findByText('The account has no such way now');
});

test('the address plays the same way again, and leads back to the ways', async () => {
  await openWays('iam:CreateAccessKey', 'iam:CreateLoginProfile');
  const links = await screen.findAllByRole('link', { name: 'Play it' });
  expect(new Set(links.map((link) => link.getAttribute('href'))).size).toBe(links.length);
  await play();
  const { hash } = location;
  const what = screen.getByText(/^Call 1 of/).textContent;
  visit('#/ask');
  await waitFor(() => expect(screen.queryByText(/^Call 1 of/)).toBeNull());
  visit(hash);
  await waitFor(() => expect(screen.getByText(/^Call 1 of/).textContent).toBe(what));
  await userEvent.click(screen.getByRole('link', { name: 'Back to the ways' }));
  await screen.findByRole('region', { name: 'Ways of mallory' });
  visit('#/graph/play');
  await screen.findByText('No way is chosen');
});
