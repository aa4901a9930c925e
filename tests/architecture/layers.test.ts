/** The source files keep to the map of map.ts: imports, no cycles, no impurity in the core, short files. */

import { expect, test } from 'vitest';
import { type Import, importsOf, parse, sourceFiles } from './imports.ts';
import { layerOf, map } from './map.ts';
import { impurities } from './purity.ts';

/** Programs that run in Node beside what they generate; they ship nothing and may use Node's modules. */
const isGenerator = (path: string) =>
  /^(reference\/generate|core\/api\/model\/write)\//.test(path) || /\/generate\/[^/]+\.node\.ts$/.test(path);

const files = sourceFiles();
const imports = files.filter(({ path }) => !isGenerator(path)).flatMap(importsOf);

function fault({ from, to, package: isPackage, typeOnly }: Import): string | undefined {
  const layer = layerOf(from);
  if (layer === 'main') return undefined;
  const rule = map[layer];
  if (!rule) return `${from}: no layer \`${layer}\` in the map`;
  if (isPackage) {
    return rule.packages === 'any' || rule.packages.includes(to)
      ? undefined
      : `${from} imports package ${to}`;
  }
  const other = layerOf(to);
  if (other === layer || rule.layers.includes(other)) return undefined;
  if (typeOnly && rule.types?.includes(other)) return undefined;
  return `${from} imports ${to}${typeOnly ? ' (types)' : ''}`;
}

test('the parser finds source files and their imports', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(imports.some((found) => found.typeOnly)).toBe(true);
});

test('each layer imports only what the map allows', () => {
  expect(imports.map(fault).filter((text) => text !== undefined)).toEqual([]);
});

test('core and content import files by their path, with the .ts ending', () => {
  const wrong = imports.filter(
    ({ from, to, package: isPackage }) =>
      /^(core|content)\//.test(from) && !isPackage && !/\.(ts|json)$/.test(to),
  );
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('the imports of files form no cycle, also not through a lazy import', () => {
  expect(imports.some((found) => found.dynamic)).toBe(true);
  expect(cycles(imports.filter((found) => !found.package))).toEqual([]);
});

test('core and content are pure: they use no time, chance, browser or timers', () => {
  const banned =
    /^(window|document|navigator|localStorage|sessionStorage|indexedDB|fetch|crypto|process|setTimeout|setInterval|queueMicrotask|console)$/;
  const found = files
    .filter(({ path }) => /^(core|content)\//.test(path) && !isGenerator(path))
    .flatMap((file) => impurities(parse(file), banned).map((what) => `${file.path}: ${what}`));
  expect(found).toEqual([]);
});

test('source files have at most 400 lines, components at most 200', () => {
  const long = files.filter(
    ({ path, lines }) =>
      !/(^|\/)(generated|data)\//.test(path) && lines > (path.endsWith('.svelte') ? 200 : 400),
  );
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('the page never sets HTML from text', () => {
  const found = files.filter(({ text }) =>
    /\{@html\b|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML/.test(text),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

function cycles(edges: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (file: string, trail: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
