/** The editor of JSON takes over from a plain text field without taking the focus of a person who types. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import JsonEditor from '#view/ui/editor/JsonEditor.svelte';
import { exampleSession, mountPart } from '../mounted.ts';

test('a person who types before the editor is loaded goes on typing where the caret is', async () => {
  const session = await exampleSession('first-minutes');
  let caret = 0;
  mountPart(session, JsonEditor, { value: '{}', label: 'Document', oncaret: (at: number) => (caret = at) });
  const plain = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Document' });
  expect(plain.matches('textarea')).toBe(true);
  plain.focus();
  plain.setSelectionRange(1, 1);
  await expect.poll(() => plain.isConnected).toBe(false);
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Document' }));
  expect(caret).toBe(1);
});
