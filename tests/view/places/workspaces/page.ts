/** These are acts that a person repeats in Workspaces: a button, and an act of a workspace's menu. */

import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';

export const person = userEvent.setup();

export const button = (name: string | RegExp) => screen.findByRole('button', { name });

/** Chooses an act of a workspace's menu. */
export async function more(workspace: string, act: string): Promise<void> {
  await person.click(await button(`More for ${workspace}`));
  await person.click(await screen.findByRole('menuitem', { name: act }));
}
