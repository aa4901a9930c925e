/** A person moves the clock and is told what that did. The real time of these tests is noon, 1 March 2026. */

import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent as userEvents } from 'vitest/browser';
import { deadlineKinds } from '#core/query/account/deadlines.ts';
import { clockState, deadlineWords, distanceWords } from '#view/clock/words.ts';
import { clockId } from '#core/model/records/clock.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();

async function withSession(): Promise<Session> {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'UpdateAccountPasswordPolicy', { MaxPasswordAge: 60 });
  await session.dispatch('iam', 'CreateLoginProfile', { UserName: 'alice', Password: 'Correct-Horse-7' });
  await session.dispatch('sts', 'GetSessionToken', { DurationSeconds: 3600 });
  return session;
}
const now = (session: Session) => new Date(session.now).toISOString();

test('a step of 90 days names what expired, shows in the top bar, and is taken back by Undo', async () => {
  const session = await withSession();
  openPage(session, '#/settings/clock');
  await screen.findByText('1 Mar 2026, 12:00:00');
  await person.click(screen.getByRole('button', { name: '90 days' }));
  const expired = await screen.findByRole('region', { name: 'What just expired' });
  await within(expired).findByText('the password expired');
  within(expired).getByText('temporary credentials expired');
  expect(now(session)).toBe('2026-05-30T12:00:00.000Z');
  expect(session.env.wallNow).toBe(Date.parse('2026-03-01T12:00:00Z'));
  screen.getByRole('button', { name: 'Clock: +90 days' });
  await person.click(await screen.findByRole('button', { name: 'Undo' }));
  await expect.poll(() => now(session)).toBe('2026-03-01T12:00:00.000Z');
  await screen.findByRole('button', { name: 'Clock: real time' });
});

test('the clock of the top bar lets a day pass, names what it ended, and goes back to the real time', async () => {
  const session = await withSession();
  openPage(session, '#/ask');
  await person.click(await screen.findByRole('button', { name: 'Clock: real time' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Simulated time' }));
  await panel.findByText('1 Mar 2026, 12:00:00');
  await person.click(panel.getByRole('button', { name: '+1 day' }));
  await panel.findByText('temporary credentials expired');
  expect(now(session)).toBe('2026-03-02T12:00:00.000Z');
  screen.getByRole('button', { name: 'Clock: +24 h' });
  await person.click(panel.getByRole('button', { name: 'Freeze' }));
  await panel.findByText(/It is frozen/);
  await person.click(panel.getByRole('button', { name: 'Now' }));
  await panel.findByText(/It follows the real time/);
  // A real key: the browser itself closes the panel.
  await userEvents.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog', { name: 'Simulated time' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Clock: real time' }));
});

