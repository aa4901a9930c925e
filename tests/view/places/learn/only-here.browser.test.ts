/** A link that other computers cannot open says so wherever it is shared: the tests run on localhost, as a teacher may. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import ShareDialog from '#view/share/Dialog.svelte';
import { exampleSession, mountPart } from '../../mounted.ts';

test('the Share dialog says that its link works on this computer only, and names the file', async () => {
  expect(location.hostname).toMatch(/^(localhost|127\.)/);
  const session = await exampleSession('first-minutes');
  mountPart(session, ShareDialog as never, { open: true });
  await screen.findByText('This link works on this computer only.');
  screen.getByText('Share the file instead.');
  screen.getByRole('button', { name: 'Save as a file' });
});
