/**
 * The tree as a newcomer reads it: folders that can be taken in at a glance, names that tell each other apart, maps that
 * are true, and comments that name files which exist.
 */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './imports.ts';
import { layerOf, map, mayImportText } from './map.ts';

const entriesOf = (dir: string) =>
  readdirSync(join(root, dir), { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));

const holdsFiles = (dir: string): boolean =>
  readdirSync(join(root, dir), { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());

/** Every folder of the house with the names in it; recorded decisions and made files have an order of their own. */
function foldersBelow(dir: string): { path: string; names: string[] }[] {
  if (/^tests\/corpus\b|\/fixtures$|\/generated$/.test(dir)) return [];
  // A move leaves empty folders behind, of which git knows nothing.
  const entries = entriesOf(dir).filter(
    (entry) => !entry.isDirectory() || holdsFiles(`${dir}/${entry.name}`),
  );
  return [
    { path: dir, names: entries.map(({ name }) => name) },
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersBelow(`${dir}/${name}`)),
  ];
}
const folders = ['src', 'tests'].flatMap(foldersBelow);
const files = folders.flatMap(({ path, names }) => names.map((name) => `${path}/${name}`));

/** A component, its logic in a file beside it and their test have one stem, in small letters with hyphens. */
const stem = (name: string): string =>
  name
    .replace(/\..*$/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase();

/** The word without what English adds to its end: `copies` and `copying` are both `cop`. */
const bare = (word: string): string => word.replace(/(?:ies|ying|ing|ings|ed|ion|ions|es|e|s|y)$/, '');

test('a folder holds at most 30 entries', () => {
  expect(folders.length).toBeGreaterThan(100);
  const crowded = folders.filter(({ names }) => names.length > 30);
  expect(crowded.map(({ path, names }) => `${path}: ${names.length}`)).toEqual([]);
});

test('no two names of a folder differ by their ending alone', () => {
  const twins = folders.flatMap(({ path, names }) => {
    const stems = [...new Set(names.map(stem))];
    return stems.flatMap((one, at) =>
      stems
        .slice(at + 1)
        .filter((other) => bare(one) === bare(other))
        .map((other) => `${path}: ${one}, ${other}`),
    );
  });
  expect(twins).toEqual([]);
});

test('no name begins with the name of its folder', () => {
  const repeated = folders.flatMap(({ path, names }) => {
    const folder = bare(stem(basename(path)));
    return names
      .map(stem)
      .filter((name) => name.split('-').length > folder.split('-').length && startsWithWords(name, folder))
      .map((name) => `${path}/${name}`);
  });
  expect(repeated).toEqual([]);
});

test('an import climbs at most two folders: beyond them it begins with #', () => {
  const far = sourceFiles().flatMap(({ path, text }) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*'((?:\.\.\/){3,}(?!public\/)[^']*)'/g)].map(
      ([, to]) => `${path}: ${to}`,
    ),
  );
  expect(far).toEqual([]);
});

test('the table of src/README.md is the map', () => {
  const rows = [
    ...readFileSync(join(root, 'src/README.md'), 'utf8').matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \|$/gm),
  ];
  const said = Object.fromEntries(rows.map(([, name = '', text = '']) => [name, text]));
  const meant = Object.entries(map).map(([name, layer]) => [
    name === 'headless' ? 'headless.ts' : name,
    mayImportText(layer),
  ]);
  expect(said).toEqual(Object.fromEntries(meant));
});

test('every layer of the map exists, and every folder of src is in it', () => {
  const layers = new Set(
    files.filter((file) => /^src\/.*\.(ts|svelte)$/.test(file)).map((file) => layerOf(file.slice(4))),
  );
  expect([...layers].filter((name) => name !== 'main').sort()).toEqual(Object.keys(map).sort());
});

function startsWithWords(name: string, folder: string): boolean {
  const count = folder.split('-').length;
  return bare(name.split('-').slice(0, count).join('-')) === folder;
}

test('a comment names only files that exist', () => {
  const ends = new Set(files.flatMap(endsOf));
  const named = files
    .filter((file) => /\.(ts|svelte|css)$/.test(file))
    .flatMap((file) =>
      commentsOf(file)
        .flatMap(filesNamedIn)
        .map((name) => ({ file, name })),
    );
  expect(named.length).toBeGreaterThan(100);
  const missing = named.filter(
    ({ file, name }) =>
      !ends.has(name) && !existsSync(join(root, dirname(file), name)) && !existsSync(join(root, name)),
  );
  expect(missing.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

/** A comment may name a file by the last parts of its path. */
const endsOf = (file: string): string[] => file.split('/').map((_, at, parts) => parts.slice(at).join('/'));

const commentsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /<!--[\s\S]*?-->|(?<=^|[\s{])\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm,
    ),
  ].map(([comment]) => comment);

const filesNamedIn = (comment: string): string[] =>
  [...comment.matchAll(/(?<![\w./@*{}-])(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:ts|svelte|css)\b/g)].map(
    ([name]) => name,
  );
