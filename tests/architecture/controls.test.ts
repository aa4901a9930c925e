/**
 * One set of form controls and one scale: no place writes a field by hand, and spacing, layers and breakpoints come
 * from `src/view/ui/style/tokens.css`.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source } from './imports.ts';

const files = readdirSync(join(source, 'view'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|css)$/.test(path))
  .map((path) => `view/${path.replaceAll('\\', '/')}`)
  .map((path) => ({ path, text: readFileSync(join(source, path), 'utf8') }));

const stylesOf = ({ path, text }: { path: string; text: string }): string =>
  path.endsWith('.css') ? text : (/<style>[\s\S]*<\/style>/.exec(text)?.[0] ?? '');

/** Returns the markup alone, without script, style and comments. */
const markupOf = ({ text }: { text: string }): string =>
  text.replaceAll(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');

const components = files.filter(({ path }) => path.endsWith('.svelte'));
const places = components.filter(({ path }) => !path.startsWith('view/ui/'));
const tokens = files.find(({ path }) => path === 'view/ui/style/tokens.css')?.text ?? '';
const styled = files.filter(({ path }) => path !== 'view/ui/style/tokens.css');

/** Every match of a pattern in the styles, with its file. */
const inStyles = (pattern: RegExp): string[] =>
  styled.flatMap((file) =>
    [...stylesOf(file).matchAll(pattern)].map(([found]) => `${file.path}: ${found.replaceAll(/\s+/g, ' ')}`),
  );

test('there is something to judge', () => {
  expect(places.length).toBeGreaterThan(100);
  expect(places.filter(({ text }) => text.includes('/ui/controls/Input.svelte')).length).toBeGreaterThan(30);
});

test('a field comes from view/ui: no place writes one by hand, or its class', () => {
  // A file chooser is out of sight behind a button, and only one place has a slider.
  const isPrimitive = /<(?:input|select|textarea)\b(?![^>]*\btype="(?:file|range)")/;
  const wrong = places.filter(
    (file) => isPrimitive.test(markupOf(file)) || /class="(?:[^"]* )?input[" ]/.test(markupOf(file)),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('spacing comes from the scale, but for a pixel that puts something right', () => {
  const lengths = inStyles(
    /(?<![\w-])(?:padding|margin|gap|inset|row-gap|column-gap)(?:-[a-z-]+)?\s*:[^;{}]*/g,
  ).filter((found) => /(?<![\w.#-])-?(?!1px)\d*\.?\d+(?:px|rem)\b/.test(found));
  expect(lengths).toEqual([]);
});

test('every token that is asked for is defined', () => {
  const defined = new Set([...tokens.matchAll(/--[\w-]+(?=:)/g)].map(([name]) => name));
  const wrong = inStyles(/var\(--(?:space|layer)-[\w-]+/g).filter(
    (found) => !defined.has(found.replace(/^.*var\(/, '')),
  );
  expect(wrong).toEqual([]);
});

test('layers have names', () => {
  expect(inStyles(/z-index:(?! *var\(--layer-)[^;]*/g)).toEqual([]);
});

test('the window has four breakpoints and a room four, written in tokens.css', () => {
  const [ofWindow = '', ofRoom = ''] = (/breakpoints: ([^.]*)\./.exec(tokens)?.[1] ?? '').split('of a room');
  const widthsIn = (words: string) => [...words.matchAll(/\d+(?:px|em)\b/g)].map(([width]) => width);
  const [windows, rooms] = [widthsIn(ofWindow), widthsIn(ofRoom)];
  expect([windows, rooms]).toMatchObject([{ length: 4 }, { length: 4 }]);
  const queries = inStyles(/@(?:media|container)[^{]*/g);
  const wrong = queries.filter((query) => {
    const known = query.includes('@media') ? windows : rooms;
    return [...query.matchAll(/[\d.]+(?:px|r?em)/g)].some(([width]) => !known.includes(width));
  });
  expect(wrong).toEqual([]);
});

test('a component is told of a size by `sizes.ts`, in a frame in which it may change it', () => {
  const wrong = components.filter(({ text }) =>
    /bind:(?:client|offset|content|border)[A-Z]|ResizeObserver\(/.test(text),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('what lies in a place or a dialog asks for its room, never for the window', () => {
  const inRooms = inStyles(/@media[^{]*width[^{]*/g).filter((found) =>
    /^view\/(?:places|entity|graph|ui\/(?:data|list|page|editor|controls))\//.test(found),
  );
  expect(inRooms).toEqual([]);
});
