/** Beside an unsaved edit the editor says which goals it would reach and break, in a level and in a scenario. */

import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import DocumentEditor from '#view/places/policies/editor/DocumentEditor.svelte';
import { exampleSession, mountPart } from '../mounted.ts';

const arn = 'arn:aws:iam::111122223333:policy/ReadPayroll';
let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const text = (Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::payroll/*' }],
  });
function edit(value: string): void {
  cleanup();
  mountPart(session, DocumentEditor as never, {
    value,
    kind: 'identity-managed',
    edited: { kind: 'managed', arn },
  });
}
const line = () => screen.getByRole('status', { name: 'Goals after this edit' });
const says = (words: string) => waitFor(() => expect(line().textContent.trim()).toBe(words));
const change = (operation: string, UserName: string) =>
  session.dispatch('iam', operation, { UserName, PolicyArn: arn });
const goalTexts = () => session.workspaces.current?.guide?.goals?.map((goal) => goal.text) ?? [];

test('in a level the line counts what the edit would reach, and names what it would break', async () => {
  edit(text('s3:PutObject'));
  await says('Would reach 1 of 2 goals.');
  await change('AttachUserPolicy', 'alice');
  await change('DetachUserPolicy', 'mallory');
  edit(text('s3:PutObject'));
  await says(`Would reach 1 of 2 goals. Would break: ${goalTexts()[0]}.`);
  edit(text('s3:Get*'));
  await says('Would reach 2 of 2 goals.');
});

test('the goals of a scenario that is no level are judged too', async () => {
  const guide = session.workspaces.current?.guide;
  if (!guide) throw new Error('no guide');
  const { level: _, ...scenario } = guide;
  await session.workspaces.saveGuide(scenario, guide);
  await change('AttachUserPolicy', 'alice');
  edit(text('s3:PutObject'));
  await says(`Would reach 1 of 2 goals. Would break: ${goalTexts()[0]}.`);
});

test('a text that AWS would refuse, and the text that is saved, give no line', async () => {
  edit(text('s3:PutObject'));
  await says('Would reach 1 of 2 goals.');
  edit('{"Version": "2012-10-17"');
  await says('');
});

test('an account without goals has no such line', async () => {
  const guide = session.workspaces.current?.guide;
  if (!guide) throw new Error('no guide');
  const { level: _, goals: __, ...plain } = guide;
  await session.workspaces.saveGuide(plain, guide);
  edit(text('s3:PutObject'));
  expect(screen.queryByRole('status', { name: 'Goals after this edit' })).toBeNull();
});
