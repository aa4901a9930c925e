/**
 * The documents that a stranger reads are true where a machine can tell: links lead somewhere, files and commands that are
 * named exist, numbers and lists are those of the code, and the first page is short.
 */

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { levelCards } from '#learn/level/path.ts';
import { tierCards } from '#content/levels/tiers.ts';
import { gallery } from '#content/gallery/cards.ts';
import { root } from './imports.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const markdownBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['.github', 'src', 'tests'].flatMap(markdownBelow),
].map((path) => ({ path, text: read(path) }));

/** Code is no prose: its brackets are no links. */
const withoutCode = (text: string): string =>
  text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '`code`');

/** Returns the anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (text: string): string[] =>
  [...text.replace(/^( *)```[\s\S]*?^\1```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

test('every relative link of a document leads to a file, and to a heading of it', () => {
  const links = pages.flatMap(({ path, text }) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) =>
      /^[a-z]+:/.test(link) ? [] : [{ path, link }],
    ),
  );
  expect(links.length).toBeGreaterThan(60);
  const dead = links.filter(({ path, link }) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(dead.map(({ path, link }) => `${path}: ${link}`)).toEqual([]);
});

/** Files of examples, which a reader makes, and names of the past. */
const notThere = new Set([
  'src/core/api/resource/ssm.ts',
  'src/core/model/resource-kinds/ssm-parameter.ts',
  'src/store/migrations.ts',
  'src/view/places/costs/Costs.svelte',
  'src/view/rules',
  'tests/view/places/costs',
  'tests/view/places/costs/costs.browser.test.ts',
]);

test('a document names only files and folders that exist', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:src|tests|public|\.github)\/[\w./-]+)`/g)].map(([, name = '']) => ({
      path,
      name,
    })),
  );
  expect(named.length).toBeGreaterThan(150);
  const missing = named.filter(({ name }) => !notThere.has(name) && !existsSync(join(root, name)));
  expect(missing.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  expect([...notThere].filter((name) => existsSync(join(root, name)))).toEqual([]);
});

test('a document names only tests and folders of tests that exist in its commands', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\bvitest (?:run )?--project [^`\n]*/g)].flatMap(([command]) =>
      command
        .split(' ')
        .filter((word) => /^tests\/[\w./-]+$/.test(word))
        .map((name) => ({ path, name })),
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(({ name }) => !notThere.has(name) && !existsSync(join(root, name)));
  expect(missing.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

test('the sentence that a first change changes stands in the file that CONTRIBUTING names', () => {
  const [, file = '', words = ''] =
    /`(src\/[\w./-]+)`: look for `([^`]+)`/.exec(read('.github/CONTRIBUTING.md')) ?? [];
  expect(read(file)).toContain(words);
});

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
const { scripts, dependencies } = JSON.parse(read('package.json')) as Package;

test('a document names only scripts that package.json has, and the page of commands names each', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => ({ path, name })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  const commands = read('.github/docs/commands.md');
  const unnamed = Object.keys(scripts).filter(
    (name) => !new RegExp(`\`npm (run )?${name}[ \`]`).test(commands),
  );
  expect(unnamed).toEqual([]);
});

test('the table of packages lists the dependencies of package.json, and Svelte', () => {
  const rows = [...read('.github/docs/packages.md').matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  // A development dependency, since it compiles the components; its runtime ships.
  expect(listed.toSorted()).toEqual([...Object.keys(dependencies), 'svelte'].toSorted());
});

test('the README has at most 600 words, and its pictures are small', () => {
  const text = read('README.md');
  expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(600);
  const pictures = [...text.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
  expect(pictures).toHaveLength(4);
  for (const [, alt = '', file = ''] of pictures) {
    expect(alt.split(' ').length, file).toBeGreaterThan(8);
    expect(statSync(join(root, file)).size, file).toBeLessThan(150_000);
  }
});

test.each(['README.md', '.github/docs/first-steps.md'])(
  '%s counts levels and scenarios as they are',
  (file) => {
    const text = read(file);
    expect(/(\d+) levels/.exec(text)?.[1]).toBe(String(levelCards.length));
    // The documents say these numbers in words.
    expect([gallery.length, tierCards.length]).toEqual([20, 7]);
    expect(text).toMatch(/twenty (scenarios|accounts)/);
    if (text.includes('tiers')) expect(text).toContain('seven tiers');
  },
);
