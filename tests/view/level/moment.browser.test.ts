/** One primary button leads on at the moment of success, and none takes back what was reached. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { openLevel } from '#app/learn/open-level.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../../app/test-session.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
const iam = 'arn:aws:iam::111122223333:';
const payroll = `${iam}policy/ReadPayroll`;
const ask = (user: string) =>
  `#/ask?${new URLSearchParams({
    p: `${iam}user/${user}`,
    a: 's3:GetObject',
    r: 'arn:aws:s3:::payroll/2026.csv',
  }).toString()}`;
const attach = (session: Session) =>
  session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn: payroll });
const detach = (session: Session) =>
  session.dispatch('iam', 'DetachUserPolicy', { UserName: 'mallory', PolicyArn: payroll });

const primaries = () =>
  [...document.querySelectorAll('.primary')]
    .filter((one) => one.closest('details:not([open])') === null && one.checkVisibility())
    .map(({ textContent }) => textContent.trim());
const leadsOn = (name: RegExp) => waitFor(() => expect(primaries()).toEqual([expect.stringMatching(name)]));

test('in Ask a reached goal of a level leads to the next one, and at the end to the next level', async () => {
  const session = newSession(new MemoryStore());
  await openLevel(session, 'first-policy');
  openPage(session, ask('alice'));
  await person.click(await screen.findByText('Change this answer'));
  await person.click(await screen.findByRole('button', { name: /^Allow s3:GetObject .* alice/ }));
  await leadsOn(/^Next goal: /);
  await detach(session);
  await leadsOn(/^Next level: /);
  const end = await screen.findByRole('region', { name: 'The end of the level' });
  expect(within(end).getByRole('status').textContent).toBe('Level solved.');
});

test('a refusal that was wanted does not offer the way back as the thing to press', async () => {
  const session = newSession(new MemoryStore());
  await openLevel(session, 'first-policy');
  openPage(session, ask('mallory'));
  await person.click(await screen.findByText('Change this answer'));
  await person.click(await screen.findByRole('button', { name: 'Detach ReadPayroll from mallory' }));
  await screen.findByRole('button', { name: /^Allow s3:GetObject .* mallory/ });
  await leadsOn(/^Next goal: /);
});

test('on a first visit one button leads on, though the line above the place has one too', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, ask('mallory'));
  await attach(session);
  await detach(session);
  await screen.findByRole('region', { name: 'What you learnt' });
  await leadsOn(/^Next level: /);
});

test('the end of a scenario leads to the next one', async () => {
  const session = await exampleSession('first-minutes');
  const given = session.workspaces.current?.guide;
  if (!given) throw new Error('no guide');
  const { level: _, start: __, ...guide } = given;
  await session.workspaces.saveGuide({ ...guide, steps: [], next: 'deny-wins' }, given);
  openPage(session, ask('mallory'));
  await attach(session);
  await detach(session);
  const end = await screen.findByRole('region', { name: 'What you learnt' });
  within(end).getByRole('status');
  await leadsOn(/^Next: /);
});

test('in Flows the end of a level leads on, and Next of the flow is no primary button beside it', async () => {
  const session = newSession(new MemoryStore());
  await openLevel(session, 'session-policy');
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::kite-reports/team-a/*' }],
  };
  openPage(
    session,
    `#/flows/assume-role?${new URLSearchParams({
      caller: 'arn:aws:iam::333300300300:user/cara',
      role: 'arn:aws:iam::333300300300:role/ReportReader',
      session: 'chart-job',
      policy: JSON.stringify(document),
    }).toString()}`,
  );
  await person.click(await screen.findByRole('button', { name: 'Start' }));
  await leadsOn(/^Next: /);
  const steps = await screen.findByRole('group', { name: 'Steps' });
  const forward = () => within(steps).getByRole('button', { name: /^Next: / });
  while (!screen.queryByRole('region', { name: 'The end of the level' })) {
    const { textContent: before } = within(steps).getByRole('status');
    await person.click(forward());
    await waitFor(() => expect(within(steps).getByRole('status').textContent).not.toBe(before));
    if (screen.queryByText('No more steps')) break;
  }
  await screen.findByRole('region', { name: 'The end of the level' });
  await leadsOn(/^Next level: /);
});
