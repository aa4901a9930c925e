/** The check reads a level back as its learners do, so nothing that nobody can open is shared. */

import { beforeEach, expect, test } from 'vitest';
import { checkDraft } from '#app/level-editor/check.ts';
import { beginDraft, editDraft, openDraft, withGoals } from '#app/level-editor/draft.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../test-session.ts';

let session: Session;

beforeEach(async () => {
  session = newSession(new MemoryStore());
  await session.workspaces.createFromExample('first-minutes');
  await beginDraft(session);
});

test('a level takes no steps of its guide, and its link and file can be read when a goal is gone', async () => {
  expect(openDraft(session)).toMatchObject({ steps: [], start: { next: [] } });
  await editDraft(session, (draft) => withGoals(draft, draft.goals?.slice(1) ?? []));
  expect((await checkDraft(session)).findings.map(({ kind }) => kind)).not.toContain('unreadable');
});

test('a level whose link nobody could read does not hold', async () => {
  const solution = { calls: [], turns: ['gone'] };
  await editDraft(session, (draft) => ({ ...draft, steps: [{ text: 'Look', solution }] }));
  const { findings } = await checkDraft(session);
  expect(findings[0]).toMatchObject({ kind: 'unreadable' });
});
