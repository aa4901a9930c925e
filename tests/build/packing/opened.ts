/**
 * The one file's starter in Node: it finds the packed blocks of a page, and puts the styles and the program into it. Only so
 * much of a document is here as the starter and what it starts ask for.
 */

import { onTestFinished, vi } from 'vitest';
import { startPackedPage } from '#build/packing/start.ts';
import { block } from '#build/single-file.ts';

interface Added {
  readonly dataset: Record<string, string>;
  readonly textContent?: string;
  readonly text?: string;
}

/** Blocks by their ids, each with its parts; returns what the starter put into the page. */
export async function opened(
  blocks: Readonly<Record<string, readonly Uint8Array[]>>,
  change: (page: string) => string = (page) => page,
): Promise<{ readonly added: readonly Added[]; readonly said: string }> {
  const page = change(
    Object.entries(blocks)
      .map(([id, parts]) => block(id, parts))
      .join(''),
  );
  const found = new Map(
    [...page.matchAll(/<script type="text\/plain" id="([^"]+)" data-sizes="([^"]+)">([^<]*)<\/script>/g)].map(
      ([, id = '', sizes = '', textContent = '']) => [id, { dataset: { sizes }, textContent }],
    ),
  );
  const added: Added[] = [];
  const app = { textContent: '' };
  const place = { append: (element: Added) => void added.push(element) };
  vi.stubGlobal('unpack', undefined);
  vi.stubGlobal('document', {
    getElementById: (id: string) => (id === 'app' ? app : found.get(id)),
    createElement: () => ({ dataset: {} }),
    querySelector: () => ({ textContent: added.at(-1)?.text }),
    head: place,
    body: place,
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  startPackedPage();
  await vi.waitFor(() => {
    if (added.length < 2 && app.textContent === '') throw new Error('the starter is not done');
  });
  return { added, said: app.textContent };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
