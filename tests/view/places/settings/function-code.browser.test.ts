/** A person puts new code into a function and invokes it on its page: AWS’s answers, its refusals, and the keyboard. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { openLevel } from '#app/learn/open-level.ts';
import { trailLimit } from '#app/history/trail.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../../../app/test-session.ts';
import { openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const account = '366700000007';
const arn = `arn:aws:lambda:us-east-1:${account}:function:nightly-clean`;
let session: Session;

beforeEach(async () => {
  session = newSession(new MemoryStore());
  await openLevel(session, 'code-of-a-function');
});

const openIt = () => openPage(session, `#/settings/resources/${encodeURIComponent(arn)}`);
const button = (name: string) => screen.findByRole('button', { name });
const invoked = () => screen.findByText(/^Invoked nightly-clean\. Its code acts as/);
/** The calls to Lambda so far, oldest first, with the error of each. */
const calls = async () =>
  (await session.trail.entries({ limit: trailLimit }))
    .map(({ event }) => event)
    .filter(({ eventSource, readOnly }) => eventSource.startsWith('lambda.') && !readOnly)
    .map(({ eventName, errorCode }) => [eventName, errorCode ?? 'done'])
    .toReversed();

test('a developer puts new code into a function and invokes it, and both are named by its name', async () => {
  openIt();
  await screen.findByRole('heading', { level: 2, name: 'nightly-clean' });
  await person.click(await button('Put new code in'));
  await screen.findByText('Put new code into nightly-clean');
  await person.click(await button('Invoke'));
  await invoked();
  expect(await calls()).toEqual([
    ['UpdateFunctionCode', 'done'],
    ['Invoke', 'done'],
  ]);
});

test('a person without the rights sees AWS’s refusal of each, and the code stays as it is', async () => {
  session.identity.actAsRoot();
  await session.dispatch('iam', 'CreateUser', { UserName: 'guest' });
  session.identity.actAs(`arn:aws:iam::${account}:user/guest`);
  openIt();
  for (const [name, action] of [
    ['Put new code in', /lambda:UpdateFunctionCode/],
    ['Invoke', /lambda:InvokeFunction/],
  ] as const) {
    await person.click(await button(name));
    const alert = await screen.findByRole('alert');
    await within(alert).findByText(action);
    within(alert).getByText('AccessDeniedException');
  }
  expect((await calls()).map(([, error]) => error)).toEqual([
    'AccessDeniedException',
    'AccessDeniedException',
  ]);
});

test('Tab and Enter alone do both', async () => {
  openIt();
  const put = await button('Put new code in');
  put.focus();
  await person.keyboard('{Enter}');
  await screen.findByText('Put new code into nightly-clean');
  expect(document.activeElement).toBe(put);
  await person.tab();
  expect(document.activeElement).toBe(await button('Invoke'));
  await person.keyboard('{Enter}');
  await invoked();
});
