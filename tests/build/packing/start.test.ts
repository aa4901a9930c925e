/** The one file's starter unpacks exactly what was packed, and says so when it cannot. */

import { expect, test } from 'vitest';
import { startPackedPage } from '#build/packing/start.ts';
import { bytesOf, opened } from './opened.ts';

test('the starter puts the styles and the program of the one file into the page as they were', async () => {
  const styles = '.a { content: "é" }';
  const program = `console.log(${JSON.stringify('“ñ” 漢 😀 </script> \r\n'.repeat(500))});`;
  const { added } = await opened({ packed: [bytesOf(styles), bytesOf(program)] });
  expect(added).toEqual([
    { textContent: styles, dataset: { unpacked: '' } },
    { type: 'module', text: program, dataset: { unpacked: '' } },
  ]);
});

test('a damaged one file says that it could not start', async () => {
  const program = Array.from({ length: 2000 }, (_, at) => `call(${at * 7919});`).join('');
  const { said } = await opened({ packed: [bytesOf(''), bytesOf(program)] }, (page) =>
    page.replace(/(?<=data-sizes="[^"]+">.{100}).{200}/su, ''),
  );
  expect(said).toMatch(/^IAM Playground could not start: .* the file is damaged\.$/);
});

test('the text of the starter needs nothing from outside of itself', () => {
  const text = startPackedPage.toString();
  expect(text).not.toMatch(/<[/!]/);
  expect(text).not.toMatch(/\b(import|require|__\w+)\b/);
});