test('two steps that are pressed faster than the clock moves both count', async () => {
  const session = await withSession();
  openPage(session, '#/ask');
  await person.click(await screen.findByRole('button', { name: 'Clock: real time' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Simulated time' }));
  await panel.findByText('1 Mar 2026, 12:00:00');
  const [ninety, one] = ['+90 days', '+1 day'].map((name) => panel.getByRole('button', { name }));
  ninety?.click();
  one?.click();
  await expect.poll(() => now(session)).toBe('2026-05-31T12:00:00.000Z');
});

test('the next thing to come leads to its place', async () => {
  const session = await withSession();
  openPage(session, '#/settings/clock');
  const next = await screen.findByRole('region', { name: 'What comes next' });
  await within(next).findByText('in 1 hour');
  await person.click(within(next).getByRole('button', { name: /^Go to: alice, / }));
  await expect.poll(() => now(session)).toBe('2026-04-30T12:00:00.000Z');
});

test('the clock is frozen, then runs on from there', async () => {
  const session = await withSession();
  openPage(session, '#/settings/clock');
  await person.click(await screen.findByRole('button', { name: 'Freeze' }));
  await screen.findByText(/It is frozen/);
  expect(session.state.world.clock.get(clockId)?.frozenAt).toBe(Date.parse('2026-03-01T12:00:00Z'));
  await person.click(screen.getByRole('button', { name: 'Let it run' }));
  await screen.findByText(/It follows the real time/);
});

test('the clock goes back behind the records only when asked for again, and the page says so', async () => {
  const session = await withSession();
  openPage(session, '#/settings/clock');
  const field = await screen.findByLabelText('Set to (UTC)');
  await fireEvent.input(field, { target: { value: '2025-12-24T18:00' } });
  await person.click(screen.getByRole('button', { name: 'Set' }));
  const notice = within(await screen.findByRole('alert'));
  notice.getByText('This account has records after 24 Dec 2025, 18:00:00 UTC');
  notice.getByText(/The newest record is of 1 Mar 2026, 12:00:00 UTC/);
  expect(now(session)).toBe('2026-03-01T12:00:00.000Z');
  await person.click(screen.getByRole('button', { name: 'Go back anyway' }));
  await screen.findByText('The clock is behind the records');
  expect(now(session)).toBe('2025-12-24T18:00:00.000Z');
});

test('Now leads back to the real time after a report was delivered, once the person knows what lies after it', async () => {
  const session = await withSession();
  await session.dispatch('playground', 'PutReportSchedule', { Frequency: 'daily', Format: 'csv' });
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 3 * 86_400 });
  openPage(session, '#/ask');
  await person.click(await screen.findByRole('button', { name: /^Clock: / }));
  const panel = within(await screen.findByRole('dialog', { name: 'Simulated time' }));
  await person.click(await panel.findByRole('button', { name: 'Now' }));
  const notice = await panel.findByRole('alert');
  expect(notice).toHaveTextContent('This account has records after the real time');
  expect(notice).not.toHaveTextContent(/AllowEarlier|InvalidInput/);
  await person.click(within(notice).getByRole('button', { name: 'Stay at this time' }));
  expect(panel.queryByRole('alert')).toBeNull();
  expect(now(session)).toBe('2026-03-04T12:00:00.000Z');
  await person.click(panel.getByRole('button', { name: 'Now' }));
  await person.click(await panel.findByRole('button', { name: 'Go back anyway' }));
  await panel.findByText(/It follows the real time/);
  expect(now(session)).toBe('2026-03-01T12:00:00.000Z');
  expect(panel.queryByRole('alert')).toBeNull();
});

test('a session whose row is gone after 90 days was ended and keeps the name of its user, in whole sentences', async () => {
  const session = await withSession();
  const made = await session.dispatch('sts', 'GetSessionToken', { DurationSeconds: 900 });
  const id = (made.ok ? (made.response['Credentials'] as { AccessKeyId: string }) : undefined)?.AccessKeyId;
  session.identity.use(id ?? '');
  openPage(session, '#/identities');
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 90 * 86_400 });
  await screen.findByText('The session of root has expired');
  // The next session of the account removes the rows of those that ended long ago.
  await session.requests.send({
    service: 'sts',
    operation: 'GetSessionToken',
    params: { DurationSeconds: 900 },
    caller: { kind: 'principal', arn: `arn:aws:iam::${session.account}:root` },
  });
  await expect.poll(() => session.state.world.sessions.has(id ?? '')).toBe(false);
  const notice = await screen.findByText('The session of root has ended');
  expect(notice.closest('.notice')).not.toHaveTextContent(/anonymous|\.\./);
});

test.each(deadlineKinds)('the sentences of a deadline of kind %s have a subject and differ', (kind) => {
  const [passed, coming] = deadlineWords[kind];
  expect(passed).not.toBe(coming);
  for (const words of [passed, coming])
    expect(words).toMatch(/^(the |temporary credentials |AWS )[a-zA-Z0-9 ,]+$/);
});

test.each([
  [0, 'now'],
  [61_000, 'in 1 minute 1 second'],
  [-3_600_000, '1 hour ago'],
])('a moment %i ms away reads as "%s"', (away, words) => {
  expect(distanceWords(1e12 + away, 1e12)).toBe(words);
});

test('the clock takes steps of any length', async () => {
  const session = await withSession();
  openPage(session, '#/settings/clock');
  const amount = await screen.findByLabelText('Move forward by');
  await person.clear(amount);
  await person.type(amount, '3');
  await person.selectOptions(screen.getByLabelText('Unit'), 'weeks');
  await person.click(screen.getByRole('button', { name: 'Advance' }));
  await expect.poll(() => now(session)).toBe('2026-03-22T12:00:00.000Z');
});

test.each([
  [undefined, 'It follows the real time.'],
  [{ id: clockId, offset: 3_600_000 }, 'It runs, 1 hour ahead of the real time.'],
  [{ id: clockId, offset: -86_400_000 }, 'It runs, 1 day behind the real time.'],
  [
    { id: clockId, offset: 0, frozenAt: 2_000_000 },
    'It is frozen, 16 minutes 40 seconds ahead of the real time.',
  ],
])('the clock %o reads "%s"', (clock, words) => {
  expect(clockState(clock, 1_000_000)).toBe(words);
});
