/** These are acts that a person repeats in Workspaces: a button, an act of a menu, a file saved or dropped. */

import { screen } from '@testing-library/svelte';
import { vi } from 'vitest';
import { newPerson } from '../../person.ts';

export const person = newPerson();

export const button = (name: string | RegExp) => screen.findByRole('button', { name });

/** Chooses an act of a workspace's menu. */
export async function more(workspace: string, act: string): Promise<void> {
  await person.click(await button(`More for ${workspace}`));
  await person.click(await screen.findByRole('menuitem', { name: act }));
}

/** The file that the page offers next. */
export function nextFile(): Promise<{ name: string; text: string }> {
  return new Promise((resolve) => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementationOnce((blob) => {
      blobs.push(blob as Blob);
      return 'blob:test';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementationOnce(function (this: HTMLAnchorElement) {
      void blobs[0]?.text().then((text) => resolve({ name: this.download, text }));
    });
  });
}

export function drop(...files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
}
