/** The text of a policy that somebody writes is there after a reload, in its workspace. */

import { expect, test } from 'vitest';
import { MemoryStore } from '#store/memory-store.ts';
import { unsavedDocument } from '#app/workspaces/unsaved.svelte.ts';
import { newSession, until } from '../test-session.ts';

const edited = {
  kind: 'managed' as const,
  arn: 'arn:aws:iam::111122223333:policy/ReadPayroll',
};

async function written() {
  const store = new MemoryStore();
  const session = newSession(store);
  await session.workspaces.createFromExample('first-minutes');
  const unsaved = unsavedDocument(session, edited);
  await unsaved.begin('{}');
  unsaved.text = '{ }';
  const reload = async () => {
    const next = newSession(store);
    await next.workspaces.start();
    return { next, again: unsavedDocument(next, edited) };
  };
  return { unsaved, reload };
}

test('a reload keeps it, with the policy as it was saved then', async () => {
  const { unsaved, reload } = await written();
  const { again } = await reload();
  await until(() => again.text === '{ }');
  expect([again.isFromBefore, again.savedThen]).toEqual([true, unsaved.savedThen]);
  expect(again.savedThen).toContain('s3:GetObject');
});

test('a text that was dropped does not come back, and a new one can begin', async () => {
  const { unsaved, reload } = await written();
  unsaved.end();
  const { again } = await reload();
  await again.begin('{"Version":"2012-10-17"}');
  expect([again.text, again.isFromBefore]).toEqual(['{"Version":"2012-10-17"}', false]);
});

test('another workspace has none', async () => {
  const { reload } = await written();
  const { next } = await reload();
  await next.workspaces.createFromExample('first-minutes');
  const other = unsavedDocument(next, edited);
  await other.begin('{}');
  expect(other.text).toBe('{}');
});
