/** A world that is only looked at shows everywhere and changes nowhere, and the workspace below stays. */

import { expect, test } from 'vitest';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { accountRow, user } from '../../store/samples.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, userNames } from '../test-session.ts';

function anotherWorld() {
  const world = createWorld({ freeze: true });
  apply(world, [created('accounts', accountRow), created('users', user('zoe'))]);
  return world;
}
const readOnlyWorld = {
  kind: 'preview' as const,
  world: anotherWorld(),
  account: accountRow.id,
  title: 'Preview of “Z”',
  refusal: 'Keep a copy to change it.',
};

test('a read-only world is read everywhere and changed nowhere; the workspace below stays as it was', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name));
  await createUser(session, 'bob');
  const { revision } = session.state;
  session.readOnly.show(readOnlyWorld);
  expect([userNames(session), session.history.canUndo]).toEqual([['zoe'], false]);
  expect(session.state).toBe(session.state);
  const refused = await createUser(session, 'mallory');
  expect(refused).toMatchObject({ ok: false, error: { code: 'ReadOnly', message: readOnlyWorld.refusal } });
  await session.undo();
  expect([session.problems.current, session.trail.length]).toEqual([undefined, 1]);
  session.readOnly.close();
  expect([userNames(session), session.state.revision]).toEqual([['alice', 'bob'], revision]);
  const again = newSession(await dexieStore(name));
  await again.workspaces.start();
  expect(userNames(again)).toEqual(['alice', 'bob']);
});

test('a link without a workspace is shown alone: no example is made, and closing leaves nothing', async () => {
  const session = newSession(await dexieStore(newName()));
  await session.workspaces.start({ example: false });
  expect([session.status, session.workspaces.list]).toEqual(['empty', []]);
  session.readOnly.show(readOnlyWorld);
  expect([session.status, userNames(session)]).toEqual(['ready', ['zoe']]);
  session.readOnly.close();
  expect(session.status).toBe('empty');
});
