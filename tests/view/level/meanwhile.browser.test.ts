/** An open editor keeps to what is saved meanwhile elsewhere, and never loses a text that a person wrote. */

import { cleanup, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { savedDocument } from '#core/query/policies/edited-policy.ts';
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
const saved = (Action: string) =>
  session.dispatch('iam', 'CreatePolicyVersion', {
    PolicyArn: arn,
    PolicyDocument: text(Action),
    SetAsDefault: true,
  });
const savedNow = () => savedDocument(session.state.world, { kind: 'managed', arn }) ?? '';
const shown = () => document.querySelector('.cm-content')?.textContent ?? '';
const warning = () => screen.queryByText('Another text of this policy was saved while you edited');

test('a text that nobody changed follows what is saved', async () => {
  edit(savedNow());
  await saved('s3:PutObject');
  await waitFor(() => expect(shown()).toContain('s3:PutObject'));
  expect(warning()).toBeNull();
});

test('a changed text stays, is warned of, and gives way only by its button', async () => {
  edit(text('s3:DeleteObject'));
  await saved('s3:PutObject');
  await waitFor(() => expect(warning()).not.toBeNull());
  expect(shown()).toContain('s3:DeleteObject');
  await userEvent.click(screen.getByRole('button', { name: 'Drop my text, show the saved policy' }));
  await waitFor(() => expect(shown()).toContain('s3:PutObject'));
  expect(warning()).toBeNull();
});

test('the text that is saved from here is no other text', async () => {
  edit(text('s3:PutObject'));
  await saved('s3:PutObject');
  await saved('s3:GetObject');
  await waitFor(() => expect(shown()).toContain('s3:GetObject'));
  expect(warning()).toBeNull();
});

test('a policy that was deleted is told, and the text stays', async () => {
  edit(text('s3:DeleteObject'));
  for (const UserName of ['alice', 'mallory'])
    await session.dispatch('iam', 'DetachUserPolicy', { UserName, PolicyArn: arn });
  await session.dispatch('iam', 'DeletePolicy', { PolicyArn: arn });
  await screen.findByText('The saved policy was deleted while you edited');
  expect(shown()).toContain('s3:DeleteObject');
});
